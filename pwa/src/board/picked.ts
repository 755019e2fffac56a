// SPDX-License-Identifier: Apache-2.0
/** What was picked for the order of the open question, read when it opens: who still stops it. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Picked } from './decisions.ts';
import { rows } from './live.ts';
import { orderGoods } from './reads.ts';

const seen = signal<{ order: string; goods: Picked } | null>(null);

/** What is known of an order's goods; null before the server has said. */
export const pickedFor = (order: string): Picked =>
  (seen.value?.order === order ? seen.value.goods : null);

/** Reads them now, and again when the order moves on or a hold comes or goes. */
export function usePicked(order: string): void {
  const { hold } = rows.value;
  const row = rows.value.order.get(order);
  useEffect(() => {
    let here = true;
    if (order) {
      void orderGoods(order).then((found) => {
        const goods = found.is === 'ok' && found.body.next === null ? found.body.items : 'cannot';
        if (here) seen.value = { order, goods };
      });
    }
    return () => { here = false; };
  }, [order, row, hold]);
}
