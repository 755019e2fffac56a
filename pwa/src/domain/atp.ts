// SPDX-License-Identifier: Apache-2.0
/** What of a part may still be promised, as far as this device knows. */
import type { View } from './view.ts';

/** Units on the floor by what may be done with them; `allocated` are owed to open orders. */
export function atp_of(
  view: View, part: string,
): { on_hand: number; held: number; allocated: number; atp: number } {
  let on_hand = 0;
  let held = 0;
  for (const quant of view.of_part(part)) {
    if (quant.holder.startsWith('@')) continue;
    on_hand += quant.quantity;
    if (view.hold_on(quant) !== null) held += quant.quantity;
  }
  const allocated = view.orders().filter((order) => order.state === 'open')
    .flatMap((order) => order.lines.map((line) => ({ order, line })))
    .filter(({ line }) => line.part === part)
    .reduce((sum, { order, line }) => sum + view.owed(order.order, line.line), 0);
  return { on_hand, held, allocated, atp: on_hand - held - allocated };
}
