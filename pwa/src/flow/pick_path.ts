// SPDX-License-Identifier: Apache-2.0
/**
 * In which order lines are picked: by the walk that the server found for the order (PK1), on from
 * where the picker stands, then from its start again. What was put off comes last.
 *
 * A place that is not on the walk, since the line is taken from elsewhere meanwhile, comes after
 * the one that is next to it by travel sequence. Without a walk the travel sequence is the way.
 */
import type { OrderLine, Walk } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';
import type { Text } from './step.ts';
import type { Found } from './where.ts';
import type { Ctx } from './words.ts';
import { text } from './words.ts';

/** A line to be picked, where its goods are, and the state of the flow for its order. */
export type Due = Readonly<{ base: Ctx; line: OrderLine; found: Found | null }>;

/** The walk of one order, or the one that all these share. */
export function walk_of_orders(view: View, orders: readonly string[]): Walk | null {
  const walk = view.order(orders[0]!)?.walk ?? null;
  if (walk === null || orders.length === 1) return walk;
  return orders.length === walk.tour?.length && orders.every((one) => walk.tour!.includes(one))
    ? walk : null;
}

/** How far along a walk a place is: only good to be compared. */
export function way_to(view: View, walk: Walk | null, place: string | undefined): number {
  const places = walk?.places ?? [];
  const at = places.indexOf(place ?? '');
  if (at >= 0) return at;
  const travel = view.location(place ?? '')?.travel;
  if (travel === undefined) return Infinity;
  if (places.length === 0) return travel;
  const off = places.map((one) => Math.abs((view.location(one)?.travel ?? Infinity) - travel));
  return off.indexOf(Math.min(...off)) + 0.5;
}

/**
 * These lines in the order in which they are picked; of one place, in the order they came in.
 * Places that are as far along as others come one after the other.
 */
export function in_walk(
  ctx: Ctx, orders: readonly string[], due: readonly Due[],
): Due[] {
  const walk = walk_of_orders(ctx.view, orders);
  const { at } = ctx.data;
  const here = at === undefined ? -1 : way_to(ctx.view, walk, at);
  const places = due.map(({ found }) => found?.source.location);
  const rank = ({ base, line, found }: Due): number[] => {
    const place = found?.source.location;
    const way = way_to(ctx.view, walk, place);
    return [Number((base.data.skipped ?? []).includes(line.line)), Number(way < here), way,
      Number(place !== at), places.indexOf(place)];
  };
  return due.map((one) => ({ one, rank: rank(one) }))
    .sort((a, b) => {
      const n = a.rank.findIndex((value, i) => value !== b.rank[i]);
      return n < 0 ? 0 : a.rank[n]! < b.rank[n]! ? -1 : 1;
    })
    .map(({ one }) => one);
}

export const WALKS = [
  'shortest_proven', 'shortest_near', 'site_choice', 'zones_by_travel', 'some_by_travel',
  'no_geometry',
] as const;

/** Why the picker goes this way, where it is the walk that leads to the place. */
export function why_this_way(view: View, orders: readonly string[], place: string): Text[] {
  const walk = walk_of_orders(view, orders);
  if (walk === null || !walk.places.includes(place)) return [];
  return WALKS.some((one) => one === walk.why) ? [text(`walk.${walk.why}`)] : [];
}
