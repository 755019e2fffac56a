// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, demo_rows } from '../fixture.ts';
import { device, fresh, sealed } from '../bench.ts';
import type { Device, TestClock } from '../bench.ts';
import { local_memory } from '../../src/store/marker.ts';
import { TestServer } from './server.ts';

const names = (): { queue: string; cache: string } =>
  ({ queue: fresh('queue'), cache: fresh('cache') });

/** A device with some operations that were told before the server was ever seen. */
async function offline(server: TestServer, raws: readonly string[]): Promise<Device> {
  const made = device(server.fetch, names());
  await made.queue.open();
  for (const raw of raws) await made.queue.commit([await sealed(made.clock, raw)], null);
  return made;
}

async function connected(made: Device): Promise<void> {
  await made.engine.open();
  await made.engine.sync_now();
}

/** Runs the next timer, as when its time has come. */
async function tick(made: Device): Promise<void> {
  made.timers.waiting.filter((timer) => timer.ms !== 30_000).forEach((timer) => timer.run());
  await made.engine.sync_now();
}

test('everything told offline arrives, once, in order, and the lights go on', async () => {
  const server = new TestServer();
  const made = await offline(server, ['a', 'b', 'c']);
  await connected(made);
  assert.deepEqual([...server.journal.values()].map((sent) => sent.seq), [1, 2, 3]);
  const { sync } = made.engine.state();
  assert.deepEqual([sync.pending, sync.recorded, sync.online], [0, 3, true]);
  await made.engine.stop();
});

test('a lost reply is followed by the same bytes, and there is one effect', async () => {
  const server = new TestServer();
  server.faults = ['lost', 'lost'];
  const made = await offline(server, ['a', 'b']);
  await connected(made);
  await tick(made);
  await tick(made);
  assert.equal(server.journal.size, 2);
  const texts = server.pushes.flatMap((push) => push.ops).filter((op) => op.seq === 1);
  assert.ok(texts.length >= 2, 'sent again');
  assert.equal(new Set(texts.map((op) => op.op)).size, 1, 'the same bytes');
  assert.equal(made.engine.state().sync.pending, 0);
  await made.engine.stop();
});

for (const fault of ['cut', 'portal', 'truncated', 500, 502] as const) {
  test(`an answer that is not clearly ours (${fault}) changes nothing`, async () => {
    const server = new TestServer();
    server.faults = [fault, fault];
    const made = await offline(server, ['a']);
    await made.engine.open();
    await made.engine.sync_now();
    const { sync } = made.engine.state();
    if (server.journal.size === 0) assert.deepEqual([sync.pending, sync.online], [1, false]);
    assert.ok(sync.online || sync.offline_since !== null);
    server.faults = [];
    await tick(made);
    assert.deepEqual([server.journal.size, made.engine.state().sync.pending], [1, 0]);
    await made.engine.stop();
  });
}

test('401 keeps everything and asks for a sign-in; 426 asks for an update', async () => {
  for (const [status, name] of [[401, 'sign_in'], [426, 'update_needed']] as const) {
    const server = new TestServer();
    server.faults = [status, status];
    const made = await offline(server, ['a']);
    await connected(made);
    const { sync } = made.engine.state();
    assert.deepEqual([sync[name], sync.pending, sync.online], [true, 1, true]);
    await tick(made);
    assert.equal(made.engine.state().sync[name], false);
    assert.equal(server.journal.size, 1);
    await made.engine.stop();
  }
});

test('413 and 422 halve the batch until it fits', async () => {
  const server = new TestServer();
  server.faults = [413, 422, 413];
  const made = await offline(server, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  await connected(made);
  assert.equal(server.journal.size, 8);
  assert.equal(server.pushes[0]!.ops.length, 6);
  await made.engine.stop();
});

test('429 and 503 wait as long as they say', async () => {
  const server = new TestServer();
  let first = true;
  const waiting = device(async (path, init) => {
    if (!first) return server.fetch(path, init);
    first = false;
    return new Response('{}', { status: 503, headers: { 'Retry-After': '40' } });
  }, names());
  await waiting.queue.open();
  await waiting.queue.commit([await sealed(waiting.clock, 'a')], null);
  void waiting.engine.open();
  while (waiting.timers.waiting.length < 2) await new Promise((done) => setImmediate(done));
  assert.equal(waiting.timers.waiting.at(-1)!.ms, 40_000);
  assert.equal(server.journal.size, 0);
  await tick(waiting);
  assert.equal(server.journal.size, 1);
  await waiting.engine.stop();
});

test('a gap is mended: kept numbers are sent again, truly lost ones are reported', async () => {
  const server = new TestServer();
  const made = await offline(server, ['a', 'b', 'c']);
  await connected(made);
  server.expected = 2; // the server forgot 2 and 3 without a new epoch
  server.numbers.delete(2);
  server.numbers.delete(3);
  await made.queue.commit([await sealed(made.clock, 'd')], null);
  await made.engine.sync_now();
  assert.deepEqual([...server.numbers.keys()].sort(), [1, 2, 3, 4]);
  assert.equal(made.engine.state().sync.pending, 0);
  await made.engine.stop();

  const bare = new TestServer();
  const lost = device(bare.fetch, names());
  lost.marker.mark = { installation: 'I', seq: 2 };
  await lost.queue.open();
  await lost.queue.commit([await sealed(lost.clock, 'c')], null);
  await connected(lost);
  const kinds = [...bare.numbers.values()].sort((a, b) => a.seq - b.seq)
    .map((sent) => (JSON.parse(sent.op) as { kind: string }).kind);
  assert.deepEqual(kinds, ['void', 'void', 'unknown_scan']);
  assert.equal(lost.engine.state().sync.lost, 2);
  await lost.engine.stop();
});

test('a copied installation makes a new one and sends under the same ids', async () => {
  const server = new TestServer();
  const made = await offline(server, ['a', 'b']);
  const ids = (await made.queue.all()).map((row) => row.op_id);
  server.forked = true;
  await connected(made);
  assert.equal(server.renewed.length, 1);
  assert.deepEqual([...server.journal.keys()].sort(), ids.sort());
  assert.equal((await made.queue.meta()).installation, server.renewed[0]);
  assert.equal(made.engine.state().sync.pending, 0);
  await made.engine.stop();
});

test('after a restored server everything kept is sent again, the same bytes', async () => {
  const server = new TestServer();
  server.rows = demo_rows();
  const made = await offline(server, ['a', 'b']);
  await connected(made);
  const before = [...server.journal.values()].map((sent) => sent.op);
  server.epoch = 'E2';
  server.journal.clear();
  server.numbers.clear();
  server.expected = 1;
  await tick(made);
  assert.deepEqual([...server.journal.values()].map((sent) => sent.op), before);
  assert.equal((await made.cache.checkpoints()).epoch, 'E2');
  assert.equal(made.engine.view().asns().length, 1);
  await made.engine.stop();
});

test('a restored server is told again what was answered before a copy was noticed', async () => {
  const server = new TestServer();
  const made = await offline(server, ['a', 'b']);
  await connected(made);
  server.forked = true;
  await made.queue.commit([await sealed(made.clock, 'c')], null);
  await made.engine.sync_now();
  await tick(made);
  assert.equal(server.journal.size, 3);
  server.restored('E2');
  await made.engine.sync_now();
  await tick(made);
  assert.deepEqual([...server.journal.values()].map((sent) => sent.seq), [1, 2, 3], 'in order');
  assert.equal(made.engine.state().sync.pending, 0);
  await made.engine.stop();
});

test('a restored server that does not know the copy is told again all the same', async () => {
  const server = new TestServer();
  const made = await offline(server, ['a', 'b']);
  await connected(made);
  server.restored('E2');
  server.forked = true;
  await made.engine.sync_now();
  await tick(made);
  assert.equal(server.journal.size, 2);
  await made.engine.stop();
});

test('holds are pulled first, pages are flipped together with the checkpoint', async () => {
  const server = new TestServer();
  server.rows = demo_rows();
  server.page = 5;
  const made = await offline(server, []);
  await connected(made);
  assert.equal(server.pulls[0]!.get('topics'), 'hold');
  assert.ok(server.pulls.length > 5, 'several pages');
  assert.equal((await made.cache.rows()).length, server.rows.length);
  assert.equal(made.engine.state().version, 7);
  assert.ok(made.engine.state().sync.holds_at !== null);
  await made.engine.stop();
});

test('a pull that is cut between pages leaves the old rows and the old checkpoint', async () => {
  const server = new TestServer();
  server.rows = demo_rows();
  server.page = 5;
  const inner = server.fetch;
  let calls = 0;
  const cut = device(async (path, init) => {
    calls += 1;
    if (calls === 5) throw new TypeError('cut');
    return inner(path, init);
  }, names());
  await cut.queue.open();
  void cut.engine.open();
  while (cut.timers.waiting.length < 2) await new Promise((done) => setImmediate(done));
  assert.deepEqual((await cut.cache.checkpoints()).since, { hold: 7 });
  assert.deepEqual(await cut.cache.rows(), []);
  await tick(cut);
  assert.equal((await cut.cache.rows()).length, server.rows.length);
  await cut.engine.stop();
});

test('a device from before supersessions pulls them once from the beginning', async () => {
  const server = new TestServer();
  server.rows = [
    ...demo_rows(), { topic: 'supersession', key: 'A||', version: 5, body: { old: 'A', new: [] } },
  ];
  const made = device(server.fetch, names());
  await made.queue.open();
  const earlier = server.rows.filter((row) => row.topic !== 'supersession');
  await made.cache.flip(earlier, { epoch: server.epoch, since: { hold: 7, rest: 7 } });
  await connected(made);
  assert.equal((await made.cache.rows()).length, server.rows.length);
  const asked = (): number =>
    server.pulls.filter((query) => query.get('topics') === 'supersession,substitute').length;
  assert.equal(asked(), 1);
  await tick(made);
  await tick(made);
  assert.equal(asked(), 1, 'with the rest from then on');
  await made.engine.stop();
});

test('an outcome that is resolved later reaches the queue, and so does the ERP', async () => {
  const server = new TestServer();
  server.outcome = () => ({ outcome: 'parked', reason: 'unknown_part' });
  const made = await offline(server, ['a']);
  await connected(made);
  assert.equal(made.engine.state().sync.needs_person, 1);
  const [row] = await made.queue.all();
  server.version = 20;
  server.rows = [{ topic: 'outcome', key: row!.op_id, version: 20, body: {
    op_id: row!.op_id, seq: 1, outcome: 'accepted', reason: null, detail: null, booked: true } }];
  await tick(made);
  const { sync } = made.engine.state();
  assert.deepEqual([sync.needs_person, sync.booked], [0, 1]);
  await made.engine.stop();
});

test('the watchdog starts a loop again that stands while work waits', async () => {
  const server = new TestServer();
  let hangs = false;
  const made = device((path, init) => (hangs
    ? new Promise<Response>(() => undefined) : server.fetch(path, init)), names());
  await connected(made);
  hangs = true;
  await made.engine.start('lookup');
  void made.engine.input({ type: 'scan', raw: 'never heard of', entry: 'wedge', at: NOW });
  while (made.engine.state().sync.pending === 0) await new Promise((done) => setImmediate(done));
  hangs = false;
  const dog = (): void => made.timers.waiting.filter((timer) => timer.ms === 30_000).at(-1)!.run();
  dog();
  assert.equal(made.engine.state().sync.stalled, 0, 'a minute has not passed');
  made.clock.ms += 61_000;
  dog();
  while (made.engine.state().sync.pending > 0) await new Promise((done) => setImmediate(done));
  assert.deepEqual([made.engine.state().sync.stalled, server.journal.size], [1, 1]);
  await made.engine.stop();
});

test('how long the server is away, and when it was there, outlast a new start', async () => {
  const server = new TestServer();
  const [at, stored] = [names(), new Map<string, string>()];
  const memory = local_memory({ getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => { stored.set(key, value); } });
  const start = async (clock?: TestClock): Promise<Device> => {
    const made = device(server.fetch, at, clock, undefined, undefined, memory);
    await connected(made);
    return made;
  };
  const first = await start();
  const { last_sync } = first.engine.state().sync;
  server.faults = ['cut', 'cut', 'cut', 'cut'];
  first.clock.ms += 60_000;
  await first.engine.sync_now();
  const { offline_since } = first.engine.state().sync;
  await first.engine.stop();
  assert.ok(last_sync !== null && offline_since !== null);
  first.clock.ms += 3_600_000;
  const again = await start(first.clock);
  const { sync } = again.engine.state();
  assert.deepEqual([sync.online, sync.last_sync, sync.offline_since],
    [false, last_sync, offline_since]);
  server.faults = [];
  await again.engine.sync_now();
  assert.equal(again.engine.state().sync.offline_since, null);
  await again.engine.stop();
});
