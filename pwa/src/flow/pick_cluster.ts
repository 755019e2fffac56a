// SPDX-License-Identifier: Apache-2.0
/**
 * Several orders on one walk, each into a tote of its own (PK1): the lines of all in the order of
 * the way, and after each line the tote of its order is asked for.
 *
 * What a line is stays as it is with one order: the order and tote in hand change from line to
 * line. An emergency order never shares a walk, and none is begun while one waits. A picker who
 * scanned a place picks the lines of its zone only; the tote is passed on for the others.
 */
import { setting } from '../domain/policy.ts';
import type { OrderRow } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';
import { brought_for, orders_in } from './claims.ts';
import type { Cluster, Data } from './data.ts';
import { plate_of } from '../domain/operation.ts';
import { due_orders, is_vor } from './pick_due.ts';
import { in_walk } from './pick_path.ts';
import type { Due } from './pick_path.ts';
import { fact } from './pieces.ts';
import { is_carton } from './tote.ts';
import type { Ctx, Fault, Piece } from './words.ts';
import { attn, text } from './words.ts';

/** Orders that go with the first one that is due: none of an emergency, none of another day. */
export function walk_of(view: View, me: string, now: string): OrderRow[] {
  const due = due_orders(view).filter((order) => !has_another(order, me, now));
  const [first] = due;
  if (first === undefined || is_vor(first)) return [];
  return due.filter((order) => order.must_ship === first.must_ship)
    .slice(0, setting(view, 'pick.cluster_orders'));
}

export const has_another = (order: OrderRow, me: string, now: string): boolean =>
  order.by != null && order.by.actor !== me && now < (order.by.until ?? '');

/** Whether there are several orders to take on one walk now. */
export function several(ctx: Ctx): Fault | null {
  const [first] = due_orders(ctx.view);
  if (first !== undefined && is_vor(first)) return attn('vor_first', first.order);
  const { moment } = ctx;
  return walk_of(ctx.view, moment.actor ?? '', moment.now).length > 1 ? null
    : attn('one_order', null);
}

/** An order that somebody began is gone on with in its tote, where there is just one (PK14). */
export function tote_begun(view: View, order: string, but?: string): string | undefined {
  const totes = [...new Set(brought_for(view, order).map(({ holder }) => holder))]
    .filter((holder) => plate_of(holder) !== but && !is_carton(view, plate_of(holder))
      && orders_in(view, plate_of(holder)).length < 2);
  return totes.length === 1 ? plate_of(totes[0]!) : undefined;
}

/** A walk of several orders is begun. */
export function begin_walk(ctx: Ctx): Data {
  const orders = walk_of(ctx.view, ctx.moment.actor ?? '', ctx.moment.now)
    .map(({ order }) => order);
  const totes = orders.flatMap((order) => {
    const tote = tote_begun(ctx.view, order);
    return tote === undefined ? [] : [[order, tote] as const];
  });
  return { order: orders[0]!, cluster: {
    orders, totes: Object.fromEntries(totes), closed: [], skipped: [],
  } };
}

const named = (order: string, lines: readonly number[] | undefined): string[] =>
  (lines ?? []).map((line) => `${order}|${line}`);
const of_order = (order: string, names: readonly string[]): number[] => names
  .filter((name) => name.startsWith(`${order}|`)).map((name) => Number(name.split('|').at(-1)));

/** What was decided about the order in hand, kept with the walk. */
function kept_walk({ data }: Ctx): Cluster {
  const walk = data.cluster!;
  const order = data.order!;
  return {
    ...walk,
    totes: data.tote === undefined || walk.batch ? walk.totes
      : { ...walk.totes, [order]: data.tote },
    closed: [...new Set([...walk.closed, ...named(order, data.closed)])],
    skipped: [...new Set([...walk.skipped, ...named(order, data.skipped)])],
  };
}

/** The walk, and all that is left of it on the way. `lines` tells what is owed of an order. */
export function due_of_walk(ctx: Ctx, lines: (base: Ctx) => Due[]): { walk: Data; due: Due[] } {
  const walk = kept_walk(ctx);
  const { avoid, at, along, zone } = ctx.data;
  const due = walk.orders.flatMap((order) => {
    const tote = walk.batch ? ctx.data.tote : walk.totes[order];
    const data: Data = {
      order, cluster: walk, avoid: avoid ?? [], closed: of_order(order, walk.closed),
      skipped: of_order(order, walk.skipped), ...(tote === undefined ? {} : { tote }),
      ...(at === undefined ? {} : { at }), ...(along ? { along } : {}),
      ...(zone === undefined ? {} : { zone }),
    };
    const base = { ...ctx, data };
    return lines(base);
  });
  return { walk: { order: ctx.data.order!, cluster: walk }, due: in_walk(ctx, walk.orders, due) };
}

/** The next line of the walk. */
export function next_of_walk(ctx: Ctx, lines: (base: Ctx) => Due[]): Due | Data {
  const { walk, due } = due_of_walk(ctx, lines);
  return due[0] ?? walk;
}

/** All orders of the walk, each with its tote, when nothing of them is left. */
export function walk_done(ctx: Ctx, owed: (order: OrderRow) => number): Piece {
  const walk = kept_walk(ctx);
  const rows = walk.orders.flatMap((name) => ctx.view.order(name) ?? []);
  const left = rows.reduce((sum, row) => sum + owed(row), 0);
  return {
    progress: { index: rows.filter((row) => owed(row) === 0).length, total: rows.length },
    done: {
      title: text(left === 0 ? 'done.walk' : 'done.pick_short', { n: left || rows.length }),
      attn: left > 0,
      facts: rows.map((row) => fact('order', row.order, {
        small: walk.totes[row.order] ?? '', done: owed(row) === 0,
      })),
    },
  };
}
