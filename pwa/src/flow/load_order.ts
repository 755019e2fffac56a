// SPDX-License-Identifier: Apache-2.0
/**
 * In which order cartons go onto a vehicle (SH1): the last stop first, so that the first stop
 * stands at the door; and which of them stay for the next one (SH4).
 */
import type { OrderRow } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';
import { code_of } from './goods.ts';
import { order_of, to_load } from './load.ts';
import type { Ctx, Words } from './words.ts';
import { band, when } from './words.ts';

/** Plates that a person left behind and that nobody has loaded since. */
export function left_of(view: View): Set<string> {
  const left = new Set(view.orders().flatMap((row) => Object.keys(row.left ?? {})));
  for (const op of view.told) {
    if (op.kind === 'left_behind') left.add(op.body.lpn);
    if (op.kind === 'load') left.delete(op.body.lpn);
  }
  return left;
}

const order_at = (view: View, lpn: string): OrderRow | null =>
  view.order(order_of(view, lpn) ?? '');

/** The stop of a carton; a vehicle without stops takes any next. */
const stop_of = (view: View, lpn: string): number => order_at(view, lpn)?.stop ?? 0;

/** As they are best loaded: routes together, the last stop first, what stays last. */
export function in_order(view: View, lpns: readonly string[]): string[] {
  const left = left_of(view);
  const route = (lpn: string): string => order_at(view, lpn)?.route ?? '';
  return [...lpns].sort((one, other) =>
    Number(left.has(one)) - Number(left.has(other))
    || (route(one) < route(other) ? -1 : route(one) > route(other) ? 1 : 0)
    || stop_of(view, other) - stop_of(view, one));
}

/** The carton of a later stop of the same route that waits, or null: then this one may go. */
export function later_stop(view: View, lpn: string): string | null {
  const row = order_at(view, lpn);
  if (row?.stop == null || !row.route) return null;
  const left = left_of(view);
  const after = to_load(view).filter((one) => one !== lpn && !left.has(one)
    && order_at(view, one)?.route === row.route && stop_of(view, one) > row.stop!);
  return in_order(view, after)[0] ?? null;
}

const first_of = (ctx: Ctx): string | null => later_stop(ctx.view, ctx.data.early ?? '');

export const load_order_words: Words = {
  checks: {
    in_stop_order: (ctx) => when(ctx.data.courier !== undefined
      || later_stop(ctx.view, code_of(ctx)) === null),
    same_early: (ctx) => when(ctx.data.early === code_of(ctx)),
  },
  binds: { out_of_order: (ctx) => ({ ...ctx.data, early: code_of(ctx) }) },
  emits: {},
  shows: {
    stop_first: (ctx) => ({
      want: { code: ctx.data.early!, small: null },
      band: band('attn', 'stop_first', first_of(ctx)),
    }),
  },
};
