// SPDX-License-Identifier: Apache-2.0
/** What waits on the floor, as this device sees it: counts for the menu and what to do next. */
import type { View } from '../domain/view.ts';
import { open_asns } from '../flow/announced.ts';
import { FLOW_DEFS } from '../flow/catalogue.ts';
import { may_count } from '../flow/count_again.ts';
import { give } from '../flow/give.ts';
import type { Next } from '../flow/give.ts';
import { to_inspect } from '../flow/inspect_tasks.ts';
import { to_load } from '../flow/load.ts';
import { totes } from '../flow/pack.ts';
import { due_orders } from '../flow/pick_due.ts';
import { batches } from '../flow/pick_sort.ts';
import { to_put_away } from '../flow/waiting.ts';
import type { FlowName, Step } from '../flow/step.ts';

export type Work = Readonly<{ next: Next | null; waiting: Readonly<Partial<Record<FlowName,
  number>>> }>;

/** `here` is the place that was scanned last, '' where none was. */
export function workOf(
  view: View, me = '', now_ms = Date.now(), lead = false, here = '',
): Work {
  const counts = view.tasks('count').filter((task) => may_count(task, { actor: me, lead }));
  return {
    next: give(view, { me, now_ms, lead, here }),
    waiting: {
      pick: due_orders(view).length + batches(view).length, count: counts.length,
      receive: open_asns(view).filter((row) => !row.received).length,
      putaway: to_put_away(view), // plates, as the list of the step has them: not tasks
      pack: totes(view).filter(({ order }) => order !== null).length,
      load: to_load(view).length, inspect: to_inspect(view).length,
    },
  };
}

const RECORDED = /^band\.recorded\.(?!undo)/;

/** Whether work of this flow was recorded and it asks what to do next. */
export const is_over = (step: Step, flow: FlowName | null): boolean => flow === step.flow
  && step.state === FLOW_DEFS[flow].start && RECORDED.test(step.band?.title.key ?? '');
