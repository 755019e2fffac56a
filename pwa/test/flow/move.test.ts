// SPDX-License-Identifier: Apache-2.0
/** Moves of one's own (MV1 to MV3), and goods that a task brings to a pick face (RP1 to RP5). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { View } from '../../src/domain/view.ts';
import { encode_own } from '../../src/domain/barcode/own.ts';
import { BELONGS } from '../../src/domain/operation.ts';
import { BRAKES, demo_view, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { stored } from './days.ts';
import { Floor } from './floor.ts';
import { replenish, task, with_rows } from './moves.ts';
import { PADS, STORED, stored_plate } from './putaway_ways.ts';

/** The demo's plates are stored, and these rows are known. */
function with_days(...rows: Row[]): View {
  const { checkpoint, told } = stored().view;
  checkpoint.apply(rows, 8);
  return new View(checkpoint, told);
}

test('a whole plate goes to another bin, and so do some units of a part', () => {
  const floor = stored().start('move').scan(BRAKES).at('move.to').scan('A07-030-C').at('move.what');
  const { source, target, lpn } = floor.body('transfer');
  assert.deepEqual([source, target, lpn], ['A07-032-C', 'A07-030-C', BRAKES]);
  floor.scan('B04-011-B').at('move.which').scan('BAT-00712').at('move.many').quantity(7)
    .at('move.to').scan('A07-030-C').at('move.deviate').choose('other').scan('A07-030-C');
  const some = floor.body('transfer') as { lines: { quantity: number }[]; reason: string };
  assert.deepEqual([some.lines[0]!.quantity, some.reason], [7, 'other']);
});

test('a whole bin is one answer, plates and loose goods', () => {
  const floor = stored().start('move').scan('A07-032-C').offer('whole_bin').at('move.to');
  const before = floor.told.length;
  floor.scan('A07-030-C').at('move.what');
  assert.deepEqual(floor.told.slice(before).map((op) => op.kind), ['transfer', 'transfer']);
  assert.equal(floor.view.in_holder('A07-032-C').length, 0);
});

test('a place that refuses the goods stops, and where they are is no target', () => {
  const floor = stored().start('move').scan(BRAKES).scan('H01-002-A').heard('stop')
    .say({ type: 'acknowledge' }).scan('A07-032-C').heard('attention').at('move.to');
  assert.equal(floor.step.band?.title.key, 'band.is_there');
});

const pick_task = row('task', 'P-1', {
  task: 'P-1', kind: 'pick', state: 'open', priority: 50, zone: null, location: 'B04-011-B',
  part: 'BAT-00712', quantity: 4, lot: '', serial: '', order: 'O', line: 1, lpn: null, asn: null,
  raised_at: '', why: [], source: 'B04-011-B',
});

test('promised goods are moved by a supervisor, or as many as are left to spare', () => {
  const floor = new Floor(with_rows(pick_task)).start('move').scan('B04-011-B')
    .offer('whole_bin').at('move.to');
  assert.equal(floor.step.band?.title.key, 'band.promised');
  floor.scan('A07-030-C').at('move.to').heard('attention');
  const lead = new Floor(with_rows(pick_task));
  lead.me = { actor: 'rossi', lead: true };
  lead.start('move').scan('B04-011-B').offer('whole_bin').scan('A07-030-C').at('move.what');
  new Floor(with_rows(pick_task)).start('move').scan('B04-011-B').scan('BAT-00712').quantity(15)
    .scan('A07-030-C').at('move.which');
});

test('held goods are moved by a supervisor, and to a hold zone', () => {
  const hold = row('hold', 'H-1', { hold: 'H-1', name: 'H-1', scope: { part: 'BAT-00712',
    supplier: null, lot: null, serial: null, lpn: null, location: null, receipt: null },
    reason: 'recall', note: '', placed_at: '', placed_by: 'x', state: 'open' });
  const floor = new Floor(with_rows(hold)).start('move').scan('B04-011-B').offer('whole_bin');
  assert.equal(floor.step.band?.title.key, 'band.held_move');
  floor.scan('Q01-004-A').at('move.to').heard('attention');
  const lead = new Floor(with_rows(hold));
  lead.me = { actor: 'rossi', lead: true };
  lead.start('move').scan('B04-011-B').offer('whole_bin').scan('A07-030-C')
    .at('move.override').scan('Q01-004-A').at('move.what');
});

test('a face is filled: place, part, how many, face; an opened case is said', () => {
  const floor = replenish().choose('T-9').at('move.from');
  assert.deepEqual(floor.step.why.map((one) => one.key), ['why.demand', 'move.cases_and']);
  floor.scan('B04-011-B').heard('stop').scan('R01-001-A').scan('BAT-00712').confirm()
    .at('move.face').scan('B04-011-B').heard('stop').scan('A07-030-C').at('move.what');
  const { task: name, source, target } = floor.body('transfer');
  assert.deepEqual([name, source, target], ['T-9', 'R01-001-A', 'A07-030-C']);
  assert.equal(floor.step.choices.length, 0);
});

test('nothing at the source: why, and the next place that has any', () => {
  const floor = replenish().choose('T-9').offer('not_there').choose('not_there').at('move.from');
  assert.equal(floor.step.plate?.location, 'R01-002-A');
  const { source, wanted, found } = floor.body('replenish_short');
  assert.deepEqual([source, wanted, found], ['R01-001-A', 23, 0]);
  floor.scan('R01-002-A').scan('BAT-00712').confirm().scan('A07-030-C').at('move.what');
  assert.equal(floor.body('transfer')['source'], 'R01-002-A');
});

test('fewer at the source are brought, and the rest comes from the next place', () => {
  const floor = replenish().choose('T-9').scan('R01-001-A').scan('BAT-00712').quantity(20)
    .choose('damaged').at('move.face').scan('A07-030-C').at('move.from');
  assert.deepEqual(floor.kinds(), ['replenish_short', 'transfer']);
  floor.scan('R01-002-A').scan('BAT-00712').confirm().scan('A07-030-C').at('move.what');
  const last = floor.body('transfer') as { lines: { quantity: number }[] };
  assert.equal(last.lines[0]!.quantity, 3);
});

test('a full face: taken back, or put there anyway', () => {
  const at_face = (): Floor =>
    replenish().choose('T-9').scan('R01-001-A').scan('BAT-00712').confirm();
  const back = at_face().offer('face_full').at('move.full').scan('R01-001-A').at('move.what');
  assert.deepEqual(back.kinds(), ['replenish_short']);
  assert.equal(back.body('replenish_short')['reason'], 'face_full');
  const anyway = at_face().offer('face_full').scan('A07-030-C').at('move.what');
  assert.deepEqual(anyway.kinds(), ['transfer']);
});

test('a face that needs it no longer says so when the word comes', () => {
  const floor = replenish().choose('T-9').scan('R01-001-A').scan('BAT-00712').confirm();
  floor.view.checkpoint.apply([task({ state: 'cancelled' })], 8);
  assert.equal(floor.step.band?.title.key, 'band.not_needed');
  floor.scan('R01-001-A').at('move.what');
  assert.equal(floor.body('replenish_short')['reason'], 'not_needed');
});

test('a plate and a whole bin go onto another plate, each plate told by itself', () => {
  const shelf = stored_plate('A07-030-C', PADS);
  const plate = new Floor(with_days(...shelf)).start('move').scan(BRAKES).scan(STORED)
    .at('move.what').heard('good');
  const { source, target, lpn, lines } = plate.body('transfer');
  assert.deepEqual([source, target, lpn], [`lpn:${BRAKES}`, `lpn:${STORED}`, null]);
  assert.equal((lines as { quantity: number }[])[0]!.quantity, 40);
  assert.equal(plate.view.content(STORED)[0]?.quantity, 45);
  const bin = new Floor(with_days(...shelf)).start('move').scan('A07-032-C').offer('whole_bin');
  const before = bin.told.length;
  bin.scan(STORED).at('move.plate_again').heard('attention').scan(STORED).at('move.what');
  const told = bin.told.slice(before);
  assert.deepEqual(told.map((op) => op.kind), ['transfer', 'transfer']);
  assert.equal(bin.view.in_holder('A07-032-C').length, 0);
  assert.equal(bin.view.in_holder(`lpn:${BRAKES}`).length, 0);
});

test('nothing goes onto a plate that is in hand or would put held goods with free ones', () => {
  const shelf = stored_plate('A07-030-C', PADS);
  const hold = row('hold', 'H-1', { hold: 'H-1', name: 'H-1', scope: { part: null,
    supplier: null, lot: null, serial: null, lpn: STORED, location: null, receipt: null },
    reason: 'damage', note: '', placed_at: '', placed_by: 'x', state: 'open' });
  const own = new Floor(with_days()).start('move').scan('A07-032-C').offer('whole_bin')
    .scan(BRAKES).at('move.to').heard('attention');
  assert.equal(own.step.band?.title.key, 'band.scanned_already');
  const held = new Floor(with_days(...shelf, hold)).start('move').scan(BRAKES).scan(STORED)
    .heard('stop');
  assert.equal(held.step.stop?.code, 'held_apart');
  assert.deepEqual([...own.told, ...held.told], []);
});

test('some units of a bin are put back while the bin is still in hand, and later on', () => {
  const moved = new Floor(demo_view()).start('move').scan('B04-011-B').scan('BAT-00712').quantity(7)
    .scan('A07-030-C').choose('other').scan('A07-030-C').at('move.which');
  const undo = { type: 'offer', id: 'undo' } as const;
  assert.ok(moved.step.offers.some(({ id }) => id === undo.id));
  const later = new View(moved.view.checkpoint, moved.told, undefined, undefined, []);
  assert.ok(BELONGS.includes('transfer'), 'kept when the books hold it');
  const again = new Floor(later).start('move').at('move.what').say(undo).at('undo.bin')
    .scan('B04-011-B').at('move.what');
  assert.deepEqual(again.body('undo')['target'], 'B04-011-B');
  moved.say(undo).at('undo.bin').scan('B04-011-B').at('move.what');
});

test('the printed command undoes what the button of that name undoes', () => {
  const floor = new Floor(demo_view()).start('count').scan('B04-011-B').scan('BAT-00712')
    .scan(encode_own('command', 'UNDO')!).at('count.items').heard('none');
  assert.equal(floor.step.list?.rows.length, 0);
});
