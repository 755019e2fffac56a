// SPDX-License-Identifier: Apache-2.0
/** PU5: goods are added to a plate that is stored already. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRAKES, MODULES, row } from '../fixture.ts';
import type { Floor } from './floor.ts';
import { PADS, STORED, beside, location, stored_plate } from './putaway_ways.ts';

const to = (where: string, goods: object, lpn = BRAKES): Floor =>
  beside(...stored_plate(where, goods)).scan(lpn).scan(STORED);

test('the same goods on a plate in the named bin take those in hand at one scan', () => {
  const floor = to('A07-032-C', PADS).at('putaway.goods').heard('good');
  const { source, target, lpn, lines, reason } = floor.body('putaway');
  assert.deepEqual([source, target, lpn, reason],
    [`lpn:${BRAKES}`, `lpn:${STORED}`, null, null]);
  assert.deepEqual(lines, [{ part: 'BRK-10442', quantity: 40, lot: 'L26-0188', serials: [] }]);
  assert.equal(floor.step.band?.title.key, 'band.emptied');
  assert.equal(floor.step.band?.code, BRAKES);
  assert.equal(floor.view.content(STORED)[0]?.quantity, 45);
});

test('a plate elsewhere, of another lot or another supplier is said, and scanned twice', () => {
  for (const [where, goods, why] of [
    ['A07-030-C', PADS, 'other_place'],
    ['A07-032-C', { ...PADS, lot: 'L26-0170' }, 'mixes'],
    ['A07-032-C', { ...PADS, suppliers: ['SUP0999'] }, 'other_supplier'],
  ] as const) {
    const floor = to(where, goods).at('putaway.plate_again').heard('attention');
    assert.equal(floor.step.band?.title.key, `band.${why}`);
    assert.equal(floor.told.length, 0, 'nothing is recorded yet');
    floor.scan(STORED).at('putaway.goods').heard('good');
    assert.equal(floor.body('putaway')['target'], `lpn:${STORED}`);
  }
});

test('held goods go onto no plate with free ones, nor free goods onto a held plate', () => {
  const hold = (scope: object) => row('hold', 'H1', {
    hold: 'H1', scope: { part: null, supplier: null, lot: null, serial: null, lpn: null,
      location: null, receipt: null, ...scope },
    reason: 'damage', note: '', placed_at: '', placed_by: 'ben', state: 'open',
  });
  const free = to('Q01-004-A', { part: 'ECU-77810-AB', serial: 'E7A000400', quantity: 1 }, MODULES);
  assert.equal(free.heard('stop').step.stop?.code, 'held_apart');
  const held = beside(...stored_plate('A07-032-C', PADS), hold({ lpn: STORED })).scan(BRAKES);
  assert.equal(held.scan(STORED).heard('stop').step.stop?.code, 'held_apart');
  const both = beside(...stored_plate('Q01-004-A', PADS), hold({ part: 'BRK-10442' }))
    .scan(BRAKES).scan(STORED);
  both.at('putaway.goods');
});

test('what may not stand there is refused, and so is a plate that stands nowhere for good', () => {
  const sealant = to('H01-002-A', { part: 'SLT-00931', lot: 'B1' });
  assert.equal(sealant.heard('stop').step.stop?.code, 'hazard_only');
  const dock = to('DOCK-01', PADS);
  assert.equal(dock.heard('stop').step.stop?.code, 'not_storage');
  const blocked = beside(location('A07-032-C', { blocked: true }),
    ...stored_plate('A07-032-C', PADS)).scan(BRAKES).scan(STORED);
  assert.equal(blocked.heard('stop').step.stop?.code, 'blocked');
  const itself = beside().scan(BRAKES).scan(BRAKES).heard('attention');
  assert.equal(itself.step.band?.title.key, 'band.scanned_already');
  assert.deepEqual([sealant, dock, blocked, itself].flatMap((one) => one.told), []);
});

test('another plate or a bin is taken instead of the one that waits for its second scan', () => {
  const other = '006141410000009985';
  const plates = [...stored_plate('A07-030-C', PADS), ...stored_plate('A02-015-B', PADS, other)];
  const floor = beside(...plates).scan(BRAKES).scan(STORED).at('putaway.plate_again').scan(other)
    .at('putaway.plate_again').scan('A07-032-C').at('putaway.goods');
  assert.deepEqual([floor.body('putaway')['target'], floor.body('putaway')['lpn']],
    ['A07-032-C', BRAKES]);
});

test('a merge is put back onto the plate that it came from', () => {
  const floor = to('A07-032-C', PADS).offer('undo').at('undo.plate').scan(BRAKES)
    .at('putaway.goods');
  const { source, target, lines } = floor.body('undo');
  assert.deepEqual([source, target], [`lpn:${STORED}`, `lpn:${BRAKES}`]);
  assert.equal((lines as unknown[]).length, 1);
  assert.equal(floor.view.content(BRAKES)[0]?.quantity, 40);
});
