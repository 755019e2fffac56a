// SPDX-License-Identifier: Apache-2.0
/** Which lines of an order this picker has to do, and how many of them are done. */
import { setting } from '../domain/policy.ts';
import { zone_has } from './pick_due.ts';
import { missing_of } from './pick_kit.ts';
import type { Due } from './pick_path.ts';
import { avoided, owed_lines, source_of } from './where.ts';
import type { Ctx } from './words.ts';

/** Lines to be picked now, with where; closed ones are not. */
export function due_lines(base: Ctx): Due[] {
  const { closed = [], zone } = base.data;
  const row = base.view.order(base.data.order!)!;
  const waits = missing_of(base, row);
  const again = setting(base.view, 'pick.reallocate') === 'auto';
  return owed_lines(base.view, row)
    .filter(({ line, kit }) => !closed.includes(line) && !waits.has(kit ?? ''))
    .map((line) => ({ base, line, found: source_of(base, line) }))
    .filter(({ line, found }) => {
      if (zone !== undefined) return found !== null && zone_has(base, found.source.location);
      return avoided(base.data, line.part).length === 0 || (again && found !== null);
    });
}

/** Of what this picker has to do of these orders: how many lines are done, and of how many. What a
 * colleague picked before is nobody's work any more. */
export function progress_of(ctx: Ctx, orders: readonly string[]): { done: number; all: number } {
  const left = orders.flatMap((order) => due_lines({ ...ctx, data: { ...ctx.data, order } })
    .map(({ line }) => `${order}|${line.line}`));
  const told = [...ctx.view.past, ...ctx.view.told].flatMap((op) =>
    ((op.kind === 'pick' || op.kind === 'short_pick') && orders.includes(op.body.order)
      ? [`${op.body.order}|${op.body.line}`] : []));
  const done = new Set(told.filter((name) => !left.includes(name))).size;
  return { done, all: done + left.length };
}
