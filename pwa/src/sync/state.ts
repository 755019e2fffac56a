// SPDX-License-Identifier: Apache-2.0
/** How far the work of this device has got: counts over the kept operations, and the contact. */
import type { QueueRow, SyncState } from '../contract.ts';
import type { Operation } from '../domain/operation.ts';
import { is_waiting } from '../store/queue.ts';
import type { Kept } from '../store/queue.ts';
import type { Contact } from './loop.ts';

/**
 * Reasons with which something is kept as told, and somebody has to look at it: received_twice,
 * received_differently, after_departure, wrong_door (short patterns: this is loaded at the start).
 */
const ASKS = /^received|^after|^wrong_d/;

/**
 * And of these, whoever told it still has the goods at hand: a surplus, what was packed or loaded
 * for an order that is not theirs or has left, and what was put on hold on its way to a customer. A
 * hold on anything else is no news.
 */
const tells = ({ answer, kind }: Kept): boolean =>
  /^line_|^(pack|load)ed_/.test(answer?.reason ?? '')
  || (answer?.reason === 'after_departure' && /^p.ck/.test(kind))
  || (answer?.reason === 'held' && /pick|pack|load/.test(kind));

/** Whether somebody looks at it: it waits, was not understood, or is in the books as a question. */
export const asked = (row: Kept): boolean => ASKS.test(row.answer?.reason ?? '') || tells(row)
  || ['parked', 'rejected'].includes(light(row));

/** How far one operation has got, as its lights show it. */
export function light(row: Kept): QueueRow['state'] {
  if (row.answer === null) return 'saved';
  const { outcome } = row.answer;
  if (outcome === 'parked' || outcome === 'rejected') return outcome;
  return row.booked ? 'booked' : 'recorded';
}

export function sync_state(kept: readonly Kept[], contact: Contact, lost: number): SyncState {
  const waiting = kept.filter(is_waiting);
  const lights = kept.map(light); // each operation counts once, as the list shows it
  const count = (state: QueueRow['state']): number =>
    lights.filter((one) => one === state).length;
  return {
    ...contact, pending: waiting.length, oldest_at: waiting[0]?.captured_at ?? null,
    saved: count('saved'), recorded: count('recorded'), booked: count('booked'),
    needs_person: kept.filter(asked).length - count('rejected'), rejected: count('rejected'),
    lost,
    clock_offset_ms: contact.skew?.offset_ms ?? null, asks: kept.filter(tells),
  };
}

/** Newest first, at most `limit`; what somebody looks at stands before all else, however old. */
export function newest(kept: readonly Kept[], limit: number): readonly Kept[] {
  const rows = [...kept].reverse();
  return [...rows.filter(asked), ...rows.filter((row) => !asked(row))].slice(0, limit);
}

/** One operation as the queue's page shows it. */
export function queue_row(row: Kept, op: Operation): QueueRow {
  return {
    op_id: row.op_id, seq: row.seq, kind: row.kind, captured_at: row.captured_at,
    state: light(row), asked: asked(row), outcome: row.answer?.outcome ?? null,
    reason: row.answer?.reason ?? null,
    body: op.body as Readonly<Record<string, unknown>>,
  };
}
