// SPDX-License-Identifier: Apache-2.0
/**
 * One order line picked from several lots: each unit counts for the lot that was scanned. Lots
 * that are finished wait in `entries`; the lot in hand is `lot` with its `quantity`.
 */
import type { Data, Entry } from './data.ts';
import { lot_in } from './goods.ts';
import { choice } from './pieces.ts';
import type { Choice } from './step.ts';
import type { Ctx, Fault, Piece } from './words.ts';
import { attn, text, when } from './words.ts';

const kept = (data: Data): Entry[] => data.entries ?? [];
const sum = (entries: readonly Entry[]): number => entries.reduce((n, one) => n + one.quantity, 0);

/** Units of lots that are finished on this line. */
export const kept_units = (data: Data): number => sum(kept(data));
/** Units that may still be taken of the lot in hand. */
export const room = (data: Data): number => data.asked! - kept_units(data);

/** Chooses between ways: this scan names another lot than the one in hand. */
export function lot_differs(ctx: Ctx): Fault | null {
  const lot = lot_in(ctx);
  return when(lot !== null && Boolean(ctx.data.lot) && lot !== ctx.data.lot);
}

/** One more unit of the lot in hand, where it is not more than is asked for. */
export function room_for_one(ctx: Ctx): Fault | null {
  if (lot_differs(ctx) === null) return null;
  return (ctx.data.quantity ?? 1) < room(ctx.data)
    ? null : attn('asked_only', String(ctx.data.asked));
}

/** The label of a lot alone adds nothing; a new one asks. */
export const lot_new = (ctx: Ctx): Fault | null =>
  (lot_in(ctx) === ctx.data.lot ? attn('same_lot', ctx.data.lot!) : null);

export const ask_lots = (ctx: Ctx): Data => ({ ...ctx.data, other_lot: lot_in(ctx)! });

/** Units of the lot in hand; the last one belongs to the other lot if only its part was read. */
function in_hand(ctx: Ctx): number {
  const n = ctx.data.quantity ?? 1;
  return ctx.data.bare && n > 1 ? n - 1 : n;
}

/** What the person said: only the new lot, both, or the one in hand. */
export function say_lots(ctx: Ctx): Data {
  const { other_lot, bare, ...data } = ctx.data;
  if (ctx.given.id === 'keep') return data;
  const mine: Entry = { part: data.part!, lot: data.lot!, serial: null, quantity: in_hand(ctx) };
  const all = ctx.given.id === 'both' ? [...kept(data), mine] : kept(data);
  const before = all.find((one) => one.lot === other_lot)?.quantity ?? 0;
  return {
    ...data, lot: other_lot!, quantity: before === 0 ? null : before + 1,
    entries: all.filter((one) => one.lot !== other_lot),
  };
}

/** All units of the line, lot by lot. */
export function taken(data: Data): Entry[] {
  const hand: Entry = {
    part: data.part!, lot: data.lot ?? null, serial: null, quantity: data.quantity ?? 0,
  };
  return [...kept(data), hand].filter((one) => one.quantity > 0);
}

/** The line with `found` units in all: the lot scanned last gives way first. */
export function with_found(data: Data, found: number): Data {
  let left = found;
  const entries = kept(data).map((one) => {
    const quantity = Math.min(one.quantity, left);
    left -= quantity;
    return { ...one, quantity };
  });
  return { ...data, entries, quantity: left };
}

export function lots_sheet(ctx: Ctx): Piece {
  const { lot, other_lot } = ctx.data;
  const n = in_hand(ctx);
  const fits = kept_units(ctx.data) + n + 1 <= ctx.data.asked!;
  const choices: Choice[] = [
    choice('only', text('pick.lots.only', { lot: other_lot! })),
    ...(fits ? [choice('both', text('pick.lots.both', { n, lot: lot! }))] : []),
    choice('keep', text('pick.lots.keep', { lot: lot! })),
  ];
  return {
    sheet: {
      id: 'lots', title: text('pick.lots.ask'), note: text('pick.lots.note'), quantity: null,
      choices, primary: null,
    },
  };
}
