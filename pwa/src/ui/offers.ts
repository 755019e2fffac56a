// SPDX-License-Identifier: Apache-2.0
/** Which side doors stand in the foot of a step, and which wait behind "Problem". */
import type { Icon, Offer } from '../flow/step.ts';

/** What a hand wants most often, first: these stay outside when there are more than two. */
const OUTSIDE_FIRST: readonly Icon[] = ['done', 'undo', 'empty', 'search', 'other', 'keyboard'];

export type Doors = Readonly<{ outside: readonly Offer[]; behind: readonly Offer[] }>;

/** Two or fewer are all outside; of more, one is. Order is kept. */
export function offersFor(offers: readonly Offer[]): Doors {
  if (offers.length <= 2) return { outside: offers, behind: [] };
  const favourite = OUTSIDE_FIRST
    .map((icon) => offers.find((offer) => offer.icon === icon))
    .find((offer) => offer !== undefined) ?? offers[0];
  return {
    outside: offers.filter((offer) => offer === favourite),
    behind: offers.filter((offer) => offer !== favourite),
  };
}
