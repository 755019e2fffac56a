// SPDX-License-Identifier: Apache-2.0
/**
 * The size of the carton (PA3): one is proposed with its reason, another can be chosen, and what
 * weighs more than it may hold is said.
 */
import type { CartonRow, Goods, Proposal } from '../domain/cartons.ts';
import { by_size, holds, load_of, propose, room_ml } from '../domain/cartons.ts';
import { plate_holder } from '../domain/operation.ts';
import type { View } from '../domain/view.ts';
import type { Data } from './data.ts';
import { in_tote } from './pack_bench.ts';
import { choice, fact } from './pieces.ts';
import type { Text } from './step.ts';
import type { Ctx, Fault, Piece, Words } from './words.ts';
import { text, when } from './words.ts';

/** Units of a part that the order in hand still lacks in its cartons. */
type Lacking = (ctx: Ctx, part: string) => number;

const sizes = (view: View): CartonRow[] => [...view.checkpoint.tables.carton_size.values()];
const size_named = (view: View, name: string | undefined): CartonRow | null =>
  view.checkpoint.tables.carton_size.get(name ?? '') ?? null;

/** Tenths of a litre or kilogram, rounded up: what is shown holds. */
const tenths = (thousandths: number): number => Math.ceil(thousandths / 100) / 10;

/** The size that was told of a carton, by this device or another. */
function told_size(ctx: Ctx, lpn: string): string | undefined {
  const packs = [...ctx.view.past, ...ctx.view.told].filter((op) => op.kind === 'pack'
    && op.body.target === plate_holder(lpn) && op.body.size !== undefined);
  const last = packs.at(-1);
  return last?.kind === 'pack' ? last.body.size
    : ctx.view.order(ctx.data.order ?? '')?.sizes?.[lpn];
}

/** The size of the carton in hand. */
export const size_in_hand = (ctx: Ctx): CartonRow | null => size_named(ctx.view, ctx.data.size);

/** What is still to be packed for the order, out of this tote. */
function to_pack(ctx: Ctx, lacking: Lacking): Goods[] {
  const units = new Map<string, number>();
  for (const { part, quantity } of in_tote(ctx)) {
    units.set(part, (units.get(part) ?? 0) + quantity);
  }
  return [...units].map(([code, n]) => ({
    code, part: ctx.view.part(code), quantity: Math.min(n, Math.max(lacking(ctx, code), 0)),
  })).filter(({ quantity }) => quantity > 0);
}

const proposal = (ctx: Ctx, lacking: Lacking): Proposal | null => propose(
  sizes(ctx.view), to_pack(ctx, lacking),
);

function why({ why: reason, load, part }: Proposal): Text {
  return reason === 'unknown' ? text('pack.size.unknown', { part: part! })
    : text(`pack.size.${reason}`, { l: tenths(load.ml), kg: tenths(load.g) });
}

const measures = (size: CartonRow): string =>
  `${size.length_mm} × ${size.width_mm} × ${size.height_mm} mm`;

/** The carton that is asked for: the chosen one, else the proposed one. */
function carton_size(ctx: Ctx, lacking: Lacking): Piece {
  const found = proposal(ctx, lacking);
  const chosen = size_in_hand(ctx);
  const size = chosen ?? found?.size ?? null;
  const reasons = chosen !== null ? [text('pack.size.chosen')] : found === null ? [] : [why(found)];
  return {
    offers: sizes(ctx.view).length > 0
      ? [{ id: 'other_size', icon: 'list', label: text('offer.other_size') }] : [],
    ...(size === null ? {}
      : { facts: [fact('carton_size', size.carton, { small: measures(size), current: true })] }),
    why: reasons,
  };
}

function size_choices(ctx: Ctx, lacking: Lacking): Piece {
  const found = proposal(ctx, lacking);
  return {
    choices: by_size(sizes(ctx.view)).map((size) => {
      const small = found !== null && found.why !== 'unknown' && !holds(size, found.load);
      const params = {
        l: Math.floor(room_ml(size) / 100) / 10,
        kg: Math.floor((size.max_g - size.weight_g) / 100) / 10,
      };
      return choice(size.carton, text('text.plain', { text: size.carton }), {
        small: text(small ? 'pack.size.small' : 'pack.size.holds', params),
        chosen: size.carton === (ctx.data.size ?? found?.size?.carton),
      });
    }),
  };
}

/** Grams of what is in the carton and what is put into it now, with the carton: at least. */
function grams_with(ctx: Ctx, more: readonly Goods[]): number {
  const there = ctx.view.content(ctx.data.carton!).map((quant) =>
    ({ code: quant.part, part: ctx.view.part(quant.part), quantity: quant.quantity }));
  const known = [...there, ...more].filter(({ part }) => part?.weight_g && part.volume_ml);
  const load = load_of(known);
  return typeof load === 'string' ? 0 : load.g + (size_in_hand(ctx)?.weight_g ?? 0);
}

/** Heavier than the carton may be is said, and packed: it lies there already. */
export function too_heavy(ctx: Ctx, more: readonly Goods[]): Fault | null {
  const size = size_in_hand(ctx);
  const said = size === null ? 0 : grams_with(ctx, more);
  if (size === null || said <= size.max_g) return null;
  return { tone: 'warn', band: {
    tone: 'attn', title: text('band.too_heavy'), code: ctx.data.carton!,
    note: text('pack.heavy_note', { said, most: size.max_g }),
  } };
}

/** What a carton may weigh, for the scale; 0 where nobody said its size. */
export const most_g = (ctx: Ctx): number => size_in_hand(ctx)?.max_g ?? 0;

/** A plate that was given a size keeps it; a fresh one is what was chosen or proposed. */
export function sized(ctx: Ctx, lacking: Lacking): Data {
  const carton = ctx.given.got!.code;
  const size = told_size(ctx, carton) ?? ctx.data.size ?? proposal(ctx, lacking)?.size?.carton;
  const { size: _, ...rest } = ctx.data;
  return { ...rest, carton, ...(size === undefined ? {} : { size }) };
}

export const size_words = (lacking: Lacking): Words => ({
  checks: {
    size_known: (ctx) => when(size_named(ctx.view, ctx.given.id) !== null),
  },
  binds: {
    say_size: (ctx) => ({ ...ctx.data, size: ctx.given.id }),
    size_again: (ctx) => {
      const { size: _, ...rest } = ctx.data;
      return rest;
    },
  },
  emits: {},
  shows: {
    carton_size: (ctx) => carton_size(ctx, lacking),
    size_choices: (ctx) => size_choices(ctx, lacking),
  },
});
