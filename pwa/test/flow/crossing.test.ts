// SPDX-License-Identifier: Apache-2.0
/** An order waits for what comes in: straight to packing, told before the server knows (RC18). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crossings } from '../../src/flow/crossing.ts';
import { to_put_away, waiting } from '../../src/flow/waiting.ts';
import { BRAKES, MODULES, PALLET_A } from '../fixture.ts';
import { waiting_floor as at_dock } from './crossings.ts';

test('the screen names the order that waits, and its goods are not put away', () => {
  const floor = at_dock({ 'O-1': 40 }).scan(BRAKES).confirm().at('receive.crossing');
  assert.equal(floor.step.band?.code, 'O-1');
  assert.deepEqual(floor.step.confirm, { key: 'receive.to_packing', params: { n: 40 } });
  assert.deepEqual(waiting(floor.view), []);
  assert.equal(to_put_away(floor.view), 0);
  floor.confirm().at('receive.plate');
});

test('only so many as the order waits for: the plate still is to be put away', () => {
  const floor = at_dock({ 'O-1': 4 }).scan(BRAKES).confirm().at('receive.crossing');
  assert.deepEqual(crossings(floor.view, BRAKES),
    [{ order: 'O-1', part: 'BRK-10442', quantity: 4 }]);
  assert.deepEqual(waiting(floor.view), [BRAKES]);
});

test('an emergency comes before an order that waits longer', () => {
  const floor = at_dock({ 'O-1': 40, 'VOR-2': 3 }).scan(BRAKES).confirm().at('receive.crossing');
  assert.deepEqual(crossings(floor.view, BRAKES).map(({ order, quantity }) => [order, quantity]),
    [['VOR-2', 3], ['O-1', 37]]);
});

test('the picker is sent to the dock, and takes it from the plate', () => {
  const floor = at_dock({ 'O-1': 4 }).scan(BRAKES).confirm().confirm().start('pick').choose('O-1');
  floor.at('pick.bin').scan('DOCK-01').scan('BRK-10442').choose('L26-0188').quantity(4);
  floor.scan('T-0101');
  const { source, quantity } = { ...floor.body('pick') as { source: string },
    quantity: (floor.body('pick') as { lines: { quantity: number }[] }).lines[0]!.quantity };
  assert.deepEqual([source, quantity], [`lpn:${BRAKES}`, 4]);
  assert.deepEqual(crossings(floor.view, BRAKES), []);
});

test('held goods are nobody’s to take, and a site may store everything first', () => {
  const held = at_dock({ 'O-1': 3 }, {}, 'ECU-77810-AB').scan(MODULES);
  for (const serial of ['E7A000311', 'E7A000312', 'E7A000313']) held.scan(serial);
  held.confirm().at('receive.plate');
  const stored = at_dock({ 'O-1': 40 }, { 'receive.cross_dock': false }).scan(BRAKES).confirm();
  stored.at('receive.plate');
  assert.deepEqual(waiting(stored.view), [BRAKES]);
});

test('with goods in a bin nothing waits at the dock', () => {
  at_dock({ 'O-1': 4 }, {}, 'BRK-10442', 'A07-032-C').scan(BRAKES).confirm().at('receive.plate');
});

test('of a pallet, the carton that an order waits for is named; then the pallet goes on', () => {
  const floor = at_dock({ 'O-1': 9 }).scan(PALLET_A).scan(BRAKES).confirm();
  floor.at('receive.crossing').confirm().at('receive.pallet');
});
