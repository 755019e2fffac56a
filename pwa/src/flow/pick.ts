// SPDX-License-Identifier: Apache-2.0
/**
 * Words of the pick flow: bin, part, serial or lot, quantity, tote; line by line, VOR first.
 *
 * K1  A held unit is stopped before anything is recorded. K2  What was found is recorded, what was
 * not is said (`short_pick`); both or neither. K3  Another free lot than the suggested is allowed.
 */
import { draft, plate_holder } from '../domain/operation.ts';
import type { Draft, Line } from '../domain/operation.ts';
import { setting } from '../domain/policy.ts';
import type { OrderLine, OrderRow } from '../domain/rows.ts';
import { STORAGE_ROLES, free_stock } from '../domain/source.ts';
import type { Source } from '../domain/source.ts';
import type { Data } from './data.ts';
import { code_of, serial_in, serial_quant, wanted_now } from './goods.ts';
import { held_lot } from './held.ts';
import {
  ask_lots, kept_units, lot_differs, lot_new, room, room_for_one, say_lots, taken, with_found,
} from './lots.ts';
import { back_words } from './pick_back.ts';
import { found_words, holder_here, opened, short_reason } from './pick_found.ts';
import { instead, part_taken, serve_words } from './pick_serve.ts';
import {
  batchable, begin_batch, given, missed, next_stop, portions, put_off, still_wanted, stop_over,
  units_of,
} from './pick_batch.ts';
import { begin_walk, next_of_walk, several, tote_begun } from './pick_cluster.ts';
import { due_lines } from './pick_lines.ts';
import { pick_shows } from './pick_shows.ts';
import { sort_words } from './pick_sort.ts';
import { tote_words } from './pick_tote.ts';
import { in_walk } from './pick_path.ts';
import { avoid_here, task_of } from './where.ts';
import { has_shipped } from './served.ts';
import type { Found } from './where.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, part_of, stop, warn, when } from './words.ts';

export function order_of(ctx: Ctx): OrderRow {
  return ctx.view.order(ctx.data.order!)!;
}

/** The next line of the order, or of all orders of the walk. */
function next_line(ctx: Ctx): Data {
  if (ctx.data.sort) return ctx.data;
  if (ctx.data.cluster?.batch) return next_of_batch(ctx);
  if (ctx.data.cluster) {
    const next = next_of_walk(ctx, due_lines);
    return 'line' in next && 'base' in next ? begin_line(next.base, next.line, next.found)
      : next as Data;
  }
  const { order, tote, avoid, closed, skipped, at, along, zone } = ctx.data;
  const kept: Data = {
    order: order!, avoid: avoid ?? [], closed: closed ?? [], skipped: skipped ?? [],
    ...(tote === undefined ? {} : { tote }), ...(at === undefined ? {} : { at }),
    ...(along ? { along } : {}), ...(zone === undefined ? {} : { zone }),
  };
  const base = { ...ctx, data: kept };
  const [next] = in_walk(base, [order!], due_lines(base));
  return next === undefined ? kept : begin_line(base, next.line, next.found);
}

/** The next stop of a batch: one number for all who want the same of one place. */
function next_of_batch(ctx: Ctx): Data {
  const next = next_stop(ctx, due_lines);
  if ('walk' in next) return next.walk;
  const { base, line, found } = next.first;
  const data = begin_line(base, line, found);
  if (found === null) return data;
  const asked = free_at(base, found.part, found.source, units_of(next.wants));
  const wants = given(ctx.view, asked, next.wants);
  return { ...data, order: wants[0]!.order, line: wants[0]!.line, asked, wants };
}

function begin_line(base: Ctx, line: OrderLine, found: Found | null): Data {
  const { order } = base.data;
  const rest = base.view.owed(order!, line.line);
  const part = found?.part ?? line.part;
  return {
    ...base.data, line: line.line, part, ordered: line.part,
    task: task_of(base.view, order!, line.line)?.task ?? null,
    asked: found === null ? rest : free_at(base, part, found.source, rest),
    ...(found === null ? {} : { source: found.source }), short: null, serials: [], quantity: null,
  };
}

/** How many to take here: what is owed, but not more than is free at this place. */
function free_at(ctx: Ctx, part: string, source: Source, owed: number): number {
  const there = free_stock(ctx.view, part)
    .filter(({ place }) => place.location === source.location)
    .reduce((sum, { quant }) => sum + quant.quantity, 0);
  return Math.max(1, Math.min(owed, there));
}

function identify(ctx: Ctx): Data {
  const serial = serial_in(ctx);
  const data: Data = { ...still_wanted(ctx, part_taken(ctx)), identified: true };
  if (serial !== null) return { ...data, serials: [...(data.serials ?? []), serial] };
  const lot = ctx.given.got?.lot ?? null;
  return { ...(lot === null ? data : { ...data, lot }), ...case_of(ctx) };
}

/** A case that was scanned: all of it where so many are asked for, else it is opened (PK17). */
function case_of(ctx: Ctx): Data {
  const units = ctx.given.got?.pack?.quantity ?? 1;
  if (units <= 1) return {};
  return units <= ctx.data.asked! ? { quantity: units } : { case: units };
}

/** A serial that is not there to take: scanned already, in a tote, gone. Unknown ones may pass. */
function serial_takeable(ctx: Ctx): Fault | null {
  const serial = serial_in(ctx);
  if (serial === null) return null;
  if ((ctx.data.serials ?? []).includes(serial)) return attn('serial_twice', serial);
  const quant = serial_quant(ctx, serial, ctx.data.part!);
  const scanned = { code: serial, small: null };
  if (quant === null) {
    return has_shipped(ctx, serial) ? stop('serial_shipped', ctx, wanted_now(ctx), scanned, null)
      : warn('serial_not_on_book', serial);
  }
  const at = ctx.view.place(quant.holder).location;
  const taken = ctx.view.told.some((op) => (op.kind === 'pick' || op.kind === 'pack')
    && op.body.target === quant.holder);
  if (taken) {
    return stop('serial_taken', ctx, wanted_now(ctx), scanned, quant.holder.slice(4));
  }
  if (at !== ctx.data.source?.location) return warn('serial_elsewhere', serial);
  const other = promised_to(ctx, serial);
  return other === null ? null : warn('serial_promised', other);
}

/** Another order that was promised just this unit, where this line was promised another one. */
function promised_to(ctx: Ctx, serial: string): string | null {
  const mine = task_of(ctx.view, ctx.data.order!, ctx.data.line!)?.serial;
  if (mine === serial) return null;
  const here = [ctx.data.order, ...(ctx.data.wants ?? []).map(({ order }) => order)];
  return ctx.view.tasks('pick').find((task) => task.serial === serial
    && !here.includes(task.order ?? undefined))?.order ?? null;
}

/** The lot chosen, scanned alone, or in the part's own symbol, may be taken here. */
function lot_free(ctx: Ctx): Fault | null {
  const lot = ctx.given.got === null ? ctx.given.id : ctx.given.got.lot;
  if (lot === null || part_of(ctx)?.tracking !== 'lot') return null;
  const held = held_lot(ctx, ctx.data.part!, lot);
  if (held !== null || lot === ctx.data.lot) return held; // the lot in hand was spoken of
  if (ctx.data.lot) return warn('lot_asked', lot);
  const here = ctx.view.of_part(ctx.data.part!).some((quant) => quant.lot === lot
    && ctx.view.place(quant.holder).location === ctx.data.source!.location);
  if (!here) return warn('lot_not_here', lot);
  const planned = ctx.data.source!.lot;
  return planned !== '' && planned !== lot ? warn('other_lot', lot) : null;
}

function quantity_fits(ctx: Ctx): Fault | null {
  const most = ctx.state === 'short' ? ctx.data.asked! : room(ctx.data);
  const value = ctx.given.input === 'confirm' ? most : ctx.given.value;
  return value > most ? attn('asked_only', String(most)) : null;
}

function say_short(ctx: Ctx): Data {
  const { quantity, reason, ...data } = ctx.data;
  const found = quantity!;
  const avoid = avoid_here(data);
  const serials = (data.serials ?? []).slice(0, found);
  const short = { found, asked: data.short?.asked ?? data.asked!, reason: reason! };
  return { ...data, avoid, serials, short, asked: found, quantity: null };
}

function short_pick(ctx: Ctx): Draft[] {
  const { data } = ctx;
  const { short } = data;
  if (!short) return [];
  const lines = data.wants === undefined
    ? [{ want: { order: data.order!, line: data.line!, units: short.asked }, found: short.found }]
    : missed(ctx.view, data);
  return lines.map(({ want: { order, line, units }, found }) => draft('short_pick', {
    task: task_of(ctx.view, order, line)?.task ?? null, order, line, part: data.part!,
    source: data.source?.holder ?? 'unknown', asked: units, found, reason: short_reason(data),
  }, `order:${order}`, []));
}

/** What was taken, told for each order line that it is for. */
function pick(ctx: Ctx): Draft[] {
  return portions(ctx.view, ctx.data)
    .flatMap((data, at) => picked(ctx, data, at === 0));
}

/** One operation a lot: what is booked is what was scanned. */
function picked(all: Ctx, data: Data, first: boolean): Draft[] {
  const ctx = { ...all, data };
  const serials = data.serials ?? [];
  const part = data.part!;
  const lines: Line[] = serials.length > 0
    ? [{ part, quantity: serials.length, lot: data.lot ?? null, serials }]
    : taken(data).map(({ lot, quantity }) => ({ part, quantity, lot, serials: [] }));
  return lines.map((line, at) => draft('pick', {
    task: data.task ?? null, order: data.order!, line: data.line!,
    source: holder_here(ctx, line.lot, line.serials[0] ?? null),
    target: plate_holder(data.tote!), lines: [line], ...instead(ctx),
    ...(data.swap ? { reason: data.swap } : {}), ...(first && at === 0 ? opened(all) : {}),
  }, `order:${data.order!}`, first && at === 0 ? ctx.scans : []));
}

/** What fits of a line into a tote that is full: the rest stays in the hand. */
function pick_first(ctx: Ctx): Draft[] {
  const n = ctx.data.fits ?? 0;
  return n === 0 ? [] : pick({ ...ctx, data: with_found({ ...ctx.data, case: 0 }, n) });
}

/** Nothing more is taken for an order that was cancelled: what is in the hand goes back (PK15). */
function order_stands(ctx: Ctx): Fault | null {
  const over = ctx.data.wants !== undefined ? stop_over(ctx)
    : order_of(ctx).state === 'cancelled' ? ctx.data.order! : null;
  return over === null ? null : attn('order_cancelled', over);
}

const checks: Words['checks'] = {
  order_stands, ...back_words.checks, ...found_words.checks, ...serve_words.checks,
  ...tote_words.checks, ...sort_words.checks,
  several, batchable,
  zone_work: (ctx) => (setting(ctx.view, 'pick.zone_pass') ? null : attn('no_zones', null)),
  has_zone: (ctx) => when(ctx.data.zone !== undefined),
  is_order: (ctx) => (ctx.view.order(code_of(ctx)) === null
    ? attn('not_order', code_of(ctx)) : null),
  no_line: (ctx) => when(ctx.data.line === undefined),
  no_source: (ctx) => when(ctx.data.source === undefined),
  at_source: (ctx) => {
    const to = ctx.data.source!.location;
    return code_of(ctx) === to ? null : stop('wrong_location', ctx, { code: to, small: null },
      { code: code_of(ctx), small: null }, null); // a bin belongs nowhere else
  },
  at_source_plate: (ctx) => {
    const at = ctx.view.place(plate_holder(code_of(ctx))).location;
    const to = ctx.data.source!.location;
    return at === to ? null : stop('wrong_plate', ctx, { code: to, small: null },
      { code: code_of(ctx), small: null }, at);
  },
  still_here: (ctx) => when(ctx.data.at !== undefined
    && ctx.data.at === ctx.data.source?.location),
  serial_takeable, lot_free, quantity_fits,
  serials_short: (ctx) => when(part_of(ctx)?.tracking === 'serial'
    && (ctx.data.serials ?? []).length < ctx.data.asked!),
  serials_full: (ctx) => when(part_of(ctx)?.tracking === 'serial'),
  lot_missing: (ctx) => when(part_of(ctx)?.tracking === 'lot' && !ctx.data.lot),
  all_taken: (ctx) => when(ctx.data.quantity === room(ctx.data)),
  room_for_one, lot_differs, lot_new,
  short_said: (ctx) => {
    const { quantity, reason, asked } = ctx.data;
    if (quantity === null || quantity === undefined || !reason) return attn('say_why', null);
    return quantity < asked! ? null : attn('number_reason', String(quantity));
  },
  none_found: (ctx) => when(ctx.data.short?.found === 0),
  is_identified: (ctx) => when(ctx.data.identified === true),
  more_lines: (ctx) => {
    const left = order_of(ctx).lines.filter(({ line }) => ctx.view.owed(ctx.data.order!, line) > 0);
    return ctx.data.cluster || left.length > 1 ? null : attn('last_line', null);
  },
  is_shelf: (ctx) => (STORAGE_ROLES.includes(ctx.view.location(code_of(ctx))?.role ?? '') ? null
    : stop('not_shelf', ctx, null, { code: code_of(ctx), small: null }, null)),
};

/** An order is begun; one that somebody began is gone on with in its tote (PK14). */
function begun(ctx: Ctx): Data {
  const order = code_of(ctx);
  const tote = tote_begun(ctx.view, order);
  const { zone } = ctx.data;
  return {
    order, ...(tote === undefined ? {} : { tote }), ...(zone === undefined ? {} : { zone }),
  };
}

const binds: Words['binds'] = {
  ...back_words.binds, ...found_words.binds, ...serve_words.binds, ...tote_words.binds,
  ...sort_words.binds,
  order: begun,
  walk: begin_walk,
  batch: begin_batch,
  zone: (ctx) => ({ zone: ctx.view.location(code_of(ctx))?.zone ?? '' }),
  same_zone: (ctx) => ({ zone: ctx.data.zone! }),
  take_along: (ctx) => ({ ...ctx.data, along: true }),
  here: (ctx) => ({ ...still_wanted(ctx, ctx.data), at: ctx.data.source!.location }),
  next_line, identify, say_short,
  take_lot: (ctx) => ({ ...ctx.data, lot: code_of(ctx) }),
  take_quantity: (ctx) => ({
    ...ctx.data,
    quantity: ctx.given.input === 'confirm'
      ? ctx.data.quantity ?? room(ctx.data) : ctx.given.value,
  }),
  found_quantity: (ctx) => with_found(ctx.data, ctx.data.asked!),
  one_more: (ctx) => ({
    ...ctx.data, quantity: (ctx.data.quantity ?? 1) + 1, bare: ctx.given.got?.lot == null,
  }),
  ask_lots, say_lots,
  open_short: (ctx) => ({
    ...ctx.data, reason: null,
    quantity: ctx.data.quantity != null ? kept_units(ctx.data) + ctx.data.quantity
      : (ctx.data.serials ?? []).length > 0 ? ctx.data.serials!.length : null,
  }),
  skip_line: (ctx) => (ctx.data.wants ? put_off(ctx)
    : { ...ctx.data, skipped: [...(ctx.data.skipped ?? []), ctx.data.line!] }),
  close_line: (ctx) => ({
    ...ctx.data, closed: [...(ctx.data.closed ?? []), ctx.data.line!],
    short: { found: 0, asked: ctx.data.asked!, reason: 'not_there' },
  }),
  source_here: (ctx) => ({
    ...ctx.data,
    source: { holder: code_of(ctx), location: code_of(ctx), lot: '', serial: '', quantity: 0 },
  }),
};

export const pick_words: Words = {
  checks, binds, emits: {
    pick, short_pick, pick_first, ...back_words.emits, ...found_words.emits,
    ...sort_words.emits,
  },
  shows: {
    ...pick_shows, ...back_words.shows, ...found_words.shows, ...serve_words.shows,
    ...tote_words.shows, ...sort_words.shows,
  },
};
