// SPDX-License-Identifier: Apache-2.0
/**
 * The sort after a batch (PK1): each thing out of the batch tote into the tote of its order, told
 * as a transfer that names the order. A tote is a batch as long as goods of several orders are in
 * it, whoever picked them; so anybody can go on, and a packer is told to wait (`pack.ts`).
 *
 * S1  What goes to whom is known before the thing is put down: order, position, how many.
 * S2  Held goods, and goods of an order that was cancelled, stay; a task says where they go.
 */
import type { Quant } from '../domain/books.ts';
import { held_by } from '../domain/coming.ts';
import { draft, plate_holder, plate_of } from '../domain/operation.ts';
import type { Draft } from '../domain/operation.ts';
import { first_served } from '../domain/share.ts';
import type { Want } from '../domain/share.ts';
import type { View } from '../domain/view.ts';
import { brought_for, orders_in } from './claims.ts';
import type { Data, Entry, Shared, Sorting } from './data.ts';
import { code_of, held_fault, lot_in, serial_in } from './goods.ts';
import { held_target } from './held.ts';
import { picked_at } from './pack_bench.ts';
import { ranked } from './pick_batch.ts';
import { tote_begun } from './pick_cluster.ts';
import { ask_quantity, coded, fact, marks, part_fact, quantity_fact } from './pieces.ts';
import { lines_of } from './putaway.ts';
import type { Choice, Fact } from './step.ts';
import { is_carton, is_stock } from './tote.ts';
import type { Ctx, Fault, Piece, Words } from './words.ts';
import { attn, part_of, small, stop, text, when } from './words.ts';

/** Whether goods of several orders are in a tote: it is sorted before anybody packs from it. */
export const is_batch = (view: View, lpn: string): boolean => orders_in(view, lpn).length > 1
  && !is_carton(view, lpn) && !is_stock(view, lpn);

/** Totes that wait to be sorted, as far as this device knows. */
export function batches(view: View): string[] {
  const holders = view.orders().flatMap(({ order }) => brought_for(view, order))
    .map(({ holder }) => plate_of(holder));
  return [...new Set(holders)].filter((lpn) => is_batch(view, lpn)).sort();
}

const SORT = 'sort|';

export const sort_choices = (view: View): Choice[] => batches(view).map((lpn) => coded(lpn, {
  id: `${SORT}${lpn}`, small: text('pick.to_sort', { n: orders_in(view, lpn).length }),
}));

/** The batch that was chosen from the list, or scanned. */
const named = ({ given }: Ctx): string => given.got?.code
  ?? (given.id.startsWith(SORT) ? given.id.slice(SORT.length) : '');

const from_of = (ctx: Ctx): string => ctx.data.sort!.from;
const quants_in = (ctx: Ctx): Quant[] => ctx.view.in_holder(plate_holder(from_of(ctx)));
const sum = (quants: readonly { quantity: number }[]): number =>
  quants.reduce((all, { quantity }) => all + quantity, 0);

/** Orders by position: as they were begun with, else those that are served first. */
function positions(view: View, lpn: string, walk: readonly string[] | undefined): string[] {
  if (walk !== undefined) return [...walk];
  const wants = ranked(view, orders_in(view, lpn).map((order) => ({ order, line: 0, units: 0 })));
  return first_served(wants).map(({ order }) => order);
}

function sorting(ctx: Ctx, from: string): Data {
  const { cluster, sort } = ctx.data;
  const orders = sort?.orders ?? positions(ctx.view, from, cluster?.orders);
  return { ...(cluster ? { cluster } : {}), sort: { from, orders }, tote: from };
}

/** A batch tote of the walk that is done, or of the one that was sorted. */
function next_batch(ctx: Ctx): string | undefined {
  const walk = ctx.data.cluster?.batch ? ctx.data.cluster.orders : [];
  return batches(ctx.view).find((lpn) => lpn !== ctx.data.sort?.from
    && orders_in(ctx.view, lpn).some((order) => walk.includes(order)));
}

/** What orders that stand still have of a part in the batch, who is served first at the head. */
function wanted(ctx: Ctx, part: string): (Want & Shared)[] {
  const { view } = ctx;
  let left = sum(quants_in(ctx).filter((quant) => quant.part === part));
  const claims = orders_in(view, from_of(ctx), part)
    .filter((order) => view.order(order)?.state !== 'cancelled')
    .map((order) => ({
      order, line: view.order(order)?.lines.find((line) => line.part === part)?.line ?? 0,
      units: sum(brought_for(view, order).filter((one) =>
        one.part === part && one.holder === plate_holder(from_of(ctx)))),
    }));
  return first_served(ranked(view, claims)).flatMap((one) => {
    const units = Math.min(one.units, left);
    left -= units;
    return units > 0 ? [{ ...one, units }] : [];
  });
}

/** What the scan or tap is about. */
function thing(ctx: Ctx): { part: string; lot: string | null; serial: string | null } {
  const { given, data } = ctx;
  const { got } = given;
  const part = got?.part?.part ?? (got?.what === 'part' ? got.code : data.part!);
  return { part, lot: got === null ? given.id || null : lot_in(ctx), serial: serial_in(ctx) };
}

type Thing = { part: string; lot?: string | null; serial?: string | null };

const of_thing = (ctx: Ctx, one: Thing): Quant[] => quants_in(ctx).filter((quant) =>
  quant.part === one.part && (!one.lot || quant.lot === one.lot)
  && (!one.serial || quant.serial === one.serial));
const free_of = (ctx: Ctx, one: Thing): Quant[] =>
  of_thing(ctx, one).filter((quant) => held_by(ctx.view, quant) === null);

const in_hand = ({ data }: Ctx): Thing =>
  ({ part: data.part!, lot: data.lot ?? null, serial: data.serial ?? null });

/** Parts that can be sorted on: free, and wanted by an order that stands. */
const parts_left = (ctx: Ctx): string[] => [...new Set(quants_in(ctx).map(({ part }) => part))]
  .filter((part) => free_of(ctx, { part }).length > 0 && wanted(ctx, part).length > 0);

function in_batch(ctx: Ctx): Fault | null {
  const one = thing(ctx);
  const code = one.serial ?? one.lot ?? one.part;
  const scanned = { code, small: small(ctx.view.part(one.part)) };
  const [first] = parts_left(ctx);
  if (of_thing(ctx, one).length === 0) {
    return stop('not_in_tote', ctx,
      first === undefined ? null : { code: first, small: small(ctx.view.part(first)) }, scanned,
      null);
  }
  return wanted(ctx, one.part).length > 0 ? null : attn('sort_stays', one.part);
}

/** Held meanwhile: it stays in the tote, and goes where a task says. */
function sort_free(ctx: Ctx): Fault | null {
  const one = thing(ctx);
  const [held] = of_thing(ctx, one);
  return held === undefined || free_of(ctx, one).length > 0
    ? null : held_fault(ctx, held, one.serial ?? one.lot ?? one.part);
}

const lots_of = (ctx: Ctx): string[] =>
  [...new Set(free_of(ctx, { part: ctx.data.part! }).map(({ lot }) => lot))];

/** Whose the thing in hand is, how many of it, and into which tote they go. */
function sort_for(ctx: Ctx): Data {
  const { data, view } = ctx;
  if (data.order !== undefined) return data; // said before: fewer of it
  const [first] = wanted(ctx, data.part!);
  const { tote: _from, ...rest } = data;
  const tote = tote_begun(view, first!.order, from_of(ctx));
  return {
    ...rest, order: first!.order, asked: Math.min(first!.units, sum(free_of(ctx, in_hand(ctx)))),
    ...(tote === undefined ? {} : { tote }),
  };
}

/** So many units out of the batch: of the lot or the unit that was scanned, none that is held. */
function taken_of(ctx: Ctx, one: Thing, units: number): Entry[] {
  let left = units;
  return free_of(ctx, one).flatMap(({ part, lot, serial, quantity }) => {
    const some = Math.min(quantity, left);
    left -= some;
    return some === 0 ? [] : [{ part, lot: lot || null, serial: serial || null, quantity: some }];
  });
}

function sort(ctx: Ctx): Draft[] {
  const { data } = ctx;
  return [draft('transfer', {
    task: null, source: plate_holder(from_of(ctx)), target: plate_holder(data.tote!), lpn: null,
    lines: lines_of(taken_of(ctx, in_hand(ctx), data.asked!)), suggested: null, reason: null,
    order: data.order!,
  }, `order:${data.order!}`, ctx.scans)];
}

/** What is left for each order, by its name and part. */
const left_of = (ctx: Ctx): (Shared & { id: string; part: string })[] => parts_left(ctx)
  .flatMap((part) => wanted(ctx, part)
    .map((one) => ({ ...one, part, id: `${one.order}|${part}` })));

/** By the book it is in the batch, and it is not there: as a packer would tell it (PA2). */
function sort_short(ctx: Ctx): Draft[] {
  const { order, part, units } = left_of(ctx).find(({ id }) => id === ctx.given.id)!;
  return [draft('pack_short', {
    order, source: plate_holder(from_of(ctx)), lines: lines_of(taken_of(ctx, { part }, units)),
    reason: 'not_there', location: picked_at(ctx.view, order, part),
  }, `order:${order}`, ctx.scans)];
}

const header = (ctx: Ctx): Piece => ({
  subtitle: text('pick.sorting', { tote: from_of(ctx) }),
  marks: ctx.data.part === undefined ? [] : marks(part_of(ctx), false),
});

const place_of = ({ orders }: Sorting, order: string): number => orders.indexOf(order) + 1;

function identity({ data }: Ctx): Fact[] {
  return data.serial ? [fact('serial', data.serial, { done: true })]
    : data.lot ? [fact('lot', data.lot, { done: true })] : [];
}

function sort_target(ctx: Ctx): Piece {
  const { order, tote, part, asked, sort: at } = ctx.data;
  const n = asked!;
  return {
    ask: { n, at: place_of(at!, order!) },
    want: tote === undefined ? null : { code: tote, small: order! },
    facts: [
      ...(tote === undefined ? [] : [fact('target', tote, { current: true })]),
      fact('document', order!, { current: tote === undefined }), quantity_fact(part_of(ctx), n),
      part_fact(part_of(ctx), part!, { done: true }), ...identity(ctx),
    ],
  };
}

/** Each order with its tote; what stays in the batch is somebody's task. */
function sorted(ctx: Ctx): Piece {
  const { orders, from } = ctx.data.sort!;
  const stays = sum(quants_in(ctx));
  const owed = orders.flatMap((name) => ctx.view.order(name) ?? [])
    .filter((row) => row.state !== 'cancelled')
    .flatMap((row) => row.lines.filter((line) => ctx.view.owed(row.order, line.line) > 0)).length;
  return {
    subtitle: text('pick.sorting', { tote: from }),
    done: {
      title: stays > 0 ? text('done.sort_left', { n: stays, tote: from })
        : owed > 0 ? text('done.pick_short', { n: owed }) : text('done.sort'),
      attn: stays > 0 || owed > 0,
      facts: orders.map((order) => fact('document', order, {
        small: tote_begun(ctx.view, order, from) ?? '', done: true,
      })),
    },
  };
}

export const sort_words: Words = {
  checks: {
    is_sort: (ctx) => when(is_batch(ctx.view, named(ctx))),
    is_batch: (ctx) => (is_batch(ctx.view, named(ctx)) ? null : attn('not_order', named(ctx))),
    to_sort: (ctx) => when(next_batch(ctx) !== undefined),
    sort_more: (ctx) => when(parts_left(ctx).length > 0),
    in_sort: (ctx) => when(ctx.data.sort !== undefined),
    in_batch, sort_free,
    sort_numbered: (ctx) => when(part_of(ctx)?.tracking === 'serial' && !ctx.data.serial),
    sort_lot_open: (ctx) => when(!ctx.data.lot && !ctx.data.serial && lots_of(ctx).length > 1),
    sort_other: (ctx) => (code_of(ctx) === from_of(ctx) ? attn('sort_same', code_of(ctx)) : null),
    sort_unheld: (ctx) => held_target(ctx, code_of(ctx), free_of(ctx, in_hand(ctx)),
      'stop.next.free_tote'),
    sort_fits: (ctx) => (ctx.given.value <= ctx.data.asked!
      ? null : attn('asked_only', String(ctx.data.asked))),
    sort_is_left: (ctx) => when(left_of(ctx).some(({ id }) => id === ctx.given.id)),
  },
  binds: {
    sort_tote: (ctx) => sorting({ ...ctx, data: {} }, named(ctx)),
    sort_again: (ctx) => {
      const from = ctx.data.sort?.from;
      const more = from !== undefined && parts_left(ctx).length > 0;
      return sorting(ctx, more ? from : next_batch(ctx) ?? from!);
    },
    sort_thing: (ctx) => ({ ...ctx.data, ...thing(ctx) }),
    sort_for,
    sort_units: (ctx) => ({ ...ctx.data, asked: ctx.given.value }),
  },
  emits: { sort, sort_short },
  shows: {
    sort_header: header,
    sort_left: (ctx) => {
      const left = left_of(ctx);
      const [first] = left;
      return {
        facts: left.map(({ part, units, order }) => fact('part', part, {
          small: `${units} × ${order}`,
        })),
        want: first === undefined
          ? null : { code: first.part, small: small(ctx.view.part(first.part)) },
      };
    },
    sort_hand: (ctx) => ({ facts: [part_fact(part_of(ctx), ctx.data.part!, { current: true })] }),
    sort_lots: (ctx) => ({ choices: lots_of(ctx).map((lot) => coded(lot)) }),
    sort_target,
    sort_how_many: (ctx) => ({ quantity: ask_quantity(part_of(ctx), null, ctx.data.asked!) }),
    sort_choices: (ctx) => ({
      choices: left_of(ctx).map(({ id, part, order, units }) => choice_of(id, part, order, units)),
    }),
    sorted,
  },
};

const choice_of = (id: string, part: string, order: string, n: number): Choice =>
  coded(part, { id, small: text('pick.sort_of', { n, order }) });
