// SPDX-License-Identifier: Apache-2.0
/**
 * Goods that a notice announces and that nobody received yet, as far as this device knows. Another
 * one may have received them without network: the hold that they get then counts here already.
 */
import type { Quant } from './books.ts';
import { hold_on, scope } from './holds.ts';
import type { Unit } from './holds.ts';
import { plate_holder } from './operation.ts';
import type { AsnLine, AsnPack, AsnRow, HoldRow } from './rows.ts';
import { hold_reason } from './view.ts';
import type { View } from './view.ts';

export type Coming = Readonly<{ asn: AsnRow; pack: AsnPack; line: AsnLine }>;

/** The hold that covers this stock, or null: placed, or of its receipt, told here or to come. */
export function held_by(view: View, quant: Quant): HoldRow | null {
  const { part, serial } = quant;
  const one = serial === '' ? null : coming(view, part, serial);
  return view.hold_on(quant) ?? (one && coming_hold(view, one, [serial]));
}

/** The first hold on anything in a plate. */
export function held_in(view: View, lpn: string): HoldRow | null {
  for (const quant of view.content(lpn)) {
    const hold = held_by(view, quant);
    if (hold !== null) return hold;
  }
  return null;
}

/** The placed hold that would cover this stock in another holder, or null. */
export const held_within = (view: View, quant: Quant, holder: string): HoldRow | null =>
  hold_on(view.books.holds(), view.unit({ ...quant, holder }));

/** An announced plate and all that it stands on, from the inside outwards. */
function plates_around(view: View, lpn: string | null): string[] {
  const plates: string[] = [];
  for (let at = lpn; at !== null && !plates.includes(at);) {
    plates.push(at);
    at = view.announced(at)?.pack.parent ?? null;
  }
  return plates;
}

/** The notice that names this unit, while nobody received it as far as this device knows. */
export function coming(view: View, part: string, serial: string): Coming | null {
  const { stock } = view.checkpoint;
  const known = [...stock.by_serial.keys.get(serial) ?? []].map((key) => stock.quants.get(key)!);
  if (known.some((quant) => quant.part === part && quant.receipts.length > 0)) return null;
  for (const asn of view.asns()) {
    for (const pack of asn.packs) {
      const line = pack.lines.find((one) => one.part === part && one.serials.includes(serial));
      if (line !== undefined && !is_in(view, pack)) return { asn, pack, line };
    }
  }
  return null;
}

/** Whether an announced pack came in. That a count met its plate somewhere is no receipt. */
function is_in(view: View, { lpn, received }: AsnPack): boolean {
  if (lpn === null) return received === true;
  if (view.told.some((op) => op.kind === 'receipt' && op.body.lpn === lpn)) return true;
  const undone = view.undone.some((body) => body.verb === 'receipt' && body.lpn === lpn);
  return !undone && (received === true || view.checkpoint.stock.plates.get(lpn)?.place != null);
}

/** The placed hold on units of a line in the plates around it, by what else is known of them. */
export function placed_on(
  view: View, line: Pick<AsnLine, 'part' | 'lot'>, serials: readonly string[], lpn: string | null,
  known: Pick<Unit, 'suppliers' | 'receipts' | 'location'>,
): HoldRow | null {
  const plates = plates_around(view, lpn);
  for (const serial of [...serials, '']) {
    const unit = { part: line.part, lot: line.lot ?? '', serial, plates, ...known };
    const hold = hold_on(view.books.holds(), unit);
    if (hold !== null) return hold;
  }
  return null;
}

/**
 * The hold that these units of a line have as soon as they are received: placed, or announced and
 * without a name yet, which the server gives.
 */
export function coming_hold(
  view: View, { asn, pack, line }: Coming, serials: readonly string[],
): HoldRow | null {
  const known = { suppliers: [asn.supplier], receipts: [], location: null };
  const { part } = line;
  return placed_on(view, line, serials, pack.lpn ?? pack.parent, known) ?? (line.hold ? {
    hold: '', scope: scope({ part }), reason: hold_reason(line), note: '', placed_at: '',
    placed_by: '', state: 'open',
  } : null);
}

/** An announced unit as stock in its plate; `holder` where it was announced without one. */
export const coming_quant = ({ pack, line }: Coming, serial: string, holder: string): Quant => ({
  holder: pack.lpn === null ? holder : plate_holder(pack.lpn), part: line.part,
  lot: line.lot ?? '', serial, quantity: 1, suppliers: [], receipts: [],
  expires_on: line.expires_on,
});

/** All lines that are announced in a plate, or in plates inside it, and not in yet. */
export function coming_in(view: View, lpn: string): Coming[] {
  const asn = view.announced(lpn)?.asn;
  return (asn?.packs ?? [])
    .filter((pack) => plates_around(view, pack.lpn ?? pack.parent).includes(lpn))
    .filter((pack) => !is_in(view, pack))
    .flatMap((pack) => pack.lines.map((line) => ({ asn: asn!, pack, line })));
}
