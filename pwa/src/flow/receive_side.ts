// SPDX-License-Identifier: Apache-2.0
/**
 * What came with a carton and cannot go on with the rest: more than announced (RC4), damaged (RC9),
 * another part under the label (RC6). Each gets a plate of its own, told together with the carton,
 * so that what is free and what is held never share one.
 */
import { setting } from '../domain/policy.ts';
import { draft } from '../domain/operation.ts';
import type { Bodies, Draft, Line, ReceiptLine } from '../domain/operation.ts';
import { surplus } from '../domain/tolerance.ts';
import { current, with_current } from './announced.ts';
import type { Data, Found, Side } from './data.ts';
import { code_of } from './goods.ts';
import { fact, part_fact, quantity_fact } from './pieces.ts';
import type { Ctx, Piece, Words } from './words.ts';
import { NO, attn, text, when } from './words.ts';

const open_side = (data: Data): Side | undefined =>
  (data.sides ?? []).find((side) => side.lpn === null);

/** Units beyond what the site takes of a line without anybody's word. */
export function beyond(ctx: Ctx, announced: number | null, counted: number): number {
  const percent = setting(ctx.view, 'receive.over_percent');
  const units = setting(ctx.view, 'receive.over_units');
  return announced === null ? 0 : surplus(announced, counted, percent, units);
}

/** A difference as said: what stays in the carton, and what goes beside it. */
export function apply_difference(ctx: Ctx): Data {
  const { quantity, reason, ...rest } = ctx.data;
  const line = current(ctx.data);
  const n = quantity!;
  if (reason === 'wrong_part') {
    return with_side(rest, { quantity: line.quantity - n }, 'mislabelled', line, n);
  }
  if (reason === 'damaged') {
    return n === line.quantity ? changed(rest, { damaged: n })
      : with_side(rest, { quantity: line.quantity - n }, 'damaged', line, n);
  }
  const more = beyond(ctx, line.announced, n);
  return more > 0 ? with_side(rest, { quantity: line.announced! }, 'surplus', line, more)
    : changed(rest, { quantity: n });
}

const changed = (data: Data, change: Partial<Found>): Data =>
  with_current(data, { ...change, counted: true });

function with_side(
  data: Data, change: Partial<Found>, why: Side['why'], line: Found, quantity: number,
): Data {
  const side: Side = {
    why, quantity, part: line.part, actual: why === 'mislabelled' ? null : line.part,
    lot: line.lot, expires_on: line.expires_on, line: line.line, code: line.part, lpn: null,
  };
  return { ...changed(data, change), sides: [...(data.sides ?? []), side] };
}

const with_open = (data: Data, change: Partial<Side>): Data => ({
  ...data,
  sides: data.sides!.map((side) => (side === open_side(data) ? { ...side, ...change } : side)),
});

/** The part that is really inside: of the units beside the carton, or of those in hand. */
function actual(ctx: Ctx): Data {
  const got = ctx.given.got!;
  if (open_side(ctx.data) !== undefined) {
    return with_open(ctx.data, { actual: got.code, lot: got.lot, expires_on: got.expires_on });
  }
  const line = current(ctx.data);
  const found: Found = {
    ...line, part: got.code, line: null, announced: null, lot: got.lot,
    expires_on: got.expires_on, hold: null,
  };
  return { ...ctx.data, part: got.code, found: [found], current: 0, quantity: null };
}

/** The receipts of what goes beside a carton, and of a wrong label what was wrong. */
export function side_drafts(ctx: Ctx, base: Omit<Bodies['receipt'], 'lpn' | 'lines'>): Draft[] {
  return (ctx.data.sides ?? []).flatMap((side) => {
    const line: ReceiptLine = {
      part: side.actual ?? side.part, quantity: side.quantity, lot: side.lot, serials: [],
      expires_on: side.expires_on, asn_line: side.why === 'mislabelled' ? null : side.line,
      condition: side.why === 'damaged' ? 'damaged' : 'good',
    };
    const body = { ...base, parent_lpn: null, lpn: side.lpn!, lines: [line], aside: side.why };
    const told = draft('receipt', body, `lpn:${side.lpn!}`, []);
    return [told, ...(side.why === 'mislabelled' ? [relabel(ctx, side)] : []),
      ...pictures(ctx, side)];
  });
}

/** The photos of goods that stand on a plate of their own, as of that plate, too. */
export const pictures = (
  ctx: Ctx, { part, lpn }: Pick<Side, 'part' | 'lpn'>,
): Draft[] => (ctx.data.pictured ?? [])
  .filter(({ of }) => of.part === part)
  .map((one, n) => draft('photo', { ...one, of: { lpn: lpn!, part } },
    `photo:${ctx.moment.id}:${n}`));

/** What came in the carton and stands beside it, under the number that it is. */
export const beside = (data: Data): Line[] => (data.sides ?? []).map((side) => ({
  part: side.actual ?? side.part, quantity: side.quantity, lot: side.lot, serials: [],
}));

/** A label that named another part, told beside the receipt of what the units are. */
export function relabel(
  ctx: Ctx, { part, actual: real, code, quantity, lpn }: Omit<Side, 'why' | 'line'>,
): Draft {
  return draft('relabel', {
    part, actual: real!, code, quantity, lot: null, supplier: ctx.data.supplier ?? null, lpn,
  }, `lpn:${lpn!}`, []);
}

function side_facts(ctx: Ctx): Piece {
  const side = open_side(ctx.data);
  if (side === undefined) return {};
  const part = ctx.view.part(side.actual ?? side.part);
  return {
    facts: [
      fact(side.why, side.quantity, { done: true }),
      part_fact(part, side.actual ?? side.part, { done: true }),
      quantity_fact(part, side.quantity, { current: true }),
    ],
    band: {
      tone: 'hold', title: text('band.beside'), code: side.part,
      note: text(`side.${side.why}.note`),
    },
  };
}

export const side_words: Words = {
  checks: {
    actual_wanted: (ctx) => when(open_side(ctx.data)?.actual === null),
    side_open: (ctx) => when(open_side(ctx.data) !== undefined),
    other_part: (ctx) => {
      const labelled = open_side(ctx.data)?.part ?? ctx.data.mislabelled?.part;
      return code_of(ctx) === labelled ? attn('same_as_label', code_of(ctx)) : null;
    },
    plate_other: (ctx) => (code_of(ctx) === ctx.data.lpn
      || (ctx.data.sides ?? []).some((side) => side.lpn === code_of(ctx))
      ? attn('plate_used', code_of(ctx)) : null),
    not_mislabelled: (ctx) => (ctx.data.mislabelled === undefined ? null : NO),
  },
  binds: {
    apply_difference, actual,
    side_plate: (ctx) => with_open(ctx.data, { lpn: code_of(ctx) }),
    mislabelled: (ctx) => ({
      ...ctx.data, mislabelled: { part: ctx.data.part!, code: ctx.data.label ?? ctx.data.part! },
    }),
  },
  emits: {},
  shows: { side_facts },
};
