// SPDX-License-Identifier: Apache-2.0
/**
 * Counting what is inside before its announced number is shown: all of it where a site receives
 * blind (RC1), or so many of a hundred announced plates (RC2): of every supplier, and more of one
 * whose score was low when the notice came. Which ones is drawn by the plate's number, so that
 * every device opens the same ones, and nobody knows them beforehand.
 */
import { is_opened } from '../domain/opened.ts';
import { setting } from '../domain/policy.ts';
import type { AsnPack } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';
import { current } from './announced.ts';
import type { Data, Found } from './data.ts';
import { ask_quantity, fact, part_fact } from './pieces.ts';
import { apply_difference } from './receive_side.ts';
import type { Text } from './step.ts';
import type { Ctx, Words } from './words.ts';
import { part_of, text, when } from './words.ts';

/** Whether a plate is opened and counted. */
export function is_counted(view: View, lpn: string | null): boolean {
  return setting(view, 'receive.blind') || (lpn !== null && (is_drawn(view, lpn)
    || is_opened(lpn, view.announced(lpn)?.asn.open_percent ?? 0)));
}

const is_drawn = (view: View, lpn: string): boolean =>
  is_opened(lpn, setting(view, 'receive.open_percent'));

/** Why this plate is opened; where a site counts everything, nobody asks. */
function why_opened({ view, data }: Ctx): Text | null {
  if (setting(view, 'receive.blind')) return null;
  const n = view.announced(data.lpn!)?.asn.score;
  return is_drawn(view, data.lpn!) || n === undefined ? text('receive.opened.drawn')
    : text('receive.opened.score', { n });
}

/** What a plate that is not open yet says of itself: its numbers are nobody's to see then. */
export const told_inside = (view: View, pack: AsnPack): string => pack.lines
  .map(({ part, quantity }) => (is_counted(view, pack.lpn) ? part : `${quantity} ${part}`))
  .join(', ');

const counts = (ctx: Ctx): boolean => ctx.data.lpn !== undefined
  && ctx.data.found !== undefined && is_counted(ctx.view, ctx.data.lpn);

const uncounted = (line: Found): boolean => !line.counted && line.announced !== null;

function count_next(ctx: Ctx): Data {
  const at = ctx.data.found!.findIndex(uncounted);
  return at < 0 ? ctx.data
    : { ...ctx.data, current: at, part: ctx.data.found![at]!.part, quantity: null, reason: null };
}

/** The number that was counted, compared only now; another one goes the way of differences. */
function say_counted(ctx: Ctx): Data {
  const quantity = ctx.given.value;
  const announced = current(ctx.data).announced!;
  const reason = quantity > announced ? 'over' : 'short';
  return apply_difference({ ...ctx, data: { ...ctx.data, quantity, reason } });
}

export const count_words: Words = {
  checks: {
    counts_here: (ctx) => when(counts(ctx)),
    count_wanted: (ctx) => when(counts(ctx) && ctx.data.found!.some(uncounted)),
  },
  binds: { count_next, say_counted },
  emits: {},
  shows: {
    counting: (ctx) => {
      const line = current(ctx.data);
      const part = part_of(ctx);
      return {
        facts: [fact('lpn', ctx.data.lpn!, { done: true }),
          part_fact(part, line.part, { current: true }),
          ...(line.lot === null ? [] : [fact('lot', line.lot)])],
        quantity: ask_quantity(part, null, null),
        band: { tone: 'attn', title: text('band.open_count'), code: null, note: why_opened(ctx) },
      };
    },
  },
};
