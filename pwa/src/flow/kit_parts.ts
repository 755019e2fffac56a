// SPDX-License-Identifier: Apache-2.0
/**
 * Part of a kit on its way to the customer (PK18): a kit is packed when all of it is picked, and
 * loaded when all of it is packed. Twin of `backend/domain/rules/kit_parts.py`.
 */
import { plate_holder, plate_of } from '../domain/operation.ts';
import type { OrderLine } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';
import { brought_for } from './claims.ts';
import { asked_for, shares } from './served.ts';
import { is_carton } from './tote.ts';
import type { Ctx, Fault } from './words.ts';
import { stop, text } from './words.ts';

/** By kit: the first of its lines of which something is missing. */
type Lacks = ReadonlyMap<string, OrderLine>;

const lines_of = (view: View, order: string): readonly OrderLine[] =>
  view.order(order)?.lines ?? [];

/** Units of a part that were brought into cartons of an order, and into this plate. */
const in_cartons = (view: View, order: string, part: string, lpn: string): number =>
  brought_for(view, order).filter((one) => one.part === part
    && (one.holder === plate_holder(lpn) || is_carton(view, plate_of(one.holder))))
    .reduce((sum, one) => sum + one.quantity, 0);

function lacking(
  view: View, order: string, there: (line: OrderLine) => number,
): Map<string, OrderLine> {
  const lacks = new Map<string, OrderLine>();
  for (const line of lines_of(view, order)) {
    if (line.kit === undefined || lacks.has(line.kit) || there(line) >= line.quantity) continue;
    lacks.set(line.kit, line);
  }
  return lacks;
}

/** Kits of which not all is picked. */
export const not_picked = (view: View, order: string): Lacks =>
  lacking(view, order, (line) => view.picked(order, line.line));

/** Kits of which not all is in a carton. */
export function not_packed(view: View, order: string, lpn = ''): Lacks {
  const left = new Map<string, number>();
  const packed = new Map(lines_of(view, order).map((line) => {
    let there = 0;
    for (const [part] of shares(view, order, line)) {
      const some = left.get(part) ?? in_cartons(view, order, part, lpn);
      const taken = Math.min(some, line.quantity - there);
      left.set(part, some - taken);
      there += taken;
    }
    return [line.line, there] as const;
  }));
  return lacking(view, order, ({ line }) => packed.get(line)!);
}

const of_kits = (view: View, order: string, lacks: Lacks): OrderLine[] =>
  lines_of(view, order).filter(({ kit }) => kit !== undefined && lacks.has(kit));

/** Units of each number that may be packed: of a kit that is not whole, none. */
export function packable(view: View, order: string): Map<string, number> {
  const lines = of_kits(view, order, not_picked(view, order));
  return asked_for(view, order, new Set(lines.map(({ line }) => line)));
}

/** The kit of which units of a part are in cartons (`more` would be) though it is not whole. */
export function beyond(
  view: View, order: string, lacks: Lacks, part: string, lpn = '', more = 0,
): string | null {
  const lines = of_kits(view, order, lacks);
  const mine = lines.find((line) => shares(view, order, line).some(([name]) => name === part));
  const asked = asked_for(view, order, new Set(lines.map(({ line }) => line))).get(part) ?? 0;
  return mine !== undefined && in_cartons(view, order, part, lpn) + more > asked
    ? mine.kit! : null;
}

function part_of_kit(ctx: Ctx, lacks: Lacks, kit: string, scanned: string): Fault {
  const { part } = lacks.get(kit)!;
  return stop('kit_part', ctx, null, { code: scanned, small: kit }, null,
    text('stop.kit_part.note', { code: part }));
}

/** A part of which one more would be in a carton without the rest of its kit. */
export function kit_unpicked(ctx: Ctx, order: string, part: string): Fault | null {
  const lacks = not_picked(ctx.view, order);
  const kit = lacks.size === 0 ? null : beyond(ctx.view, order, lacks, part, '', 1);
  return kit === null ? null : part_of_kit(ctx, lacks, kit, part);
}

/** A carton with a part of a kit of which the rest is in none. */
export function kit_unpacked(ctx: Ctx, order: string, lpn: string): Fault | null {
  const lacks = not_packed(ctx.view, order, lpn);
  const parts = lacks.size === 0 ? [] : ctx.view.content(lpn).map(({ part }) => part);
  const kit = parts.map((part) => beyond(ctx.view, order, lacks, part, lpn)).find((one) => one);
  return kit == null ? null : part_of_kit(ctx, lacks, kit, lpn);
}
