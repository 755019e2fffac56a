// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDB } from 'idb';
import { KEPT_MS, Queue } from '../../src/store/queue.ts';
import { StoreFault } from '../../src/store/fault.ts';
import { TestClock, TestMarker, fresh, sealed } from '../bench.ts';

type Opened = { queue: Queue; clock: TestClock; marker: TestMarker; name: string };

async function opened(): Promise<Opened> {
  const clock = new TestClock();
  const marker = new TestMarker();
  const name = fresh('queue');
  const queue = new Queue(marker, clock.id, name);
  await queue.open();
  return { queue, clock, marker, name };
}

const accepted = (op_id: string): object & { op_id: string; outcome: string; reason: null;
  detail: null; version: number } =>
  ({ op_id, outcome: 'accepted', reason: null, detail: null, version: 9 });

test('operations get numbers without holes, stored together with the flow state', async () => {
  const { queue, clock } = await opened();
  const rows = await queue.commit([await sealed(clock, 'a'), await sealed(clock, 'b')], { v: 1 });
  assert.deepEqual(rows.map((row) => row.seq), [1, 2]);
  assert.deepEqual(await queue.flow(), { v: 1 });
  assert.deepEqual((await queue.commit([await sealed(clock, 'c')], null)).map((r) => r.seq), [3]);
});

test('a write that fails keeps neither operation nor number nor flow state', async () => {
  const { queue, clock } = await opened();
  const one = await sealed(clock, 'a');
  await queue.commit([], { at: 'before' });
  const uncloneable = { at: 'after', run: (): void => undefined };
  await assert.rejects(queue.commit([one], uncloneable), StoreFault);
  assert.deepEqual(await queue.all(), []);
  assert.deepEqual(await queue.flow(), { at: 'before' });
  assert.deepEqual((await queue.commit([one], null)).map((row) => row.seq), [1]);
});

test('the same operation stored twice is stored once', async () => {
  const { queue, clock } = await opened();
  const one = await sealed(clock, 'a');
  await queue.commit([one], null);
  assert.equal((await queue.commit([one], null))[0]!.seq, 1);
  assert.equal((await queue.all()).length, 1);
});

test('a lost connection is opened again before the write', async () => {
  const { queue, clock } = await opened();
  await queue.close();
  assert.equal((await queue.commit([await sealed(clock, 'a')], null))[0]!.seq, 1);
});

test('a queue that vanished is noticed, and its numbers are not used again', async () => {
  const { queue, clock, marker } = await opened();
  await queue.commit([await sealed(clock, 'a'), await sealed(clock, 'b')], null);
  const after = new Queue(marker, clock.id, fresh('queue'));
  const meta = await after.open();
  assert.deepEqual([meta.lost, after.vanished, meta.seq], [2, 2, 2]);
  assert.equal((await after.commit([await sealed(clock, 'c')], null))[0]!.seq, 3);
});

test('an outcome never changes, but for parked to its one resolution', async () => {
  const { queue, clock } = await opened();
  const [row] = await queue.commit([await sealed(clock, 'a')], null);
  await queue.answer([accepted(row!.op_id)], {}, 1);
  await queue.answer([{ ...accepted(row!.op_id), outcome: 'rejected' }], {}, 2);
  assert.equal((await queue.all())[0]!.answer?.outcome, 'accepted');
  const [parked] = await queue.commit([await sealed(clock, 'b')], null);
  await queue.answer([{ ...accepted(parked!.op_id), outcome: 'parked' }], {}, 3);
  await queue.follow([{ op_id: parked!.op_id, outcome: 'accepted', reason: null, booked: true }]);
  const kept = (await queue.all())[1]!;
  assert.deepEqual([kept.answer?.outcome, kept.booked], ['accepted', true]);
});

test('accepted operations are kept seven days, pending and parked ones for ever', async () => {
  const { queue, clock } = await opened();
  const rows = await queue.commit(
    [await sealed(clock, 'a'), await sealed(clock, 'b'), await sealed(clock, 'c')], null);
  await queue.answer([accepted(rows[0]!.op_id), { ...accepted(rows[1]!.op_id),
    outcome: 'parked' }], {}, 1000);
  assert.equal(await queue.prune(1000 + KEPT_MS), 0);
  assert.equal(await queue.prune(1001 + KEPT_MS), 1);
  assert.deepEqual((await queue.all()).map((row) => row.seq), [2, 3]);
});

test('a newer tab may upgrade: the queue lets go and opens again', async () => {
  const { queue, clock, name } = await opened();
  const other = await openDB(name, 1);
  other.close();
  assert.equal((await queue.commit([await sealed(clock, 'a')], null)).length, 1);
});

test('an open blocked by an old tab ends in time and says so', { timeout: 10_000 }, async () => {
  const clock = new TestClock();
  const name = fresh('queue');
  const old = await openDB(name, 1); // an old build that never lets go
  const request = indexedDB.deleteDatabase(name);
  const queue = new Queue(new TestMarker(), clock.id, name);
  await assert.rejects(queue.open(), (error: StoreFault) => error.code === 'blocked');
  old.close();
  await new Promise((done) => { request.onsuccess = done; });
});
