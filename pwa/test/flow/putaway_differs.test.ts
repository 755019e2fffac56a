// SPDX-License-Identifier: Apache-2.0
/** PU9: the number differs when goods are put away. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRAKES, MODULES, MODULE_SERIALS, row } from '../fixture.ts';
import { Floor } from './floor.ts';
import { beside, held_mixed, stored_plate } from './putaway_ways.ts';

const counted = (lpn: string, found: number): Floor =>
  beside().scan(lpn).offer('number_differs').at('putaway.counted').quantity(found);

test('fewer than received go back to the receipt, and the rest stays in hand', () => {
  const floor = counted(BRAKES, 38).at('putaway.differs');
  assert.deepEqual(floor.told, [], 'nothing is told before it was confirmed');
  floor.confirm().at('putaway.bin').heard('good');
  const { receipt, ...told } = floor.body('receipt_differs');
  assert.deepEqual(told, { holder: `lpn:${BRAKES}`, part: 'BRK-10442', lot: 'L26-0188', told: 40,
    found: 38, serials: [], asn: 'SHP260302A', supplier: 'SUP0417' });
  assert.ok(receipt, 'by which receipt they came');
  assert.equal(floor.view.content(BRAKES)[0]?.quantity, 38);
  floor.scan('A07-032-C').at('putaway.goods');
});

test('more than the site takes by itself is surplus at once, and goes to a hold zone', () => {
  const floor = counted(BRAKES, 60).confirm().at('putaway.bin');
  assert.equal(floor.step.plate?.location, 'Q01-004-A');
  assert.equal(floor.view.content(BRAKES)[0]?.quantity, 60);
});

test('the number that was received is no difference', () => {
  const floor = counted(BRAKES, 40).at('putaway.counted').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.as_received');
});

test('of numbered units the missing ones are named, and held ones stay held', () => {
  const floor = counted(MODULES, 1).at('putaway.missing').choose(MODULE_SERIALS[0]!)
    .at('putaway.missing').choose(MODULE_SERIALS[0]!).at('putaway.missing')
    .choose(MODULE_SERIALS[2]!).at('putaway.differs').confirm().at('putaway.bin');
  assert.deepEqual(floor.body('receipt_differs')['serials'],
    [MODULE_SERIALS[0], MODULE_SERIALS[2]]);
  assert.deepEqual(floor.view.content(MODULES).map((quant) => quant.serial), [MODULE_SERIALS[1]]);
  assert.equal(floor.step.plate?.location, 'Q01-004-A');
});

test('units that nobody told of are scanned, each once, and held with the others', () => {
  const floor = counted(MODULES, 4).at('putaway.serials').scan(MODULE_SERIALS[0]!)
    .at('putaway.serials').scan('E7A000290').at('putaway.serials').scan('E7A000319')
    .at('putaway.differs').confirm().at('putaway.bin');
  const [more] = floor.view.of_serial('E7A000319');
  assert.equal(more?.holder, `lpn:${MODULES}`);
  assert.ok(floor.view.hold_on(more!), 'on hold as the receipt that it came with');
});

test('nothing at all empties the plate', () => {
  const floor = counted(BRAKES, 0).confirm().at('putaway.goods');
  assert.equal(floor.step.band?.title.key, 'band.emptied');
});

test('of two parts the one that differs is named', () => {
  const floor = held_mixed().offer('number_differs').at('putaway.which_differs');
  floor.scan('BRK-10442').at('putaway.counted').quantity(6).confirm().at('putaway.bin');
  assert.deepEqual([floor.body('receipt_differs')['part'], floor.body('receipt_differs')['told']],
    ['BRK-10442', 8]);
});

test('what is only moved on came by no receipt: it is counted', () => {
  const [plate, quant] = stored_plate('A07-030-C', { part: 'BAT-00712', receipts: ['R'] });
  const floor = beside(plate!, quant!, row('task', 'M', {
    task: 'M', kind: 'move', state: 'open', priority: 40, zone: null, location: 'A02-015-B',
    part: 'BAT-00712', quantity: 5, lot: null, serial: null, order: null, line: null,
    lpn: plate!.key, asn: null, raised_at: '', why: ['bin_taken'],
  })).scan(plate!.key).at('putaway.bin').offer('number_differs').at('putaway.bin');
  assert.equal(floor.step.band?.title.key, 'band.not_received');
});
