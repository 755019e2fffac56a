// SPDX-License-Identifier: Apache-2.0
/** Holds placed by a person on goods that are not in yet: the plate, its part, lot or place. */
import { placed_on } from '../domain/coming.ts';
import type { HoldRow } from '../domain/rows.ts';
import { asn_of, cartons_of, pack_in } from './announced.ts';
import { reason_name } from './pieces.ts';
import type { Band } from './step.ts';
import type { Ctx } from './words.ts';
import { text } from './words.ts';

type Goods = Readonly<{ part: string; lot: string | null; serials?: readonly string[] }>;

/** The hold that a line has as soon as it is received in this plate at this dock, or null. */
export const placed_hold = (ctx: Ctx, lpn: string | null, line: Goods): HoldRow | null =>
  placed_on(ctx.view, line, line.serials ?? [], lpn, {
    suppliers: [ctx.data.supplier ?? ''], receipts: [ctx.data.receipt ?? ''],
    location: ctx.data.dock ?? null,
  });

/** The first of several lines that is on hold already, as a band: which plate, and why. */
export function placed_band(ctx: Ctx, lpn: string | null, lines: readonly Goods[]): Band | null {
  for (const line of lines) {
    const hold = placed_hold(ctx, lpn, line);
    if (hold === null) continue;
    return {
      tone: 'hold', title: text('band.on_hold'), code: hold.scope.lpn ?? line.part,
      note: text(`hold.reason.${reason_name(hold.reason)}`),
    };
  }
  return null;
}

/** Whether anything of this truck that is in stands on hold. */
export function held_of_truck(ctx: Ctx): boolean {
  const asn = asn_of(ctx);
  return cartons_of(asn).some((pack) => pack_in(ctx.view, asn, pack)
    && pack.lines.some((line) => Boolean(line.hold) || placed_hold(ctx, pack.lpn, line) !== null));
}
