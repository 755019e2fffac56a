// SPDX-License-Identifier: Apache-2.0
/**
 * May these goods stand at this location? The Python twins are backend/domain/locations.py and
 * `may_mix` of backend/domain/plan/putaway_choice.py; tests/vectors/storage.json and mixing.json
 * keep them equal.
 */
import type { LocationRow } from './rows.ts';

/** Where held goods may be stored. */
export const HOLD_ROLES: readonly string[] = ['hold', 'returns'];
/** Places that goods only pass: they take all. */
export const PASSING_ROLES: readonly string[] = ['dock', 'stage', 'pack', 'door'];

export type Refusal = 'blocked' | 'hold_zone_only' | 'hazard_zone';
type Place = Pick<LocationRow, 'role' | 'hazards' | 'blocked'>;

/** Why goods of a hazard class (null: not hazardous), held or not, may not be stored here. */
export function refuses(place: Place, hazard_class: string | null, held: boolean): Refusal | null {
  if (place.blocked) return 'blocked';
  if (PASSING_ROLES.includes(place.role)) return null;
  if (held && !HOLD_ROLES.includes(place.role)) return 'hold_zone_only';
  const listed = place.hazards ?? [];
  const fits = hazard_class === null ? listed.length === 0 : listed.includes(hazard_class);
  return fits ? null : 'hazard_zone';
}

/** One part a bin, one lot a bin. Not asked for held goods: they carry their plate. */
export function may_mix(
  goods: Readonly<{ part: string; lot: string }>,
  there: readonly Readonly<{ part: string; lot: string }>[],
): boolean {
  return there.every((one) => one.part === goods.part && one.lot === goods.lot);
}
