// SPDX-License-Identifier: Apache-2.0
/**
 * What only the server may answer (CF15): asked while the person waits, never queued. A no, or no
 * network, is a word on the step that stands; asked again it cannot act twice.
 */
import { REQUESTS } from './domain/operation.ts';
import type { Draft } from './domain/operation.ts';
import type { FlowState } from './flow/data.ts';
import type { Advance } from './flow/machine.ts';
import type { Sealed } from './store/queue.ts';
import { request } from './sync/wire.ts';
import type { Fetch } from './sync/wire.ts';

/** Bands that an answer may end with; null: it was done. */
export type No = 'online_only' | 'sign_in_first' | 'truck_held' | 'truck_gone' | 'truck_stays';

const DECLINED: Readonly<Record<string, No>> = {
  declined_held: 'truck_held', declined_done: 'truck_gone',
};

export async function asked({ op, hash, text }: Sealed, fetch: Fetch): Promise<No | null> {
  const reply = await request(fetch, JSON.stringify({ op_id: op.op_id, hash, op: text }));
  if (reply.is === 'sign_in') return 'sign_in_first';
  if (reply.is !== 'ok') return 'online_only';
  const { outcome, reason, detail } = reply.body;
  if (detail?.['declined'] !== true && outcome !== 'rejected') return null;
  return DECLINED[reason ?? ''] ?? 'truck_stays';
}

/** The same answer of a flow once the server has said yes, or the step that stands with its no. */
export async function with_answers(
  answer: Advance, ask: (one: Draft) => Promise<No | null>, noted: (no: No) => FlowState | null,
): Promise<Advance> {
  for (const one of answer.operations.filter(({ kind }) => REQUESTS.includes(kind))) {
    const no = await ask(one);
    if (no !== null) return { state: noted(no), step: null, operations: [], feedback: 'attention' };
  }
  const facts = answer.operations.filter(({ kind }) => !REQUESTS.includes(kind));
  return { ...answer, operations: facts };
}
