// SPDX-License-Identifier: Apache-2.0
/** Scans before the catalogue is indexed: they wait, in order, and none is called unknown. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, demo_rows } from './fixture.ts';
import type { Row } from './fixture.ts';
import { TestClock, device, fresh } from './bench.ts';
import type { Device } from './bench.ts';
import type { Rules } from '../src/engine.ts';
import * as rules from '../src/flow/rules.ts';
import type { Fetch } from '../src/sync/wire.ts';
import { Turns, WAITING_MAX } from '../src/turns.ts';
import { TestServer } from './sync/server.ts';

type Names = { queue: string; cache: string };
const names = (): Names => ({ queue: fresh('queue'), cache: fresh('cache') });

const said = (made: Device, raw: string): Promise<void> => {
  made.clock.ms += 1000;
  return made.engine.input({ type: 'scan', raw, entry: 'wedge', at: NOW });
};
const scanned = (made: Device, raw: string): Promise<void> => {
  made.clock.ms += 1000;
  return made.engine.scan(raw, 'wedge');
};
const kinds = async (made: Device): Promise<string[]> =>
  (await made.queue.all()).map((row) => row.kind);

const cut = (server: TestServer): void => {
  server.faults = Array.from({ length: 500 }, () => 'cut' as const);
};

/** A server whose catalogue stays on its way until it is let through. */
function slow(server: TestServer): { fetch: Fetch; let_through: () => void } {
  let let_through = (): void => undefined;
  const held = new Promise<void>((done) => { let_through = done; });
  const fetch: Fetch = async (path, init) => {
    if (path.includes('topics=site')) await held;
    return server.fetch(path, init);
  };
  return { fetch, let_through };
}

/** Parts that take more than one slice to index, `P-0` to `P-8999`. */
const many = (): Row[] => Array.from({ length: 9_000 }, (_, n): Row => ({
  ...demo_rows()[1]!, key: `P-${n}`,
  body: { ...demo_rows()[1]!.body as object, part: `P-${n}`, aliases: [], packs: [] } }));

/** Rules of the flows that stay on their way until they are brought. */
function late(): { known: Promise<Rules>; bring: () => void } {
  let bring = (): void => undefined;
  const known = new Promise<Rules>((done) => { bring = () => done(rules); });
  return { known, bring: () => bring() };
}

/** A device that was killed in the middle of a flow; its network is gone. */
async function killed(flow: 'receive' | 'count', more: readonly string[] = []): Promise<Device> {
  const server = new TestServer();
  server.rows = demo_rows();
  const where = names();
  const made = device(server.fetch, where);
  await made.engine.open();
  await made.engine.sync_now();
  cut(server);
  if (flow === 'receive') await made.engine.start('receive', { asn: 'SHP260302A' });
  else await made.engine.start('count', { location: 'B04-011-B' });
  for (const raw of more) await said(made, raw);
  await made.engine.stop();
  return device(server.fetch, where, new TestClock(), made.marker);
}

test('scans before the first pull is indexed wait, in order, and none is unknown', async () => {
  const server = new TestServer();
  server.rows = demo_rows();
  const { fetch, let_through } = slow(server);
  const made = device(fetch, names());
  await made.engine.open();
  const scans = [scanned(made, 'BRK-10442'), scanned(made, 'BAT-00712')];
  await new Promise((done) => setTimeout(done, 0));
  const before = made.engine.state();
  assert.deepEqual([before.ready, before.step, before.beat.n], [false, null, 0]);
  assert.equal(before.waiting, 2);
  let_through();
  await Promise.all(scans);
  const { ready, waiting, step } = made.engine.state();
  assert.deepEqual([ready, waiting, step?.flow, step?.state], [true, 0, 'lookup', 'result']);
  assert.ok(JSON.stringify(step).includes('BAT-00712'), 'the last scan is answered last');
  assert.deepEqual(await kinds(made), []);
  await made.engine.stop();
});

test('no scan is answered over a catalogue that is indexed by half', async () => {
  const server = new TestServer();
  server.rows = [...demo_rows(), ...many()];
  server.page = 20_000;
  const made = device(server.fetch, names());
  const opened = made.engine.open();
  let scan: Promise<void> | null = null;
  while (scan === null) { // the moment when the first slice is in and the last is not
    await new Promise((done) => setImmediate(done));
    const { tables } = made.engine.view().checkpoint;
    if (tables.part.has('P-0')) {
      assert.equal(tables.part.has('P-8999'), false, 'indexed in slices');
      scan = scanned(made, 'P-8999');
    }
  }
  await Promise.all([opened, scan]);
  assert.equal(made.engine.state().step?.state, 'result');
  assert.deepEqual(await kinds(made), []);
  await made.engine.stop();
});

test('a cold start shows what is still to be sent before the catalogue is read', async () => {
  const before = await killed('count', ['BAT-00712']);
  await before.engine.open();
  await before.engine.input({ type: 'confirm' });
  await before.engine.start('receive', { asn: 'SHP260302A' });
  const { step } = before.engine.state();
  await before.engine.stop();
  const made = device(async () => { throw new TypeError('cut'); }, before.names, before.clock,
    before.marker);
  const buckets = made.cache.buckets.bind(made.cache);
  let read = 0;
  made.cache.buckets = () => { read += 1; return buckets(); };
  await made.engine.open_queue();
  const shown = made.engine.state();
  assert.deepEqual([shown.ready, shown.sync.pending, read], [false, 1, 0]);
  assert.deepEqual([shown.step, shown.flows], [null, ['count', 'receive']]);
  await made.engine.open_catalogue();
  assert.deepEqual(made.engine.state().step, step);
  await made.engine.stop();
});

test('a scan at a cold start goes to the step that comes back, not over it', async () => {
  const made = await killed('receive');
  await made.engine.open_queue();
  const scan = scanned(made, 'DOCK-01'); // the screen shows no step yet
  assert.equal(made.engine.state().waiting, 1);
  await made.engine.open_catalogue();
  await scan;
  const { flows, step } = made.engine.state();
  assert.deepEqual(flows, ['receive']);
  assert.notEqual(step?.state, 'dock');
  await made.engine.stop();
});

test('what the waiting scans leave behind is the next one\'s start, none is dropped', async () => {
  const made = await killed('count', ['BAT-00712']);
  await made.engine.open_queue();
  const waits = [
    made.engine.input({ type: 'confirm' }), made.engine.leave(), said(made, 'BRK-10442'),
  ];
  await made.engine.open_catalogue();
  await Promise.all(waits);
  assert.deepEqual(await kinds(made), ['count']);
  const { step } = made.engine.state();
  assert.deepEqual([step?.flow, step?.state], ['lookup', 'result']);
  await made.engine.stop();
});

test('more than can wait is refused loudly, and what waits is all taken', async () => {
  const made = await killed('count');
  await made.engine.open_queue();
  const scans = Array.from({ length: WAITING_MAX }, () => said(made, 'BAT-00712'));
  assert.deepEqual([made.engine.state().refused, made.engine.state().beat.n], [0, 0]);
  await said(made, 'BAT-00712');
  const { refused, waiting, beat } = made.engine.state();
  assert.deepEqual([refused, waiting, beat.feedback], [1, WAITING_MAX, 'stop']);
  await made.engine.open_catalogue();
  await Promise.all(scans);
  await made.engine.input({ type: 'confirm' });
  const { text } = (await made.queue.all()).at(-1)!;
  const { lines } = (JSON.parse(text) as { body: { lines: { quantity: number }[] } }).body;
  assert.equal(lines[0]!.quantity, WAITING_MAX);
  await made.engine.stop();
});

test('a scan that waited is told by who scanned it, not by who came after', async () => {
  const made = await killed('receive');
  await made.engine.open_queue();
  const scan = said(made, 'never heard of');
  made.engine.sign_in({ actor: 'ben', session: 's2', name: 'Ben' });
  await made.engine.open_catalogue();
  await scan;
  const actors = (await made.queue.all()).map((row) =>
    (JSON.parse(row.text) as { actor: string }).actor);
  assert.deepEqual(actors, ['ana']);
  await made.engine.stop();
});

test('a flow tapped again while it waits is opened once', async () => {
  const server = new TestServer();
  server.rows = demo_rows();
  const { fetch, let_through } = slow(server);
  const made = device(fetch, names());
  await made.engine.open();
  const taps = [made.engine.start('lookup'), made.engine.start('lookup')];
  let_through();
  await Promise.all(taps);
  assert.deepEqual(made.engine.state().flows, ['lookup']);
  await made.engine.start('lookup');
  assert.deepEqual(made.engine.state().flows, ['lookup', 'lookup']);
  await made.engine.stop();
});

test('after a new epoch a scan waits for the new rows', async () => {
  const server = new TestServer();
  server.rows = demo_rows();
  const made = device(server.fetch, names());
  await made.engine.open();
  await made.engine.sync_now();
  server.epoch = 'E2';
  const scans: Promise<void>[] = [];
  const deaf = made.engine.subscribe((state) => {
    if (state.ready) return;
    deaf();
    scans.push(scanned(made, 'BRK-10442'));
  });
  await made.engine.sync_now();
  assert.equal(scans.length, 1, 'there was a moment without a catalogue');
  await scans[0];
  assert.equal(made.engine.state().step?.state, 'result');
  assert.deepEqual(await kinds(made), []);
  await made.engine.stop();
});

test('a cache that could not be read at the start is read after the next pull', async () => {
  const server = new TestServer();
  server.rows = demo_rows();
  const where = names();
  const first = device(server.fetch, where);
  await first.engine.open();
  await first.engine.sync_now();
  await first.engine.stop();
  const made = device(server.fetch, where, new TestClock(), first.marker);
  const buckets = made.cache.buckets.bind(made.cache);
  made.cache.buckets = () => {
    made.cache.buckets = buckets;
    throw new DOMException('busy', 'UnknownError');
  };
  await made.engine.open_queue();
  const scan = scanned(made, 'BRK-10442');
  await made.engine.open_catalogue();
  await scan;
  assert.equal(made.engine.state().step?.state, 'result');
  await made.engine.stop();
});

test('a page that goes while scans wait does not stand still', async () => {
  const made = await killed('receive');
  await made.engine.open_queue();
  const scan = scanned(made, 'DOCK-01');
  await made.engine.stop();
  await scan;
  assert.deepEqual(made.engine.state().beat.n, 0);
});

test('a door that is closed again keeps what has not begun', async () => {
  const turns = new Turns();
  const done: string[] = [];
  const works = ['a', 'b'].map((name) => turns.take(async () => {
    done.push(name);
    if (name === 'a') turns.close();
  }));
  turns.open();
  await works[0];
  await new Promise((later) => setTimeout(later, 0));
  assert.deepEqual([done, turns.waiting], [['a'], 1]);
  turns.open();
  await works[1];
  assert.deepEqual([done, turns.waiting], [['a', 'b'], 0]);
});

test('one input that fails does not hold up the next', async () => {
  const turns = new Turns();
  turns.open();
  await assert.rejects(turns.take(async () => { throw new Error('broken'); })!);
  let taken = false;
  await turns.take(async () => { taken = true; });
  assert.ok(taken);
});

test('a second tab has what the first one pulled, and answers over the whole of it', async () => {
  const server = new TestServer();
  const where = names();
  let others = false; // the server lets only one tab in at a time
  const tabs = [0, 1].map((n) => device((path, init) => (n === 1 && !others
    ? Promise.reject(new TypeError('cut')) : server.fetch(path, init)), where));
  const [first, second] = tabs as [Device, Device];
  await second.engine.open();
  server.rows = demo_rows();
  await first.engine.open();
  await first.engine.sync_now();
  const scan = scanned(second, 'BRK-10442');
  others = true;
  await second.engine.sync_now();
  await scan;
  assert.equal(second.engine.state().step?.state, 'result');
  const change = { ...demo_rows().at(-1)!, version: 31 };
  server.version = 31;
  server.rows = [...server.rows, { ...change, key: 'SH-2' }];
  await first.engine.sync_now();
  await second.engine.sync_now();
  assert.equal(second.engine.view().shipments().length, 2);
  await first.engine.stop();
  await second.engine.stop();
});

test('scans wait for the rules of the flows too, while what was told before is sent', async () => {
  const before = await killed('count', ['BAT-00712']);
  await before.engine.open();
  await before.engine.input({ type: 'confirm' });
  await before.engine.start('receive', { asn: 'SHP260302A' });
  const { step } = before.engine.state();
  await before.engine.stop();
  const server = new TestServer();
  const { known, bring } = late();
  const made = device(server.fetch, before.names, before.clock, before.marker, known);
  await made.engine.open();
  await made.engine.sync_now();
  const scan = scanned(made, 'DOCK-01');
  const shown = made.engine.state();
  assert.deepEqual([shown.ready, shown.step, shown.waiting], [false, null, 1]);
  assert.deepEqual([shown.flows, shown.sync.pending], [['count', 'receive'], 0]);
  bring();
  await scan;
  const after = made.engine.state();
  assert.deepEqual([after.ready, after.waiting, after.flows], [true, 0, ['count', 'receive']]);
  assert.notEqual(after.step?.state, step?.state);
  await made.engine.stop();
});

test('rules that come while a first pull is indexed answer nothing over its half', async () => {
  const server = new TestServer();
  server.rows = [...demo_rows(), ...many()];
  server.page = 20_000;
  const { known, bring } = late();
  const made = device(server.fetch, names(), new TestClock(), undefined, known);
  const opened = made.engine.open();
  while (!made.engine.view().checkpoint.tables.part.has('P-0')) {
    await new Promise((done) => setImmediate(done));
  }
  bring();
  await Promise.all([opened, scanned(made, 'P-8999')]);
  assert.equal(made.engine.state().step?.state, 'result');
  assert.deepEqual(await kinds(made), []);
  await made.engine.stop();
});

test('what leaves the feed before the rules are here stays for whoever stands in it', async () => {
  const before = await killed('receive', ['DOCK-01']);
  const server = new TestServer();
  server.rows = [{ topic: 'asn', key: 'SHP260302A', version: 30, body: null }];
  server.version = 30;
  const { known, bring } = late();
  const made = device(server.fetch, before.names, before.clock, before.marker, known);
  await made.engine.open();
  await made.engine.sync_now();
  assert.equal(made.engine.state().version, 30);
  bring();
  await known;
  const { ready, step } = made.engine.state();
  assert.deepEqual([ready, step?.flow], [true, 'receive']);
  assert.ok(JSON.stringify(step).includes('SHP260302A'));
  await made.engine.stop();
});

test('a page that goes before the rules came leaves what waits untold', async () => {
  const made = device(new TestServer().fetch, names(), new TestClock(), undefined,
    new Promise<Rules>(() => undefined));
  await made.engine.open();
  const scan = scanned(made, 'never heard of');
  assert.equal(made.engine.state().waiting, 1);
  await made.engine.stop();
  await scan;
});
