// SPDX-License-Identifier: Apache-2.0
/** Orders that are to be picked now: released, with units owed, vehicle off road first. */
import { setting } from '../domain/policy.ts';
import type { OrderRow } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';
import { due_of, waits_for } from './pick_kit.ts';
import { owed_lines, source_of } from './where.ts';
import type { Ctx } from './words.ts';

export const is_vor = (order: OrderRow): boolean =>
  String(order.priority).toLowerCase() === 'vor';

const OVER: readonly string[] = ['shipped', 'short_shipped', 'cancelled', 'done', 'closed'];

/** Where a site works by waves an order waits for its own; an emergency order never does. */
const is_released = (view: View, order: OrderRow): boolean =>
  !setting(view, 'pick.waves') || is_vor(order) || order.released === true;

/** Orders to be picked now: vehicle off road first, then by the time they must leave. */
export const due_orders = (view: View): OrderRow[] =>
  in_turn(view, (order) => due_of(view, order).length > 0);

/** Orders that wait for a part of a kit which nobody has (PK18): shown, and in nobody's way. */
export const kit_orders = (view: View): OrderRow[] =>
  in_turn(view, (order) => waits_for(view, order) !== null);

function in_turn(view: View, wanted: (order: OrderRow) => boolean): OrderRow[] {
  const rank = (order: OrderRow): string =>
    `${is_vor(order) ? 0 : 1}|${order.must_ship ?? '9999'}|${order.order}`;
  return view.orders()
    .filter((order) => !OVER.includes(order.state) && is_released(view, order))
    .filter(wanted)
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** Whether a place is in the zone that this picker works in; any is where none was scanned. */
export const zone_has = (ctx: Ctx, place: string): boolean =>
  ctx.data.zone === undefined || ctx.view.location(place)?.zone === ctx.data.zone;

/** Orders with a line in the zone that this picker works in. */
export function in_zone(ctx: Ctx, orders: readonly OrderRow[]): readonly OrderRow[] {
  if (ctx.data.zone === undefined) return orders;
  return orders.filter((order) => owed_lines(ctx.view, order).some((line) => {
    const base = { ...ctx, data: { ...ctx.data, order: order.order, line: line.line } };
    const found = source_of(base, line);
    return found !== null && zone_has(ctx, found.source.location);
  }));
}
