// SPDX-License-Identifier: Apache-2.0
/**
 * Another number than the one ordered: its old or new numbers (PK7) and approved substitutes (PK8).
 *
 * What the promise names first is used first; one order line never mixes numbers; a safety part is
 * given under its own number only; one that is needed in a set or in another quantity is not taken
 * by a scan. Twin of `backend/domain/rules/serving.py`.
 */
import type { OrderLine } from '../domain/rows.ts';
import { free_stock } from '../domain/source.ts';
import type { Served, Substitute } from '../domain/supersession.ts';
import { brought_for } from './claims.ts';
import type { Data } from './data.ts';
import { code_of, wanted_now } from './goods.ts';
import { home_of } from './home.ts';
import { coded } from './pieces.ts';
import type { Band } from './step.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, plate, small, stop, text, warn } from './words.ts';

/** The day of the moment; while a screen is drawn there is none, and what holds for ever counts. */
const today = (ctx: Ctx): string => ctx.moment.now.slice(0, 10) || '9999-12-31';

const line_of = (ctx: Ctx): OrderLine | undefined => ctx.view.order(ctx.data.order ?? '')?.lines
  .find((line) => line.line === ctx.data.line);

/** Numbers that may be given one for one for a part, in the order of the promise. */
export const served = (ctx: Ctx, ordered: string): Served[] =>
  ctx.view.may_serve(ordered, today(ctx))
    .filter(({ factor, together }) => factor === 1 && together.length === 0);

/** Approved substitutes of a line, for the customer of its order. */
const substitutes = (ctx: Ctx): Substitute[] => ctx.view.may_substitute(
  line_of(ctx)?.part ?? '', ctx.view.order(ctx.data.order!)?.customer ?? '');

/** The numbers to look for on a line: what was begun with, else all that serve. */
export function numbers(ctx: Ctx, line: OrderLine): string[] {
  const names = served(ctx, line.part).map(({ part }) => part);
  const taken = brought_for(ctx.view, ctx.data.order!).map(({ part }) => part);
  const picked = ctx.view.picked(ctx.data.order!, line.line) > 0;
  const begun = names.filter((name) => picked && taken.includes(name));
  const all = begun.length > 0 ? begun : names;
  return all.length > 0 ? all : [line.part];
}

/** The part in hand; or one that may be given for it, said; else a stop. */
export function pick_part(ctx: Ctx): Fault | null {
  const got = ctx.given.got!;
  const part = got.part?.part ?? got.code;
  if (part === ctx.data.part) return null;
  const ordered = line_of(ctx)?.part ?? ctx.data.part!;
  const names = served(ctx, ordered).map((one) => one.part);
  const known = names.includes(part) || part === ordered;
  if (!known) return not_served(ctx, part, ordered);
  const mixed = brought_for(ctx.view, ctx.data.order!)
    .find((one) => one.part !== part && names.includes(one.part));
  const scanned = { code: part, small: small(got.part) };
  if (mixed !== undefined) {
    return stop('mixes_numbers', ctx, { code: mixed.part, small: null }, scanned, null);
  }
  const first = names.slice(0, names.indexOf(part))
    .find((name) => free_stock(ctx.view, name).length > 0);
  if (first !== undefined) {
    const at = free_stock(ctx.view, first)[0]!.place.location;
    return stop('use_first', ctx, { code: first, small: small(ctx.view.part(first)) }, scanned, at);
  }
  return warn('serves', ordered);
}

function not_served(ctx: Ctx, part: string, ordered: string): Fault {
  const found = substitutes(ctx).find((one) => one.part === part);
  if (found?.price === 'neutral') return warn('substitute', ordered);
  const scanned = { code: part, small: small(ctx.view.part(part)) };
  if (found !== undefined) return stop('call_first', ctx, wanted_now(ctx), scanned, null);
  const { links } = ctx.view.checkpoint.chains.around(ordered);
  const linked = links.some((link) => link.active && [link.old, ...link.new.map((one) => one.part)]
    .every((name) => [part, ordered].includes(name)));
  const safety = [part, ordered].some((name) => ctx.view.part(name)?.critical === 'safety');
  const home = home_of(ctx.view, { ...ctx.given.got!, what: 'part', code: part });
  return stop(linked && safety ? 'safety_number' : 'wrong_part', ctx, wanted_now(ctx), scanned,
    home);
}

/** The part that is taken now: the line may be served by another number than the one sent for. */
export function part_taken(ctx: Ctx): Data {
  const part = ctx.given.got?.part?.part ?? ctx.data.part!;
  const { source } = ctx.data;
  if (part === ctx.data.part || source === undefined) return ctx.data;
  return { ...ctx.data, part, source: { ...source, holder: source.location, lot: '', serial: '' } };
}

/** The ordered number where another one is taken, for the operation; else nothing. */
export function instead(ctx: Ctx): { for_part?: string } {
  const ordered = line_of(ctx)?.part;
  return ordered === undefined || ordered === ctx.data.part ? {} : { for_part: ordered };
}

/** What the screen says while another number than the ordered one is in hand. */
export function serves_band(ctx: Ctx): Band | null {
  const { for_part } = instead(ctx);
  if (for_part === undefined) return null;
  const name = substitutes(ctx).some((one) => one.part === ctx.data.part) ? 'substitute' : 'serves';
  return {
    tone: 'attn', title: text(`band.${name}`), code: ctx.data.part!,
    note: text(`band.${name}.note`, { code: for_part }),
  };
}

export const serve_words: Words = {
  checks: {
    pick_part,
    price_neutral: (ctx) => (substitutes(ctx).find((one) => one.part === code_of(ctx))?.price
      === 'neutral' ? null : attn('call_first', code_of(ctx))),
  },
  binds: {
    /** A substitute that was chosen from the list: off to where it lies. */
    substitute: (ctx) => {
      const free = free_stock(ctx.view, ctx.given.id)[0]!;
      const { quant, place } = free;
      return {
        ...ctx.data, part: ctx.given.id, source: {
          holder: quant.holder, location: place.location, lot: quant.lot, serial: quant.serial,
          quantity: quant.quantity,
        },
      };
    },
  },
  emits: {},
  shows: {
    /** Substitutes that lie somewhere; one that has another price says that a call comes first. */
    substitutes: (ctx) => ({
      choices: substitutes(ctx).flatMap(({ part, price }) => {
        const free = free_stock(ctx.view, part)[0];
        return free === undefined ? [] : [coded(part, {
          plate: plate(ctx.view, free.place.location),
          small: text(`pick.substitute.${price}`, { code: line_of(ctx)?.part ?? '' }),
        })];
      }),
    }),
  },
};
