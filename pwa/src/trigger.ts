// SPDX-License-Identifier: Apache-2.0
/** A trigger that was pulled twice by mistake is one scan. */
import type { Step } from './flow/step.ts';

/** A double pull of the trigger; never between two scans that count one more each. */
export const DOUBLE_SCAN_MS = 600;

export class Trigger {
  #last = { raw: '', at: -Infinity, counted: false };

  /** True: this scan is the last one again. `at` is in ms; `step` is what the person looked at. */
  is_double(raw: string, at: number, step: Step | null): boolean {
    const counts = step !== null && (step.flow === 'count' || step.quantity !== null);
    const last = this.#last;
    const double = !(counts && last.counted) && raw === last.raw && at - last.at < DOUBLE_SCAN_MS;
    this.#last = { raw, at, counted: counts };
    return double;
  }
}
