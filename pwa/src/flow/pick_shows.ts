// SPDX-License-Identifier: Apache-2.0
/** What the pick flow shows: the ladder of place, part, quantity and target. */
import { setting } from '../domain/policy.ts';
import type { OrderLine, OrderRow } from '../domain/rows.ts';
import { SETTINGS } from '../domain/settings.gen.ts';
import { free_stock } from '../domain/source.ts';
import type { View } from '../domain/view.ts';
import { brought_for } from './claims.ts';
import { free_serial } from './goods.ts';
import { lots_sheet, room } from './lots.ts';
import {
  ask_quantity, coded, fact, marks, part_fact, place_fact, quantity_fact, reasons, superseded_band,
} from './pieces.ts';
import type { Band, Fact, Mark, Text } from './step.ts';
import { back_choices } from './pick_back.ts';
import { due_orders, in_zone, is_vor, kit_orders } from './pick_due.ts';
import { kit_band, waits_for } from './pick_kit.ts';
import { batch_title, for_whom, ways_offered } from './pick_batch.ts';
import { walk_done } from './pick_cluster.ts';
import { progress_of } from './pick_lines.ts';
import { serves_band } from './pick_serve.ts';
import { sort_choices } from './pick_sort.ts';
import { why_this_way } from './pick_path.ts';
import { source_next } from './where.ts';
import type { Ctx, Piece, Words } from './words.ts';
import { part_of, plate, small, text } from './words.ts';

export const SHORT_REASONS = SETTINGS['pick.short_reasons'].choices;
export const ROTATION_REASONS = SETTINGS['pick.rotation_reasons'].choices;

const vor_mark = (order: OrderRow): Mark[] => (is_vor(order) ? [{ kind: 'vor' }] : []);

const order_of = (ctx: Ctx): OrderRow => ctx.view.order(ctx.data.order!)!;

/** Who has the order now, where this device picked it too, and too much of it goes back (PK22). */
function given_away(view: View, row: OrderRow): string | null {
  const mine = [...view.past, ...view.told].findLast((op) => op.kind === 'pick'
    && op.body.order === row.order)?.actor;
  const now = row.by?.actor;
  const twice = view.tasks('put_back').some((task) => task.order === row.order);
  return !mine || now === undefined || now === mine || !twice ? null : now;
}

/** The order is another one than when this line was begun: somebody cancelled or changed it. */
function changed_band(ctx: Ctx): Band | null {
  const { order, line, asked, wants } = ctx.data;
  const over = wants?.find((one) => ctx.view.order(one.order)?.state === 'cancelled');
  const row = over === undefined ? order_of(ctx) : ctx.view.order(over.order)!;
  const named = (name: string, n: number): Band => ({
    tone: 'attn', title: text(`band.${name}`), code: row.order, note: text(`band.${name}.note`,
      { n }),
  });
  if (row.state === 'cancelled') return named('order_cancelled', 0);
  const other = given_away(ctx.view, row);
  if (other !== null) {
    return { tone: 'attn', title: text('band.given_away'), code: row.order,
      note: text('band.given_away.note', { who: other }) };
  }
  if (line === undefined || !(ctx.state in RUNGS)) return null;
  const owed = wants === undefined ? ctx.view.owed(order!, line)
    : wants.reduce((sum, one) => sum + ctx.view.owed(one.order, one.line), 0);
  return asked !== undefined && owed < asked ? named('order_changed', owed) : null;
}

function header(ctx: Ctx): Piece {
  const order = order_of(ctx);
  if (ctx.data.cluster?.batch) return batch_header(ctx);
  const { done, all } = progress_of(ctx, [order.order]);
  return {
    subtitle: text('pick.subtitle', {
      order: order.order, line: done + 1, total: Math.max(all, done + 1),
      // read by whoever asks for the lease
      ...(ctx.data.along ? { along: 1 } : {}),
      ...(ctx.data.cluster ? { orders: ctx.data.cluster.orders.join(' ') } : {}),
    }),
    progress: { index: done, total: Math.max(all, done + 1) },
    marks: [...vor_mark(order), ...marks(part_of(ctx), false)], band: changed_band(ctx),
  };
}

/** Of a batch: how many orders, and how far their lines are. */
function batch_header(ctx: Ctx): Piece {
  const { done, all } = progress_of(ctx, ctx.data.cluster!.orders);
  return {
    subtitle: batch_title(ctx),
    progress: { index: done, total: all },
    marks: marks(part_of(ctx), false), band: changed_band(ctx),
  };
}

/** Place, part, quantity, target: what is done is ticked, the current one is lit. */
const RUNGS: Readonly<Record<string, number>> = {
  bin: 0, part: 1, serial: 2, lot: 2, lots: 2, rotation: 2, quantity: 3, tote: 4, fits: 4,
  short: 3, damaged: 3, damaged_many: 3, damaged_unit: 3,
};

/** Steps on which a person still looks for the part: here its newer number is worth a look. */
const LOOKING: readonly string[] = ['bin', 'part'];
const hint = (ctx: Ctx): Piece['band'] =>
  changed_band(ctx) ?? serves_band(ctx)
  ?? (LOOKING.includes(ctx.state) ? superseded_band(part_of(ctx)) : null);

const line_of = (ctx: Ctx): OrderLine | undefined =>
  order_of(ctx).lines.find((line) => line.line === ctx.data.line);

/** Whole packs, as the customer asked for them: "4 × CARTON"; null where they do not come out. */
function in_packs(ctx: Ctx, units: number): string | null {
  const { each, pack } = line_of(ctx)?.asked ?? { each: 1, pack: '' };
  return each > 1 && units % each === 0 ? `${units / each} × ${pack}` : null;
}

function ladder(ctx: Ctx): Piece {
  const { data } = ctx;
  const rung = RUNGS[ctx.state] ?? 0;
  const at = (n: number): Partial<Fact> => ({ done: n < rung, current: n === rung });
  const part = part_of(ctx);
  const serials = data.serials ?? [];
  const wanted = data.quantity ?? data.asked!;
  const identity = serials.length > 0 ? fact('serial', serials.at(-1)!, at(2))
    : data.lot ? fact('lot', data.lot, at(2))
      : data.source?.lot ? fact('lot', data.source.lot, { small: null }) : null;
  const place = data.source === undefined ? [] : [place_fact(ctx.view, 'place',
    data.source.location, at(0))];
  const tote = data.tote === undefined ? [] : [fact('target', data.tote, at(4))];
  return {
    facts: [
      ...place, part_fact(part, data.part!, at(1)), ...(identity === null ? [] : [identity]),
      ...(data.entries ?? []).map((one) => fact('lot', one.lot!, { small: String(one.quantity) })),
      quantity_fact(part, wanted, { ...at(3),
        small: data.wants ? for_whom(data.wants) : in_packs(ctx, wanted) }), ...tote,
    ],
    band: hint(ctx),
    why: ctx.state === 'bin' && hint(ctx) === null ? why_here(ctx) : [], // as far as there is room
  };
}

const why_here = ({ view, data }: Ctx): Text[] => (data.source === undefined ? []
  : why_this_way(view, data.cluster?.orders ?? [data.order!], data.source.location));

function short_sheet(ctx: Ctx): Piece {
  const part = part_of(ctx);
  const { asked, quantity, reason } = ctx.data;
  const line = line_of(ctx);
  const elsewhere = line === undefined ? null : source_next(ctx, line);
  const note = elsewhere === null ? text('sheet.short.none')
    : text('sheet.short.more_at', { location: elsewhere.location });
  return {
    sheet: {
      id: 'short', title: text('sheet.how_many_there'), note,
      quantity: ask_quantity(part, quantity ?? null, asked!),
      choices: reasons(setting(ctx.view, 'pick.short_reasons'), reason),
      primary: {
        label: quantity == null ? text('sheet.say_number')
          : reason ? text('sheet.short.record', { n: quantity, total: asked! })
            : text('sheet.say_reason'),
        enabled: typeof quantity === 'number' && quantity < asked! && Boolean(reason),
      },
    },
  };
}

/** Each tote with what went into it: a packer who looks for one only would leave the other. */
function totes_of(ctx: Ctx): Fact[] {
  const claims = brought_for(ctx.view, ctx.data.order!);
  return [...new Set(claims.map(({ holder }) => holder))].map((holder) => {
    const goods = claims.filter((one) => one.holder === holder)
      .map(({ part, quantity }) => `${quantity} × ${part}`);
    return fact('target', holder.slice(4), { small: goods.join(', ') });
  });
}

export const pick_shows: Words['shows'] = {
  due: (ctx) => ({
    offers: ways_offered(ctx.view).map((id) => ({ id, icon: 'list', label: text('text.plain') })),
    choices: [
      ...back_choices(ctx.view), ...sort_choices(ctx.view),
      ...in_zone(ctx, due_orders(ctx.view)).map((order) => coded(order.order, {
        small: text('pick.order', {
          name: order.name || order.customer, lines: order.lines.length,
        }),
        marks: vor_mark(order),
      })),
      ...kit_orders(ctx.view).map((order) => coded(order.order, {
        small: text('pick.kit_waits', { code: waits_for(ctx.view, order)! }),
        marks: vor_mark(order),
      })),
    ],
  }),
  pick_header: header,
  ladder,
  at_source: (ctx) => ({
    plate: plate(ctx.view, ctx.data.source?.location),
    want: { code: ctx.data.source!.location, small: null },
  }),
  want_part: (ctx) => ({ want: { code: ctx.data.part!, small: small(part_of(ctx)) } }),
  want_serial: (ctx) => {
    const serial = free_serial(ctx);
    return {
      ask: { n: (ctx.data.serials ?? []).length + 1, total: ctx.data.asked! },
      want: serial === null ? null : { code: serial, small: ctx.data.part! },
    };
  },
  lots_here: (ctx) => {
    const here = free_stock(ctx.view, ctx.data.part!)
      .filter(({ place }) => place.location === ctx.data.source!.location);
    const lots = [...new Set(here.map(({ quant }) => quant.lot))].filter((lot) => lot !== '');
    const planned = ctx.data.source!.lot;
    return {
      choices: lots.map((lot) => coded(lot, { chosen: lot === planned })),
      want: planned === '' ? null : { code: planned, small: ctx.data.part! },
    };
  },
  take: (ctx) => ({
    quantity: ask_quantity(part_of(ctx), ctx.data.quantity ?? null, room(ctx.data)),
    want: { code: ctx.data.part!, small: small(part_of(ctx)) },
  }),
  short_sheet, lots_sheet,
  nowhere: (ctx) => ({
    facts: [part_fact(part_of(ctx), ctx.data.part!),
      quantity_fact(part_of(ctx), ctx.data.asked!)],
    band: { tone: 'attn', title: text('band.nothing_free'), code: ctx.data.part!, note: null },
  }),
  picked: (ctx) => {
    const order = order_of(ctx);
    if (ctx.data.cluster) {
      return walk_done(ctx, (row) => row.lines.filter((line) =>
        ctx.view.owed(row.order, line.line) > 0).length);
    }
    const lines = order.lines.map((line) => fact('part', line.part, {
      small: `${ctx.view.picked(order.order, line.line)} / ${line.quantity}`,
      done: ctx.view.owed(order.order, line.line) === 0,
    }));
    const left = order.state === 'cancelled' ? 0
      : order.lines.filter((line) => ctx.view.owed(order.order, line.line) > 0).length;
    const changed = changed_band(ctx) ?? kit_band(ctx, order);
    const title = changed?.title ?? text(left === 0 ? 'done.pick' : 'done.pick_short', { n: left });
    return {
      subtitle: text('pick.subtitle', {
        order: order.order, line: order.lines.length, total: order.lines.length,
      }),
      progress: { index: order.lines.length - left, total: order.lines.length },
      marks: vor_mark(order), band: kit_band(ctx, order),
      done: { title, attn: left > 0 || changed !== null,
        facts: [fact('order', order.order), ...lines, ...totes_of(ctx)] },
    };
  },
};
