// SPDX-License-Identifier: Apache-2.0
/**
 * What waits to be put away: plates and loose goods where goods only pass. At a dock all do;
 * further on (a door, a bench) only what a task still asks for, the rest is on its way out. Also
 * what was put where other goods stand, and is to be moved on (PU11).
 */
import type { Quant } from '../domain/books.ts';
import { plate_holder } from '../domain/operation.ts';
import type { LocationRow, TaskRow } from '../domain/rows.ts';
import { PASSING_ROLES } from '../domain/storage.ts';
import type { View } from '../domain/view.ts';
import { goes_across } from './crossing.ts';
import type { Entry } from './data.ts';

const places = (view: View, roles: readonly string[]): LocationRow[] =>
  [...view.checkpoint.tables.location.values()].filter((row) => roles.includes(row.role))
    .sort((a, b) => (a.location < b.location ? -1 : 1));

/** Whether a holder stands where goods only pass. */
export function passes(view: View, holder: string): boolean {
  const row = view.location(view.place(holder).location ?? '');
  return row !== null && PASSING_ROLES.includes(row.role);
}

/** Whether a move was chosen at a desk to save travel: goods that stand well enough (SL1). */
export const is_slotted = (task: TaskRow): boolean =>
  Array.isArray(task.why) && task.why.includes('slotting');

/** Tasks to move goods on that were put where they cannot stay. */
const moves = (view: View): TaskRow[] => view.tasks('move').filter((task) => !is_slotted(task));

/** Whether somebody is asked to move these goods on from where they are. */
const moves_on = (view: View, lpn: string | null, holder: string): boolean =>
  moves(view).some((task) => (lpn === null
    ? task.lpn === null && task.source === holder : task.lpn === lpn));

/** Whether a plate has its place for good. */
export const is_stored = (view: View, lpn: string): boolean => {
  const holder = plate_holder(lpn);
  const at = view.place(holder).location;
  return at !== null && view.location(at) !== null && !passes(view, holder)
    && !moves_on(view, lpn, holder);
};

/** Plates with goods that wait to be put away. */
export function waiting(view: View): string[] {
  const here = places(view, ['dock', 'stage']).flatMap((row) => view.books.plates_at(row.location));
  const asked = view.tasks('putaway').map((task) => task.lpn)
    .filter((lpn) => lpn !== null && passes(view, plate_holder(lpn)));
  const again = moves(view).map((task) => task.lpn).filter((lpn) => lpn !== null);
  return [...new Set([...here, ...asked, ...again].flatMap((lpn) => leaves(view, lpn!)))]
    .filter((lpn) => !goes_across(view, lpn));
}

/** Goods without a plate that wait to be put away. */
export function loose(view: View): Quant[] {
  const asked = view.tasks('putaway').filter((task) => task.lpn === null);
  const names = (task: TaskRow, quant: Quant): boolean =>
    task.part === quant.part && (task.lot ?? '') === quant.lot;
  const passing = places(view, PASSING_ROLES).flatMap((row) => view.in_holder(row.location)
    .filter((quant) => row.role === 'dock' || asked.some((task) => names(task, quant))));
  const again = moves(view).filter((task) => task.lpn === null && task.source)
    .flatMap((task) => view.in_holder(task.source!).filter((quant) => names(task, quant)));
  return [...passing, ...again];
}

/** Plates with goods of their own, at or inside a plate. */
export function leaves(view: View, lpn: string): string[] {
  const own = view.in_holder(plate_holder(lpn)).length > 0 ? [lpn] : [];
  return [...own, ...view.books.plates_at(plate_holder(lpn)).flatMap((one) => leaves(view, one))];
}

/** A pick face that waits for goods of this plate, with somebody's order: it goes first (PU6). */
export function waiting_face(view: View, lpn: string): TaskRow | null {
  const holder = plate_holder(lpn);
  const tasks = view.tasks('replenish').filter((task) => task.source === holder
    && of_task(view, task) !== undefined);
  return tasks.sort((a, b) => Number(a.priority) - Number(b.priority))[0] ?? null;
}

const of_task = (view: View, task: TaskRow): Quant | undefined =>
  view.in_holder(task.source!).find((quant) => quant.part === task.part
    && quant.lot === (task.lot ?? '') && quant.serial === '');

/** As many units of the plate as its face takes; the rest is put away after them. */
export function for_face(view: View, lpn: string): Entry {
  const task = waiting_face(view, lpn)!;
  const { part, lot, quantity } = of_task(view, task)!;
  const units = Math.min(quantity, task.quantity ?? quantity);
  return { part, lot: lot || null, serial: null, quantity: units };
}

/** Plates that wait, first those with goods that a pick face waits for. */
export const faced_first = (view: View): string[] => waiting(view).sort((a, b) =>
  Number(waiting_face(view, a) === null) - Number(waiting_face(view, b) === null));

/** How many things there are to be put away: plates, and loose kinds of goods. */
export const to_put_away = (view: View): number => waiting(view).length
  + new Set(loose(view).map((quant) => [quant.holder, quant.part, quant.lot].join('|'))).size;
