// SPDX-License-Identifier: Apache-2.0
/**
 * What the server would reject as malformed though its types are right: it tells of nothing, or its
 * numbers disagree. The twin is backend/domain/sense.py; tests/vectors/sense.json keeps them equal
 * for the kinds that move goods and for photos.
 */
import { is_virtual, plate_holder } from './operation.ts';
import type { Bodies, Draft, Line } from './operation.ts';

const NOT_EMPTY: readonly string[] = [
  'return_receipt', 'core_shipment', 'reman_consume', 'pack_short',
];
const NUMBERED: readonly string[] = ['reman_output', 'reman_loss'];

/** What is wrong with a draft, as the name of the field; null where nothing is. */
export function malformed({ kind, body }: Pick<Draft, 'kind' | 'body'>): string | null {
  if (kind === 'photo') return odd_photo(body as Bodies['photo']);
  const told = body as Told;
  const moves = kind === 'putaway' || kind === 'transfer';
  const ends = moves || kind === 'pick' || kind === 'pack';
  return odd_line(told.lines ?? []) ?? odd_place(told, ends ? ['source', 'target'] : [])
    ?? (moves && told.lpn === '' ? 'body.lpn' : null)
    ?? (kind === 'transfer' && told.order === '' ? 'body.order' : null)
    ?? (kind === 'receipt' && told.parent_lpn === told.lpn ? 'body.parent_lpn' : null)
    ?? (ends ? odd_move(told, moves) : null)
    ?? (kind === 'replenish_short' ? odd_short(body as Bodies['replenish_short']) : null)
    ?? (kind === 'pack_short' ? odd_place(told, ['source']) : null)
    ?? (kind === 'carton_weighed' && !within(told.weight_g, WEIGHT_MAX_G) ? 'body.weight_g' : null)
    ?? (told.most_g !== undefined && !within(told.most_g + 1, WEIGHT_MAX_G + 1)
      ? 'body.most_g' : null)
    ?? (kind === 'label_wanted' ? odd_label(body as Bodies['label_wanted']) : null)
    ?? (kind === 'receipt_differs' ? odd_difference(body as Bodies['receipt_differs']) : null)
    ?? (kind === 'undo' ? odd_return(body as Bodies['undo']) : null)
    ?? (told.opened != null && (told.opened <= 0 || told.opened > QUANTITY_MAX)
      ? 'body.opened' : null)
    ?? (NOT_EMPTY.includes(kind) && !told.lines?.length ? 'body.lines' : null)
    ?? (NUMBERED.includes(kind) && !told.serial ? 'body.serial' : null);
}

const odd_short = ({ wanted, found }: Bodies['replenish_short']): string | null =>
  (wanted <= 0 || found < 0 || found >= wanted ? 'body.found' : null);

function odd_difference(body: Bodies['receipt_differs']): string | null {
  const { holder, told, found, serials } = body;
  if (is_virtual(holder) || holder === plate_holder('')) return 'body.holder';
  if (told < 0 || told > QUANTITY_MAX) return 'body.told';
  if (found < 0 || found > QUANTITY_MAX || found === told) return 'body.found';
  const units = Math.abs(told - found);
  const odd = serials.length > 0 && serials.length !== units;
  return odd || new Set(serials).size !== serials.length || serials.includes('')
    ? 'body.serials' : null;
}

function odd_return({ verb, source, target, lines, lpn }: Bodies['undo']): string | null {
  if (is_virtual(source) || source === plate_holder('')) return 'body.source';
  if (target !== null && (is_virtual(target) || target === plate_holder(''))) return 'body.target';
  if (lpn === '') return 'body.lpn';
  if (lpn === null && lines.length === 0) return 'body';
  const itself = lpn !== null && target === plate_holder(lpn);
  const odd = target === '' || (target === null) !== (verb === 'receipt');
  return odd || itself || source === target ? 'body.target' : null;
}

const QUANTITY_MAX = 999_999; // of one line, as the server takes it

type Told = {
  lines?: (Line & { expires_on?: string | null })[]; lpn?: string | null;
  parent_lpn?: string | null; source?: string; target?: string; opened?: number | null;
  serial?: string | null; weight_g?: number; most_g?: number; order?: string | null;
};

/** As the server takes it (backend/domain/sense.py). */
const WEIGHT_MAX_G = 2_000_000;
export const COPIES_MAX = 99;

const within = (value: number | undefined, most: number): boolean =>
  value !== undefined && value > 0 && value <= most;

const odd_label = ({ code, copy }: Bodies['label_wanted']): string | null =>
  (code === '' ? 'body.code' : within(copy, COPIES_MAX) ? null : 'body.copy');

/** The bytes a photo may have at most (backend/domain/sense.py). */
export const PHOTO_BYTES_MAX = 400_000;

function odd_photo({ photo, hash, bytes, of }: Bodies['photo']): string | null {
  if (!/^[0-9a-z-]{1,64}$/.test(photo)) return 'body.photo';
  if (!/^[0-9a-f]{64}$/.test(hash)) return 'body.hash';
  if (bytes <= 0 || bytes > PHOTO_BYTES_MAX) return 'body.bytes';
  return Object.values(of).some(Boolean) ? null : 'body.of';
}

function odd_line(lines: NonNullable<Told['lines']>): string | null {
  for (const [n, line] of lines.entries()) {
    const { serials } = line;
    if (line.quantity <= 0) return `body.lines.${n}.quantity`;
    const odd = serials.length > 0 && serials.length !== line.quantity;
    if (odd || new Set(serials).size !== serials.length || serials.includes('')) {
      return `body.lines.${n}.serials`;
    }
    if (line.expires_on != null && !is_day(line.expires_on)) return `body.lines.${n}.expires_on`;
  }
  return null;
}

/** A day of the calendar, as 2026-11-23 (ISO 8601). */
function is_day(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

function odd_place(told: Told, names: readonly ('source' | 'target')[]): string | null {
  const odd = names.find((name) => is_virtual(told[name]!) || told[name] === plate_holder(''));
  return odd === undefined ? null : `body.${odd}`;
}

function odd_move(told: Told, moves: boolean): string | null {
  const lines = (told.lines ?? []).length > 0;
  if (moves && Boolean(told.lpn) === lines) return 'body';
  const itself = moves && told.lpn != null && told.target === plate_holder(told.lpn);
  if (itself || told.source === told.target) return 'body.target';
  return moves || lines ? null : 'body.lines';
}
