// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRAKES, MIXED, ORDER, demo_view } from '../fixture.ts';
import { second_line, stored } from './days.ts';
import { Floor } from './floor.ts';

const pick = (): Floor => stored().start('pick').choose(ORDER);

test('the emergency order is on top and carries its mark', () => {
  const step = stored().start('pick').step;
  assert.deepEqual(step.choices[0]!.marks, [{ kind: 'vor' }]);
  assert.equal(step.choices[0]!.id, ORDER);
});

test('the free module is found, its serial checked, and put into the tote', () => {
  const floor = pick().at('pick.bin');
  assert.equal(floor.step.plate?.location, 'A02-015-B');
  floor.scan('A02-015-B').at('pick.part').scan('ECU-77810-AB').at('pick.serial');
  floor.scan('E7A000290').at('pick.tote').scan('T-0418').at('pick.bin').heard('good');
  assert.deepEqual(floor.body('pick'), {
    task: null, order: ORDER, line: 1, source: 'A02-015-B', target: 'lpn:T-0418',
    lines: [{ part: 'ECU-77810-AB', quantity: 1, lot: null, serials: ['E7A000290'] }],
  });
});

test('a held module is stopped: no pick recorded, where to take it, which free one to take', () => {
  const floor = pick().scan('A02-015-B').scan('ECU-77810-AB').scan('E7A000313').heard('stop');
  assert.deepEqual(floor.last.map((op) => op.kind), ['hold_hit'], 'no pick is recorded');
  const hold = floor.step.hold!;
  assert.deepEqual([hold.part, hold.unit], ['ECU-77810-AB', 'E7A000313']);
  assert.equal(hold.why.key, 'hold.reason.first_delivery');
  assert.deepEqual(hold.steps.map((one) => one.plate?.location), ['Q01-004-A', 'A02-015-B']);
  assert.equal(hold.steps[1]!.code, 'E7A000290');
  floor.scan('E7A000290').at('pick.tote').heard('good');
});

test('a held module scanned instead of the part number is stopped too', () => {
  pick().scan('A02-015-B').scan('E7A000311').heard('stop').at('pick.part');
});

test('brake pads of the lot put away offline minutes ago are picked from their carton', () => {
  const floor = second_line();
  assert.equal(floor.step.plate?.location, 'A07-032-C');
  floor.scan('A07-032-C').scan('BRK-10442').at('pick.lot').scan('L26-0188').at('pick.quantity');
  floor.confirm().at('pick.tote').scan('T-0418').at('pick.done');
  assert.deepEqual(floor.body('pick'), {
    task: null, order: ORDER, line: 2, source: `lpn:${BRAKES}`, target: 'lpn:T-0418',
    lines: [{ part: 'BRK-10442', quantity: 4, lot: 'L26-0188', serials: [] }],
  });
  assert.deepEqual(floor.step.progress, { index: 2, total: 2 });
});

test('another free lot than the suggested one is taken with attention', () => {
  const floor = second_line().scan('A07-032-C').scan('BRK-10442').choose('L26-0190');
  floor.heard('none').confirm().scan('T-0418');
  assert.equal(floor.body('pick')['source'], 'A07-032-C');
  const other = second_line().scan('A07-032-C').scan('BRK-10442').scan('L26-0188');
  other.at('pick.quantity').heard('attention').quantity(4).scan('T-0418');
  assert.equal(other.body('pick')['source'], `lpn:${BRAKES}`);
});

test('a wrong bin stops and says which is wanted', () => {
  const floor = pick().scan('A07-041-A').heard('stop').at('pick.bin');
  assert.equal(floor.step.stop?.code, 'wrong_location');
  assert.equal(floor.step.stop?.wanted?.code, 'A02-015-B');
  floor.scan('A02-015-B').at('pick.part');
});

test('a wrong part stops and says where it belongs', () => {
  const floor = second_line().scan('A07-032-C').scan('BRK-10424').heard('stop');
  const stop = floor.step.stop!;
  assert.deepEqual([stop.code, stop.wanted?.code, stop.scanned.code, stop.where?.location],
    ['wrong_part', 'BRK-10442', 'BRK-10424', 'A07-041-A']);
  floor.say({ type: 'acknowledge' });
  assert.equal(floor.step.stop, null);
});

test('a short pick records what is there and says what is not', () => {
  const floor = second_line().scan('A07-032-C').scan('BRK-10442').scan('L26-0188').quantity(2);
  floor.at('pick.short').confirm().heard('attention').choose('not_there').confirm();
  floor.at('pick.tote').scan('T-0418');
  assert.deepEqual(floor.kinds().slice(-2), ['pick', 'short_pick']);
  const short = floor.body('short_pick');
  assert.deepEqual([short['asked'], short['found'], short['reason']], [4, 2, 'not_there']);
  assert.equal((floor.body('pick')['lines'] as { quantity: number }[])[0]!.quantity, 2);
  floor.at('pick.done');
});

test('where nothing is found no tote is asked for', () => {
  const floor = second_line().scan('A07-032-C').offer('short').quantity(0).choose('not_there');
  floor.confirm();
  assert.equal(floor.body('short_pick')['found'], 0);
  assert.notEqual(floor.step.state, 'tote');
});

test('the pad refuses more than asked and never takes a scan for a number', () => {
  const floor = second_line().scan('A07-032-C').scan('BRK-10442').scan('L26-0188');
  floor.quantity(5).heard('attention').at('pick.quantity').scan('7').heard('attention');
  floor.at('pick.quantity').quantity(0).heard('attention').scan('BRK-10442');
  assert.equal(floor.step.quantity?.value, 2);
});

test('a skipped line comes last', () => {
  const floor = pick().offer('skip').at('pick.bin');
  assert.equal(floor.step.plate?.location, 'A07-032-C');
});

test('a tote of another order or a stocked plate is no tote for this pick', () => {
  const floor = pick().scan('A02-015-B').scan('E7A000290').scan(BRAKES).heard('stop');
  assert.equal(floor.step.stop?.code, 'not_tote');
});

test('where nothing free is known a bin can be scanned, or the line is said short', () => {
  const floor = new Floor(demo_view()).start('pick').choose(ORDER).offer('skip').at('pick.nowhere');
  floor.scan('A07-041-A').at('pick.part');
  const short = new Floor(demo_view()).start('pick').choose(ORDER).offer('skip');
  short.offer('none_there');
  assert.equal(short.body('short_pick')['found'], 0);
  short.at('pick.bin').scan('A02-015-B').scan('E7A000290').scan('T-0418').at('pick.done');
  assert.equal(short.step.done?.title.key, 'done.pick_short');
});

test('a look-up opens over the line and gives it back', () => {
  const floor = second_line().offer('look_up').at('lookup.thing').scan('BRK-10442');
  floor.at('lookup.result').confirm().at('pick.bin');
});

test('an unknown module is taken with attention, one already in a tote is not', () => {
  const floor = pick().scan('A02-015-B').scan('ECU-77810-AB').scan('E7A000999').heard('attention');
  floor.at('pick.tote').scan('T-0418').at('pick.bin');
});

test('a mixed carton put away leaves no goods on its plate', () => {
  assert.deepEqual(stored().view.content(MIXED), []);
});

test('where no stock is known only a storage bin is taken for the place, never a door', () => {
  const floor = new Floor(demo_view()).start('pick').choose(ORDER).offer('skip');
  for (const wrong of ['DOOR-3', 'DOCK-01', 'PACK-1', 'Q01-004-A']) {
    floor.scan(wrong).heard('stop').at('pick.nowhere');
    assert.deepEqual([floor.step.stop?.code, floor.step.stop?.next.key],
      ['not_shelf', 'stop.next.shelf']);
  }
});

test('a tote of another order says whose it is', () => {
  const floor = pick().scan('A02-015-B').scan('E7A000290');
  floor.view = floor.view.with_ops([{ kind: 'pick', group: 'g', after: [], scans: [],
    captured_at: '', actor: 'ben', body: { task: null, order: 'DLR-9', line: 1,
      source: 'B04-011-B', target: 'lpn:T-0777',
      lines: [{ part: 'BAT-00712', quantity: 1, lot: null, serials: [] }] } }]);
  floor.scan('T-0777').heard('stop');
  assert.deepEqual(floor.step.stop?.note,
    { key: 'stop.wrong_tote.note', params: { order: 'DLR-9' } });
});

test('a sheet says what is missing before it can be recorded', () => {
  const floor = second_line().scan('A07-032-C').offer('short');
  assert.equal(floor.step.sheet?.primary?.label.key, 'sheet.say_number');
  assert.equal(floor.quantity(1).step.sheet?.primary?.label.key, 'sheet.say_reason');
  assert.equal(floor.choose('damaged').step.sheet?.primary?.label.key, 'sheet.short.record');
});
