// SPDX-License-Identifier: Apache-2.0
/**
 * Quality holds as a device sees them. The Python twin is backend/domain/holds.py;
 * tests/vectors/hold_scope.json keeps the two equal.
 */

import type { HoldRow, Scope } from './rows.ts';

/**
 * Goods with all that a hold may ask about. `plates` go outwards; '' means "has none". `suppliers`
 * and `receipts` are where units of this kind here came from, as far as is known.
 */
export type Unit = Readonly<{
  part: string; lot: string; serial: string;
  suppliers: readonly string[]; receipts: readonly string[];
  plates: readonly string[]; location: string | null;
}>;

/**
 * Whether a hold with this scope covers the unit: it must fit every field that is given. Where a
 * unit may have come from several receipts, it counts as covered by a hold on any of them; where
 * nobody knows a part's supplier, by one on that part from any.
 */
export function covers(scope: Scope, unit: Unit): boolean {
  const unknown = Boolean(scope.part) && unit.suppliers.length === 0;
  const fits: [string | null, boolean][] = [
    [scope.part, scope.part === unit.part],
    [scope.lot, scope.lot === unit.lot],
    [scope.serial, scope.serial === unit.serial],
    [scope.supplier, scope.supplier !== null
      && (unknown || unit.suppliers.includes(scope.supplier))],
    [scope.receipt, scope.receipt !== null && unit.receipts.includes(scope.receipt)],
    [scope.lpn, scope.lpn !== null && unit.plates.includes(scope.lpn)],
    [scope.location, scope.location === unit.location],
  ];
  const given = fits.filter(([value]) => value !== null && value !== undefined);
  return given.length > 0 && given.every(([, fit]) => fit);
}

/** Whether goods may be used in spite of a hold: released on condition, to the end of a day. */
export const rests = (until: string | undefined, day: string): boolean =>
  Boolean(until) && day <= until!;

const today = (): string => new Date().toISOString().slice(0, 10);

/** The oldest open hold that covers the unit and does not rest on this day, or null. */
export function hold_on(
  holds: Iterable<HoldRow>, unit: Unit, day: () => string = today,
): HoldRow | null {
  let oldest: HoldRow | null = null;
  for (const hold of holds) {
    if (hold.state !== 'open' || !covers(hold.scope, unit)) continue;
    if (hold.until && rests(hold.until, day())) continue;
    const older = oldest === null
      || `${hold.placed_at} ${hold.hold}` < `${oldest.placed_at} ${oldest.hold}`;
    if (older) oldest = hold;
  }
  return oldest;
}

/** A scope with the given fields and nulls for the rest. */
export function scope(fields: Partial<Scope>): Scope {
  return {
    part: null, supplier: null, lot: null, serial: null, lpn: null, location: null, receipt: null,
    ...fields,
  };
}
