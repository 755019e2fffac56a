// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MODULES, MODULE_SERIALS, demo_view } from '../fixture.ts';
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

test('a number that no reader reads is typed twice', () => {
  const floor = modules().scan(first, 'keyed').heard('attention').at('receive.serials');
  assert.equal(floor.step.list?.rows.length, 0);
  floor.scan(first, 'keyed').heard('good');
  assert.equal(floor.step.list?.rows.length, 1);
});

test('a unit whose label is lost gets another one, and the label says which copy it is', () => {
  const floor = new Floor(demo_view()).start('lookup').scan('BRK-10442');
  assert.deepEqual(floor.step.offers, []);
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
