// SPDX-License-Identifier: Apache-2.0
/**
 * Goods that a notice announces and that nobody received yet, as far as this device knows. Another
 * one may have received them without network: the hold that they get then counts here already.
 */
import type { Quant } from './books.ts';
import { hold_on, scope } from './holds.ts';
import { plate_holder } from './operation.ts';
import type { AsnLine, AsnPack, AsnRow, HoldRow } from './rows.ts';
import type { View } from './view.ts';

export type Coming = Readonly<{ asn: AsnRow; pack: AsnPack; line: AsnLine }>;

/** An announced plate and all that it stands on, from the inside outwards. */
export function plates_around(view: View, lpn: string | null): string[] {
  const plates: string[] = [];
  for (let at = lpn; at !== null && !plates.includes(at);) {
    plates.push(at);
    at = view.announced(at)?.pack.parent ?? null;
  }
  return plates;
}

/** The name of the reason why an announced line goes on hold. */
export function hold_reason(line: AsnLine): string {
  if (typeof line.hold === 'string') return line.hold;
  const given = line.hold as { reason?: unknown } | null;
  return typeof given?.reason === 'string' ? given.reason : 'first_delivery';
}

/** A line announced "on hold", as a hold without a name: the server gives it one. */
export const unnamed = (line: AsnLine, fields: Partial<HoldRow>): HoldRow => ({
  hold: '', scope: scope({ part: line.part }), reason: hold_reason(line), note: '', placed_at: '',
  placed_by: '', state: 'open', ...fields,
});

/** The hold that these units of a line have as soon as they are received: announced, or placed. */
export function coming_hold(
  view: View, { asn, pack, line }: Coming, serials: readonly string[],
): HoldRow | null {
  const unit = {
    part: line.part, lot: line.lot ?? '', suppliers: [asn.supplier], receipts: [], location: null,
    plates: plates_around(view, pack.lpn ?? pack.parent),
  };
  for (const serial of [...serials, '']) {
    const placed = hold_on(view.books.holds(), { ...unit, serial });
    if (placed !== null) return placed;
  }
  return line.hold ? unnamed(line, {}) : null;
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
    .flatMap((pack) => pack.lines.map((line) => ({ asn: asn!, pack, line })))
    .filter((one) => !view.is_in(one.pack));
}
