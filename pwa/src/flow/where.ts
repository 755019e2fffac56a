// SPDX-License-Identifier: Apache-2.0
/** Where a picker is sent for an order line, and where next when too few are there. */
import { setting } from '../domain/policy.ts';
import type { OrderLine, OrderRow, TaskRow } from '../domain/rows.ts';
import { pick_source } from '../domain/source.ts';
import type { Source } from '../domain/source.ts';
import type { View } from '../domain/view.ts';
import type { Data } from './data.ts';
import { numbers } from './pick_serve.ts';
import type { Ctx } from './words.ts';

/** The open pick task of an order line, where the server planned one. */
export function task_of(view: View, order: string, line: number): TaskRow | null {
  return [...view.checkpoint.tables.task.values()].find((task) => task.kind === 'pick'
    && task.state === 'open' && task.order === order && Number(task.line) === line) ?? null;
}

/** Places where this picker found too few of a part. */
export const avoided = (data: Data, part: string): string[] => (data.avoid ?? [])
  .filter((one) => one.startsWith(`${part}|`)).map((one) => one.slice(part.length + 1));

/** The same, with the place that the picker stands at. */
export const avoid_here = (data: Data): string[] =>
  [...(data.avoid ?? []), `${data.ordered ?? data.part!}|${data.source?.location ?? ''}`];

/** What to take for a line, and where: the ordered number, or one that serves for it (CP23). */
export type Found = Readonly<{ part: string; source: Source }>;

export function source_of(ctx: Ctx, line: OrderLine): Found | null {
  const task = task_of(ctx.view, ctx.data.order!, line.line);
  const base = { ...ctx, data: { ...ctx.data, line: line.line } };
  for (const part of numbers(base, line)) {
    const planned = part === line.part ? task : null;
    const source = pick_source(ctx.view, part, {
      location: planned?.location ?? null, lot: planned?.lot ?? null,
      serial: planned?.serial ?? null, avoid: avoided(ctx.data, line.part),
      wanted: Math.max(line.quantity - line.picked, 1),
    });
    if (source !== null) return { part, source };
  }
  return null;
}

/** Where the rest of a line is taken from when it is said short here, or null. */
export function source_next(ctx: Ctx, line: OrderLine): Source | null {
  if (setting(ctx.view, 'pick.reallocate') !== 'auto') return null;
  const data = { ...ctx.data, avoid: avoid_here(ctx.data) };
  return source_of({ ...ctx, data }, line)?.source ?? null;
}

/** Lines with units owed that somebody is still to pick: a site may close what was short. */
export function owed_lines(view: View, order: OrderRow): OrderLine[] {
  if (order.state === 'cancelled') return [];
  return order.lines.filter((line) => view.owed(order.order, line.line) > 0
    && line.waits !== true && !is_closed(view, order, line));
}

const is_closed = (view: View, order: OrderRow, line: OrderLine): boolean =>
  view.checkpoint.tables.task.get(`pick:${order.order}:${line.line}`)?.state === 'cancelled';
