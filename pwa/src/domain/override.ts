// SPDX-License-Identifier: Apache-2.0
/**
 * Who may put goods where a rule says no: with a right, a reason, and a second scan (PU3). The
 * Python twin is backend/domain/override.py; tests/vectors/override.json keeps them equal.
 */
import { setting } from './policy.ts';
import { refuses } from './storage.ts';
import type { Place, Refusal } from './storage.ts';
import type { View } from './view.ts';

const OVERRIDABLE: readonly Refusal[] = ['blocked', 'hold_zone_only'];

/**
 * The rule that this person (`lead`: a supervisor) may break to put these goods there; null: none.
 * A place names the first rule that is broken: behind one that may be there must be no law.
 */
export function may_override(
  place: Place, hazard_class: string | null, held: boolean, lead: boolean, view: View,
): Refusal | null {
  if (!lead || setting(view, 'putaway.override') !== 'supervisor') return null;
  const broken = refuses(place, hazard_class, held);
  const lawful = refuses({ ...place, blocked: false }, hazard_class, false) === null;
  return lawful && broken !== null && OVERRIDABLE.includes(broken) ? broken : null;
}
