// SPDX-License-Identifier: Apache-2.0
/**
 * Give me work: which task this worker does next, and why (interleaving; PK1, PU14). Twin of
 * `backend/domain/plan/next_work.py`, where the order is explained; the shared vector is
 * `tests/vectors/next_work.json`.
 */
import { by_name } from './pick_choice.ts';

export type Work = Readonly<{
  task: string; priority: number; vor?: boolean; cut_off?: number | null; zone?: string;
  travel?: number | null; needs?: string; right?: string; taken_by?: string; minutes?: number;
}>;

export type Worker = Readonly<{
  person: string; now?: number; travel?: number | null; zone?: string; zones?: readonly string[];
  trucks?: readonly string[]; rights?: readonly string[];
}>;

export type Interleaving = Readonly<{
  step: number; spare_minutes: number; travel_a_minute: number;
}>;

export type Reason = 'vor' | 'begun' | 'cut_off' | 'priority' | 'your_zone' | 'your_truck' | 'near';
export type Offer = Readonly<{ task: string; why: readonly Reason[] }>;

export const USUAL: Interleaving = { step: 20, spare_minutes: 30, travel_a_minute: 60 };
const NEAR_TRAVEL = 60; // so near that it is a reason to be told
const WORK_MINUTES = 5;
const NO_CUT_OFF = Number.MAX_SAFE_INTEGER;

/** The tasks that this worker should do next, best first. */
export function next_work(
  worker: Worker, tasks: readonly Work[], rules: Interleaving = USUAL, limit = 3,
): Offer[] {
  const open_to = tasks.filter((task) => may_do(worker, task))
    .map((task) => ({ task, rank: rank(worker, task, rules) }))
    .sort((a, b) => in_order(a.rank, b.rank) || by_name(a.task.task, b.task.task));
  const least = Math.max(0, ...open_to.map(({ task }) => task.priority));
  return open_to.slice(0, limit)
    .map(({ task }) => ({ task: task.task, why: why(worker, task, rules, least) }));
}

/** Whether a task is this worker's to take. VOR is not bound to zones: whoever is free goes. */
export function may_do(worker: Worker, task: Work): boolean {
  if (task.taken_by && task.taken_by !== worker.person) return false;
  if (task.needs && !worker.trucks?.includes(task.needs)) return false;
  if (task.right && !worker.rights?.includes(task.right)) return false;
  return task.vor === true || !worker.zones?.length || !task.zone
    || worker.zones.includes(task.zone);
}

const is_known = (worker: Worker, task: Work): boolean =>
  worker.travel != null && task.travel != null;

/** Travel to a task from where the worker stands; 0 where either is not known. */
const way = (worker: Worker, task: Work): number =>
  (is_known(worker, task) ? Math.abs(task.travel! - worker.travel!) : 0);

/** Whether a task misses its cut-off unless it is begun now. */
function presses(worker: Worker, task: Work, rules: Interleaving): boolean {
  if (task.cut_off == null) return false;
  const walk = Math.ceil(way(worker, task) / rules.travel_a_minute);
  const left = task.cut_off - (worker.now ?? 0) - walk - (task.minutes ?? WORK_MINUTES);
  return left < rules.spare_minutes;
}

function rank(worker: Worker, task: Work, rules: Interleaving): number[] {
  const now = presses(worker, task, rules);
  const cut_off = task.cut_off ?? NO_CUT_OFF;
  return [
    Number(task.vor !== true), Number((task.taken_by ?? '') !== worker.person), Number(!now),
    now ? cut_off : 0, step_of(task.priority, rules), Math.floor(cut_off / 60),
    Number(!in_zone(worker, task)), Number(!on_truck(worker, task)), way(worker, task),
    task.priority,
  ];
}

const in_order = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((one, n) => one !== b[n]);
  return at < 0 ? 0 : a[at]! - b[at]!;
};

const step_of = (priority: number, rules: Interleaving): number =>
  Math.floor(priority / rules.step);
const in_zone = (worker: Worker, task: Work): boolean =>
  Boolean(task.zone) && task.zone === worker.zone;
const on_truck = (worker: Worker, task: Work): boolean =>
  Boolean(task.needs) && worker.trucks?.includes(task.needs!) === true;

function why(worker: Worker, task: Work, rules: Interleaving, least: number): Reason[] {
  const told: [Reason, boolean][] = [
    ['vor', task.vor === true], ['begun', (task.taken_by ?? '') === worker.person],
    ['cut_off', presses(worker, task, rules)],
    ['priority', step_of(task.priority, rules) < step_of(least, rules)],
    ['your_zone', in_zone(worker, task)], ['your_truck', on_truck(worker, task)],
    ['near', is_known(worker, task) && way(worker, task) <= NEAR_TRAVEL],
  ];
  return told.filter(([, is_so]) => is_so).map(([name]) => name);
}
