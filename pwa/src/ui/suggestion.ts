// SPDX-License-Identifier: Apache-2.0
/** The next piece of work in words: what it is, for whom, and why it is this one. */
import type { Next } from '../flow/give.ts';
import type { Suggestion } from './screens/home.tsx';
import { clock, t } from './words.ts';

export function suggestion(next: Next): Suggestion {
  const why = next.why.map(({ key, at }) => t(key, at ? { time: clock(at) } : {})).join(' · ');
  return {
    flow: next.flow, title: t('home.give'), marks: next.marks,
    lines: [t(next.key, next.params), next.small, why].filter(Boolean),
  };
}
