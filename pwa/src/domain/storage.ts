// SPDX-License-Identifier: Apache-2.0
/**
 * May these goods stand at this location? The Python twins are backend/domain/locations.py and
 * `may_mix` of backend/domain/plan/putaway_choice.py; tests/vectors/storage.json and mixing.json
 * keep them equal.
 */
import type { LocationRow } from './rows.ts';

/** Where held goods may be stored. */
export const HOLD_ROLES: readonly string[] = ['hold', 'returns', 'problem'];
/** Places that goods only pass: no target of put-away. */
export const PASSING_ROLES: readonly string[] = ['dock', 'stage', 'pack', 'door'];

export type Refusal = 'blocked' | 'not_storage' | 'hold_zone_only' | 'hazard_zone';
export type Place = Pick<LocationRow, 'role' | 'hazards' | 'blocked'>;

/**
 * Why goods of a hazard class (null: not hazardous), held or not, may not be put away here. By a
 * `transfer` they may go to a place that goods only pass; what is held no further than to a dock.
 */
export function refuses(
  place: Place, hazard_class: string | null, held: boolean, transfer = false,
): Refusal | null {
  if (place.blocked) return 'blocked';
  const passing = PASSING_ROLES.includes(place.role);
  if (passing && !transfer) return 'not_storage';
  if (held && !HOLD_ROLES.includes(place.role) && place.role !== 'dock') return 'hold_zone_only';
  if (passing) return null;
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
