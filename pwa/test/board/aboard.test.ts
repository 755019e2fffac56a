// SPDX-License-Identifier: Apache-2.0
/** What is on a truck against what its orders ask for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aboard, differs, type Loaded } from '../../src/board/aboard.ts';
import { meaning } from '../../src/board/ask.ts';
import desk from '../../messages/desk/en.json' with { type: 'json' };
import { confirmShipment } from '../../src/board/decisions.ts';
import { order, site } from './floor.ts';

const TRUCK = { shipment: 'S-1', door: 'DOOR-01', orders: ['A'], state: 'open' as const,
  lpns: ['C-1', 'C-2'] };
const goods = (carton: string, part: string, quantity: number, ...holds: string[]): Loaded =>
  ({ carton, part, quantity, lot: '', serial: '', holds });

test('too many, too few and what nobody asked for are told apart', () => {
  const found = aboard(TRUCK, [
    goods('C-1', 'BRK-10442', 5), goods('C-2', 'BRK-10442', 3), goods('C-2', 'FLT-00318', 1),
  ], site(order('A')));
  assert.deepEqual(found.parts, [
    { part: 'BRK-10442', aboard: 8, asked: 4 }, { part: 'FLT-00318', aboard: 1, asked: 0 }]);
  assert.deepEqual(found.parts.map(differs), ['more', 'unasked']);
  assert.deepEqual(found.cartons.map((one) => [one.carton, one.goods.length]),
    [['C-1', 1], ['C-2', 2]]);
  const none = aboard(TRUCK, [], site(order('A')));
  assert.equal(differs(none.parts[0]!), 'fewer');
  assert.equal(differs({ part: 'P', aboard: 4, asked: 4 }), null);
});

test('a truck without an order says what the ERP will hear, and of no order', () => {
  const truck = { ...TRUCK, orders: [] };
  const { loose } = aboard(truck, [goods('C-1', 'P', 2), goods('C-2', 'P', 1)], site());
  const { effects } = confirmShipment(truck, [], [], loose);
  const said = effects.filter((one) => one.on === 'order' || one.on === 'erp');
  assert.deepEqual(said.map((one) => [one.say.key, one.say.params, one.odd ?? false]), [
    ['board.effect.ship.loose', { n: 3, shipment: 'S-1' }, true],
    ['board.effect.ship.erp', { n: 1 }, false],
  ]);
});

test('goods that were packed for no order are told with the first of the truck', () => {
  const rows = site(order('A', { cartons: ['lpn:C-1'] }));
  const { loose } = aboard(TRUCK, [goods('C-1', 'P', 2), goods('C-2', 'P', 1)], rows);
  const { effects } = confirmShipment(TRUCK, [], [], loose);
  assert.deepEqual(effects.filter((one) => one.odd).map((one) => one.say), [
    { key: 'board.effect.ship.loose.first', params: { n: 1, order: 'A' } }]);
});

test('a truck says that an order stays open only of one that has not left', () => {
  const truck = { ...TRUCK, orders: ['A', 'B', 'C'] };
  const rows = site(order('A', { cartons: ['lpn:C-1'] }), order('B', { state: 'shipped' }),
    order('C', { cartons: ['lpn:C-9'] }));
  const found = aboard(truck, [goods('C-1', 'P', 1, 'H-1'), goods('C-2', 'P', 2)], rows);
  const said = (held: readonly string[]) =>
    confirmShipment(truck, held, [], found.loose, found.orders).effects
      .filter((one) => one.on === 'order' && !one.odd).map((one) => one.say.params['orders']);
  assert.deepEqual(said(['P']), ['A, C'], 'B is with its customer already');
  assert.deepEqual(said([]), ['A'], 'of C nothing is on board');
  const { effects } = confirmShipment(truck, [], [], found.loose, found.orders);
  assert.equal(effects.find((one) => one.on === 'erp')!.say.params['n'], 1);
});

test('held units are named before the truck leaves, and when it is declined', () => {
  const found = aboard(TRUCK, [goods('C-1', 'P', 1, 'H-1'), goods('C-2', 'P', 2)], site());
  assert.deepEqual(found.held.map((one) => one.carton), ['C-1']);
  const effects = confirmShipment(TRUCK, ['E7 P in C-1'], ['H-1']).effects;
  assert.equal(effects.find((one) => one.on === 'hold')!.say.params['units'], 'E7 P in C-1');
  const units = [{ part: 'P', serial: 'E7', lot: '', holder: 'lpn:C-1', holds: ['H-1'] }];
  assert.deepEqual(meaning({ outcome: 'accepted', reason: 'declined_held',
    detail: { declined: true, units } }), { is: 'declined', reason: 'declined_held', units });
});

test('seal, driver and document of a departure may be said, and are told only then', () => {
  const goes = confirmShipment(TRUCK);
  const fits = (value: string) => goes.fields!.every((one) => one.fits(value, {}));
  assert.deepEqual([fits(''), fits('SL-9'), fits('x'.repeat(61))], [true, true, false]);
  const told = (more: Record<string, string>) =>
    goes.draft({ why: '', qualify: false, more }).body as unknown as Record<string, unknown>;
  assert.deepEqual(Object.keys(told({ seal: ' ', taken_by: '' })).sort(), ['orders', 'shipment']);
  const { seal, taken_by } = told({ seal: ' SL-991 ', taken_by: 'Anna Berg' });
  assert.deepEqual([seal, taken_by], ['SL-991', 'Anna Berg']);
  for (const { label } of goes.fields!) assert.ok(label.key in desk, label.key);
});

test('a truck with something held on board is said to be stopped, and by what', () => {
  const goes = confirmShipment(TRUCK);
  assert.equal(goes.title.key, 'board.decide.ship');
  assert.equal(goes.stopped, undefined);
  const stops = confirmShipment(TRUCK, ['E7 P'], ['H-1']);
  assert.equal(stops.title.key, 'board.decide.ship.stopped');
  assert.deepEqual([stops.stopped, stops.effects[0]!.on], [['H-1'], 'hold']);
  const promised = goes.effects.filter((one) => one.on !== 'hold').map((one) => one.say.key);
  assert.deepEqual(stops.effects.filter((one) => promised.includes(one.say.key)), []);
});

test('a full carton that is not on board is named, until the truck has left', () => {
  const goods_in = (...holders: string[]) => holders.map((holder) =>
    ({ holder, part: 'P', quantity: 1, at: '' }));
  const rows = site(order('A', {
    cartons: ['lpn:C-1', 'lpn:C-8', 'lpn:C-9'], goods: goods_in('lpn:C-1', 'lpn:C-9'),
  }));
  const on = [goods('C-1', 'P', 1)];
  assert.deepEqual(aboard(TRUCK, on, rows).missing, [{ carton: 'C-9', order: 'A' }]);
  assert.deepEqual(aboard({ ...TRUCK, state: 'confirmed' }, on, rows).missing, []);
  assert.deepEqual(aboard(TRUCK, on, rows, 1).missing, [], 'not all was looked into');
});
