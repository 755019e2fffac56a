// SPDX-License-Identifier: Apache-2.0
/**
 * Which of a site's cartons is proposed (PA3): the smallest that holds all of it by volume, weight
 * and longest side. Where a part has no volume or weight nothing is proposed: a guess is no reason.
 */
import type { PartRow } from './rows.ts';

export type CartonRow = {
  carton: string; length_mm: number; width_mm: number; height_mm: number; // inside
  max_g: number; weight_g: number; // what it may weigh when full, and empty
  fill_percent: number; // how much of it goods fill: never all
};
export type Goods = Readonly<{ part: PartRow | null; code: string; quantity: number }>;
export type Load = Readonly<{ ml: number; g: number; longest: number }>;
/** `size` null: none is proposed. `large`: none holds all, the largest takes what it can. */
export type Proposal = Readonly<{
  size: CartonRow | null; why: 'smallest' | 'large' | 'unknown'; load: Load; part?: string;
}>;

/** Millilitres that it takes. */
export const room_ml = ({ length_mm, width_mm, height_mm, fill_percent }: CartonRow): number =>
  Math.floor(length_mm * width_mm * height_mm * fill_percent / 100_000);

/** What all of it comes to; the first part without a volume or weight instead. */
export function load_of(goods: readonly Goods[]): Load | string {
  let [ml, g, longest] = [0, 0, 0];
  for (const { part, code, quantity } of goods) {
    if (!part?.volume_ml || !part.weight_g) return code;
    ml += part.volume_ml * quantity;
    g += part.weight_g * quantity;
    longest = Math.max(longest, part.length_mm ?? 0);
  }
  return { ml, g, longest };
}

/** Whether a carton holds this much. */
export const holds = (size: CartonRow, { ml, g, longest }: Load): boolean =>
  ml <= room_ml(size) && g + size.weight_g <= size.max_g
  && longest <= Math.max(size.length_mm, size.width_mm, size.height_mm);

/** Small ones first; of two equal ones that which takes less weight, then by name. */
export const by_size = (sizes: Iterable<CartonRow>): CartonRow[] => [...sizes].sort((a, b) =>
  room_ml(a) - room_ml(b) || a.max_g - b.max_g || (a.carton < b.carton ? -1 : 1));

/** The proposal for these goods; null where a site has no cartons, or nothing is to be packed. */
export function propose(sizes: Iterable<CartonRow>, goods: readonly Goods[]): Proposal | null {
  const all = by_size(sizes);
  if (all.length === 0 || goods.length === 0) return null;
  const load = load_of(goods);
  if (typeof load === 'string') {
    return { size: null, why: 'unknown', load: { ml: 0, g: 0, longest: 0 }, part: load };
  }
  const fits = all.find((size) => holds(size, load));
  return { size: fits ?? all.at(-1)!, why: fits ? 'smallest' : 'large', load };
}
