// SPDX-License-Identifier: Apache-2.0
/**
 * The step of every state that asks something, as the flows make it: one JSON object on standard
 * output, `flow.state` to step. `python -m tools.gallery` draws them.
 */
import type { Step } from '../../src/flow/step.ts';
import { WAYS } from './ways.ts';

const steps: Record<string, Step> = {};
for (const [name, way] of Object.entries(WAYS)) steps[name] = way().step;
process.stdout.write(JSON.stringify(steps));
