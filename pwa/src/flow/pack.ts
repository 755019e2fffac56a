// SPDX-License-Identifier: Apache-2.0
/** Words of the pack flow: from the tote into a carton, each unit seen. Held goods are pulled. */
import type { Quant } from '../domain/books.ts';
import { draft, plate_holder } from '../domain/operation.ts';
import type { Draft } from '../domain/operation.ts';
import type { PartRow } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';
import { order_in, orders_in } from './claims.ts';
import type { Data, Entry } from './data.ts';
import { code_of, held_fault, lot_in, serial_in, serial_quant, wanted_now } from './goods.ts';
import { held_lot, held_target } from './held.ts';
import { kit_unpicked, packable } from './kit_parts.ts';
import { bench_words, entry, in_tote, scanned_part } from './pack_bench.ts';
import { carton_words } from './pack_carton.ts';
import { size_words, sized, too_heavy } from './pack_size.ts';
import { to_put_back } from './pick_back.ts';
import { is_batch } from './pick_sort.ts';
import { ask_quantity, coded, door, fact, marks, part_fact, quantity_fact } from './pieces.ts';
import { lines_of } from './putaway.ts';
import { has_left, has_shipped, line_for, packed_of, served } from './served.ts';
import type { Mark } from './step.ts';
import { is_carton, is_stock } from './tote.ts';
import type { Ctx, Fault, Piece, Words } from './words.ts';
import { attn, part_of, small, stop, text, when } from './words.ts';

const of_part = (ctx: Ctx): Quant[] => in_tote(ctx).filter((quant) =>
  quant.part === ctx.data.part && (!ctx.data.lot || quant.lot === ctx.data.lot));
const total = (quants: readonly Quant[]): number => quants.reduce((sum, q) => sum + q.quantity, 0);

/** The order that a tote was picked for: by what is in it, or a pack task of the server. */
function order_of_tote(view: View, tote: string): string | null {
  const asked = view.tasks('pack').find((task) => task.lpn === tote);
  return order_in(view, tote) ?? asked?.order ?? null;
}

/** Whether nobody packs from a tote any more: its goods were put away, or their orders left. */
function over(view: View, tote: string): boolean {
  const orders = orders_in(view, tote);
  return is_stock(view, tote)
    || (orders.length > 0 && orders.every((order) => has_left(view, order)));
}

/** Totes with goods picked for orders that still wait, as far as this device knows. */
export function totes(view: View): { tote: string; order: string | null }[] {
  const told = [...view.past, ...view.told].filter((op) => op.kind === 'pick')
    .map((op) => op.body.target.slice(4));
  const tasks = view.tasks('pack').map((task) => task.lpn ?? '');
  const brought = view.orders().flatMap((row) => row.goods ?? [])
    .map(({ holder }) => holder.slice(4));
  const known = [...view.books.base.plates.values()]
    .filter((row) => row.kind === 'tote').map((row) => row.lpn);
  return [...new Set([...told, ...tasks, ...known, ...brought])]
    .filter((tote) => tote !== '' && view.in_holder(plate_holder(tote)).length > 0
      && !is_carton(view, tote) && !over(view, tote))
    .map((tote) => ({ tote, order: order_of_tote(view, tote) }));
}

/** A unit in the tote that has no number yet, for a number that nobody knows (SE8). */
function bare_unit(ctx: Ctx, part: string, serial: string | null): Quant | undefined {
  const fresh = ctx.state === 'serial' && serial !== null
    && serial_quant(ctx, serial, part) === null && !has_shipped(ctx, serial);
  return fresh ? in_tote(ctx).find((quant) => quant.part === part && quant.serial === '')
    : undefined;
}

function in_this_tote(ctx: Ctx): Fault | null {
  const got = ctx.given.got!;
  const part = got.part?.part ?? got.code;
  const first = in_tote(ctx)[0];
  const any = first === undefined
    ? null : { code: first.part, small: small(ctx.view.part(first.part)) };
  const wanted = ctx.state === 'serial' ? wanted_now(ctx) : any;
  const scanned = { code: got.code, small: small(got.part) };
  const serial = serial_in(ctx);
  const lot = lot_in(ctx);
  const there = in_tote(ctx).filter((quant) => quant.part === part
    && (serial === null || quant.serial === serial));
  if (there.length === 0 && bare_unit(ctx, part, serial) === undefined) {
    return stop('not_in_tote', ctx, wanted, scanned, null);
  }
  if (lot !== null && !there.some((quant) => quant.lot === lot)) {
    return stop('not_in_tote', ctx, { code: there[0]!.lot, small: part },
      { code: lot, small: part }, null);
  }
  return not_of_order(ctx, part) ?? (lacking(ctx, part) > 0 ? null : attn('order_full', part));
}

/** Goods that were picked for another order, or that this one never asked for, stay here. */
function not_of_order(ctx: Ctx, part: string): Fault | null {
  const { order, tote } = ctx.data;
  const row = ctx.view.order(order ?? '');
  const scanned = { code: part, small: small(ctx.view.part(part)) };
  const owners = orders_in(ctx.view, tote!, part);
  if (owners.length > 0 && !owners.includes(order!)) {
    return stop('other_order', ctx, null, scanned, null,
      text('stop.other_order.note', { order: owners[0]! }));
  }
  const asked = row === null || line_for(ctx.view, order!, part) !== undefined;
  return !asked ? stop('not_ordered', ctx, null, scanned, null)
    : is_carton(ctx.view, tote!) ? null : kit_unpicked(ctx, order ?? '', part);
}

const lots_of = (quants: readonly Quant[]): string[] => [...new Set(quants.map((q) => q.lot))];

/** Counting goes on within one lot: another one is packed for itself. */
function same_lot(ctx: Ctx): Fault | null {
  const lot = lot_in(ctx);
  const { part, lot: mine } = ctx.data;
  const hand = mine ?? lots_of(of_part(ctx))[0] ?? '';
  return lot === null || lot === hand ? null : attn('lot_first', hand || part!);
}

/** The first lot's units would otherwise be packed for those of another. */
const lot_open = (ctx: Ctx): Fault | null =>
  when(!ctx.data.lot && lots_of(of_part(ctx)).length > 1);

/** The first held thing among what would go into the carton. */
function none_held(ctx: Ctx): Fault | null {
  const serial = serial_in(ctx);
  const part = ctx.given.got?.part?.part ?? ctx.given.got?.code ?? null;
  const lot = lot_in(ctx);
  const bare = part === null ? undefined : bare_unit(ctx, part, serial);
  const touched = in_tote(ctx).filter((quant) => part === null || quant === bare
    || (quant.part === part && (serial === null || quant.serial === serial)
      && (lot === null || quant.lot === lot)));
  for (const quant of touched) {
    const fault = held_fault(ctx, quant, quant.serial || quant.lot || quant.part);
    if (fault !== null) return fault;
  }
  return null;
}

/** The carton that is scanned, or the one in hand: its hold may have come after its scan. */
const carton_unheld = (ctx: Ctx): Fault | null =>
  held_target(ctx, ctx.state === 'carton' ? code_of(ctx) : ctx.data.carton!, in_tote(ctx),
    'hold.other_carton');

/** Units of a part that the order still lacks in its cartons; all there are where none is asked. */
function lacking(ctx: Ctx, part: string): number {
  const { order, tote } = ctx.data;
  if (is_carton(ctx.view, tote!)) return Infinity; // from one carton into another
  const asked = packable(ctx.view, order ?? '').get(part);
  return asked === undefined ? Infinity : asked - packed_of(ctx.view, order!, part);
}

/** Units of the part in hand that go into the carton: what the order does not want stays. */
const due = (ctx: Ctx): number =>
  Math.max(Math.min(total(of_part(ctx)), lacking(ctx, ctx.data.part!)), 0);

/** Units of the part in hand, lot by lot, up to a quantity. */
function take(quants: readonly Quant[], quantity: number): Entry[] {
  let left = quantity;
  const taken: Entry[] = [];
  for (const quant of quants) {
    const n = Math.min(left, quant.quantity);
    if (n <= 0) break;
    taken.push({
      part: quant.part, lot: quant.lot || null, serial: quant.serial || null, quantity: n,
    });
    left -= n;
  }
  return taken;
}

function pack(ctx: Ctx, entries: readonly Entry[]): Draft[] {
  const body = {
    order: ctx.data.order!, source: plate_holder(ctx.data.tote!),
    target: plate_holder(ctx.data.carton!), lines: lines_of(entries),
    ...(ctx.data.size === undefined ? {} : { size: ctx.data.size }),
  };
  return [draft('pack', body, `order:${ctx.data.order!}`, ctx.scans)];
}

function pack_serial(ctx: Ctx): Draft[] {
  const serial = serial_in(ctx)!;
  const part = ctx.given.got?.part?.part ?? ctx.data.part!;
  const bare = bare_unit(ctx, part, serial);
  const quant = serial_quant(ctx, serial, part) ?? bare;
  const packed = pack(ctx, [{ part, lot: quant?.lot || null, serial, quantity: 1 }]);
  return bare === undefined ? packed : [draft('serial_capture', {
    holder: bare.holder, part, lot: bare.lot || null, serials: [serial],
  }, `order:${ctx.data.order!}`), ...packed];
}

function content(ctx: Ctx): Piece {
  const { part } = ctx.data; // the one in hand comes first: the head of the screen names it
  const there = [...in_tote(ctx)]
    .sort((a, b) => Number(b.part === part) - Number(a.part === part));
  const marked: Mark[] = there.flatMap((quant) => marks(ctx.view.part(quant.part), false));
  return {
    subtitle: text('pack.subtitle', { order: ctx.data.order!, tote: ctx.data.tote! }),
    facts: [
      ...lines_of(take(there, Infinity)).flatMap((line) => [
        part_fact(ctx.view.part(line.part), line.part, { current: line.part === part }),
        quantity_fact(ctx.view.part(line.part), line.quantity),
      ]),
      ...(ctx.data.carton === undefined ? [] : [fact('target', ctx.data.carton)]),
    ],
    marks: marked.slice(0, 1),
  };
}

/** The end says what is still owed: a carton of half an order leaves as if it were all. */
function packed(ctx: Ctx): Piece {
  const order = ctx.data.order!;
  const lines = served(ctx.view, order);
  const n = lines.filter(({ owed }) => owed).length;
  return {
    done: {
      title: n > 0 ? text('pack.owed', { order, n }) : ctx.data.missed !== undefined
        ? text('pack.missed', { at: clock(ctx.data.missed) }) : text('done.pack'),
      attn: n > 0 || ctx.data.missed !== undefined,
      facts: [fact('order', order),
        ...lines.map(({ line, packed: there, owed, parts }) => fact('part', line.part,
          { small: [`${there} / ${line.quantity}`, ...parts].join(' · '), done: !owed })),
        ...(ctx.data.carton === undefined ? [] : [fact('target', ctx.data.carton)])],
    },
  };
}

/** An instant as the clock on the wall shows it. */
function clock(iso: string): string {
  const at = new Date(iso);
  return [at.getHours(), at.getMinutes()].map((n) => String(n).padStart(2, '0')).join(':');
}

const keep = (data: Data): Data => ({
  tote: data.tote!, order: data.order!,
  ...(data.marked === undefined ? {} : { marked: data.marked }),
  ...(data.missed === undefined ? {} : { missed: data.missed }),
  ...(data.carton === undefined ? {} : { carton: data.carton }),
  ...(data.size === undefined ? {} : { size: data.size }),
});

/** What goes into the carton with this answer. */
function going(ctx: Ctx): { code: string; part: PartRow | null; quantity: number }[] {
  const { input, value } = ctx.given;
  const all = input === 'offer' ? in_tote(ctx) : [];
  const code = scanned_part(ctx);
  const n = input === 'quantity' ? value : input === 'confirm' ? ctx.data.quantity ?? due(ctx)
    : input === 'scan' && serial_in(ctx) !== null ? 1 : 0;
  return input === 'offer'
    ? all.map((one) => ({ ...one, code: one.part, part: ctx.view.part(one.part) }))
    : [{ code, part: ctx.view.part(code), quantity: n }].filter(({ quantity }) => quantity > 0);
}

const size = size_words(lacking);
const bench = bench_words((view) => totes(view).map(({ tote }) => tote));

export const pack_words: Words = {
  checks: {
    ...bench.checks, ...carton_words.checks, ...size.checks,
    /** Goods of several orders: whoever packs from it now would look for each of them (PK1). */
    sorted: (ctx) => (is_batch(ctx.view, code_of(ctx))
      ? stop('sort_first', ctx, null, { code: code_of(ctx), small: null }, null,
        text('stop.sort_first.note', { n: orders_in(ctx.view, code_of(ctx)).length })) : null),
    may_weigh: (ctx) => too_heavy(ctx, going(ctx)),
    not_at_door: (ctx) => {
      const at = ctx.view.location(ctx.view.place(plate_holder(code_of(ctx))).location ?? '');
      return at?.role === 'door' ? attn('already_loaded', code_of(ctx)) : null;
    },
    order_stays: (ctx) => (over(ctx.view, code_of(ctx)) && !is_stock(ctx.view, code_of(ctx))
      ? stop('order_left', ctx, null, { code: code_of(ctx),
        small: orders_in(ctx.view, code_of(ctx))[0] ?? null }, null) : null),
    tote_has_goods: (ctx) => (ctx.view.in_holder(plate_holder(code_of(ctx))).length > 0
      ? null : attn('plate_empty', code_of(ctx))),
    order_known: (ctx) => when(ctx.data.order !== undefined),
    is_order: (ctx) => (ctx.view.order(code_of(ctx)) === null
      ? attn('not_order', code_of(ctx)) : null),
    other_than_tote: (ctx) => (code_of(ctx) === ctx.data.tote
      ? attn('scan_carton', code_of(ctx)) : null),
    carton_free: (ctx) => {
      const full = ctx.view.content(code_of(ctx)).length > 0;
      const others = orders_in(ctx.view, code_of(ctx)).some((order) => order !== ctx.data.order);
      const gone = ctx.view.shipments()
        .some((row) => row.state === 'confirmed' && row.lpns.includes(code_of(ctx)));
      const used = gone || (full && is_stock(ctx.view, code_of(ctx)));
      return others || used
        ? stop('carton_used', ctx, null, { code: code_of(ctx), small: null }, null) : null;
    },
    in_this_tote, none_held, carton_unheld, same_lot, lot_open,
    lot_free: (ctx) => held_lot(ctx, ctx.data.part!, ctx.given.id),
    same_lot_again: (ctx) => attn('same_lot', lot_in(ctx)),
    tote_empty: (ctx) => when(in_tote(ctx).length === 0),
    quantity_in_tote: (ctx) => (ctx.given.value <= total(of_part(ctx))
      ? null : attn('too_many', String(total(of_part(ctx))))),
    more_in_tote: (ctx) => ((ctx.data.quantity ?? 1) < total(of_part(ctx))
      ? null : attn('too_many', String(total(of_part(ctx))))),
    with_serial: (ctx) => when(serial_in(ctx) !== null),
  },
  binds: {
    ...bench.binds, ...carton_words.binds, ...size.binds,
    tote: (ctx) => {
      const order = order_of_tote(ctx.view, code_of(ctx));
      return { tote: code_of(ctx), ...(order === null ? {} : { order }) };
    },
    order: (ctx) => ({ ...ctx.data, order: code_of(ctx) }),
    carton: (ctx) => sized(ctx, lacking),
    unit: (ctx) => ({
      ...keep(ctx.data), part: ctx.given.got!.part?.part ?? code_of(ctx),
      quantity: ctx.given.got!.quantity, lot: lot_in(ctx),
    }),
    unit_lot: (ctx) => ({ ...ctx.data, lot: ctx.given.got === null ? ctx.given.id : lot_in(ctx) }),
    nothing_in_hand: (ctx) => keep(ctx.data),
  },
  emits: {
    ...bench.emits, ...carton_words.emits, pack_serial,
    pack_all: (ctx) => pack(ctx, in_tote(ctx).map(entry)),
    pack_quantity: (ctx) => pack(ctx, take(of_part(ctx),
      ctx.given.input === 'confirm' ? ctx.data.quantity ?? due(ctx) : ctx.given.value)),
  },
  shows: {
    ...bench.shows, ...carton_words.shows, ...size.shows,
    totes: (ctx) => ({
      offers: [...to_put_back(ctx.view).length > 0 ? ['put_back'] : [], 'pull', 'look_up']
        .map(door),
      choices: totes(ctx.view).map(({ tote, order }) =>
        coded(tote, { small: is_batch(ctx.view, tote)
          ? text('pick.to_sort', { n: orders_in(ctx.view, tote).length })
          : text('text.plain', { text: order ?? '' }) })),
    }),
    orders: (ctx) => ({
      choices: ctx.view.orders().filter((order) => order.lines.some((line) =>
        ctx.view.picked(order.order, line.line) > 0)).map((order) => coded(order.order)),
    }),
    content,
    carton_size: (ctx) => {
      const { facts = [], ...piece } = size.shows['carton_size']!(ctx);
      return { ...piece, facts: [...facts, ...content(ctx).facts!] };
    },
    want_first: (ctx) => {
      const first = in_tote(ctx)[0];
      return { want: first === undefined
        ? null : { code: first.part, small: small(ctx.view.part(first.part)) } };
    },
    lots: (ctx) => ({
      choices: lots_of(of_part(ctx)).map((lot) => coded(lot)),
      facts: [part_fact(part_of(ctx), ctx.data.part!, { current: true })],
    }),
    want_unit: (ctx) => ({ want: wanted_now(ctx) }),
    put: (ctx) => ({
      quantity: ask_quantity(part_of(ctx), ctx.data.quantity ?? null, due(ctx)),
      want: { code: ctx.data.part!, small: small(part_of(ctx)) },
    }),
    packed,
  },
};
