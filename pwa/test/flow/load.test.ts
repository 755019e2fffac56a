// SPDX-License-Identifier: Apache-2.0
/** What may go onto a vehicle: what was picked or packed for an order that still waits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { View } from '../../src/domain/view.ts';
import { to_load } from '../../src/flow/load.ts';
import { totes } from '../../src/flow/pack.ts';
import { workOf } from '../../src/state/work.ts';
import { BRAKES, ORDER, PALLET_A } from '../fixture.ts';
import { packed, picked, second_line, stored } from './days.ts';
import { Floor } from './floor.ts';

const truck = (shipment: string, state: string, orders: string[], lpns: string[]): object =>
  ({ shipment, door: 'DOOR-2', orders, state, lpns });

/** The same floor after the server said more of an order, shipments and tasks. */
function heard(floor: Floor, order: object, ...rows: [string, string, object][]): Floor {
  const { checkpoint } = floor.view;
  const row = { ...checkpoint.tables.order.get(ORDER)!, ...order };
  checkpoint.apply([{ topic: 'order', key: ORDER, body: row },
    ...rows.map(([topic, key, body]) => ({ topic, key, body }))], 8);
  return new Floor(new View(checkpoint, floor.view.told));
}

/** The pads are in again, as a plate that stands in a bin. */
function pads(): Floor {
  const floor = stored();
  const told = [{ kind: 'transfer', group: '', after: [], scans: [], captured_at: '',
    actor: 'ana', body: { task: null, source: 'A07-032-C', target: `lpn:${BRAKES}`, lpn: null,
      lines: [{ part: 'BRK-10442', quantity: 38, lot: 'L26-0188', serials: [] }] } }];
  floor.view = floor.view.with_ops(told as unknown as Parameters<View['with_ops']>[0]);
  return floor;
}

test('a supplier carton that is full is stopped at the door, and nothing is told', () => {
  const floor = pads().start('load').scan('DOOR-2').scan(BRAKES).heard('stop').at('load.carton');
  assert.deepEqual([floor.step.stop?.code, floor.step.stop?.next.key],
    ['not_packed', 'stop.next.pack']);
  assert.ok(!floor.kinds().includes('load'));
});

test('a shipment makes a plate the goods of its order at a door only, never once it left', () => {
  for (const state of ['confirmed', 'open']) {
    const row = truck('S-1', state, [ORDER], [BRAKES]);
    const floor = heard(pads(), {}, ['shipment', 'S-1', row], ['shipment', 'SH-0091',
      truck('SH-0091', 'open', [], [])]);
    assert.deepEqual(to_load(floor.view), [], 'it stands in a bin and is for nobody');
    floor.start('load').scan('DOOR-2').scan(BRAKES).heard('stop');
    assert.equal(floor.step.stop?.code, 'not_packed');
  }
});

test('a tote that was picked for an order is loaded as it is', () => {
  const floor = picked().start('load').scan('DOOR-2').scan('T-0418').heard('good');
  assert.equal(floor.body('load')['order'], ORDER);
});

test('cartons on a pallet make it loadable, and their one order its own', () => {
  const floor = packed();
  const told = [{ kind: 'transfer', group: '', after: [], scans: [], captured_at: '',
    actor: 'ana', body: { task: null, source: 'PACK-1', target: `lpn:${PALLET_A}`, lpn: 'C-000091',
      lines: [] } }];
  floor.view = floor.view.with_ops(told as unknown as Parameters<View['with_ops']>[0]);
  floor.start('load').scan('DOOR-2').scan(PALLET_A).heard('good');
  assert.equal(floor.body('load')['order'], ORDER);
});

test('a carton of an order that has left is neither offered nor loaded', () => {
  for (const state of ['shipped', 'short_shipped']) {
    const floor = heard(packed(), { state });
    assert.deepEqual(to_load(floor.view), []);
    floor.start('load').scan('DOOR-2').scan('C-000091').heard('stop').at('load.carton');
    assert.deepEqual([floor.step.stop?.code, floor.step.stop?.scanned.small],
      ['order_left', ORDER]);
  }
});

test('a load task is enough: somebody asked for that plate', () => {
  const task = { task: 'L-1', kind: 'load', state: 'open', priority: 'stock', zone: null,
    location: null, part: null, quantity: null, lot: null, serial: null, order: null, line: null,
    lpn: BRAKES, asn: null, raised_at: '', why: [] };
  const floor = heard(pads(), {}, ['task', 'L-1', task]);
  assert.deepEqual(to_load(floor.view), [BRAKES]);
  floor.start('load').scan('DOOR-2').scan(BRAKES).heard('good');
});

/** One line picked and packed, the other not. */
const half = (): Floor => second_line().say({ type: 'back' }).start('pack').scan('T-0418')
  .scan('C-000091').scan('E7A000290');

test('an order that is packed in part says what is still owed, at the pack and at the door', () => {
  const floor = half().at('pack.done');
  const { title, attn, facts } = floor.step.done!;
  assert.deepEqual([title.key, title.params, attn], ['pack.owed', { order: ORDER, n: 1 }, true]);
  const lines = facts.filter((one) => one.name === 'part');
  assert.deepEqual(lines.map(({ value, small, done }) => [value, small, done]),
    [['ECU-77810-AB', '1 / 1', true], ['BRK-10442', '0 / 4', false]]);
  floor.confirm().start('load').scan('DOOR-2');
  assert.deepEqual(floor.step.choices[0]?.small,
    { key: 'pack.owed', params: { order: ORDER, n: 1 } });
  floor.scan('C-000091').heard('good');
  assert.deepEqual(floor.step.list?.rows[0]?.small,
    { key: 'pack.owed', params: { order: ORDER, n: 1 } });
});

test('an order is packed when every line is in its cartons, or closed short', () => {
  const full = picked().start('pack').scan('T-0418').scan('C-000091').scan('E7A000290')
    .scan('BRK-10442').quantity(4).at('pack.done');
  assert.deepEqual([full.step.done?.title.key, full.step.done?.attn ?? false],
    ['done.pack', false]);
  const task = { task: `pick:${ORDER}:2`, kind: 'pick', state: 'cancelled', order: ORDER, line: 2 };
  const floor = second_line().say({ type: 'back' });
  floor.view.checkpoint.apply([{ topic: 'task', key: task.task, body: task }], 8);
  floor.view = new View(floor.view.checkpoint, floor.view.told);
  floor.start('pack').scan('T-0418').scan('C-000091').scan('E7A000290').at('pack.done');
  assert.equal(floor.step.done?.title.key, 'done.pack');
});

test('a tote whose order has left, or that was put away, is not offered for packing', () => {
  assert.deepEqual(totes(picked().view).map(({ tote }) => tote), ['T-0418']);
  const left = heard(picked(), { state: 'short_shipped' }).view;
  assert.deepEqual(totes(left), []);
  assert.equal(workOf(left).waiting.pack, 0);
  const floor = picked();
  const told = [{ kind: 'putaway', group: '', after: [], scans: [], captured_at: '', actor: 'ana',
    body: { task: null, source: 'PACK-1', target: 'A07-041-A', lpn: 'T-0418', lines: [] } }];
  floor.view = floor.view.with_ops(told as unknown as Parameters<View['with_ops']>[0]);
  assert.deepEqual(totes(floor.view), []);
  assert.equal(workOf(floor.view).waiting.pack, 0);
});
