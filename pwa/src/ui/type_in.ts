// SPDX-License-Identifier: Apache-2.0
/** What may be typed where a label does not read, and which keys of a soft keyboard fit it. */
import { FLOW_DEFS } from '../flow/catalogue.ts';
import type { Step } from '../flow/step.ts';

/** `check`: the number in the head of the label of the wanted place; `text`: words on a paper. */
export type Typing = 'code' | 'digits' | 'check' | 'date' | 'text' | 'name';

const SCANS: readonly string[] = [
  'location', 'lpn', 'plate_new', 'part', 'serial', 'lot', 'document', 'unknown',
];
const DAYS: readonly string[] = ['receive.expiry'];
const NAMES: readonly string[] = ['load.courier', 'load.taker'];
const TAPPED: readonly string[] = ['quantity', 'choice', 'none'];

/** What is typed at a step that wants a scan or words; null where a tap or a number answers. */
export function typing_of(step: Step): Typing | null {
  const expect = FLOW_DEFS[step.flow].states[step.state]?.expect ?? {};
  const takes = (name: string): boolean => expect[name] !== undefined;
  if (TAPPED.includes(step.aim) || !SCANS.some(takes)) return null;
  const name = `${step.flow}.${step.state}`;
  if (DAYS.includes(name)) return 'date';
  if (NAMES.includes(name)) return 'name';
  if (step.aim === 'location') return step.plate?.confirm ? 'check' : 'code';
  if (step.aim === 'lpn') return 'digits';
  return step.aim === 'any' && takes('unknown') && !takes('part') ? 'text' : 'code';
}

/** Whether digits are what is typed there most often; letters stay one tap away. */
export const in_digits = (typing: Typing): boolean => ['digits', 'check', 'date'].includes(typing);

/** The question that is being typed for: with another one, what was typed has been taken. */
export const asked_by = (step: Step): string =>
  JSON.stringify([step.question, step.list?.rows.length, step.flow === 'lookup' && step.facts]);

/** Whether what was typed at a step was taken, as the step that came of it says. */
export const was_taken = (before: Step | null, after: Step): boolean =>
  before !== null && before !== after && after.band?.tone === 'good';
