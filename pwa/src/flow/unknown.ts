// SPDX-License-Identifier: Apache-2.0
/**
 * Goods under a code that nobody knows: the text as read, how many, what is odd about them, and
 * where they wait. The unit in hand is told at its scan, so that no way back loses it; a supervisor
 * matches them.
 */
import { draft } from '../domain/operation.ts';
import type { Draft, ScanRecord } from '../domain/operation.ts';
import type { View } from '../domain/view.ts';
import { readable } from '../domain/visible.ts';
import type { Data } from './data.ts';
import { ask_quantity, hold_place, reasons } from './pieces.ts';
import type { Ctx, Fault, Piece, Words } from './words.ts';
import { attn, band, text, warn } from './words.ts';

export const UNKNOWN_NOTES = ['label_damaged', 'other_label'];

type Strange = NonNullable<Data['strange']>;

/** Where goods wait that nobody knows: the problem shelf, hold zone, returns; nearest, or null. */
const problem_place = (view: View): string | null => ['problem', 'hold', 'returns']
  .map((role) => hold_place(view, null, role)).find((place) => place !== null) ?? null;

/** The holder that the person stands at, as far as the flow knows. */
function standing_at({ data }: Ctx): string | null {
  return data.holder ?? data.source?.holder ?? data.dock ?? data.door ?? null;
}

/**
 * The group of what is scanned and unknown: of one receipt, count or order the same, so that the
 * server asks once for each code and place (backend/domain/rules/unknown_scan.py).
 */
const unknown_group = ({ data, moment }: Ctx): string =>
  `unknown:${data.receipt ?? data.began ?? data.order ?? moment.id}`;

const shown = (raw: string): string => readable(raw).slice(0, 60);
const strange = (ctx: Ctx): Strange => ctx.data.strange!;
const put = (ctx: Ctx, change: Partial<Strange>): Data =>
  ({ ...ctx.data, strange: { ...strange(ctx), ...change } });

/** A code as it was read, with how many there are and what is odd about them, if that was said. */
export const unknown_scan = (
  ctx: Ctx, raw: string, where: string, scans: readonly ScanRecord[],
  quantity: number | null = null, note: string | null = null,
): Draft => draft('unknown_scan',
  { raw, where, holder: standing_at(ctx), quantity, note: note ?? '' }, unknown_group(ctx), scans);

function told(ctx: Ctx, quantity: number | null): Draft {
  const { raw, note } = strange(ctx);
  const flow = ctx.data.holder === undefined ? 'receive' : 'count';
  const scans = ctx.scans.filter((scan) => scan.raw === raw);
  return unknown_scan(ctx, raw, `${flow}.unknown`, scans, quantity, note);
}

/** What is said of it after its scan: the units beside the first one, what is odd about it. */
function unknown_more(ctx: Ctx): Draft[] {
  const { quantity, note } = strange(ctx);
  if (quantity > 1) return [told(ctx, quantity - 1)];
  return note === null ? [] : [told(ctx, null)];
}

/** Into the list of what was found, under its own text. */
function keep_unknown(ctx: Ctx): Data {
  const { strange: found, ...data } = ctx.data;
  const { raw, quantity } = found!;
  const units = data.unknown_units ?? {};
  return {
    ...data, after_unknown: true,
    unknown: [...(data.unknown ?? []).filter((code) => code !== raw), raw],
    unknown_units: { ...units, [raw]: (units[raw] ?? 0) + quantity },
  };
}

function unknown_sheet(ctx: Ctx): Piece {
  const { raw, quantity, note } = strange(ctx);
  const to = problem_place(ctx.view);
  return {
    band: {
      tone: 'attn', title: text('band.unknown'), code: shown(raw),
      note: text('band.unknown.read'),
    },
    sheet: {
      id: 'unknown', title: text('sheet.unknown'),
      note: to === null ? text('sheet.unknown.aside') : text('sheet.unknown.put', { location: to }),
      quantity: ask_quantity(null, quantity, null),
      choices: reasons(UNKNOWN_NOTES, note),
      primary: { label: text('sheet.unknown.record', { n: quantity }), enabled: quantity > 0 },
    },
  };
}

/** The same code again is one more of the same; another one waits until this is answered. */
function same_unknown(ctx: Ctx): Fault | null {
  return ctx.given.raw === strange(ctx).raw ? null : attn('no_scan', shown(ctx.given.raw));
}

export const unknown_words: Words = {
  checks: {
    same_unknown,
    is_unknown: (ctx) => warn('unknown', shown(ctx.given.raw)),
    unknown_stays: (ctx) => warn('kept_unknown', shown(strange(ctx).raw)),
    unknown_said: (ctx) => (strange(ctx).quantity > 0
      ? { tone: 'warn', band: band('attn', 'kept_unknown', shown(strange(ctx).raw)) }
      : attn('quantity_odd', '0')),
  },
  binds: {
    meet_unknown: (ctx) => ({
      ...ctx.data, strange: {
        raw: ctx.given.raw, quantity: 1, note: null, operation: ctx.moment.id,
      },
    }),
    one_more_unknown: (ctx) => put(ctx, { quantity: strange(ctx).quantity + 1 }),
    count_unknown: (ctx) => put(ctx, { quantity: ctx.given.value }),
    note_unknown: (ctx) => put(ctx, { note: ctx.given.id }),
    keep_unknown,
  },
  emits: {
    unknown_met: (ctx) => [{ ...told(ctx, 1), op_id: ctx.moment.id }], // a photo may name it
    unknown_more,
  },
  shows: { unknown_sheet },
};
