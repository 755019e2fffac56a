// SPDX-License-Identifier: Apache-2.0
/**
 * Who may put goods where a rule says no: with a right, a reason, and a second scan (PU3). The
 * Python twin is backend/domain/override.py; tests/vectors/override.json keeps them equal.
 */
import { setting } from './policy.ts';
import type { Refusal } from './storage.ts';
import type { View } from './view.ts';

const OVERRIDABLE: readonly Refusal[] = ['blocked', 'hold_zone_only'];

/** Whether this person (`lead`: a supervisor) may break this rule on this site. */
export const may_override = (refusal: Refusal, lead: boolean, view: View): boolean =>
  lead && setting(view, 'putaway.override') === 'supervisor' && OVERRIDABLE.includes(refusal);
