// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Told } from '../../src/domain/operation.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { give } from '../../src/flow/give.ts';
import type { Asker, Next } from '../../src/flow/give.ts';
import { is_over } from '../../src/state/work.ts';
import { NOW, demo_rows, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { Floor } from './floor.ts';

const AT = Date.parse(NOW);
const ANA: Asker = { me: 'ana', now_ms: AT, lead: false, here: null };
/** Nothing waits: no truck, no order, no count. */
const BARE = demo_rows().filter(({ topic }) => !['asn', 'order', 'task'].includes(topic));
const floor = (...more: Row[]): View => new View(new Checkpoint([...BARE, ...more], 7));

/** An order of one line, promised to a bin. */
const order = (name: string, place: string, more: object = {}): Row[] => [
  row('order', name, {
    order: name, customer: 'D', name: 'Garage', priority: 'STOCK', must_ship: null, state: 'open',
    lines: [{ line: 1, part: 'CLP-1', quantity: 2, picked: 0, vin: null, note: null }], ...more,
  }),
  row('task', `pick:${name}:1`, { task: `pick:${name}:1`, kind: 'pick', state: 'open', priority: 50,
    order: name, line: 1, part: 'CLP-1', quantity: 2, location: place, lpn: null }),
];
/** A plate with clips on the dock, and the task to put it away. */
const plate = (lpn: string): Row[] => [
  row('lpn', lpn, { lpn, kind: '', place: 'DOCK-01' }),
  row('quant', `lpn:${lpn}|CLP-2||`, { holder: `lpn:${lpn}`, part: 'CLP-2', lot: '', serial: '',
    quantity: 3, suppliers: [], receipts: [], expires_on: null }),
  row('task', `putaway:${lpn}`, { task: `putaway:${lpn}`, kind: 'putaway', state: 'open',
    priority: 40, lpn, part: 'CLP-2', quantity: 3, location: 'A07-030-C' }),
];
const count = (place: string): Row => row('task', `count:${place}`, { task: `count:${place}`,
  kind: 'count', state: 'open', priority: 30, location: place, lpn: null, why: ['plan'] });

const named = (next: Next | null): unknown =>
  next && [next.flow, ...Object.values(next.start), ...next.why.map(({ key }) => key.slice(9))];
const given = (view: View, more: Partial<Asker> = {}): unknown =>
  named(give(view, { ...ANA, ...more }));

test('PU14: at the dock the plate there, in the aisle the pick next to it', () => {
  const view = floor(...plate('L-1'), ...order('O-1', 'A07-032-C'), ...order('O-2', 'B04-011-B'));
  assert.deepEqual(given(view, { here: 'DOCK-01' }), ['putaway', 'L-1', 'aisle']);
  assert.deepEqual(given(view, { here: 'A07-041-A' }), ['pick', 'O-1', 'aisle']);
  assert.deepEqual(given(view, { here: 'B04-011-B' }), ['pick', 'O-2', 'aisle']);
});

test('who scanned no place stands where they last did anything', () => {
  const rows = [...plate('L-1'), ...plate('L-2'), ...order('O-1', 'A07-032-C')];
  const told = { kind: 'putaway', actor: 'ana', captured_at: NOW, op_id: 'x', body: {
    task: 'putaway:L-1', source: 'DOCK-01', target: 'A07-041-A', lpn: 'L-1', lines: [],
    suggested: null, reason: null } } as unknown as Told;
  const view = floor(...rows).with_ops([told]);
  assert.deepEqual(given(view), ['pick', 'O-1', 'aisle']);
  assert.deepEqual(given(view, { me: 'ben' }), ['putaway', 'L-2'], 'nothing is known of ben');
  assert.deepEqual(given(view, { here: 'DOCK-01' }), ['putaway', 'L-2', 'aisle']);
});

test('a pick ends in a tote: who picked stands at the bin', () => {
  const picked = { kind: 'pick', actor: 'ana', captured_at: NOW, op_id: 'x', body: {
    order: 'O-9', line: 1, task: null, source: 'B04-011-B', target: 'lpn:T-1',
    substituted_for: null,
    lines: [{ part: 'BAT-00712', quantity: 1, lot: null, serials: [] }] } } as unknown as Told;
  const view = floor(...order('O-1', 'A07-032-C'), ...order('O-2', 'B04-011-B'));
  assert.deepEqual(given(view.with_ops([picked])), ['pick', 'O-2', 'aisle']);
});

test('an emergency order goes before all, however far', () => {
  const view = floor(...order('O-1', 'B04-011-B', { priority: 'VOR' }), ...plate('L-1'),
    count('A02-015-B'));
  const next = give(view, { ...ANA, here: 'A02-015-B' })!;
  assert.deepEqual([named(next), next.marks], [['pick', 'O-1', 'near'], [{ kind: 'vor' }]]);
});

test('what would miss its truck comes first, and says when it closes', () => {
  const soon = new Date(AT + 20 * 60_000).toISOString();
  const view = floor(count('A02-015-B'), ...order('O-1', 'B04-011-B', { cut_off: soon }));
  const next = give(view, { ...ANA, here: 'A02-015-B' })!;
  assert.deepEqual(next.why[0], { key: 'home.why.cut_off', at: soon });
  assert.equal(next.start['order'], 'O-1');
  const gone = floor(count('A02-015-B'), ...order('O-1', 'B04-011-B', { must_ship: '2026-02-27' }));
  assert.deepEqual(given(gone, { here: 'A02-015-B' }), ['pick', 'O-1', 'late', 'near']);
  const later = floor(count('A02-015-B'),
    ...order('O-1', 'B04-011-B', { must_ship: '2026-09-30' }));
  assert.deepEqual(given(later, { here: 'A02-015-B' }),
    ['count', 'A02-015-B', 'priority', 'aisle']);
});

test('the work of others is not offered, their lease runs out, and mine is finished first', () => {
  const by = { actor: 'ben', at: NOW, until: new Date(AT + 60_000).toISOString() };
  const view = floor(...order('O-1', 'A07-032-C', { by }), ...order('O-2', 'B04-011-B'));
  const here = 'A07-032-C';
  assert.deepEqual(given(view, { here }), ['pick', 'O-2', 'near']);
  assert.deepEqual(given(view, { here, now_ms: AT + 60_000 }), ['pick', 'O-1', 'aisle']);
  assert.deepEqual(given(view, { me: 'ben', here: 'B04-011-B' }), ['pick', 'O-1', 'begun', 'near']);
});

test('goods to be brought and put back, and trucks, are work like any other', () => {
  const task = (name: string, kind: string, more: object): Row => row('task', name, {
    task: name, kind, state: 'open', part: 'BAT-00712', quantity: 2, lot: null, ...more });
  const bring = floor(task('R-1', 'replenish', { priority: 45, source: 'B04-011-B',
    location: 'A02-015-B' }));
  assert.deepEqual(given(bring), ['move', 'R-1']);
  const back = floor(row('lpn', 'T-1', { lpn: 'T-1', kind: '', place: 'PACK-1' }),
    row('quant', 'lpn:T-1|BAT-00712||', { holder: 'lpn:T-1', part: 'BAT-00712', lot: '', serial: '',
      quantity: 2, suppliers: [], receipts: [], expires_on: null }),
    task('P-1', 'put_back', { priority: 40, lpn: 'T-1', location: null }));
  assert.deepEqual(given(back), ['pick', 'P-1']);
  const truck = floor(...demo_rows().filter(({ topic }) => topic === 'asn'));
  assert.equal(give(truck, ANA)!.flow, 'receive');
  assert.equal(give(floor(), ANA), null);
});

test('where orders go from zone to zone only those of this zone are given, and emergencies', () => {
  const site = row('site', 'site', { site: 'DC01', settings: { version: 1,
    changed: { 'pick.zone_pass': true } } });
  const rows = [site, ...order('O-1', 'A07-032-C'), count('A02-015-B')];
  assert.deepEqual(given(floor(...order('O-1', 'A07-032-C')), { here: 'B04-011-B' }),
    ['pick', 'O-1', 'near']);
  assert.deepEqual(given(floor(site, ...order('O-1', 'A07-032-C')), { here: 'B04-011-B' }), null);
  assert.deepEqual(given(floor(site, ...order('O-1', 'A07-032-C', { priority: 'VOR' })),
    { here: 'B04-011-B' }), ['pick', 'O-1', 'near']);
  assert.deepEqual(given(floor(...rows), { here: 'DOCK-01' }),
    ['count', 'A02-015-B', 'priority', 'near']);
});

test('a site says which priorities are equal, and how long before a cut-off it presses', () => {
  const site = (changed: object): Row => row('site', 'site', { site: 'DC01', settings: {
    version: 1, changed } });
  const rows = [...order('O-1', 'A02-015-B'), count('B04-011-B')];
  const here = 'A02-015-B';
  assert.deepEqual(given(floor(...rows), { here }), ['count', 'B04-011-B', 'priority', 'near']);
  assert.deepEqual(given(floor(site({ 'give.priority_step': 60 }), ...rows), { here }),
    ['pick', 'O-1', 'aisle']);
  const ends = new Date(AT + 60 * 60_000).toISOString();
  const soon = [...order('O-1', 'A02-015-B', { cut_off: ends }), count('B04-011-B')];
  assert.deepEqual(given(floor(...soon), { here }), ['count', 'B04-011-B', 'priority', 'near']);
  assert.deepEqual(given(floor(site({ 'give.spare_minutes': 90 }), ...soon), { here }),
    ['pick', 'O-1', 'cut_off', 'aisle']);
});

test('an order of a wave waits for its release', () => {
  const site = row('site', 'site', { site: 'DC01', settings: { version: 1,
    changed: { 'pick.waves': true } } });
  assert.equal(give(floor(site, ...order('O-1', 'A07-032-C')), ANA), null);
  assert.deepEqual(given(floor(site, ...order('O-1', 'A07-032-C', { released: true }))),
    ['pick', 'O-1']);
});

test('what is offered begins by one tap, and is over when it is recorded', () => {
  const view = floor(...plate('L-1'), ...plate('L-2'));
  const next = give(view, { ...ANA, here: 'DOCK-01' })!;
  const desk = new Floor(view);
  desk.start(next.flow);
  assert.equal(is_over(desk.step, 'putaway'), false, 'nothing is done yet');
  desk.say({ type: 'choose', id: Object.values(next.start)[0]! });
  assert.equal(desk.step.state, 'bin');
  desk.scan('A07-030-C');
  assert.equal(is_over(desk.step, 'putaway'), true);
  assert.equal(is_over(desk.step, null), false, 'nobody was given it');
});
