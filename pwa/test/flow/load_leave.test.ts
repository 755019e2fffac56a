// SPDX-License-Identifier: Apache-2.0
/** Stops in their order, what stays, a courier, and what is said before a vehicle leaves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { to_load } from '../../src/flow/load.ts';
import { left_of } from '../../src/flow/load_order.ts';
import { ORDER } from '../fixture.ts';
import { R1, at_door, far, held_aboard, leaving, other } from './leave_ways.ts';

test('the last stop is loaded first; another order of them takes a second scan', () => {
  const floor = at_door({ ...R1, stop: 1 }, {}, ...far()).at('load.carton');
  assert.deepEqual(floor.step.choices.map(({ id }) => id), ['C-000092', 'C-000091']);
  floor.scan('C-000091').at('load.early');
  assert.deepEqual([floor.step.band?.title.key, floor.step.band?.code],
    ['band.stop_first', 'C-000092']);
  assert.ok(!floor.kinds().includes('load'));
  floor.scan('C-000091').heard('good').at('load.carton');
  assert.equal(floor.body('load')['lpn'], 'C-000091');
});

test('the carton that was asked for first is loaded without another word', () => {
  const floor = at_door({ ...R1, stop: 1 }, {}, ...far()).scan('C-000091').scan('C-000092')
    .heard('good').at('load.carton');
  assert.equal(floor.body('load')['lpn'], 'C-000092');
});

test('stops of another route, and cartons that stay, make nobody wait', () => {
  const apart = at_door({ ...R1, stop: 1 }, {},
    ...other('O-2', 'C-000092', { route: 'R2', stop: 2 }));
  apart.scan('C-000091').heard('good').at('load.carton');
  const left = at_door({ ...R1, stop: 1 }, {}, ...far()).offer('leave_behind').scan('C-000092')
    .choose('truck_full').choose('next_route').scan('C-000091').heard('good').at('load.carton');
  assert.deepEqual(left.kinds().slice(-2), ['left_behind', 'load']);
});

test('a carton that stays is told with its reason and route, and is offered last', () => {
  const floor = at_door({}, {}, ...other('O-2', 'C-000092', { route: 'R2' }))
    .offer('leave_behind').scan('C-000091').choose('truck_full').choose('R2').at('load.carton');
  const body = floor.body('left_behind');
  assert.deepEqual([body['lpn'], body['order'], body['reason'], body['route']],
    ['C-000091', ORDER, 'truck_full', 'R2']);
  assert.ok(left_of(floor.view).has('C-000091'));
  assert.equal(floor.step.choices.at(-1)?.small?.key, 'load.waits');
  floor.scan('C-000091').heard('good');
  assert.ok(!left_of(floor.view).has('C-000091'), 'loaded after all');
});

test('a courier has a vehicle of its own at any door', () => {
  const floor = at_door({ door: 'DOOR-3' }).offer('courier').scan('Hot Shot').scan('C-000091')
    .heard('good');
  const body = floor.body('load');
  assert.deepEqual([body['carrier'], body['shipment'], body['location']],
    ['Hot Shot', `C-${ORDER}`, 'DOOR-2']);
});

test('a courier leaves without what stands at the same door for the route', () => {
  const floor = at_door(R1, {}, ...other('O-2', 'C-000092', { priority: 'VOR' })).scan('C-000091')
    .offer('courier').scan('Hot Shot').scan('C-000092').heard('good').offer('finish')
    .offer('depart').at('load.go');
  assert.equal(floor.step.facts.find(({ name }) => name === 'cartons')?.value, '1');
  const { shipment, orders } = floor.confirm().body('shipment');
  assert.deepEqual([shipment, orders], ['C-O-2', ['O-2']]);
});

test('what is packed for this truck and not on it is left with a reason, or waited for', () => {
  const floor = leaving(R1, {}, ...far()).at('load.missing');
  assert.deepEqual(floor.step.choices.map(({ id }) => id), ['C-000092']);
  floor.choose('C-000092').choose('too_late').choose('next_route').at('load.go');
  assert.equal(floor.body('left_behind')['lpn'], 'C-000092');
  assert.equal(leaving(R1, {}, ...far()).offer('wait').at('load.carton').kinds()
    .includes('left_behind'), false);
});

test('what is on it for another route is shown before it goes', () => {
  const floor = at_door(R1, {}, ...other('O-2', 'C-000092', { route: 'R2' })).scan('C-000091')
    .scan('C-000092').offer('finish').offer('depart').at('load.extra');
  assert.ok(floor.step.facts.some(({ value }) => value.startsWith('C-0000')));
  floor.confirm().at('load.go');
});

test('a site that wants nothing more is asked one thing', () => {
  const floor = leaving().at('load.go').confirm().at('load.gone');
  const body = floor.body('shipment');
  assert.deepEqual([body['orders'], 'seal' in body, 'taken_by' in body], [[ORDER], false, false]);
});

test('seal, name and signature are said where the site wants them', () => {
  const floor = leaving({}, { 'load.seal': true, 'load.signature': true }).at('load.seal')
    .scan('SL-991').at('load.taker').scan('x').heard('attention').scan('Anna Berg')
    .at('load.sign');
  const photo = { id: 'p-1', hash: 'a'.repeat(64), bytes: 900, type: 'image/jpeg' };
  floor.say({ type: 'photo', photo }).at('load.go').confirm().at('load.gone');
  const { seal, taken_by, signature } = floor.body('shipment');
  assert.deepEqual([seal, taken_by, signature], ['SL-991', 'Anna Berg', 'p-1']);
  assert.equal(floor.body('photo')['note'], 'signature');
});

test('who comes for goods says a name and a document, and no seal', () => {
  const floor = leaving({ service: 'pickup' }, { 'load.seal': true }).at('load.taker')
    .scan('Anna Berg').at('load.document').scan('ID 4471').at('load.go').confirm();
  const { taken_by, document, seal } = floor.body('shipment');
  assert.deepEqual([taken_by, document, seal], ['Anna Berg', 'ID 4471', undefined]);
});

test('cores that the customers on board owe are named before the truck leaves', () => {
  const deposit = (unit: number, customer: string) => ['core_deposit', `O|1|${unit}`, {
    order: 'O', line: 1, unit, customer, core_group: 'ALT', deposit_minor: 900, currency: 'EUR',
    due_on: '2026-12-01', tag: '', state: 'open', part: 'ALT-1' }] as [string, string, object];
  const floor = leaving({ customer: 'D7' }, {}, deposit(1, 'D7'), deposit(2, 'D7'),
    deposit(3, 'D8'));
  const owed = floor.at('load.go').step.facts.filter(({ name }) => name === 'collect');
  assert.deepEqual(owed.map(({ value, small }) => [value, small]), [['2', 'D7 · ALT']]);
});

test('nothing leaves from a door where nothing was loaded', () => {
  const floor = at_door().offer('finish').offer('depart').heard('attention').at('load.done');
  assert.equal(floor.step.band?.title.key, 'band.no_truck');
  assert.deepEqual(to_load(floor.view), ['C-000091']);
});

test('the departure names the deposits whose cores are to come back, those due first (SH8)', () => {
  const owed = (key: string, customer: string, more: object): [string, string, object] =>
    ['core_deposit', key, { order: 'SO-7', line: 1, unit: 1, customer, core_group: 'ALT',
      deposit_minor: 5000, currency: 'EUR', due_on: '2026-12-31', tag: key, state: 'open',
      part: 'ALT-1', ...more }];
  const { customer } = at_door().view.order(ORDER)!;
  const floor = leaving({}, {}, owed('A', customer, {}), owed('B', customer,
    { due_on: '2026-11-30' }), owed('C', 'ELSE', {})).at('load.go').confirm();
  assert.deepEqual(floor.body('shipment')['collect'], ['B', 'A']);
  assert.equal('collect' in leaving().confirm().body('shipment'), false);
});

test('IN7 held goods aboard: the door names carton and part, its scan takes it off', () => {
  const floor = held_aboard().at('load.carton');
  assert.deepEqual([floor.step.band?.code, floor.step.band?.note?.params],
    ['C-000091', { code: 'C-000091', part: 'BRK-10442' }]);
  floor.scan('C-000091').heard('good').at('load.off');
  assert.equal(floor.step.plate?.location, 'Q01-004-A');
  floor.scan('PACK-1').heard('stop').at('load.off').scan('Q01-004-A').heard('good');
  floor.at('load.carton');
  assert.equal(floor.step.band?.tone, 'good');
  assert.deepEqual(floor.kinds(), ['left_behind', 'transfer']);
  const [left, moved] = [floor.body('left_behind'), floor.body('transfer')];
  assert.deepEqual([left['lpn'], left['order'], left['reason']], ['C-000091', ORDER, 'held']);
  assert.deepEqual([moved['lpn'], moved['source'], moved['target'], moved['reason']],
    ['C-000091', 'DOOR-2', 'Q01-004-A', 'held']);
  assert.equal(floor.view.place('lpn:C-000091').location, 'Q01-004-A');
  floor.scan('C-000091').heard('stop').at('load.carton');
});

test('IN7 "leave it" and the departure lead to the same way out', () => {
  const left = held_aboard();
  left.view.checkpoint.apply([...other('O-2', 'C-000092', R1)]
    .map(([topic, key, body]) => ({ topic, key, body })), 10);
  left.offer('leave_behind').scan('C-000091').at('load.off');
  const go = held_aboard().offer('finish').offer('depart').at('load.go');
  assert.equal(go.step.band?.title.key, 'band.held_aboard');
  go.scan('C-000091').at('load.off').scan('Q01-004-A').at('load.carton');
});

test('before it leaves the screen says what its orders lack; without cartons none leaves', () => {
  const lines = [{ line: 1, part: 'ECU-77810-AB', quantity: 1, picked: 1, vin: null, note: null },
    { line: 2, part: 'BRK-10442', quantity: 6, picked: 4, vin: null, note: null }];
  const go = leaving({ lines }).at('load.go');
  const owed = go.step.facts.find(({ name }) => name === 'owed');
  assert.deepEqual([owed?.value, owed?.small], ['1', ORDER]);
  const empty = at_door().offer('finish').at('load.done');
  assert.deepEqual(empty.step.offers, []);
});
