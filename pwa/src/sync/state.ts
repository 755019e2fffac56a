// SPDX-License-Identifier: Apache-2.0
/** How far the work of this device has got: counts over the kept operations, and the contact. */
import type { QueueRow, SyncState } from '../contract.ts';
import type { Operation } from '../domain/operation.ts';
import { is_waiting } from '../store/queue.ts';
import type { Kept } from '../store/queue.ts';
import type { Contact } from './loop.ts';

export function sync_state(kept: readonly Kept[], contact: Contact, lost: number): SyncState {
  const waiting = kept.filter(is_waiting);
  const count = (fits: (row: Kept) => boolean): number => kept.filter(fits).length;
  const outcome = (row: Kept): string | null => row.answer?.outcome ?? null;
  return {
    online: contact.online, offline_since: contact.offline_since, last_sync: contact.last_sync,
    pending: waiting.length, oldest_at: waiting[0]?.captured_at ?? null,
    saved: count((row) => row.answer === null),
    recorded: count((row) => row.answer !== null && !row.booked),
    booked: count((row) => row.booked),
    needs_person: count((row) => outcome(row) === 'parked'),
    rejected: count((row) => outcome(row) === 'rejected'),
    lost, sign_in: contact.sign_in, update_needed: contact.update_needed,
    clock_offset_ms: contact.skew?.offset_ms ?? null, holds_at: contact.holds_at,
    stalled: contact.stalled,
  };
}

/** One operation as the queue's page shows it. */
export function queue_row(row: Kept, op: Operation): QueueRow {
  return {
    op_id: row.op_id, seq: row.seq, kind: row.kind, captured_at: row.captured_at,
    state: light(row), outcome: row.answer?.outcome ?? null, reason: row.answer?.reason ?? null,
    body: op.body as Readonly<Record<string, unknown>>,
  };
}

function light(row: Kept): QueueRow['state'] {
  if (row.answer === null) return 'saved';
  if (row.answer.outcome === 'parked') return 'parked';
  if (row.answer.outcome === 'rejected') return 'rejected';
  return row.booked ? 'booked' : 'recorded';
}
