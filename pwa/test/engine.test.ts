// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRAKES, NOW, ORDER, demo_rows } from './fixture.ts';
import { TestClock, TestMarker, device, fresh } from './bench.ts';
import type { Device } from './bench.ts';
import { TestServer } from './sync/server.ts';

type Names = { queue: string; cache: string };
const names = (): Names => ({ queue: fresh('queue'), cache: fresh('cache') });

/** A device that has pulled the demo site and then lost its network. */
async function away(server: TestServer, where = names()): Promise<Device> {
  server.rows = demo_rows();
  const made = device(server.fetch, where);
  await made.engine.open();
  await made.engine.sync_now();
  server.faults = Array.from({ length: 500 }, () => 'cut' as const);
  return made;
}

const scan = (made: Device, raw: string): Promise<void> => {
  made.clock.ms += 1000; // a person is slower than a double trigger
  return made.engine.input({ type: 'scan', raw, entry: 'wedge', at: NOW });
};

test('the good signal comes after the write, never before', async () => {
  const made = await away(new TestServer());
  await made.engine.start('receive', { asn: 'SHP260302A' });
  await scan(made, 'DOCK-01');
  await scan(made, BRAKES);
  const before = made.engine.state().beat.n;
  let kept = -1;
  made.engine.subscribe((state) => {
    if (state.beat.n > before && kept < 0) kept = state.sync.pending;
  });
  await made.engine.input({ type: 'confirm' });
  assert.equal(kept, 1);
  assert.equal((await made.queue.all())[0]!.kind, 'receipt');
  await made.engine.stop();
});

test('what cannot be stored is refused loudly and the flow stays where it was', async () => {
  const made = await away(new TestServer());
  await made.engine.start('receive', { asn: 'SHP260302A' });
  await scan(made, 'DOCK-01');
  await scan(made, BRAKES);
  const step = made.engine.state().step;
  const commit = made.queue.commit.bind(made.queue);
  const full = made.queue as { commit: unknown };
  full.commit = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  await made.engine.input({ type: 'confirm' });
  const state = made.engine.state();
  assert.equal(state.fatal?.code, 'not_saved');
  assert.equal(state.beat.feedback, 'stop');
  assert.deepEqual(state.step, step);
  assert.deepEqual(await made.queue.all(), []);
  full.commit = commit;
  await made.engine.input({ type: 'confirm' });
  assert.equal(made.engine.state().fatal, null);
  assert.equal((await made.queue.all()).length, 1);
  await made.engine.stop();
});

test('a killed tab starts with no network at the same step with the same stock', async () => {
  const server = new TestServer();
  const where = names();
  const made = await away(server, where);
  await made.engine.start('receive', { asn: 'SHP260302A' });
  const raws = ['DOCK-01', '006141410000001033', 'E7A000311', 'E7A000312'];
  for (const raw of raws) await scan(made, raw);
  const { step } = made.engine.state();
  const again = device(server.fetch, where, new TestClock(), made.marker);
  await made.engine.stop();
  await again.engine.open();
  assert.deepEqual(again.engine.state().step, step);
  assert.equal(step?.list?.rows.length, 2);
  await again.engine.stop();
});

test('a double trigger within 600 ms is one scan, but in a count each scan counts', async () => {
  const made = await away(new TestServer());
  await made.engine.start('receive', { asn: 'SHP260302A' });
  await scan(made, 'DOCK-01');
  await scan(made, BRAKES);
  await made.engine.input({ type: 'scan', raw: BRAKES, entry: 'wedge', at: NOW });
  assert.equal(made.engine.state().step?.state, 'carton');
  await made.engine.leave();
  await made.engine.start('count', { location: 'B04-011-B' });
  for (let i = 0; i < 12; i += 1) {
    void made.engine.input({ type: 'scan', raw: 'BAT-00712', entry: 'wedge', at: NOW });
  }
  await made.engine.input({ type: 'confirm' });
  const count = (await made.queue.all()).at(-1)!;
  assert.equal((JSON.parse(count.text) as { body: { lines: { quantity: number }[] } })
    .body.lines[0]!.quantity, 12);
  await made.engine.stop();
});

test('an operation names who scanned, when, and what was on the screen', async () => {
  const made = await away(new TestServer());
  await made.engine.start('count', { location: 'B04-011-B' });
  await scan(made, 'BAT-00712');
  await made.engine.input({ type: 'confirm' });
  const { text } = (await made.queue.all())[0]!;
  const op = JSON.parse(text) as Record<string, unknown>;
  assert.deepEqual([op['v'], op['site'], op['kind'], op['actor'], op['session'], op['seen']],
    [1, 'DC01', 'count', 'ana', 's1', 7]);
  assert.match(op['captured_at'] as string, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(op['scans'], [
    { raw: 'BAT-00712', entry: 'wedge', at: NOW }]);
  await made.engine.stop();
});

test('the next person\'s sign-in does not touch what the last one told', async () => {
  const made = await away(new TestServer());
  await made.engine.start('lookup');
  await scan(made, 'never heard of');
  made.engine.sign_out();
  made.engine.sign_in({ actor: 'ben', session: 's2', name: 'Ben' });
  await scan(made, 'nor of this');
  const actors = (await made.queue.all()).map((row) =>
    (JSON.parse(row.text) as { actor: string }).actor);
  assert.deepEqual(actors, ['ana', 'ben']);
  await made.engine.stop();
});

test('own effects do not flicker when the server has recorded them', async () => {
  const server = new TestServer();
  const made = await away(server);
  await made.engine.start('count', { location: 'B04-011-B' });
  await scan(made, 'BAT-00712');
  await made.engine.input({ type: 'confirm' });
  const seen = (): number => made.engine.view().in_holder('B04-011-B')[0]!.quantity;
  assert.equal(seen(), 1);
  server.faults = [];
  const quant = server.rows.find((row) => row.topic === 'quant' && row.key.startsWith('B04'))!;
  const quantities: number[] = [];
  made.engine.subscribe(() => quantities.push(seen()));
  server.outcome = () => { // the books of the server change in the same moment as its journal
    server.rows = server.rows.map((row) => (row === quant
      ? { ...row, version: server.version, body: { ...(row.body as object), quantity: 1 } } : row));
    return { outcome: 'accepted', reason: null };
  };
  await made.engine.sync_now();
  assert.deepEqual([...new Set(quantities)], [1]);
  assert.equal(made.engine.state().sync.recorded, 1);
  await made.engine.stop();
});

test('a scan on the first screen opens the flow that the thing belongs to', async () => {
  const made = await away(new TestServer());
  const opens = async (raw: string): Promise<string> => {
    made.clock.ms += 1000;
    await made.engine.scan(raw, 'wedge');
    const { step } = made.engine.state();
    await made.engine.leave();
    return `${step?.flow}.${step?.state}`;
  };
  assert.equal(await opens(BRAKES), 'receive.dock');
  assert.equal(await opens(ORDER), 'pick.bin');
  assert.equal(await opens('SHP260302A'), 'receive.dock');
  assert.equal(await opens('DOOR-2'), 'load.carton');
  assert.equal(await opens('BRK-10442'), 'lookup.result');
  assert.equal(await opens('never heard of'), 'lookup.thing');
  await made.engine.stop();
});

test('an order that leaves the feed while somebody stands in it stays to its end', async () => {
  const server = new TestServer();
  const made = await away(server);
  await made.engine.start('pick', { order: ORDER });
  server.faults = [];
  server.version = 30;
  server.rows = [{ topic: 'order', key: ORDER, version: 30, body: null }];
  await made.engine.sync_now();
  assert.equal(made.engine.state().step?.state, 'bin');
  await made.engine.leave();
  assert.equal(made.engine.view().order(ORDER), null);
  await made.engine.stop();
});

test('a queue that vanished is told to the person once and stays counted', async () => {
  const marker = new TestMarker();
  marker.mark = { installation: 'I', seq: 3 };
  const made = device(new TestServer().fetch, names(), new TestClock(), marker);
  await made.engine.open();
  const { fatal, sync } = made.engine.state();
  assert.deepEqual([fatal?.code, fatal?.text.params, sync.lost], ['vanished', { n: 3 }, 3]);
  await made.engine.input({ type: 'acknowledge' });
  assert.equal(made.engine.state().fatal, null);
  await made.engine.stop();
});

test('two tabs of one device: what one has received the other does not receive again', async () => {
  const server = new TestServer();
  const one = await away(server);
  const other = device(server.fetch, one.names, new TestClock(), one.marker);
  other.clock.ms += 500_000; // ids of their own
  await one.engine.start('receive', { asn: 'SHP260302A' });
  await scan(one, 'DOCK-01');
  await scan(one, BRAKES);
  await other.engine.open();
  assert.equal(other.engine.state().step?.state, 'carton');
  await one.engine.input({ type: 'confirm' });
  await other.engine.input({ type: 'confirm' });
  const state = other.engine.state();
  assert.equal((await one.queue.all()).length, 1, 'one carton, one receipt');
  assert.deepEqual([state.step?.state, state.step?.band?.title.key, state.beat.feedback],
    ['plate', 'band.other_tab', 'attention']);
  assert.equal(state.sync.pending, 1, 'what the first tab stored is seen here');
  await scan(other, BRAKES);
  assert.equal(other.engine.state().step?.band?.title.key, 'band.already_received');
  await one.engine.stop();
  await other.engine.stop();
});

test('what is said in a second tab to the very step that stands is taken there', async () => {
  const server = new TestServer();
  const one = await away(server);
  const other = device(server.fetch, one.names, new TestClock(), one.marker);
  other.clock.ms += 500_000;
  await one.engine.start('count', { location: 'B04-011-B' });
  await other.engine.open();
  await one.engine.input({ type: 'acknowledge' }); // the same step, stored once more
  await scan(other, 'BAT-00712');
  const { step } = other.engine.state();
  assert.deepEqual([step?.list?.rows.length, step?.band?.title.key], [1, 'band.right.part']);
  await one.engine.stop();
  await other.engine.stop();
});
