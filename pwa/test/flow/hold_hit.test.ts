// SPDX-License-Identifier: Apache-2.0
/** A held unit that stops somebody's work is told, once a step, and nothing else is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '../../src/ui/describe.ts';
import { MODULES, ORDER, demo_view } from '../fixture.ts';
import { packed, picked, second_line, stored } from './days.ts';
import { Floor } from './floor.ts';

const at_module = (): Floor => stored().start('pick').choose(ORDER).scan('A02-015-B');
const hits = (floor: Floor): Floor['told'] => floor.told.filter((op) => op.kind === 'hold_hit');

test('a held unit that stops a pick is told, with its place, and no pick is', () => {
  const floor = at_module().scan('E7A000311').heard('stop');
  assert.ok(floor.step.hold);
  assert.deepEqual(floor.last.map((op) => op.kind), ['hold_hit']);
  assert.deepEqual(floor.body('hold_hit'), {
    hold: '', part: 'ECU-77810-AB', lot: null, serial: 'E7A000311', holder: `lpn:${MODULES}`,
    where: 'pick.part', order: ORDER,
  });
  assert.deepEqual(floor.last[0]!.scans.map((scan) => scan.raw), ['E7A000311']);
});

test('the same unit scanned again in the step is told once, another unit again', () => {
  const floor = at_module().scan('E7A000311').scan('E7A000311').heard('stop');
  floor.say({ type: 'acknowledge' }).scan('E7A000311').heard('stop');
  assert.equal(hits(floor).length, 1);
  assert.equal(hits(floor.scan('E7A000312')).length, 2);
});

test('the symbols of the work stay with the work', () => {
  const floor = at_module().scan('E7A000311').scan('E7A000290').scan('T-0418');
  const pick = floor.told.findLast((op) => op.kind === 'pick')!;
  assert.deepEqual(pick.scans.map((scan) => scan.raw), ['A02-015-B', 'E7A000290', 'T-0418']);
});

test('a held lot that was chosen, not scanned, is told without a symbol', () => {
  const floor = second_line().start('hold').scan('BRK-10442').scan('L26-0188').choose('suspect');
  floor.confirm().confirm().scan('A07-032-C').scan('BRK-10442').choose('L26-0188').heard('stop');
  const told = hits(floor)[0]!;
  assert.deepEqual([floor.body('hold_hit')['lot'], floor.body('hold_hit')['where'], told.scans],
    ['L26-0188', 'pick.lot', []]);
  assert.notEqual(floor.body('hold_hit')['hold'], '', 'the hold has a name');
});

test('a held unit that stops the packer or the loader is told', () => {
  const floor = picked().start('hold').scan('E7A000290').choose('damage').confirm().confirm();
  floor.start('pack').scan('T-0418').scan('C-000091').scan('E7A000290').heard('stop');
  const { holder, where, order } = floor.body('hold_hit');
  assert.deepEqual([holder, where, order], ['lpn:T-0418', 'pack.unit', ORDER]);
  const door = packed().start('hold').scan('E7A000290').choose('damage').confirm().confirm();
  door.start('load').scan('DOOR-2').scan('C-000091').heard('stop');
  assert.deepEqual([door.body('hold_hit')['where'], door.body('hold_hit')['order']],
    ['load.carton', ORDER]);
});

test('a look-up of a held unit stops nobody and tells nothing', () => {
  assert.deepEqual(new Floor(demo_view()).start('lookup').scan('E7A000290').last, []);
});

test('the queue names the unit that was met', () => {
  const body = at_module().scan('E7A000311').body('hold_hit');
  assert.equal(describe({ kind: 'hold_hit', body }).title, 'Held unit met ECU-77810-AB E7A000311');
});
