// SPDX-License-Identifier: Apache-2.0
/**
 * The tote of a pick: whose it is, what may lie in it together (PK3, PK19), and when it is full
 * (PK13). A site may have it scanned before the first line (`pick.tote_first`): then each line is
 * recorded as soon as all of it is taken.
 */
import { setting } from '../domain/policy.ts';
import { conflict } from '../domain/segregation.ts';
import { free_stock } from '../domain/source.ts';
import { orders_in } from './claims.ts';
import type { Data, Entry } from './data.ts';
import { code_of } from './goods.ts';
import { held_target } from './held.ts';
import { room, taken, with_found } from './lots.ts';
import { ask_quantity } from './pieces.ts';
import { after } from './pick_batch.ts';
import { is_carton, is_stock } from './tote.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, part_of, stop, text, warn, when } from './words.ts';

/** Another order's tote, or a plate with stock of the warehouse, is no place for this pick. */
function tote_free(ctx: Ctx): Fault | null {
  const tote = code_of(ctx);
  const wanted = ctx.data.tote === undefined ? null : { code: ctx.data.tote, small: null };
  const scanned = { code: tote, small: null };
  const { cluster } = ctx.data;
  const mine = cluster?.batch && !ctx.data.sort ? cluster.orders : [ctx.data.order];
  const order = orders_in(ctx.view, tote).find((one) => !mine.includes(one));
  const full = ctx.view.content(tote).length > 0;
  if (order !== undefined) {
    return stop('wrong_tote', ctx, wanted, scanned, null, text('stop.wrong_tote.note', { order }));
  }
  if (full && is_carton(ctx.view, tote)) {
    return stop('not_tote', ctx, wanted, scanned, null, text('stop.not_tote.carton'));
  }
  return full && is_stock(ctx.view, tote)
    ? stop('not_tote', ctx, wanted, scanned, null, text('stop.not_tote.note')) : null;
}

/** A second tote is right when the first is full; from then on the goods are in two places. */
const tote_again = (ctx: Ctx): Fault | null =>
  (ctx.data.tote === undefined || ctx.data.tote === code_of(ctx)
    ? null : warn('other_tote', code_of(ctx)));

/** Free goods in a held tote would be held at the packer: another tote, now. */
function tote_unheld(ctx: Ctx): Fault | null {
  const { part, lot, source } = ctx.data;
  if (part === undefined) return null;
  const goods = free_stock(ctx.view, part).filter(({ quant, place }) =>
    place.location === source?.location && (!lot || quant.lot === lot));
  return held_target(ctx, code_of(ctx), goods.map(({ quant }) => quant),
    'stop.next.free_tote');
}

/** Dangerous goods that may not lie beside what is in a tote already: a tote of their own. */
function hazard_in(ctx: Ctx, tote: string): Fault | null {
  const parts = [...ctx.view.content(tote).map((quant) => quant.part), ctx.data.part!];
  const hazards = [...new Set(parts)].map((part) => ctx.view.part(part)?.hazard ?? null)
    .filter((hazard) => hazard !== null);
  if (hazards.length < 2) return null;
  const told = conflict(setting(ctx.view, 'hazmat.edition'), hazards);
  if (told === null) return null;
  const [one, other] = told.between;
  const note = text('stop.tote_hazard.note', { one: one || '?', other: other || '?' });
  return stop('tote_hazard', ctx, null, { code: tote, small: null }, null, note);
}

/** All of the line is in hand, and the tote was said before: there is nothing left to ask. */
function all_in_tote(ctx: Ctx): Fault | null {
  const { data } = ctx;
  const { cluster } = data;
  if (cluster && !cluster.batch) return when(false); // each tote is scanned after its line
  if (data.tote === undefined || !setting(ctx.view, 'pick.tote_first')) return when(false);
  if (part_of(ctx)?.tracking === 'serial') return when((data.serials ?? []).length >= data.asked!);
  return when(data.quantity != null && data.quantity === room(data));
}

/** What is left in the hand when `n` units of a line went into the tote that is full now. */
export function rest_of(data: Data, n: number): Entry[] {
  let gone = n;
  return taken(data).map((one) => {
    const quantity = Math.max(one.quantity - gone, 0);
    gone -= one.quantity - quantity;
    return { ...one, quantity };
  }).filter((one) => one.quantity > 0);
}

function rest_in_hand(ctx: Ctx): Data {
  const { tote: _full, fits, ...data } = ctx.data;
  const rest = rest_of(data, fits ?? 0);
  const last = rest.at(-1)!;
  const wants = data.wants && after(ctx.view, data.wants, fits ?? 0);
  return {
    ...data, ...(wants ? { wants } : {}), asked: data.asked! - (fits ?? 0),
    entries: rest.slice(0, -1), lot: last.lot, quantity: last.quantity,
  };
}

const in_hand = (data: Data): number => taken(data).reduce((sum, one) => sum + one.quantity, 0);

export const tote_words: Words = {
  checks: {
    tote_free, tote_unheld, tote_again, all_in_tote,
    tote_hazard: (ctx) => hazard_in(ctx, code_of(ctx)),
    tote_fits: (ctx) => (setting(ctx.view, 'pick.tote_first') && ctx.data.tote !== undefined
      ? hazard_in(ctx, ctx.data.tote) : null),
    tote_wanted: (ctx) => when(setting(ctx.view, 'pick.tote_first') && !ctx.data.tote),
    tote_known: (ctx) => (ctx.data.tote === undefined ? attn('tote_any', null) : null),
    found_in_tote: (ctx) => (part_of(ctx)?.tracking === 'serial' ? when(false)
      : all_in_tote({ ...ctx, data: with_found(ctx.data, ctx.data.asked!) })),
    some_left: (ctx) => (ctx.given.value < in_hand(ctx.data)
      ? null : attn('tote_takes_all', String(in_hand(ctx.data)))),
    none_taken: (ctx) => when((ctx.data.serials ?? []).length === 0),
  },
  binds: {
    tote: (ctx) => ({ ...ctx.data, tote: code_of(ctx) }),
    close_tote: (ctx) => without_tote(ctx.data),
    say_quantity_in: (ctx) => ({ ...ctx.data, fits: ctx.given.value }),
    rest_in_hand,
    /** The units scanned so far still fit; the rest of the line goes into another tote. */
    serials_so_far: (ctx) => {
      const serials = ctx.data.serials ?? [];
      return serials.length === 0 ? without_tote(ctx.data)
        : { ...ctx.data, asked: serials.length };
    },
  },
  emits: {},
  shows: {
    tote: (ctx) => ({
      want: ctx.data.tote === undefined ? null : { code: ctx.data.tote, small: null },
    }),
    fits: (ctx) => ({ quantity: ask_quantity(part_of(ctx), null, in_hand(ctx.data)) }),
  },
};

function without_tote(data: Data): Data {
  const { tote: _full, ...rest } = data;
  return rest;
}
