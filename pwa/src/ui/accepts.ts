// SPDX-License-Identifier: Apache-2.0
/** What a tap or a typed number may say to a step, read from the flow's own data. */
import { FLOW_DEFS } from '../flow/catalogue.ts';
import type { Step } from '../flow/step.ts';

/**
 * True if the step's state expects this kind of tap. A state that no flow knows (a picture in the
 * gallery) takes choices and nothing else.
 */
export function accepts(
  step: Pick<Step, 'flow' | 'state'>, input: 'choose' | 'confirm' | 'serial' | 'unknown',
): boolean {
  const state = FLOW_DEFS[step.flow].states[step.state];
  return state === undefined ? input === 'choose' : state.expect[input] !== undefined;
}
