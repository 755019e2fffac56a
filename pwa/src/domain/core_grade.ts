// SPDX-License-Identifier: Apache-2.0
/**
 * The grade of a core from what was answered, and what of its deposit that grade earns. Twin of
 * backend/domain/reverse/grading.py; tests/vectors/core_grade.json keeps them equal.
 */
import type { Answers, CheckRow } from './reverse.ts';

export type Grade = 'A' | 'B' | 'C' | 'scrap';
export type Graded = { grade: Grade | null; decision: string | null };

/** What becomes of a core, the gravest last. */
const DECISIONS = ['core_ok', 'core_partial', 'core_reject', 'hazmat_quarantine'];

const check = (name: string, fail: string, by_book = false): CheckRow =>
  ({ check: name, fail, by_book });

export const CORE_CHECKS: readonly CheckRow[] = [
  check('same_family', 'core_reject', true), check('in_window', 'core_reject', true),
  check('complete', 'core_partial'), check('assembled', 'core_reject'),
  check('no_crack', 'core_reject'), check('no_fire_or_water', 'core_reject'),
  check('no_heavy_corrosion', 'core_reject'), check('identification_legible', 'core_partial'),
  check('drained_and_safe', 'hazmat_quarantine'), check('deposit_open', 'core_reject', true),
];
const LESS: Readonly<Record<string, readonly string[]>> = {
  alternator: ['drained_and_safe'], starter: ['drained_and_safe'],
  battery: ['assembled', 'no_heavy_corrosion'],
  control_module: ['drained_and_safe', 'no_heavy_corrosion'],
};

/** What is asked of a core of this family; `own` is the site's list. */
export function checklist(family: string, own: readonly CheckRow[] = []): readonly CheckRow[] {
  if (own.length > 0) return own;
  return CORE_CHECKS.filter((one) => !(LESS[family] ?? []).includes(one.check));
}

/** As far as the bench can tell: what the deposits say is taken for a yes. */
export function grade(answers: Answers, checks: readonly CheckRow[]): Graded {
  const said = (one: CheckRow): boolean | undefined => answers[one.check];
  const fails = checks.filter((one) => said(one) === false).map((one) => one.fail);
  const worst = Math.max(0, ...fails.map((fail) => DECISIONS.indexOf(fail)));
  if (checks.some((one) => said(one) === undefined)) {
    return { grade: null, decision: worst === 3 ? DECISIONS[3]! : null };
  }
  const missing = fails.filter((fail) => fail === 'core_partial').length;
  const usable = (['A', 'B', 'C'] as const)[Math.min(missing, 2)]!;
  return { grade: fails.includes('core_reject') ? 'scrap' : usable, decision: DECISIONS[worst]! };
}
