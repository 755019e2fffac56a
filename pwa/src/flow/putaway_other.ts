// SPDX-License-Identifier: Apache-2.0
/**
 * Another bin than the one that was named: the next best one (PU2), or one of the worker's own
 * choice, held against what is known of its room and of what stands in it (PU3).
 */
import type { Quant } from '../domain/books.ts';
import { setting } from '../domain/policy.ts';
import { misfit } from '../domain/room.ts';
import type { Misfit, Stood } from '../domain/room.ts';
import type { View } from '../domain/view.ts';
import type { Data } from './data.ts';
import { code_of } from './goods.ts';
import { reasons } from './pieces.ts';
import {
  OF_NAMED_BIN, beside, goods_of, held, open_to, planned, standing, task_of, want,
} from './putaway.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, band, plate, stop, text, warn, when } from './words.ts';

/** What may be said of the named bin; a site that left out all of these has not left a way out. */
function of_named_bin(view: View): readonly string[] {
  const listed = setting(view, 'putaway.reasons').filter((one) => OF_NAMED_BIN.includes(one));
  return listed.length > 0 ? listed : OF_NAMED_BIN;
}

/** Goods with what is known of their parts; a part that is not known has no size. */
const stood = (view: View, quants: readonly Quant[]): Stood[] => quants.flatMap((quant) => {
  const part = view.part(quant.part);
  return part === null ? [] : [{ part, lot: quant.lot, quantity: quant.quantity }];
});

/** Why the goods in hand may not join what stands in a place; null: nothing known forbids it. */
export function unfit(data: Data, view: View, code: string): Misfit | null {
  const row = view.location(code);
  if (row === null) return null;
  const mine = goods_of(data, view);
  const there = standing(view, code).filter((quant) => !mine.includes(quant));
  return misfit(setting(view, 'hazmat.edition'), row, stood(view, mine), stood(view, there),
    held(data, view));
}

/**
 * A place of the worker's own choice takes the goods; the plan has looked at its own. What may
 * never be is refused. Where the book may be wrong (what stands there, how full it is), it is said,
 * and a reason and a second scan are asked for.
 */
function fits_here(ctx: Ctx): Fault | null {
  const code = code_of(ctx);
  if (code === ctx.data.directed) return null;
  const fault = unfit(ctx.data, ctx.view, code);
  if (fault === null) return null;
  if (fault === 'mixes' || fault === 'too_full') return warn(fault, code);
  const to = ctx.data.directed ?? null;
  return stop(fault, ctx, to === null ? null : { code: to, small: null },
    { code, small: null }, null);
}

/** The next place of the plan that takes the goods, else where the same goods lie. */
function next_place(ctx: Ctx): Data {
  const { data, view } = ctx;
  const refused = data.named ?? data.directed!;
  const planned = task_of(data, view, goods_of(data, view)[0])?.alternatives ?? [];
  const takes = (code: string | null): code is string => code !== null && code !== refused
    && open_to(data, view, code) && unfit(data, view, code) === null;
  const next = [...planned, beside(data, view)].find(takes) ?? null;
  return { ...data, named: refused, directed: next };
}

export const other_words: Words = {
  checks: {
    fits_here,
    place_named: (ctx) => (ctx.data.directed ? null : attn('nothing_named', null)),
    not_refused: (ctx) => (code_of(ctx) === ctx.data.named
      ? attn('bin_refused', code_of(ctx)) : null),
    as_planned: (ctx) => when(ctx.data.directed ? code_of(ctx) === ctx.data.directed
      : unfit(ctx.data, ctx.view, code_of(ctx)) === null),
    is_next: (ctx) => when(code_of(ctx) === ctx.data.directed),
  },
  binds: {
    next_place,
    own_choice: (ctx) => ({ ...ctx.data, target: code_of(ctx) }),
  },
  emits: {},
  shows: {
    /** What it takes to lift the goods is said before the way there (PU7). */
    handling: (ctx) => {
      const told = planned(ctx.data, ctx.view).why;
      const needs = ['needs_truck', 'two_people'].find((one) =>
        Array.isArray(told) && told.includes(one));
      return needs === undefined ? {} : { band: band('attn', needs, null, false) };
    },
    why_not: (ctx) => ({
      plate: plate(ctx.view, ctx.data.directed),
      sheet: {
        id: 'why_not', title: text('sheet.why_not', { location: ctx.data.directed! }),
        note: text('sheet.why_not.note'), quantity: null,
        choices: reasons(of_named_bin(ctx.view), ctx.data.reason), primary: null,
      },
    }),
    next_place: (ctx) => ({
      plate: plate(ctx.view, ctx.data.directed), want: want(ctx.data.directed),
      ...(ctx.data.directed ? {} : { asks: 'own' }),
      why: [...(ctx.data.directed
        ? [text('putaway.next_best', { location: ctx.data.named! })] : []),
      text('putaway.named_counted', { location: ctx.data.named! })],
    }),
  },
};
