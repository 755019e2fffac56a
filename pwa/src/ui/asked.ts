// SPDX-License-Identifier: Apache-2.0
/** What an answer asks of who told the work, in words. */
import type { Ask } from '../contract.ts';
import { describe } from './describe.ts';
import { t } from './words.ts';

/** The units that are too many, as the server counted them: seldom all that were told. */
function surplus(ask: Ask): number {
  const detail = ask.answer?.detail as { surplus?: number; quantity?: number } | null;
  return detail?.surplus ?? detail?.quantity ?? 1;
}

export function asked(ask: Ask): { title: string; note: string } {
  const body = (JSON.parse(ask.text) as { body: Record<string, unknown> }).body;
  const { title, place } = describe({ kind: ask.kind, body });
  const note = [title, place].filter(Boolean).join(' · ');
  return { title: t(`asks.${ask.answer?.reason}`, { n: surplus(ask) }), note };
}
