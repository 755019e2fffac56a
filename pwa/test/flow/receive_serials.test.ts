// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { BRAKES, MODULES, MODULE_SERIALS, demo_rows, demo_view, row } from '../fixture.ts';
import { Floor } from './floor.ts';

const modules = (): Floor => new Floor(demo_view()).start('receive').choose('SHP260302A')
  .scan('DOCK-01').scan(MODULES);
const [first, second, third] = MODULE_SERIALS as [string, string, string];

test('a number is taken out of the list by its own scan, and the gap is seen again', () => {
  const floor = modules().scan(first).scan(second).at('receive.serials');
  assert.deepEqual([floor.step.list?.rows.length, floor.step.list?.total], [2, 3]);
  floor.offer('take_out').at('receive.serial_out').scan(third).heard('attention');
  floor.scan(first).at('receive.serials');
  assert.deepEqual(floor.step.list?.rows.map((row) => row.code), [second]);
  floor.offer('remove_last');
  assert.equal(floor.step.list?.rows.length, 0);
});

test('another number than announced is not called as announced', () => {
  const floor = modules().scan(first).scan('E7A000999').scan(second).at('receive.carton');
  assert.equal(floor.step.confirm?.key, 'receive.record_differs');
  const right = modules().scan(first).scan(third).scan(second).at('receive.carton');
  assert.notEqual(right.step.confirm?.key, 'receive.record_differs');
});

test('a number that no reader reads is typed twice', () => {
  const floor = modules().scan(first, 'keyed').heard('attention').at('receive.serials');
  assert.equal(floor.step.list?.rows.length, 0);
  floor.scan(first, 'keyed').heard('good');
  assert.equal(floor.step.list?.rows.length, 1);
});

test('a unit whose label is lost gets another one, and the label says which copy it is', () => {
  const floor = new Floor(demo_view()).start('lookup').scan('BRK-10442');
  const doors = floor.step.offers.map(({ id }) => id);
  assert.deepEqual(doors, ['hold'], 'a part has no label of its own');
  floor.scan('E7A000290').offer('print_label').at('lookup.result');
  assert.deepEqual(floor.body('label_wanted'), {
    label: 'serial', code: 'E7A000290', copy: 2, reason: 'no_label', order: null,
    part: 'ECU-77810-AB', replaces: 'E7A000290',
  });
});

test('a number that nobody can read leaves its unit without one, on a line of its own', () => {
  const floor = modules().scan(first).offer('unread').at('receive.serials');
  assert.equal(floor.step.question.params['n'], 3);
  floor.scan(second).at('receive.carton').scan(MODULES);
  const lines = floor.body('receipt')['lines'] as { quantity: number; serials: string[] }[];
  assert.deepEqual(lines.map(({ quantity, serials }) => [quantity, serials]),
    [[1, []], [2, [first, second]]]);
});

test('an announced number is that number, whatever identifier it seems to begin with', () => {
  const bolts = (part: string) => row('part', part, {
    part, description: '', uom: 'EA', packs: [], tracking: 'serial', expires: false,
    serial_pattern: null, hazard: null, abc: 'B', critical: 'normal', superseded_by: null,
    weight_g: 1, volume_ml: 1, aliases: [],
  });
  const notice = row('asn', 'S-1', {
    asn: 'S-1', supplier: 'SUP0417', supplier_name: '', carrier: '', state: 'announced',
    packs: [{ lpn: BRAKES, parent: null, kind: 'carton', lines: [{
      line: 1, part: 'TRQ-1', quantity: 2, lot: null, expires_on: null, hold: null, putaway: null,
      serials: ['SN-0001', 'SN-0002'],
    }] }],
  });
  const view = new View(new Checkpoint([...demo_rows(), bolts('TRQ-1'), notice], 7));
  const floor = new Floor(view).start('receive').choose('S-1').scan('DOCK-01').scan(BRAKES)
    .scan('SN-0001').heard('good').scan('S12345').heard('attention').scan(BRAKES);
  const [line] = floor.body('receipt')['lines'] as { serials: string[] }[];
  assert.deepEqual(line?.serials, ['SN-0001', '12345'], 'an identifier before any other is one');
});

test('the label of a unit that was scanned is no stranger in its own carton', () => {
  const floor = modules().scan(first).scan(second).scan(third).at('receive.carton');
  floor.scan('ECU-77810-AB').at('receive.carton').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.scanned_already');
});
