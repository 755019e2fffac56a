// SPDX-License-Identifier: Apache-2.0
/**
 * What came in and an order waits for goes from the dock to packing, without put-away (RC18). The
 * server sends the pick to the plate (`backend/domain/rules/cross_dock.py`); where it has not heard
 * of the goods yet, this device says so from what it knows of orders and stock.
 */
import { cross_dock } from '../domain/cross_dock.ts';
import type { Waiting } from '../domain/cross_dock.ts';
import { plate_holder } from '../domain/operation.ts';
import { dock_stock, stored_stock } from '../domain/source.ts';
import type { View } from '../domain/view.ts';
import { inside, is_pallet } from './announced.ts';
import { fact } from './pieces.ts';
import type { Ctx, Words } from './words.ts';
import { text, when } from './words.ts';

const SHOWN_MAX = 4; // orders that fit on the screen

/** Units of a part on a plate that an order waits for. */
export type Crossing = Readonly<{ order: string; part: string; quantity: number }>;
type Pick = Waiting & Readonly<{ order: string; source: string | null }>;

/** Open picks of a part that are sent to no place, or to a plate that stands on a dock. */
function picks(view: View, part: string): Pick[] {
  return view.tasks('pick').filter((task) => task.part === part && task.order !== null
    && (!task.location || view.location(task.location)?.role === 'dock'))
    .map((task) => ({
      task: task.task, order: task.order!, priority: Number(task.priority),
      source: task.location ? task.source ?? null : null,
      must_ship: view.order(task.order!)?.must_ship ?? '',
      quantity: view.owed(task.order!, Number(task.line)),
    }));
}

/** Plates as they came: those that the server knows, then those of this device in turn. */
function in_turn(view: View, part: string): { holder: string; units: number }[] {
  const units = new Map<string, number>();
  for (const { quant } of dock_stock(view, part)) {
    units.set(quant.holder, (units.get(quant.holder) ?? 0) + quant.quantity);
  }
  const told = view.told.flatMap((op) =>
    (op.kind === 'receipt' ? [plate_holder(op.body.lpn)] : []));
  return [...units].map(([holder, n]) => ({ holder, units: n }))
    .sort((a, b) => told.indexOf(a.holder) - told.indexOf(b.holder)
      || (a.holder < b.holder ? -1 : 1));
}

/** Which pick gets how many units of which plate, of one part. */
function shared(view: View, part: string): { holder: string; pick: Pick; quantity: number }[] {
  const waiting = picks(view, part);
  if (waiting.length === 0 || stored_stock(view, part).length > 0) return [];
  const owed = new Map(waiting.map((pick) => [pick.task, pick.quantity]));
  return in_turn(view, part).flatMap(({ holder, units }) => {
    const mine = waiting.filter((pick) => pick.source === null || pick.source === holder)
      .map((pick) => ({ ...pick, quantity: owed.get(pick.task)! }));
    return [...cross_dock(units, mine)].map(([task, quantity]) => {
      owed.set(task, owed.get(task)! - quantity);
      return { holder, pick: mine.find((one) => one.task === task)!, quantity };
    });
  });
}

/** What of a plate on the dock goes straight to orders. */
export function crossings(view: View, lpn: string): Crossing[] {
  const holder = plate_holder(lpn);
  const parts = [...new Set(view.in_holder(holder).map((quant) => quant.part))];
  return parts.flatMap((part) => shared(view, part).filter((one) => one.holder === holder)
    .map(({ pick, quantity }) => ({ order: pick.order, part, quantity })));
}

/** Whether all that is on a plate goes straight to orders: nobody is to put it away. */
export function goes_across(view: View, lpn: string): boolean {
  const units = view.in_holder(plate_holder(lpn)).reduce((sum, one) => sum + one.quantity, 0);
  return units > 0
    && crossings(view, lpn).reduce((sum, one) => sum + one.quantity, 0) === units;
}

/** Plates that were received just now: the one in hand, all of its pallet, what stands beside. */
function plates(ctx: Ctx): string[] {
  const { asn, lpn } = ctx.data;
  if (lpn === undefined) return [];
  const notice = asn === undefined ? null : ctx.view.asn(asn);
  return notice === null || !is_pallet(notice, lpn) ? [lpn]
    : inside(notice, lpn).flatMap((pack) => pack.lpn ?? []);
}

const found = (ctx: Ctx): (Crossing & { lpn: string })[] => plates(ctx)
  .flatMap((lpn) => crossings(ctx.view, lpn).map((one) => ({ ...one, lpn })));

export const crossing_words: Words = {
  checks: { order_waits: (ctx) => when(found(ctx).length > 0) },
  binds: {},
  emits: {},
  shows: {
    crossing: (ctx) => {
      const all = found(ctx);
      const first = all[0];
      if (first === undefined) return {};
      const n = all.reduce((sum, one) => sum + one.quantity, 0);
      return {
        facts: [fact('lpn', first.lpn, { current: true }),
          ...all.slice(0, SHOWN_MAX).map(({ order, part, quantity }) =>
            fact('order', order, { small: `${quantity} ${part}` }))],
        band: { tone: 'attn', title: text('band.order_waits'), code: first.order, note: null },
        confirm: text('receive.to_packing', { n }),
      };
    },
  },
};
