// SPDX-License-Identifier: Apache-2.0
/**
 * "Give me work": everything that waits on the floor, of all kinds, ranked for this worker by the
 * rule that the server has too (`domain/next_work.ts`; PK1, PU14). Works with no network.
 *
 * G1  Where the worker stands is the place that was scanned last; else where they last did
 *     anything.  G2  A task is as far off as the place where it begins.  G3  What another has is
 *     not offered.
 * Which truck a worker sits on nobody tells a handheld: equipment leaves nothing out so far.
 */
import { USUAL, next_work } from '../domain/next_work.ts';
import type { Reason, Work } from '../domain/next_work.ts';
import { plate_holder } from '../domain/operation.ts';
import type { Told } from '../domain/operation.ts';
import { setting } from '../domain/policy.ts';
import type { LocationRow, OrderRow, TaskRow } from '../domain/rows.ts';
import { PASSING_ROLES } from '../domain/storage.ts';
import type { View } from '../domain/view.ts';
import { open_asns } from './announced.ts';
import { may_count } from './count_again.ts';
import { to_put_back } from './pick_back.ts';
import { due_orders, is_vor } from './pick_due.ts';
import { way_to } from './pick_path.ts';
import { loose_id } from './putaway.ts';
import { replenish_tasks } from './replenish.ts';
import type { FlowName, Mark } from './step.ts';
import { loose, waiting } from './waiting.ts';
import { owed_lines, source_of } from './where.ts';

/** Why a task is offered: the rule's reasons, and those that a screen says more exactly. */
export type Why = Readonly<{ key: `home.why.${Exactly}`; at?: string }>;
type Exactly = Exclude<Reason, 'vor' | 'your_truck'> | 'aisle' | 'due' | 'late';

/** A piece of work that can be begun by one tap. */
export type Next = Readonly<{
  flow: FlowName;
  key: string; // words: home.suggest.<...>
  params: Readonly<Record<string, string | number>>;
  small: string; // plain data: a customer's or supplier's name
  start: Readonly<Record<string, string>>; // params for Engine.start
  marks: readonly Mark[];
  why: readonly Why[];
}>;

export type Asker = Readonly<{
  me: string; now_ms: number; lead: boolean; here: string | null; // the place scanned last
}>;

type Found = Omit<Next, 'why'> & Readonly<{
  work: Work; at: LocationRow | null; order?: OrderRow;
}>;

const CLAIM_MS = 30 * 60_000; // a server that tells no end of a claim keeps it for so long
const MINUTE_MS = 60_000;
const STOCK_PRIORITY = 50;
const PUTAWAY_PRIORITY = 40;
const RECEIVE_PRIORITY = 45;
const VOR_PRIORITY = 10;
const WHY_MAX = 2; // as many as fit on a line
const NO_PLACE_TRAVEL = 1_000_000; // nothing promised: offered after what can be reached

/** The task to be done next, with the reasons; null where nothing waits. */
export function give(view: View, asker: Asker): Next | null {
  const stands = view.location(asker.here ?? '') ?? last_place(view, asker.me);
  const found = new Map([
    ...orders(view, asker, stands), ...plates(view), ...loose_goods(view), ...trucks(view),
    ...tasks(view, asker),
  ].map((one) => [one.work.task, one]));
  const worker = {
    person: asker.me, now: Math.floor(asker.now_ms / MINUTE_MS),
    travel: stands?.travel ?? null, zone: stands?.zone ?? '',
  };
  const rules = {
    ...USUAL, step: setting(view, 'give.priority_step'),
    spare_minutes: setting(view, 'give.spare_minutes'),
  };
  const [offer] = next_work(worker, [...found.values()].map(({ work }) => work), rules, 1);
  if (offer === undefined) return null;
  const { work: _, at, order, ...next } = found.get(offer.task)!;
  return { ...next, why: in_words(offer.why, stands, at, order, asker.now_ms) };
}

/** Where this person last did anything, as far as it was told (G1). */
function last_place(view: View, me: string): LocationRow | null {
  for (const ops of [view.told, view.past]) {
    for (let n = ops.length - 1; n >= 0; n -= 1) {
      const row = ops[n]!.actor === me ? place_of_told(view, ops[n]!) : null;
      if (row !== null) return row;
    }
  }
  return null;
}

/** A pick ends in a tote that is carried: its bin counts. Else where something was put. */
function place_of_told(view: View, { kind, body }: Told): LocationRow | null {
  const { source, target, location, holder } = body as Record<string, unknown>;
  const named = kind === 'pick' ? [source] : [target, location, holder, source];
  for (const one of named) {
    const row = typeof one === 'string' ? standing(view, one) : null;
    if (row !== null) return row;
  }
  return null;
}

const standing = (view: View, holder: string): LocationRow | null =>
  view.location(view.place(holder).location ?? '');

const where = (row: LocationRow | null): Pick<Work, 'travel' | 'zone'> => ({
  travel: row?.travel ?? null, zone: row?.zone ?? '',
});

function orders(view: View, asker: Asker, stands: LocationRow | null): Found[] {
  const only = setting(view, 'pick.zone_pass') && stands !== null
    && !PASSING_ROLES.includes(stands.role) ? stands.zone : null;
  return due_orders(view).flatMap((order) => {
    const vor = is_vor(order);
    const at = first_stop(view, order, asker, vor ? null : only);
    if (at === undefined) return []; // nothing of it in the zone of this picker
    const ends = cut_off(order, asker.now_ms);
    const work: Work = {
      task: `pick|${order.order}`, vor, priority: vor ? VOR_PRIORITY : STOCK_PRIORITY,
      cut_off: ends === null ? null : Math.floor(ends / MINUTE_MS),
      taken_by: taken_by(view, order, asker), ...where(at), travel: at?.travel ?? NO_PLACE_TRAVEL,
    };
    const n = owed_lines(view, order).length;
    return [{
      flow: 'pick', key: vor ? 'home.suggest.pick_vor' : 'home.suggest.pick', work, at, order,
      params: { order: order.order, n }, small: order.name, start: { order: order.order },
      marks: vor ? [{ kind: 'vor' }] : [],
    } satisfies Found];
  });
}

/** Who picks an order now: whose claim holds, or who has begun it on this device, offline. */
function taken_by(view: View, order: OrderRow, { me, now_ms }: Asker): string {
  const { by } = order;
  const until = by == null ? 0
    : by.until === undefined ? Date.parse(by.at) + CLAIM_MS : Date.parse(by.until);
  if (now_ms < until) return by!.actor;
  const begun = view.told.some((op) => op.kind === 'pick' && op.body.order === order.order
    && op.actor === me);
  return begun ? me : '';
}

/** When a vehicle is closed; without one the end of the day on which it must leave, once it is
 * that day. In ms; null where nothing presses. */
function cut_off(order: OrderRow, now_ms: number): number | null {
  if (order.cut_off) return Date.parse(order.cut_off);
  const day = new Date(`${(order.must_ship ?? '').slice(0, 10)}T00:00`).getTime(); // local
  if (Number.isNaN(day) || day > now_ms) return null;
  return new Date(day).setHours(24);
}

/** Where an order is begun: undefined where nothing of it is in the zone, null if nothing is known
 * of any place. */
function first_stop(
  view: View, order: OrderRow, asker: Asker, zone: string | null,
): LocationRow | null | undefined {
  const owed = owed_lines(view, order);
  const places = owed.map((line) => promised_at(view, order, line.line))
    .filter((row) => row !== null);
  const known = places.length > 0 ? places : found_at(view, order, asker);
  const mine = zone === null ? known : known.filter((row) => row.zone === zone);
  if (mine.length === 0) return known.length > 0 ? undefined : null;
  const way = (row: LocationRow): number => way_to(view, order.walk ?? null, row.location);
  return mine.sort((a, b) => way(a) - way(b))[0]!;
}

/** By name, as every order is asked: looking through all tasks would take long. */
const promised_at = (view: View, order: OrderRow, line: number): LocationRow | null =>
  view.location(view.checkpoint.tables.task.get(`pick:${order.order}:${line}`)?.location ?? '');

function found_at(view: View, order: OrderRow, { now_ms }: Asker): LocationRow[] {
  const [line] = owed_lines(view, order);
  const found = line === undefined ? null : source_of({
    view, data: { order: order.order }, scans: [], state: 'order', flow: 'pick',
    given: { input: 'enter', id: '', value: 0, got: null, raw: '' },
    moment: { now: new Date(now_ms).toISOString(), id: '' },
  }, line);
  const row = found === null ? null : view.location(found.source.location);
  return row === null ? [] : [row];
}

/** Plates that wait to be put away, with how pressing their tasks are. */
function plates(view: View): Found[] {
  const pressing = new Map<string, number>();
  for (const task of [...view.tasks('putaway'), ...view.tasks('move')]) {
    if (task.lpn === null) continue;
    const known = pressing.get(task.lpn) ?? STOCK_PRIORITY;
    pressing.set(task.lpn, Math.min(known, priority(task)));
  }
  return waiting(view).map((lpn) => {
    const at = standing(view, plate_holder(lpn));
    return {
      flow: 'putaway', key: 'home.suggest.putaway', params: { what: lpn }, small: '',
      start: { lpn }, marks: [], at,
      work: {
        task: `putaway|${lpn}`, priority: pressing.get(lpn) ?? PUTAWAY_PRIORITY, ...where(at),
      },
    };
  });
}

const loose_goods = (view: View): Found[] => loose(view).map((quant) => {
  const at = standing(view, quant.holder);
  const id = loose_id(quant);
  return {
    flow: 'putaway', key: 'home.suggest.putaway', params: { what: quant.part }, small: '',
    start: { id }, marks: [], at,
    work: { task: `loose|${id}`, priority: PUTAWAY_PRIORITY, ...where(at) },
  };
});

/** Trucks that nobody has received: at the first dock. */
function trucks(view: View): Found[] {
  const at = [...view.checkpoint.tables.location.values()].filter(({ role }) => role === 'dock')
    .sort((a, b) => a.travel - b.travel)[0] ?? null;
  return open_asns(view).filter((row) => !row.received).map(({ asn }) => ({
    flow: 'receive', key: 'home.suggest.receive', small: asn.asn, start: {}, marks: [], at,
    params: { supplier: asn.supplier_name || asn.supplier, n: asn.packs.length },
    work: { task: `receive|${asn.asn}`, priority: RECEIVE_PRIORITY, ...where(at) },
  }));
}

/** Goods to be brought, put back, counted. */
function tasks(view: View, { me, lead }: Asker): Found[] {
  const brought = replenish_tasks(view).map((task) => of_task(view, task, 'move',
    'home.suggest.replenish', { part: task.part!, place: task.location! }, task.source));
  const back = to_put_back(view).map((task) => of_task(view, task, 'pick',
    'home.suggest.put_back', { part: task.part!, n: task.quantity ?? 0 },
    plate_holder(task.lpn ?? '')));
  const counts = view.tasks('count').filter((task) => may_count(task, { actor: me, lead }))
    .map((task) => of_task(view, task, 'count', 'home.suggest.count',
      { place: task.location ?? '' }, task.location));
  return [...brought, ...back, ...counts];
}

function of_task(
  view: View, task: TaskRow, flow: FlowName, key: string, params: Next['params'],
  holder: string | null | undefined,
): Found {
  const at = standing(view, holder ?? '');
  const id = flow === 'count' ? task.location ?? '' : task.task;
  return {
    flow, key, params, small: '', start: { id }, marks: [], at,
    work: { task: task.task, priority: priority(task), ...where(at) },
  };
}

const priority = (task: TaskRow): number => {
  const number = Number(task.priority);
  return Number.isNaN(number) ? STOCK_PRIORITY : number;
};

const aisle = (place: string): string => (place.includes('-') ? place.split('-')[0]! : '');

/** The reasons as a screen says them, the strongest first. VOR has its own mark and title. */
function in_words(
  reasons: readonly Reason[], stands: LocationRow | null, at: LocationRow | null,
  order: OrderRow | undefined, now_ms: number,
): Why[] {
  const beside = stands !== null && at !== null && aisle(at.location) !== ''
    && aisle(at.location) === aisle(stands.location);
  const said = (one: Reason): boolean => one === 'vor' || one === 'your_truck'
    || (one === 'priority' && reasons.includes('vor'))
    || (beside && (one === 'your_zone' || one === 'near'));
  const words = reasons.filter((one) => !said(one)).map((one) => (one === 'cut_off'
    ? closing(order!, now_ms) : { key: `home.why.${one as Exactly}` as const }));
  return [...words, ...(beside ? [{ key: 'home.why.aisle' } as const] : [])].slice(0, WHY_MAX);
}

function closing(order: OrderRow, now_ms: number): Why {
  const ends = cut_off(order, now_ms)!;
  if (ends <= now_ms) return { key: 'home.why.late' };
  return order.cut_off ? { key: 'home.why.cut_off', at: order.cut_off } : { key: 'home.why.due' };
}
