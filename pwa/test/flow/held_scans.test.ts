// SPDX-License-Identifier: Apache-2.0
/** Held goods stop every scan that names them; what is booked is what was scanned. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { MODULES, ORDER, demo_rows } from '../fixture.ts';
import { packed, stored } from './days.ts';
import { Floor } from './floor.ts';

const FREE = 'L26-0188';
const HELD = 'L26-0190';
/** The part and its lot in one symbol, as a supplier's label has them. */
const label = (lot: string): string => `[)>\u001e06\u001dPBRK-10442\u001d1T${lot}\u001e\u0004`;

const quant = (holder: string, lot: string, quantity: number): object => ({
  topic: 'quant', key: `${holder}|BRK-10442|${lot}|`, version: 7, body: {
    holder, part: 'BRK-10442', lot, serial: '', quantity, suppliers: ['SUP0400'],
    receipts: ['R-0'], expires_on: null } });
const hold = (scope: object): object => ({ topic: 'hold', key: 'H-1', version: 7, body: {
  hold: 'H-1', name: 'H-1', reason: 'recall', note: '', placed_at: '2026-03-01T08:00:00.000Z',
  placed_by: 'rossi', state: 'open', scope: { part: null, supplier: null, lot: null, serial: null,
    lpn: null, location: null, receipt: null, ...scope } } });

/** Two free lots in the bin; a held one that the book has in the hold zone, or nowhere. */
function at_part(held_at: string | null = 'Q01-004-A'): Floor {
  const rows = [...demo_rows(), quant('A07-032-C', FREE, 6), quant('A07-032-C', 'L26-0200', 6),
    ...(held_at === null ? [] : [quant(held_at, HELD, 9)]),
    hold({ part: 'BRK-10442', lot: HELD })] as ReturnType<typeof demo_rows>;
  return new Floor(new View(new Checkpoint(rows, 7))).start('pick').choose(ORDER).offer('skip')
    .at('pick.bin').scan('A07-032-C').at('pick.part');
}

const picks = (floor: Floor): object[] => floor.told.flatMap((op) =>
  (op.kind === 'pick' ? op.body.lines : []));

test('the first scan of a held lot is stopped, wherever the book has it', () => {
  for (const at of ['Q01-004-A', 'A07-032-C', null]) {
    const floor = at_part(at).scan(label(HELD)).heard('stop').at('pick.part');
    assert.equal(floor.step.hold?.unit, HELD, String(at));
    assert.deepEqual(floor.last.map((op) => op.kind), ['hold_hit']);
  }
});

test('a held lot is stopped on every later scan of the line too, and nothing is counted', () => {
  const floor = at_part().scan(label(FREE)).at('pick.quantity');
  for (let n = 0; n < 4; n += 1) {
    floor.scan(label(HELD)).heard('stop');
    assert.equal(floor.step.hold?.unit, HELD);
    assert.equal(floor.step.quantity?.value, null, 'nothing was counted');
  }
  floor.scan(HELD).heard('stop');
  floor.scan(label(FREE)).heard('good');
  assert.equal(floor.step.quantity?.value, 2);
});

test('a held label is stopped where a bin, a tote or an order is asked for', () => {
  const floor = at_part().scan(label(FREE)).quantity(4).at('pick.tote').scan(label(HELD));
  assert.equal(floor.heard('stop').step.hold?.unit, HELD);
  floor.scan('T-0418').start('pick').scan(label(HELD)).heard('stop');
  assert.ok(floor.step.hold);
});

test('a held label is stopped at the packer at every step, and a free lot not in the tote', () => {
  const floor = at_part().scan(label(FREE)).quantity(4).scan('T-0418').say({ type: 'back' });
  floor.start('pack').scan('T-0418').scan(label(HELD)).heard('stop');
  assert.ok(floor.step.hold);
  floor.scan('C-000091').at('pack.unit').scan(label(HELD)).heard('stop').at('pack.unit');
  assert.equal(floor.step.hold?.unit, HELD);
  floor.scan(label('L26-0200')).heard('stop').at('pack.unit');
  assert.deepEqual([floor.step.stop?.code, floor.step.stop?.wanted?.code], ['not_in_tote', FREE]);
  floor.scan(label(FREE)).at('pack.quantity').scan(label(HELD)).heard('stop');
  floor.scan(label('L26-0200')).heard('attention').scan(label(FREE)).heard('good');
  assert.equal(floor.step.quantity?.value, 2);
  floor.quantity(4).at('pack.done');
});

test('another lot on a line asks, and each lot is booked for itself', () => {
  const floor = at_part().scan(label(FREE)).scan(label(FREE)).scan(label('L26-0200'));
  floor.at('pick.lots');
  assert.deepEqual(floor.step.sheet?.choices.map(({ id }) => id), ['only', 'both', 'keep']);
  floor.choose('both').at('pick.quantity');
  assert.deepEqual([floor.step.quantity?.value, floor.step.quantity?.expected], [null, 2]);
  floor.scan(label('L26-0200')).heard('good').quantity(2).at('pick.tote').scan('T-0418');
  assert.deepEqual(picks(floor), [
    { part: 'BRK-10442', quantity: 2, lot: FREE, serials: [] },
    { part: 'BRK-10442', quantity: 2, lot: 'L26-0200', serials: [] },
  ]);
  assert.equal(floor.view.owed(ORDER, 2), 0);
});

test('a lot that was put back is not booked: the one that was said last is', () => {
  const floor = at_part().scan(label(FREE)).scan(label('L26-0200')).choose('only').confirm();
  floor.scan('T-0418');
  assert.deepEqual(picks(floor), [{ part: 'BRK-10442', quantity: 4, lot: 'L26-0200',
    serials: [] }]);
});

test('a lot scanned by mistake can be left, and the count stays', () => {
  const floor = at_part().scan(label(FREE)).scan(label(FREE)).scan('L26-0200').at('pick.lots');
  floor.scan(label(HELD)).heard('stop').say({ type: 'acknowledge' });
  floor.choose('keep').at('pick.quantity');
  assert.equal(floor.step.quantity?.value, 2);
  floor.quantity(4).scan('T-0418');
  assert.deepEqual(picks(floor), [{ part: 'BRK-10442', quantity: 4, lot: FREE, serials: [] }]);
});

test('three of two lots are a short pick of both, each under its own lot', () => {
  const floor = at_part().scan(label(FREE)).scan(label('L26-0200')).choose('both').quantity(2);
  floor.at('pick.short');
  assert.equal(floor.step.sheet?.quantity?.value, 3);
  floor.choose('not_there').confirm().at('pick.tote').scan('T-0418');
  assert.deepEqual((picks(floor) as { lot: string; quantity: number }[])
    .map(({ lot, quantity }) => [lot, quantity]), [[FREE, 1], ['L26-0200', 2]]);
  assert.equal(floor.body('short_pick')['found'], 3);
});

test('two lots of one part in a tote are packed lot by lot', () => {
  const floor = at_part().scan(label(FREE)).scan(label('L26-0200')).choose('both').quantity(3)
    .scan('T-0418').say({ type: 'back' });
  floor.start('pack').scan('T-0418').scan('C-000091').scan('BRK-10442').at('pack.lot');
  floor.choose('L26-0200').at('pack.quantity');
  assert.equal(floor.step.quantity?.expected, 3);
  floor.confirm().scan('BRK-10442').at('pack.quantity').confirm().at('pack.done');
  const lots = floor.told.flatMap((op) => (op.kind === 'pack' ? op.body.lines : []))
    .map((line) => [line.lot, line.quantity]);
  assert.deepEqual(lots, [['L26-0200', 3], [FREE, 1]]);
});

test('scans count: the second is two, the third three; no scan is more than the order asks', () => {
  const floor = at_part().scan(label(FREE)).heard('good');
  assert.deepEqual([floor.step.quantity?.value, floor.step.quantity?.expected], [null, 4]);
  for (const n of [2, 3, 4]) {
    floor.scan(label(FREE)).heard('good');
    assert.equal(floor.step.quantity?.value, n);
    assert.equal(floor.step.band?.title.key, 'band.right.part');
  }
  floor.scan(label(FREE)).heard('attention');
  assert.equal(floor.step.quantity?.value, 4);
  floor.confirm().scan('T-0418').say({ type: 'back' });
  floor.start('pack').scan('T-0418').scan('C-000091').scan(label(FREE)).at('pack.quantity');
  for (const n of [2, 3, 4]) assert.equal(floor.scan(label(FREE)).step.quantity?.value, n);
  floor.scan(label(FREE)).heard('attention').confirm().at('pack.done');
});

test('what was accepted a moment ago and is read once more is no mistake', () => {
  const floor = at_part().scan(label(FREE)).quantity(4).scan('T-0418').scan('T-0418');
  assert.equal(floor.heard('attention').step.band?.title.key, 'band.scanned_already');
  floor.say({ type: 'back' });
});

test('a held plate at the bin and a held label at the door are stopped', () => {
  const plated = stored().start('pick').choose(ORDER).scan(MODULES).heard('stop').at('pick.bin');
  assert.ok(plated.step.hold, 'its content is on hold');
  const door = packed().start('hold').scan('BRK-10442').scan(HELD).choose('suspect').confirm();
  door.confirm().start('load').scan('DOOR-2').scan(label(HELD)).heard('stop');
  assert.equal(door.step.hold?.unit, HELD);
});

test('a held unit that stands in a hold place is left there', () => {
  const floor = at_part().scan(label(HELD)).heard('stop');
  assert.deepEqual([floor.step.hold?.steps[0]?.text.key, floor.step.hold?.steps[0]?.code],
    ['hold.stands_in', 'Q01-004-A']);
});

test('what lies in a closed place is left there: nobody carries the place to the hold zone', () => {
  const rows = [...demo_rows(), quant('A07-041-A', HELD, 9), hold({ location: 'A07-041-A' })];
  const floor = new Floor(new View(new Checkpoint(rows as ReturnType<typeof demo_rows>, 7)))
    .start('pick').choose(ORDER).offer('skip').scan(label(HELD)).heard('stop');
  const [first] = floor.step.hold!.steps;
  assert.deepEqual([first?.text.key, first?.code], ['hold.place_closed', 'A07-041-A']);
});
