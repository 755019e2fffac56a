// SPDX-License-Identifier: Apache-2.0
/**
 * The task board: every order, notice and task that is not finished, as one card in one column.
 * Emergency orders come first and in a lane of their own. Pure: rows in, cards out.
 */
import type { AsnRow } from '../domain/rows.ts';
import type { Mark } from '../flow/step.ts';
import { lastOf, type Activity } from './activity.ts';
import {
  asked, isPlace, isVor, plain, text, type ExceptionRow, type Rows, type ServedOrder,
  type WorkTask,
} from './rows.ts';

export const LANES = ['vor', 'orders', 'inbound', 'inside'] as const;
export type Lane = (typeof LANES)[number];
export const COLUMNS = ['ready', 'work', 'person'] as const;
export type Column = (typeof COLUMNS)[number];

export type Card = Readonly<{
  id: string; lane: Lane; column: Column; kind: string; title: string;
  context: Readonly<{ key: string; params: Readonly<Record<string, string | number>> }>;
  place: string; since: string; due: string; who: string; // an actor's id, '' for nobody
  marks: readonly Mark[]; attention: string | null;
  exception: string | null; // what needs a person, to be opened from here
}>;
export type Board = Readonly<{
  cards: readonly Card[]; done: Readonly<Record<Lane, number>>; open: number;
}>;

/** Sorts after every instant; languages put signs such as ~ before digits. */
export const NEVER = '9999';
const NO_DONE = { vor: 0, orders: 0, inbound: 0, inside: 0 };
const OVER: readonly string[] = ['shipped', 'short_shipped', 'cancelled'];
const ASN_OVER: readonly string[] = ['received', 'closed', 'cancelled'];

/** Words about what the goods are, as a key with its numbers. */
const words = (key: string, params: Readonly<Record<string, string | number>> = {}) =>
  ({ key, params });

type Open = ReadonlyMap<string, ExceptionRow>;

/** Open exceptions by the order they are about. */
function byOrder(rows: Rows): Open {
  const found = new Map<string, ExceptionRow>();
  for (const row of rows.exception.values()) {
    const order = text(row, 'order');
    if (row.state === 'open' && order && !settled(row, rows)) found.set(order, row);
  }
  return found;
}

const listOf = (row: Readonly<Record<string, unknown>>): readonly string[] =>
  Array.isArray(row['holds']) ? row['holds'].map(String) : [];

/** The holds of each unit on board, where an exception names several units. */
export const unitsOf = (row: ExceptionRow): readonly (readonly string[])[] =>
  Array.isArray(row['units']) ? (row['units'] as Record<string, unknown>[]).map(listOf) : [];

/** Every hold that an exception names: its own, and those of each unit on board. */
export const holdsOf = (row: ExceptionRow): readonly string[] =>
  [...new Set([text(row, 'hold'), ...listOf(row), ...unitsOf(row).flat()])].filter(Boolean);

/** A question about held goods is settled when the last of its holds was released. */
export function settled(row: ExceptionRow, rows: Rows): boolean {
  const holds = holdsOf(row);
  return holds.length > 0 && holds.every((hold) => rows.hold.get(hold)?.state !== 'open');
}

function orderCard(order: ServedOrder, open: Open, known: Activity): Card {
  const lines = order.lines.length;
  const picked = order.lines.filter((line) => line.picked >= asked(line)).length;
  const begun = order.lines.some((line) => line.picked > 0);
  const trouble = open.get(order.order) ?? null;
  const last = begun ? lastOf([`order:${order.order}`], known) : null;
  return {
    id: `order:${order.order}`, lane: isVor(order) ? 'vor' : 'orders', kind: 'pick',
    column: trouble ? 'person' : begun ? 'work' : 'ready', title: order.order,
    context: words('board.card.order', {
      name: order.name || order.customer, n: lines, picked,
    }),
    place: '', since: last?.at ?? order.imported_at ?? '', due: order.must_ship ?? '',
    who: last?.actor ?? '',
    marks: isVor(order) ? [{ kind: 'vor' }] : [],
    attention: trouble?.kind ?? null, exception: trouble?.exception ?? null,
  };
}

function asnCard(asn: AsnRow & { imported_at?: string }, known: Activity): Card {
  const begun = !['announced', ''].includes(asn.state);
  const plates = (asn.packs ?? []).flatMap((pack) => (pack.lpn ? [`lpn:${pack.lpn}`] : []));
  const last = begun ? lastOf(plates, known) : null;
  return {
    id: `asn:${asn.asn}`, lane: 'inbound', column: begun ? 'work' : 'ready', kind: 'receive',
    title: asn.asn, place: '', since: last?.at ?? asn.imported_at ?? '', due: '', marks: [],
    who: last?.actor ?? '', attention: null, exception: null,
    context: words('board.card.asn', {
      name: asn.supplier_name || asn.supplier, n: asn.packs?.length ?? 0,
    }),
  };
}

/** `more`: further lines of the same plate, which is put away once. */
function taskCard(task: WorkTask, more: readonly WorkTask[] = []): Card {
  const place = [task, ...more].every((one) => one.location === task.location)
    ? task.location ?? '' : '';
  const goods = [task.quantity, task.part, more.length ? `+${more.length}` : '']
    .filter(Boolean).join(' ');
  const why = Array.isArray(task.why) && task.why.length ? String(task.why[0]) : '';
  return {
    id: `task:${task.task}`, lane: task.kind === 'putaway' ? 'inbound' : 'inside',
    column: 'ready', kind: task.kind, place: isPlace(place) ? place : '',
    title: task.lpn || goods || place || task.task,
    context: task.lpn ? words('text.plain', { text: goods })
      : words(why ? `board.why.${why}` : 'text.plain', { text: '' }),
    since: task.raised_at ?? '', due: '', who: '',
    marks: [task, ...more].some((one) => one.held) ? [{ kind: 'hold' }] : [],
    attention: null, exception: null,
  };
}

/** Tasks as people count them: a plate is one, and its open lines stand for all of them. */
function jobs(tasks: readonly WorkTask[]): readonly (readonly [WorkTask, ...WorkTask[]])[] {
  const found = new Map<string, [WorkTask, ...WorkTask[]]>();
  for (const task of tasks) {
    const key = task.kind === 'putaway' && task.lpn ? task.lpn : `task ${task.task}`;
    const here = found.get(key);
    if (!here || (here[0].state !== 'open' && task.state === 'open')) found.set(key, [task]);
    else if (here[0].state === task.state) here.push(task);
  }
  return [...found.values()];
}

const priority = (task: WorkTask): number => Number(task.priority ?? 50);

const NOBODY: Activity = new Map();

/** The whole board. Within a cell: what leaves first, then what is most pressing, then by name. */
export function board(rows: Rows, known: Activity = NOBODY): Board {
  const open = byOrder(rows);
  const done = { ...NO_DONE };
  const cards: Card[] = [];
  for (const order of rows.order.values()) {
    if (OVER.includes(order.state)) done[isVor(order) ? 'vor' : 'orders'] += 1;
    else cards.push(orderCard(order, open, known));
  }
  cards.sort((a, b) => (a.due || NEVER).localeCompare(b.due || NEVER) || a.id.localeCompare(b.id));
  const asns = [...rows.asn.values()];
  done.inbound += asns.filter((asn) => ASN_OVER.includes(asn.state)).length;
  cards.push(...asns.filter((asn) => !ASN_OVER.includes(asn.state))
    .map((asn) => asnCard(asn, known)));
  // A pick task is a line of an order, whose card says it already.
  const tasks = [...rows.task.values()].filter((task) => task.kind !== 'pick')
    .sort((a, b) => priority(a) - priority(b));
  for (const [task, ...more] of jobs(tasks)) {
    const card = taskCard(task, more);
    if (task.state === 'open') cards.push(card);
    else if (task.state === 'done') done[card.lane] += 1;
  }
  return { cards, done, open: cards.length };
}

/** Cards of one cell that hold the characters a person typed. */
export function cell(
  cards: readonly Card[], lane: Lane, column: Column,
): readonly Card[] {
  return cards.filter((card) => card.lane === lane && card.column === column);
}

export function matching(cards: readonly Card[], typed: string): readonly Card[] {
  const wanted = typed.trim().toUpperCase();
  if (!wanted) return cards;
  return cards.filter((card) =>
    [card.title, card.place, ...Object.values(card.context.params).map(String)]
      .some((value) => plain(value).toUpperCase().includes(wanted)));
}
