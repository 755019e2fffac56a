// SPDX-License-Identifier: Apache-2.0
/** Lots that wait for an inspection, as this device has heard. */
import type { TaskRow } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';

export const to_inspect = (view: View): TaskRow[] => view.tasks('inspect')
  .filter((task) => task.sample !== undefined)
  .sort((a, b) => (a.task < b.task ? -1 : 1));
