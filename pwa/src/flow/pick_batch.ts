// SPDX-License-Identifier: Apache-2.0
/**
 * Several small orders as one batch (PK1): one stop for all that want the same part of a place, one
 * number, one tote. What was taken is told for each order line; the tote is sorted after
 * (`pick_sort.ts`). Where too few are there, who gets them is the rule of `domain/share.ts`.
 */
import { setting } from '../domain/policy.ts';
import type { OrderRow } from '../domain/rows.ts';
import { shares } from '../domain/share.ts';
import type { Want } from '../domain/share.ts';
import type { View } from '../domain/view.ts';
import type { Cluster, Data, Entry, Shared } from './data.ts';
import { taken } from './lots.ts';
import { due_of_walk, has_another } from './pick_cluster.ts';
import { due_orders, is_vor } from './pick_due.ts';
import type { Due } from './pick_path.ts';
import { owed_lines, task_of } from './where.ts';
import type { Ctx, Fault } from './words.ts';
import { attn, text } from './words.ts';
import type { Text } from './step.ts';

/** Small orders that go with the first that is due: of its day, free to take, no emergency. */
export function batch_of(view: View, is_free: (order: OrderRow) => boolean): OrderRow[] {
  const most = setting(view, 'pick.batch_lines');
  const due = due_orders(view);
  if (due[0] === undefined || is_vor(due[0])) return [];
  const small = due.filter((order) => owed_lines(view, order).length <= most && is_free(order));
  return small.filter((order) => order.must_ship === small[0]!.must_ship)
    .slice(0, setting(view, 'pick.batch_orders'));
}

const free_for = ({ moment }: Ctx) => (order: OrderRow): boolean =>
  !has_another(order, moment.actor ?? '', moment.now);

/** Ways to pick several orders that this site offers, where there are such orders. */
export function ways_offered(view: View): string[] {
  const together = setting(view, 'pick.together');
  const batch = together !== 'cluster' && batch_of(view, () => true).length > 1;
  return [...(together === 'batch' ? [] : ['several']), ...(batch ? ['batch'] : [])];
}

/** Whether there are several small orders to take as one batch now. */
export function batchable(ctx: Ctx): Fault | null {
  const [first] = due_orders(ctx.view);
  if (first !== undefined && is_vor(first)) return attn('vor_first', first.order);
  return batch_of(ctx.view, free_for(ctx)).length > 1 ? null : attn('one_order', null);
}

export function begin_batch(ctx: Ctx): Data {
  const orders = batch_of(ctx.view, free_for(ctx)).map(({ order }) => order);
  const cluster: Cluster = { orders, totes: {}, closed: [], skipped: [], batch: true };
  return { order: orders[0]!, cluster };
}

/** These units by their order lines, with what decides who is served first. */
export function ranked(view: View, wants: readonly Shared[]): (Want & Shared)[] {
  return wants.map((one) => {
    const row = view.order(one.order);
    const priority = task_of(view, one.order, one.line)?.priority;
    return {
      ...one, vor: row !== null && is_vor(row), cut_off: row?.cut_off ?? null,
      must_ship: row?.must_ship ?? null, ...(priority == null ? {} : { priority: +priority }),
    };
  });
}

/** `units` given to those who want them; who gets none is left out. */
export function given(view: View, units: number, wants: readonly Shared[]): Shared[] {
  return shares(units, ranked(view, wants)).filter(([, n]) => n > 0)
    .map(([{ order, line }, n]) => ({ order, line, units: n }));
}

export const units_of = (wants: readonly Shared[]): number =>
  wants.reduce((sum, { units }) => sum + units, 0);

/** One stop of a batch: the place, the part and the lot that lines are sent for. */
const stop_of = ({ line, found }: Due): string => JSON.stringify(
  [line.part, found?.part, found?.source.location, found?.source.lot]);

/** The next stop of a batch: all lines that want the same of the same place. */
export function next_stop(
  ctx: Ctx, lines: (base: Ctx) => Due[],
): { first: Due; wants: Shared[] } | { walk: Data } {
  const { walk, due } = due_of_walk(ctx, lines);
  const [first] = due;
  if (first === undefined) return { walk };
  const same = due.filter((one) => one === first
    || (first.found !== null && stop_of(one) === stop_of(first)));
  return { first, wants: same.map(({ base, line }) => ({
    order: base.data.order!, line: line.line, units: base.view.owed(base.data.order!, line.line),
  })) };
}

const is_cancelled = (view: View, order: string): boolean =>
  view.order(order)?.state === 'cancelled';

/** An order of this stop that was cancelled; null where others still want something of it. */
export function stop_over(ctx: Ctx): string | null {
  const over = (ctx.data.wants ?? []).filter(({ order }) => is_cancelled(ctx.view, order));
  return over.length > 0 && over.length === ctx.data.wants!.length ? over[0]!.order : null;
}

/** Orders of this stop that were cancelled or changed meanwhile take fewer, or nothing. */
export function still_wanted(ctx: Ctx, data: Data): Data {
  const { wants, asked, short } = data;
  if (wants === undefined) return data;
  const now = wants.map((one) => ({
    ...one, units: is_cancelled(ctx.view, one.order)
      ? 0 : Math.min(one.units, ctx.view.owed(one.order, one.line)),
  })).filter(({ units }) => units > 0);
  const most = units_of(now);
  if (most === 0 || most === units_of(wants)) return data;
  return {
    ...data, wants: now, order: now[0]!.order, line: now[0]!.line, asked: Math.min(asked!, most),
    ...(short ? { short: { ...short, asked: Math.min(short.asked, most) } } : {}),
  };
}

/** Of these entries as many units as are wanted; what is left of them stays. */
function cut(entries: Entry[], units: number): Entry[] {
  let left = units;
  return entries.flatMap((one) => {
    const quantity = Math.min(one.quantity, left);
    one.quantity -= quantity;
    left -= quantity;
    return quantity === 0 ? [] : [{ ...one, quantity }];
  });
}

/** What was taken, for each order line that gets some of it; as it is where one line wants it. */
export function portions(view: View, data: Data): Data[] {
  if (data.wants === undefined) return [data];
  const serials = [...data.serials ?? []];
  const entries = taken(data).map((one) => ({ ...one }));
  const all = serials.length || entries.reduce((sum, one) => sum + one.quantity, 0);
  const lines = given(view, all, data.wants);
  const over = all - units_of(lines); // more than is wanted by now: it goes back from the tote
  return lines.map(({ order, line, units }, at) => {
    const n = units + (at === 0 ? over : 0);
    const mine = cut(entries, n);
    const { wants: _all, ...rest } = data;
    return {
      ...rest, order, line, task: task_of(view, order, line)?.task ?? null,
      serials: serials.splice(0, n), entries: mine.slice(0, -1),
      lot: mine.at(-1)?.lot ?? data.lot ?? null, quantity: mine.at(-1)?.quantity ?? null,
    };
  });
}

/** Who of these gets how many of `found`, for those who get fewer than they want. */
export function missed(view: View, data: Data): { want: Shared; found: number }[] {
  return shares(data.short!.found, ranked(view, data.wants!))
    .filter(([want, found]) => found < want.units)
    .map(([{ order, line, units }, found]) => ({ want: { order, line, units }, found }));
}

/** What is still wanted when `units` went into a tote that is full now. */
export function after(view: View, wants: readonly Shared[], units: number): Shared[] {
  const got = given(view, units, wants);
  return wants.map((one) => {
    const mine = got.find(({ order, line }) => order === one.order && line === one.line);
    return { ...one, units: one.units - (mine?.units ?? 0) };
  }).filter((one) => one.units > 0);
}

/** All lines of this stop are put off. */
export function put_off({ data }: Ctx): Data {
  const walk = data.cluster!;
  const names = data.wants!.map(({ order, line }) => `${order}|${line}`);
  const { wants: _here, ...rest } = data;
  return { ...rest, cluster: { ...walk, skipped: [...new Set([...walk.skipped, ...names])] } };
}

/** For whom the units are, in one row: "2 × O-1, 1 × O-2", each pair read from left to right. */
export const for_whom = (wants: readonly Shared[]): string =>
  wants.map(({ order, units }) => `\u2066${units}\u00a0×\u00a0${order}\u2069`).join(', ');

/** The header of a batch; `order` and `orders` are read by whoever asks for the leases. */
export const batch_title = ({ data }: Ctx): Text => text('pick.batch', {
  n: data.cluster!.orders.length, order: data.order!, orders: data.cluster!.orders.join(' '),
  ...(data.along ? { along: 1 } : {}),
});
