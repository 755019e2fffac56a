// SPDX-License-Identifier: Apache-2.0
/**
 * Whether one unit of a part travels as limited quantity: the twin of
 * backend/domain/hazmat/inner_limits.py; tests/vectors/inner_limits.json keeps them equal.
 */
import { AEROSOLS, LIMITED, PEROXIDES } from './hazmat.gen.ts';
import type { Hazard } from './rows.ts';
import { labels } from './segregation.ts';

type Goods = Readonly<{ hazard: Hazard | null; volume_ml: number; weight_g: number }>;

function limit_of(hazard: Hazard): readonly [number, number, boolean] | undefined {
  const division = labels(hazard)?.[0]?.division;
  if (division === undefined) return undefined;
  if (division.startsWith('2.') && AEROSOLS.split(' ').includes(hazard.un)) {
    return LIMITED['2 aerosol,'];
  }
  if (division === '5.2') {
    return PEROXIDES.split(' ').includes(hazard.un) ? LIMITED['5.2 type D,E,F,'] : undefined;
  }
  return LIMITED[`${division},${hazard.packing_group ?? ''}`] ?? LIMITED[`${division},`];
}

/** Liquids count by volume, solids and articles by weight; what nobody told is no relief. */
export function inner_mark({ hazard, volume_ml, weight_g }: Goods): boolean {
  const limit = hazard === null ? undefined : limit_of(hazard);
  if (hazard === null || limit === undefined) return false;
  const [ml, grams, can] = limit;
  if (can || hazard.state === 'liquid') return volume_ml > 0 && volume_ml <= ml;
  return ['solid', 'article'].includes(hazard.state ?? '') && weight_g > 0 && weight_g <= grams;
}
