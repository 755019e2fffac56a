// SPDX-License-Identifier: Apache-2.0
/**
 * Who gets what there is, where several order lines want the same part from one place (PK1, PK4).
 * Twin of `backend/domain/plan/batch_share.py`; the shared vector is
 * `tests/vectors/batch_share.json`.
 */
import { by_name } from './pick_choice.ts';

/** Units that an order line wants, and what of its order decides who is served first. */
export type Want = Readonly<{
  order: string; line: number; units: number; vor?: boolean; cut_off?: string | null;
  must_ship?: string | null; priority?: number;
}>;

const NEVER = '9999';
const END_OF_DAY = 'T~'; // later than any time of that day

const due = ({ cut_off, must_ship }: Want): string =>
  cut_off || (must_ship ? must_ship.slice(0, 10) + END_OF_DAY : NEVER);

/** Vehicle off road first, then what must leave earlier, then priority, then by name. */
export function first_served<T extends Want>(wants: readonly T[]): T[] {
  return [...wants].sort((a, b) => Number(b.vor === true) - Number(a.vor === true)
    || by_name(due(a), due(b)) || (a.priority ?? 50) - (b.priority ?? 50)
    || by_name(a.order, b.order) || a.line - b.line);
}

/** How many of `units` each want gets, the one that is served first at the head. */
export function shares<T extends Want>(units: number, wants: readonly T[]): [T, number][] {
  let left = units;
  return first_served(wants).map((want) => {
    const some = Math.min(want.units, left);
    left -= some;
    return [want, some];
  });
}
