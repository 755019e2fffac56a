// SPDX-License-Identifier: Apache-2.0
/** What a screen reader hears of a step. */
import type { Step } from '../flow/step.ts';
import { say, spoken } from './words.ts';

/** What the last scan was, then the next question; at the end what was done, as it is shown. */
export const heard = ({ band, done, question }: Step): string =>
  spoken(say(band?.title), say(band?.note), say(done?.title ?? question));
