// SPDX-License-Identifier: Apache-2.0
/**
 * Do these goods fit beside what stands in a place, as far as this device knows? The Python twin is
 * `fits` of backend/domain/plan/putaway_choice.py; tests/vectors/room.json keeps the two equal.
 */
import type { Hazard, LocationRow, PartRow } from './rows.ts';
import { conflict } from './segregation.ts';
import { may_mix } from './storage.ts';

export type Stood = Readonly<{ part: PartRow; lot: string; quantity: number }>;
export type Misfit = 'segregated' | 'mixes' | 'too_big' | 'too_full';
type Limits = Pick<LocationRow, 'capacity_ml' | 'capacity_g' | 'length_mm' | 'height_mm'>;

const sum = (all: readonly Stood[], size: 'volume_ml' | 'weight_g'): number =>
  all.reduce((total, one) => total + one.part[size] * one.quantity, 0);
const over = (value: number, limit: number | undefined): boolean => !!limit && value > limit;

/** The hazard of each part that has one, once. */
function hazards(all: readonly Stood[]): Hazard[] {
  const found = new Map(all.map(({ part }) => [part.part, part.hazard]));
  return [...found.values()].filter((hazard) => hazard !== null);
}

/** Why goods may not join what stands in a place, the gravest first; null: they may. Held goods
 * carry their plate, and may stand beside others. */
export function misfit(
  edition: string, place: Limits, goods: readonly Stood[], there: readonly Stood[], held: boolean,
): Misfit | null {
  const all = [...there, ...goods];
  if (hazards(goods).length > 0 && conflict(edition, hazards(all)) !== null) return 'segregated';
  const named = there.map(({ part, lot }) => ({ part: part.part, lot }));
  if (!held && !goods.every(({ part, lot }) => may_mix({ part: part.part, lot }, named))) {
    return 'mixes';
  }
  if (goods.some(({ part }) => over(part.length_mm ?? 0, place.length_mm)
    || over(part.height_mm ?? 0, place.height_mm))) return 'too_big';
  const full = over(sum(all, 'volume_ml'), place.capacity_ml)
    || over(sum(all, 'weight_g'), place.capacity_g);
  return full ? 'too_full' : null;
}
