// SPDX-License-Identifier: Apache-2.0
/**
 * What the holds of the open question cover, read when it opens: only the balances say which
 * other holds keep the goods of a place or plate, as those name a part or a receipt.
 */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { HoldRow } from '../domain/rows.ts';
import type { Covered, Picked } from './decisions.ts';
import { rows, told } from './live.ts';
import { askedAs } from './overlap.ts';
import { allStock } from './reads.ts';

const seen = signal<Covered>(new Map());

/** What is known of each of these holds: null before the server has said. */
export function coveredBy(holds: readonly HoldRow[]): Covered {
  return new Map(holds.filter(askedAs).map(({ hold }) => [hold, seen.value.get(hold) ?? null]));
}

async function look(hold: HoldRow): Promise<readonly [string, Picked]> {
  const found = await allStock(askedAs(hold)!);
  if (found.is !== 'ok' || found.body.next !== null) return [hold.hold, 'cannot'];
  const id = hold.root || hold.hold;
  const under = found.body.items.filter((one) => one.holds.some((by) => by.hold === id));
  return [hold.hold, under];
}

/** Reads them now, and again when a hold comes or goes, or something was decided here. */
export function useCovered(holds: readonly HoldRow[]): void {
  const { hold } = rows.value;
  const decided = told.value; // what was scrapped is there no more, though its hold goes on
  const names = holds.map((one) => one.hold).join();
  useEffect(() => {
    let here = true;
    void Promise.all(holds.filter(askedAs).map(look))
      .then((found) => { if (here) seen.value = new Map(found); });
    return () => { here = false; };
  }, [names, hold, decided]);
}
