// SPDX-License-Identifier: Apache-2.0
/**
 * Cross-docking: which waiting picks get what has just come in (RC18). Twin of
 * `backend/domain/plan/cross_dock.py`; the shared vector is `tests/vectors/cross_dock.json`.
 */
import { by_name } from './pick_choice.ts';

/** A pick that no stored goods were found for. */
export type Waiting = Readonly<{
  task: string; priority: number; must_ship: string; quantity: number;
}>;

const NEVER = '9999-12-31';

/** Units for each pick: emergencies, then what must ship soonest; a part of it where few came. */
export function cross_dock(units: number, waiting: readonly Waiting[]): Map<string, number> {
  const given = new Map<string, number>();
  let left = units;
  const turn = [...waiting].sort((a, b) => a.priority - b.priority
    || by_name(a.must_ship || NEVER, b.must_ship || NEVER) || by_name(a.task, b.task));
  for (const one of turn) {
    const some = Math.min(one.quantity, left);
    if (some <= 0) continue;
    given.set(one.task, some);
    left -= some;
  }
  return given;
}
