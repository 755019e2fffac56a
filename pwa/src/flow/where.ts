// SPDX-License-Identifier: Apache-2.0
/** Where a picker is sent for an order line, and where next when too few are there. */
import type { OrderLine, TaskRow } from '../domain/rows.ts';
import { pick_source } from '../domain/source.ts';
import type { Source } from '../domain/source.ts';
import type { View } from '../domain/view.ts';
import type { Data } from './data.ts';
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
  [...(data.avoid ?? []), `${data.part!}|${data.source?.location ?? ''}`];

export function source_of(ctx: Ctx, line: OrderLine): Source | null {
  const task = task_of(ctx.view, ctx.data.order!, line.line);
  return pick_source(ctx.view, line.part, {
    location: task?.location ?? null, lot: task?.lot ?? null, serial: task?.serial ?? null,
    avoid: avoided(ctx.data, line.part), wanted: Math.max(line.quantity - line.picked, 1),
  });
}

/** Where the rest of a line is taken from when it is said short here, or null. */
export const source_next = (ctx: Ctx, line: OrderLine): Source | null =>
  source_of({ ...ctx, data: { ...ctx.data, avoid: avoid_here(ctx.data) } }, line);
