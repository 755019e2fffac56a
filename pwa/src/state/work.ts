// SPDX-License-Identifier: Apache-2.0
/** What waits on the floor, as this device sees it: counts for the menu and what to do next. */
import type { View } from '../domain/view.ts';
import type { OrderRow } from '../domain/rows.ts';
import { open_asns } from '../flow/announced.ts';
import { may_count } from '../flow/count_again.ts';
import { to_inspect } from '../flow/inspect_tasks.ts';
import { to_load } from '../flow/load.ts';
import { totes } from '../flow/pack.ts';
import { due_orders } from '../flow/pick_due.ts';
import { to_put_away } from '../flow/waiting.ts';
import type { FlowName, Mark } from '../flow/step.ts';

export type Next = Readonly<{
  flow: FlowName;
  key: string; // words: home.suggest.<...>
  params: Readonly<Record<string, string | number>>;
  small: string; // plain data: a customer's or supplier's name
  start: Readonly<Record<string, string>>; // params for Engine.start
  marks: readonly Mark[];
}>;

export type Work = Readonly<{ next: Next | null; waiting: Readonly<Partial<Record<FlowName,
  number>>> }>;

const VOR: readonly string[] = ['vor', 'emergency'];

const isVor = (order: OrderRow) => VOR.includes(String(order.priority).toLowerCase());

/** Lines of an order not yet picked in full. */
function owedLines(view: View, order: OrderRow): number {
  return order.lines.filter((line) => view.picked(order.order, line.line) < line.quantity).length;
}

/** In the order in which the pick flow offers them: vehicle off road first. */
function pickable(view: View): { order: OrderRow; n: number }[] {
  return due_orders(view).map((order) => ({ order, n: owedLines(view, order) }));
}

function pick(order: OrderRow, n: number): Next {
  return {
    flow: 'pick', key: isVor(order) ? 'home.suggest.pick_vor' : 'home.suggest.pick',
    params: { order: order.order, n }, small: order.name, start: { order: order.order },
    marks: isVor(order) ? [{ kind: 'vor' }] : [],
  };
}

const CLAIM_MS = 30 * 60_000; // a server that tells no end of a claim keeps it for so long

/** Whether another person picks this order now, as far as this device has heard. */
const taken = (order: OrderRow, me: string, now_ms: number): boolean =>
  order.by != null && order.by.actor !== me && now_ms < (order.by.until === undefined
    ? Date.parse(order.by.at) + CLAIM_MS : Date.parse(order.by.until));

/** Emergency picks first; then what stands on the dock, then trucks, then the rest. */
export function workOf(
  view: View, me = '', now_ms = Date.now(), lead = false,
): Work {
  const picks = pickable(view);
  const asns = open_asns(view).filter((row) => !row.received).map((row) => row.asn);
  const docked = to_put_away(view); // plates, as the list of the step has them: not tasks
  const counts = view.tasks('count').filter((task) => may_count(task, { actor: me, lead }));
  const [first] = picks.filter(({ order }) => !taken(order, me, now_ms));
  const vor = first && isVor(first.order) ? pick(first.order, first.n) : null;
  const [asn] = asns;
  const next: Next | null = vor
    ?? (docked ? { flow: 'putaway', key: 'home.suggest.putaway', small: '',
      params: { n: docked }, start: {}, marks: [] } : null)
    ?? (asn ? { flow: 'receive', key: 'home.suggest.receive', small: asn.asn,
      params: { supplier: asn.supplier_name || asn.supplier, n: asn.packs.length }, start: {},
      marks: [] } : null)
    ?? (first ? pick(first.order, first.n) : null)
    ?? (counts[0] ? { flow: 'count', key: 'home.suggest.count', small: '',
      params: { place: counts[0].location ?? '' }, start: {}, marks: [] } : null);
  return {
    next,
    waiting: {
      pick: picks.length, receive: asns.length, putaway: docked, count: counts.length,
      pack: totes(view).filter(({ order }) => order !== null).length,
      load: to_load(view).length, inspect: to_inspect(view).length,
    },
  };
}
