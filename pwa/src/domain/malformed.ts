// SPDX-License-Identifier: Apache-2.0
/**
 * What the server would reject as malformed though its types are right: it tells of nothing, or its
 * numbers disagree. The twin is backend/domain/sense.py; tests/vectors/sense.json keeps them equal
 * for the kinds that move goods.
 */
import { is_virtual, plate_holder } from './operation.ts';
import type { Draft, Line } from './operation.ts';

const NOT_EMPTY: readonly string[] = ['return_receipt', 'core_shipment', 'reman_consume'];
const NUMBERED: readonly string[] = ['reman_output', 'reman_loss'];

/** What is wrong with a draft, as the name of the field; null where nothing is. */
export function malformed({ kind, body }: Pick<Draft, 'kind' | 'body'>): string | null {
  const told = body as Told;
  const moves = kind === 'putaway' || kind === 'transfer';
  const ends = moves || kind === 'pick' || kind === 'pack';
  return odd_line(told.lines ?? []) ?? odd_place(told, ends ? ['source', 'target'] : [])
    ?? (moves && told.lpn === '' ? 'body.lpn' : null)
    ?? (kind === 'receipt' && told.parent_lpn === told.lpn ? 'body.parent_lpn' : null)
    ?? (ends ? odd_move(told, moves) : null)
    ?? (NOT_EMPTY.includes(kind) && !told.lines?.length ? 'body.lines' : null)
    ?? (NUMBERED.includes(kind) && !told.serial ? 'body.serial' : null);
}

type Told = {
  lines?: (Line & { expires_on?: string | null })[]; lpn?: string | null;
  parent_lpn?: string | null; source?: string; target?: string; serial?: string | null;
};

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
