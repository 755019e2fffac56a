// SPDX-License-Identifier: Apache-2.0
/**
 * A kit or set (PK18): its lines are picked all together or not at all. None of it is begun where a
 * component is missing; one that turns out to be missing stops the rest, and the server asks for
 * what was brought to be put back (`backend/domain/rules/kit.py`).
 */
import type { OrderLine, OrderRow } from '../domain/rows.ts';
import { found_short, free_stock } from '../domain/source.ts';
import type { View } from '../domain/view.ts';
import { numbers } from './pick_serve.ts';
import type { Band } from './step.ts';
import { avoided, owed_lines } from './where.ts';
import type { Ctx } from './words.ts';
import { text } from './words.ts';

/** Free units for a line, but for places where this picker found too few, or anybody did since they
 * were counted. */
function free_units(ctx: Ctx, order: OrderRow, line: OrderLine): number {
  const base = { ...ctx, data: { ...ctx.data, order: order.order, line: line.line } };
  const not_here = avoided(ctx.data, line.part);
  return numbers(base, line).flatMap((part) => {
    const empty = found_short(ctx.view, part);
    return free_stock(ctx.view, part).filter(({ place }) => !empty.has(place.location));
  }).filter(({ place }) => !not_here.includes(place.location))
    .reduce((sum, { quant }) => sum + quant.quantity, 0);
}

/** The line whose part is missing of each kit of the order that cannot be picked whole now. */
export function missing_of(ctx: Ctx, order: OrderRow): Map<string, OrderLine> {
  const found = new Map<string, OrderLine>();
  for (const line of order.lines) {
    if (line.kit === undefined || found.has(line.kit)) continue;
    const owed = ctx.view.owed(order.order, line.line);
    if (owed > 0 && free_units(ctx, order, line) < owed) found.set(line.kit, line);
  }
  return found;
}

/** Lines to be picked now of an order that nobody has in hand: none of a kit that lacks a part. */
export function due_of(view: View, order: OrderRow): OrderLine[] {
  const owed = owed_lines(view, order);
  if (!owed.some(({ kit }) => kit !== undefined)) return owed;
  const waits = missing_of(bare(view, order), order);
  return owed.filter(({ kit }) => kit === undefined || !waits.has(kit));
}

/** What an order waits for whose kits all lack a part; null where it does not. */
export function waits_for(view: View, order: OrderRow): string | null {
  const open = order.lines.filter(({ line }) => view.owed(order.order, line) > 0);
  if (due_of(view, order).length > 0 || !open.some(({ kit }) => kit !== undefined)) return null;
  const [first] = missing_of(bare(view, order), order).values();
  return (first ?? open.find(({ kit }) => kit !== undefined))!.part;
}

const bare = (view: View, order: OrderRow): Ctx => ({
  view, data: { order: order.order }, scans: [], state: 'order', flow: 'pick',
  given: { input: 'enter', id: '', value: 0, got: null, raw: '' }, moment: { now: '', id: '' },
});

/** A kit that waits, in words: which part it lacks, and what becomes of the others. */
export function kit_band(ctx: Ctx, order: OrderRow): Band | null {
  if (order.state === 'cancelled') return null;
  const [first] = missing_of(ctx, order);
  if (first === undefined) return null;
  const [kit, line] = first;
  return {
    tone: 'attn', title: text('band.kit_waits'), code: line.part,
    note: text('band.kit_waits.note', { kit, code: line.part }),
  };
}
