// SPDX-License-Identifier: Apache-2.0
/** The state between engine and screens, with an engine that only listens. */
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { Engine, EngineState } from '../../src/contract.ts';
import type { Craft } from '../../src/fetch_craft.ts';
import { reader_for } from '../../src/flow/reading.ts';
import { App, craft, filled, page, toast, type Ports } from '../../src/state/app.ts';
import { forgetful } from '../../src/state/keep.ts';
import { askedAt, person, stage, type Kept } from '../../src/state/session.ts';
import { demo_view } from '../fixture.ts';

const STATE = { ready: true, waiting: 0, refused: 0, step: null, flows: [], fatal: null, version: 1,
  beat: { feedback: 'none', n: 0 }, sync: { online: true } } as unknown as EngineState;
const ANA: Kept = { site: 'DC01', demo: false, device: { id: 'D', name: 'H-1' }, last: 'Ana',
  actor: { id: 'ana', name: 'Ana', initials: 'AN', roles: [] }, session: 'S-1' };

/** An app where Ana works, what its engine heard, and what another tab says. */
function working(): {
  app: App; heard: string[]; others: { now: Kept | null }; hear: (state: EngineState) => void;
} {
  const heard: string[] = [];
  const others: { now: Kept | null } = { now: ANA };
  const engine = {
    state: () => STATE, queue: async () => [],
    subscribe: (listen: (state: EngineState) => void) => { hear = listen; return () => undefined; },
    scan: async (raw: string) => { heard.push(`${by} ${raw}`); },
    leave: async (at: string) => { heard.push(`leaves ${at}`); },
    start: async (flow: string) => { heard.push(`${by} ${flow}`); },
    sign_in: ({ actor }: { actor: string }) => { by = actor; }, sign_out: () => { by = 'nobody'; },
  } as unknown as Engine;
  let by = 'ana';
  let hear: (state: EngineState) => void = () => undefined;
  const app = new App({ engine, keep: forgetful(), view: demo_view, play: () => undefined,
    tabs: { read: () => others.now, write: () => undefined, listen: () => undefined },
    craft: Promise.resolve({ read: reader_for() }),
  } as unknown as Ports);
  [person.value, stage.value, page.value, toast.value] = [ANA, 'work', 'work', null];
  askedAt.value = performance.now();
  app.start();
  return { app, heard, others, hear: (state) => hear(state) };
}

test('a word about a scan goes after its time, with the next scan, with another screen', () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  try {
    const { app, heard } = working();
    const typed = (): void => app.take('4416', 'wedge'); // looks like a PIN: said, not taken
    typed();
    assert.notEqual(toast.value, null);
    mock.timers.tick(3_900);
    assert.notEqual(toast.value, null);
    mock.timers.tick(200);
    assert.equal(toast.value, null);
    typed();
    app.open('queue');
    assert.equal(toast.value, null, 'it was about the other screen');
    page.value = 'work';
    typed();
    app.take('A07-032-C', 'wedge');
    assert.deepEqual([toast.value, heard], [null, ['ana A07-032-C']]);
  } finally {
    mock.timers.reset();
  }
});

test('who signed in without the server says all the same which order they begin', async (t) => {
  const asked: string[] = [];
  let answered: () => void = () => undefined;
  const next = (): Promise<void> => new Promise((done) => { answered = done; });
  t.mock.method(globalThis, 'fetch', async (path: string, how: { body: string }) => {
    const { op } = JSON.parse(how.body) as { op: string };
    const { kind, actor, session, body } = JSON.parse(op) as Record<string, unknown>;
    asked.push([path, kind, actor, session, JSON.stringify(body)].join(' '));
    answered();
    return Response.json({ reason: null });
  });
  mock.timers.enable({ apis: ['setInterval'] });
  try {
    const { hear } = working();
    person.value = { ...ANA, until: '2099-01-01T00:00:00.000Z', owes: false };
    const at = (order: string, online: boolean): EngineState => ({ ...STATE, sync: { online },
      step: { flow: 'pick', state: 'bin', subtitle: { key: 'pick.subtitle', params: { order } } },
    } as unknown as EngineState);
    const first = next();
    hear(at('O-1', true));
    hear(at('O-1', true));
    hear({ ...STATE, step: null });
    hear(at('O-2', false));
    await first;
    assert.deepEqual(asked, ['/api/v1/claims claim ana S-1 {"order":"O-1"}']);
    const second = next();
    hear(at('O-2', true));
    await second;
    assert.deepEqual(asked.slice(1), ['/api/v1/claims claim ana S-1 {"order":"O-2"}'],
      'begun without network, and said as soon as there is one');
    const third = next();
    const both = { order: 'O-3', orders: 'O-3 O-4' };
    hear({ ...STATE, sync: { online: true }, step: { flow: 'pick', state: 'bin',
      subtitle: { key: 'pick.subtitle', params: both } } } as unknown as EngineState);
    await third;
    assert.equal(asked[2], '/api/v1/claims claim ana S-1 {"order":"O-3","tour":["O-3","O-4"]}',
      'each of several orders on one walk is claimed with the others');
  } finally {
    mock.timers.reset();
  }
});

/** Recorded, and asked for the next plate. */
const STORED = { ...STATE, flows: ['putaway'], step: { flow: 'putaway', state: 'goods',
  band: { tone: 'good', title: { key: 'band.recorded.putaway', params: {} }, code: null,
    note: null } } } as unknown as EngineState;

test('work that was given is left when it is done; work that was chosen is not', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const { is_over } = await import('../../src/state/work.ts');
  try {
    const { app, heard, hear } = working();
    craft.value = { is_over, workOf: () => ({ next: null, waiting: {} }) } as unknown as Craft;
    app.begin('putaway', {});
    hear(STORED);
    assert.deepEqual(heard, ['ana putaway']);
    app.begin('putaway', {}, true);
    hear({ ...STORED, step: { ...STORED.step!, state: 'bin' } });
    assert.deepEqual(heard.length, 2, 'it goes on');
    hear(STORED);
    hear(STORED);
    assert.deepEqual(heard.slice(2), ['leaves goods'], 'once, and only from there');
    await Promise.resolve();
    assert.notEqual(toast.value, null, 'what was recorded is said over the first screen');
  } finally {
    craft.value = null;
    mock.timers.reset();
  }
});

test('a newer word has its own time', () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  try {
    const { app } = working();
    app.take('4416', 'wedge');
    mock.timers.tick(3_000);
    toast.value = null;
    app.take('4417', 'wedge');
    mock.timers.tick(3_000);
    assert.notEqual(toast.value, null);
  } finally {
    mock.timers.reset();
  }
});

test('nothing is taken for a person who signed out in another tab', () => {
  mock.timers.enable({ apis: ['setInterval'] });
  try {
    const { app, heard, others } = working();
    others.now = { ...ANA, actor: null, session: null };
    app.begin('pick');
    assert.deepEqual([heard, stage.value], [[], 'badge']);
    stage.value = 'work';
    person.value = ANA;
    app.take('A07-032-C', 'wedge');
    assert.deepEqual([heard, person.value.actor], [[], null]);
    others.now = { ...ANA, actor: { ...ANA.actor!, id: 'ben' }, session: 'S-2' };
    stage.value = 'work';
    app.take('A07-032-C', 'wedge');
    assert.deepEqual(heard, ['ben A07-032-C'], 'one handheld, one hand');
  } finally {
    mock.timers.reset();
  }
});

test('X5 a full memory begins no new work; a look-up and what is open go on', () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  try {
    const { app, heard, hear } = working();
    filled.value = 95;
    app.begin('receive');
    app.take('A07-032-C', 'wedge');
    assert.deepEqual(heard, []);
    assert.notEqual(toast.value, null);
    app.begin('lookup');
    assert.deepEqual(heard, ['ana lookup']);
    hear({ ...STATE, flows: ['count'] });
    app.begin('photo');
    assert.deepEqual(heard, ['ana lookup', 'ana photo'], 'a detour of open work');
    filled.value = 94;
    hear(STATE);
    app.begin('receive');
    assert.deepEqual(heard.at(-1), 'ana receive');
  } finally {
    filled.value = null;
    mock.timers.reset();
  }
});
