// SPDX-License-Identifier: Apache-2.0
/** Several orders on one walk, zones, waves, kits (PK1, PK18). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { due_orders } from '../../src/flow/pick_due.ts';
import { ORDER, demo_rows, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { Floor } from './floor.ts';

const stock = (holder: string, number: string, quantity: number): Row =>
  row('quant', `${holder}|${number}||`, {
    holder, part: number, lot: '', serial: '', quantity, suppliers: [], receipts: [],
    expires_on: null,
  });
const order = (name: string, lines: [string, number, string?][], more: object = {}): Row =>
  row('order', name, {
    order: name, customer: 'D1', name: 'Dealer', priority: 'STOCK', must_ship: '2026-03-03',
    state: 'open', cartons: [], goods: [],
    lines: lines.map(([number, quantity, kit], at) => ({
      line: at + 1, part: number, quantity, picked: 0, vin: null, note: null,
      ...(kit === undefined ? {} : { kit, waits: false }),
    })), ...more,
  });
const set = (changed: object): Row =>
  row('site', 'site', { site: 'DC01', settings: { version: 1, changed } });

/** No emergency waits; clips lie in two places of the way, batteries at its end. */
const rows = (...more: Row[]): Row[] => [...demo_rows(), order(ORDER, [], { state: 'shipped' }),
  stock('A02-015-B', 'CLP-1', 9), stock('A07-041-A', 'CLP-2', 9), ...more];
const view = (...more: Row[]): View => new View(new Checkpoint(rows(...more), 7));
const THREE = [order('O-1', [['BAT-00712', 2], ['CLP-1', 1]]), order('O-2', [['CLP-2', 3]]),
  order('O-3', [['CLP-1', 2]])];

const walk = (...more: Row[]): Floor =>
  new Floor(view(...THREE, ...more)).start('pick').offer('several');
const target = (floor: Floor): unknown =>
  floor.step.facts.find((fact) => fact.name === 'target')?.value;
const take = (floor: Floor, bin: string, part: string, n: number): Floor => {
  if (floor.step.state === 'bin') floor.scan(bin);
  return floor.at('pick.part').scan(part).at('pick.quantity').quantity(n).at('pick.tote');
};

test('PK1 several orders are one walk along the shelves, each into its own tote', () => {
  const floor = walk().at('pick.bin');
  assert.equal(floor.step.plate?.location, 'A02-015-B');
  take(floor, 'A02-015-B', 'CLP-1', 1).scan('T-0001');
  take(floor, 'A02-015-B', 'CLP-1', 2).scan('T-0001').heard('stop');
  floor.say({ type: 'acknowledge' }).scan('T-0003').heard('good').at('pick.bin');
  assert.equal(floor.step.plate?.location, 'A07-041-A');
  take(floor, 'A07-041-A', 'CLP-2', 3).scan('T-0002');
  take(floor, 'B04-011-B', 'BAT-00712', 2);
  assert.equal(target(floor), 'T-0001', 'its order has this one already');
  floor.scan('T-0001').at('pick.done');
  assert.equal(floor.step.done?.title.key, 'done.walk');
  assert.deepEqual(floor.step.done?.facts.map((one) => one.small), ['T-0001', 'T-0002', 'T-0003']);
  const told = floor.told.filter((op) => op.kind === 'pick').map(({ body }) => body)
    .map((body) => 'target' in body && 'order' in body && [body.order, body.target]);
  assert.deepEqual(told, [['O-1', 'lpn:T-0001'], ['O-3', 'lpn:T-0003'], ['O-2', 'lpn:T-0002'],
    ['O-1', 'lpn:T-0001']]);
});

test('PK1 a line that is put off or short leaves the walk and its order', () => {
  const floor = walk().offer('skip').at('pick.bin');
  assert.equal(floor.step.subtitle?.params['order'], 'O-3');
  floor.offer('skip').at('pick.bin');
  assert.equal(floor.step.plate?.location, 'A07-041-A');
});

test('PK1 places that are as far along as others are finished one after the other', () => {
  const alike = ['A02-015-B', 'A07-041-A'].map((location) => row('location', location, {
    location, zone: 'A', role: 'forward', travel: 20, level: '1', confirm: '', blocked: false }));
  const floor = walk(...alike, order('O-1', [['CLP-1', 1]]), order('O-2', [['CLP-2', 1]]));
  const seen: unknown[] = [];
  while (floor.step.state !== 'done') {
    if (floor.step.state === 'bin') {
      seen.push(floor.step.plate?.location);
      floor.scan(floor.step.plate!.location);
    }
    const order_now = String(floor.step.subtitle?.params['order']);
    floor.scan(order_now === 'O-2' ? 'CLP-2' : 'CLP-1').quantity(order_now === 'O-3' ? 2 : 1);
    floor.scan(`T-000${order_now.slice(2)}`);
  }
  assert.deepEqual(seen, ['A02-015-B', 'A07-041-A'], 'no place is gone to twice');
});

test('PK1 the line is counted of what this picker has to do', () => {
  const at = (floor: Floor): unknown[] => ['line', 'total']
    .map((name) => floor.step.subtitle?.params[name]);
  const begun = order('O-1', [['BAT-00712', 2], ['CLP-2', 1], ['CLP-1', 1]]);
  const floor = new Floor(view(begun)).start('pick').choose('O-1').at('pick.bin');
  assert.deepEqual([floor.step.plate?.location, ...at(floor)], ['A02-015-B', 1, 3]);
  take(floor, 'A02-015-B', 'CLP-1', 1).scan('T-0001').at('pick.bin');
  assert.deepEqual([floor.step.plate?.location, ...at(floor)], ['A07-041-A', 2, 3]);
  assert.deepEqual(floor.step.progress, { index: 1, total: 3 });
  const rest = { ...(begun.body as { lines: object[] }) };
  rest.lines = rest.lines.map((line, n) => (n === 2 ? { ...line, picked: 1 } : line));
  const other = new Floor(view(row('order', 'O-1', rest))).start('pick').choose('O-1');
  assert.deepEqual(at(other), [1, 2], 'what a colleague picked is not counted');
});

test('PK1 an emergency order is first and never shares a walk', () => {
  const vor = order('O-9', [['CLP-2', 1]], { priority: 'VOR' });
  const floor = walk(vor).at('pick.order');
  assert.equal(floor.step.band?.title.key, 'band.vor_first');
  assert.equal(floor.step.choices[0]?.id, 'O-9');
});

test('PK1 one walk takes as many orders as the site lets it, of one day', () => {
  const later = order('O-0', [['CLP-1', 1]], { must_ship: '2026-03-09' });
  const floor = walk(set({ 'pick.cluster_orders': 2 }), later);
  assert.equal(floor.step.subtitle?.params['orders'], 'O-1 O-2');
});

test('PK1 by zones a picker takes the lines of the zone and passes the tote on', () => {
  const zones = set({ 'pick.zone_pass': true });
  const floor = new Floor(view(...THREE, zones)).start('pick').scan('B04-011-B').at('pick.order');
  assert.deepEqual(floor.step.choices.map(({ id }) => id), ['O-1']);
  floor.choose('O-1').at('pick.bin');
  take(floor, 'B04-011-B', 'BAT-00712', 2).scan('T-0001').at('pick.done').confirm();
  floor.at('pick.order').say({ type: 'back' });
  const next = new Floor(floor.view).start('pick').scan('A02-015-B').choose('O-1').at('pick.bin');
  take(next, 'A02-015-B', 'CLP-1', 1);
  assert.equal(target(next), 'T-0001', 'the tote that was passed on');
});

test('PK1 without zones a bin is no order', () => {
  const floor = new Floor(view(...THREE)).start('pick').scan('B04-011-B').at('pick.order');
  assert.equal(floor.step.band?.title.key, 'band.no_zones');
});

test('PK1 by waves an order is offered when it is released, an emergency at once', () => {
  const waves = set({ 'pick.waves': true });
  const due = due_orders(view(waves, order('O-1', [['CLP-1', 1]]),
    order('O-2', [['CLP-1', 1]], { released: true }),
    order('O-3', [['CLP-1', 1]], { priority: 'VOR' })));
  assert.deepEqual(due.map(({ order }) => order), ['O-3', 'O-2']);
});

const KIT = order('O-1', [['CLP-1', 2, 'SET'], ['CLP-2', 1, 'SET'], ['BAT-00712', 1]]);

test('PK18 a kit of which a part is missing is not begun, the other lines are', () => {
  const floor = new Floor(view(KIT, stock('A07-041-A', 'CLP-2', 0))).start('pick').choose('O-1');
  assert.equal(floor.step.plate?.location, 'B04-011-B');
  take(floor, 'B04-011-B', 'BAT-00712', 1).scan('T-0001').at('pick.done');
  assert.equal(floor.step.done?.title.key, 'band.kit_waits');
  assert.deepEqual(floor.step.band?.note?.params, { kit: 'SET', code: 'CLP-2' });
});

test('PK18 a kit that turns out to lack a part is not gone on with', () => {
  const floor = new Floor(view(KIT)).start('pick').choose('O-1').at('pick.bin');
  assert.equal(floor.step.plate?.location, 'A02-015-B');
  floor.offer('short').quantity(0).choose('not_there').confirm().at('pick.bin');
  assert.equal(floor.step.plate?.location, 'B04-011-B', 'not the other part of the kit');
});

test('PK18 a kit that the server lets wait is left alone', () => {
  const floor = new Floor(view(KIT)).start('pick');
  const body = { ...(KIT.body as Record<string, object[]>) };
  body['lines'] = body['lines']!.map((line) => 'kit' in line ? { ...line, waits: true } : line);
  const waits = new Floor(view(row('order', 'O-1', body))).start('pick').choose('O-1');
  assert.equal(waits.step.plate?.location, 'B04-011-B');
  assert.equal(floor.step.choices.length, 1);
});

test('CP6 a code that is glued to itself is that code once; what names something is left', () => {
  const floor = new Floor(view(...THREE)).start('pick').choose('O-3').at('pick.bin');
  floor.scan('A02-015-BA02-015-B').at('pick.part').heard('good');
  floor.scan('CLP-1CLP-2').heard('attention').at('pick.part');
  floor.scan('CLP-1CLP-1').at('pick.quantity');
});
