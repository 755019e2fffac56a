// SPDX-License-Identifier: Apache-2.0
/**
 * One push: the oldest waiting operations, and what their answers mean.
 *
 * The queue is the truth: everything here can be cut off at any line and done again.
 */
import { byte_length } from '../domain/hash.ts';
import { measure, unix_ms, utc } from '../domain/clock.ts';
import type { Skew } from '../domain/clock.ts';
import { is_waiting } from '../store/queue.ts';
import type { Kept, Queue, Sealed } from '../store/queue.ts';
import { PUSH_BYTES_MAX, PUSH_OPERATIONS_MAX, push, push_text } from './wire.ts';
import type { Fetch, PushReply } from './wire.ts';

export type PushDeps = {
  queue: Queue; fetch: Fetch; now: () => number; site: () => string;
  renew: () => Promise<string | null>; // a new installation, or null: not now
  void_op: (seq: number) => Promise<Sealed>;
};

/** How a push went, and what to do next. `more`: at once again; `idle`: nothing waits. */
export type Pushed = {
  next: 'more' | 'idle' | 'later' | 'sign_in' | 'update'; wait_ms: number; reached: boolean;
  changed: boolean; pull: boolean; skew: Skew | null;
};

const result = (next: Pushed['next'], more: Partial<Pushed> = {}): Pushed =>
  ({ next, wait_ms: 0, reached: true, changed: false, pull: false, skew: null, ...more });

/** How many operations the next push may hold; halved by 413 and 422, restored by success. */
export class Batch {
  size = PUSH_OPERATIONS_MAX;

  halve(): boolean {
    const before = this.size;
    this.size = Math.max(1, Math.floor(this.size / 2));
    return before > 1;
  }
}

/** Sends one batch; with `beat` also an empty one, so that the server knows of this queue. */
export async function push_once(deps: PushDeps, batch: Batch, beat: boolean): Promise<Pushed> {
  const { queue } = deps;
  if (await queue.stranded()) return fork(deps);
  const rows = await queue.batch(batch.size, PUSH_BYTES_MAX);
  if (rows.length === 0 && !beat) return result('idle');
  const sent_ms = deps.now();
  const text = await request(deps, rows, sent_ms);
  if (rows.length > 1 && byte_length(text) > PUSH_BYTES_MAX * 2) batch.halve();
  const reply = await push(deps.fetch, text);
  switch (reply.is) {
    case 'ok': {
      batch.size = PUSH_OPERATIONS_MAX;
      return took(deps, rows, reply.body, sent_ms);
    }
    case 'sign_in': return result('sign_in');
    case 'update': return result('update');
    case 'wait': return result('later', { wait_ms: reply.ms });
    case 'halve':
    case 'unreadable': return result(batch.halve() ? 'more' : 'later');
    case 'epoch': {
      await queue.resend(reply.epoch);
      return result('more', { changed: true, pull: true });
    }
    case 'fork': return fork(deps);
    case 'unknown': return result('later', { reached: false });
  }
}

async function request(deps: PushDeps, rows: readonly Kept[], sent_ms: number): Promise<string> {
  const meta = await deps.queue.meta();
  const kept = (await deps.queue.all()).filter((row) => row.gen === meta.gen);
  const waiting = kept.filter(is_waiting);
  const stored_through = (waiting[0]?.seq ?? meta.seq + 1) - 1;
  const report = {
    pending: waiting.length, oldest_at: waiting[0]?.captured_at ?? null, last_seq: meta.seq,
  };
  return push_text(deps.site(), meta.epoch, stored_through, utc(sent_ms), report, rows);
}

async function took(
  deps: PushDeps, rows: readonly Kept[], reply: PushReply, sent_ms: number,
): Promise<Pushed> {
  const received_ms = deps.now();
  const asked = new Set(rows.map((row) => row.op_id));
  const results = reply.results.filter((one) => asked.has(one.op_id));
  await deps.queue.answer(
    results, { epoch: reply.epoch, durable_through: reply.durable_through }, received_ms,
  );
  const server_ms = unix_ms(reply.server_time);
  const gap = rows.length > 0 && results.length < rows.length
    ? await mend(deps, reply.expected_seq, rows[results.length]!.seq) : true;
  const waiting = await deps.queue.batch(1, PUSH_BYTES_MAX);
  return result(waiting.length > 0 && gap ? 'more' : waiting.length > 0 ? 'later' : 'idle', {
    wait_ms: reply.hints?.slow_ms ?? 0, changed: results.length > 0,
    pull: reply.hints?.pull ?? false,
    skew: server_ms === null ? null : measure(sent_ms, server_ms, received_ms),
  });
}

/**
 * The server misses numbers before `next`: they are sent again where they are kept; a number that
 * is truly lost is filled with an operation that says so. False: nothing could be mended.
 */
async function mend(deps: PushDeps, expected: number, next: number): Promise<boolean> {
  if (expected >= next || expected < 1) return false;
  for (let seq = expected; seq < next; seq += 1) {
    if (!await deps.queue.again(seq)) await deps.queue.fill(await deps.void_op(seq), seq);
  }
  return true;
}

/** This installation was copied, now or before: a new one, and what waits under the same ids. */
async function fork(deps: PushDeps): Promise<Pushed> {
  const installation = await deps.renew();
  if (installation === null) return result('later');
  await deps.queue.renumber(installation);
  return result('more', { changed: true });
}
