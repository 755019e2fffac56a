// SPDX-License-Identifier: Apache-2.0
/** Picking's exceptions: totes, rotation, damage, opened cases, other numbers, what goes back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft } from '../../src/domain/operation.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { NOW, demo_rows, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { Floor } from './floor.ts';

const part = (number: string, more: object = {}): Row => row('part', number, {
  part: number, description: number, uom: 'EA', packs: [], tracking: 'none', expires: false,
  serial_pattern: null, hazard: null, abc: 'B', critical: 'normal', superseded_by: null,
  weight_g: 1, volume_ml: 1, aliases: [], ...more,
});
const stock = (holder: string, number: string, quantity: number, more: object = {}): Row => {
  const body = {
    holder, part: number, lot: '', serial: '', quantity, suppliers: [], receipts: [],
    expires_on: null, ...more,
  };
  return row('quant', `${holder}|${number}|${body.lot}|${body.serial}`, body);
};
const order = (name: string, lines: [string, number][], more: object = {}): Row =>
  row('order', name, {
    order: name, customer: 'D1', name: 'Dealer', priority: 'STOCK', must_ship: null,
    state: 'open', cartons: [], goods: [],
    lines: lines.map(([number, quantity], at) => ({
      line: at + 1, part: number, quantity, picked: 0, vin: null, note: null,
    })), ...more,
  });
const task = (name: string, more: object): Row => row('task', name, {
  task: name, kind: 'pick', state: 'open', priority: 50, zone: null, location: null, part: null,
  quantity: null, lot: null, serial: null, order: null, line: null, lpn: null, asn: null,
  raised_at: NOW, why: [], ...more,
});
const set = (changed: object): Row =>
  row('site', 'site', { site: 'DC01', settings: { version: 1, changed } });
const link = (old: string, to: string, more: object = {}): Row => row('supersession', `${old}||`, {
  old, new: [{ part: to, factor: 1 }], kind: 'full', join: 'or', condition: '',
  strategy: 'use_up', valid_from: '', safety: false, active: true, ...more,
});

/** A picker before the first line of order O-1 on a floor with these rows too. */
function begun(...rows: Row[]): Floor {
  const view = new View(new Checkpoint([...demo_rows(), ...rows], 7));
  return new Floor(view).start('pick').choose('O-1');
}
const told = (floor: Floor, kind: string): Draft['body'][] =>
  floor.told.filter((op) => op.kind === kind).map((op) => op.body);

test('PK2 a site that scans the tote first records a line as soon as all of it is taken', () => {
  const floor = begun(set({ 'pick.tote_first': true }), order('O-1', [['BAT-00712', 2]]));
  floor.at('pick.tote_first').scan('T-0001').at('pick.bin').scan('B04-011-B').scan('BAT-00712');
  floor.at('pick.quantity').quantity(2).at('pick.done');
  assert.equal(floor.body('pick')['target'], 'lpn:T-0001');
});

test('PK4 a site names its own reasons, and may let nobody look elsewhere', () => {
  const more = stock('A07-041-A', 'BAT-00712', 9);
  const rows = [order('O-1', [['BAT-00712', 2]]), more];
  const auto = begun(...rows).scan('A07-041-A').offer('short').quantity(0).choose('not_there');
  auto.confirm().at('pick.bin');
  const own = { 'pick.short_reasons': ['damaged', 'not_there'], 'pick.reallocate': 'manual' };
  const floor = begun(set(own), ...rows).scan('A07-041-A').offer('short').quantity(0);
  assert.deepEqual(floor.step.sheet?.choices.map(({ id }) => id), ['damaged', 'not_there']);
  floor.choose('not_there').confirm().at('pick.done');
});

test('PK6 damaged units go on hold first and then to their plate, the rest into the tote', () => {
  const floor = begun(order('O-1', [['BAT-00712', 4]])).scan('B04-011-B').scan('BAT-00712');
  floor.offer('short').quantity(3).choose('damaged').confirm().at('pick.damaged');
  floor.scan('C-000077').at('pick.tote').scan('T-0001');
  assert.deepEqual(floor.kinds(), ['hold', 'transfer', 'pick', 'short_pick']);
  assert.deepEqual(floor.body('hold')['scope'], {
    part: null, supplier: null, lot: null, serial: null, lpn: 'C-000077', location: null,
    receipt: null,
  });
  const [moved] = floor.body('transfer')['lines'] as { quantity: number }[];
  assert.deepEqual([moved?.quantity, floor.body('transfer')['target']], [1, 'lpn:C-000077']);
});

test('PK6 some of what is missing are damaged, the rest is not there: its bin is counted', () => {
  const short = (): Floor => begun(order('O-1', [['BAT-00712', 4]])).scan('B04-011-B')
    .scan('BAT-00712').offer('short').quantity(1).choose('damaged').confirm()
    .at('pick.damaged_many');
  const some = short().quantity(4).heard('attention').quantity(1).at('pick.damaged')
    .scan('C-000077').scan('T-0001');
  assert.equal((some.body('transfer')['lines'] as { quantity: number }[])[0]?.quantity, 1);
  assert.deepEqual([some.body('short_pick')['found'], some.body('short_pick')['reason']],
    [1, 'not_there']);
  const all = short().quantity(3).scan('C-000077').scan('T-0001');
  assert.equal(all.body('short_pick')['reason'], 'damaged');
  const none = short().quantity(0).at('pick.tote').scan('T-0001');
  assert.deepEqual(none.kinds(), ['pick', 'short_pick']);
  assert.equal(none.body('short_pick')['reason'], 'not_there');
});

test('PK6 a damaged module is named by its number, and nothing else is picked for it', () => {
  const floor = begun(order('O-1', [['ECU-77810-AB', 1]])).scan('A02-015-B').offer('short');
  floor.quantity(0).choose('damaged').confirm().at('pick.damaged_unit').scan('E7A000290');
  floor.at('pick.damaged').scan('C-000077');
  assert.deepEqual(floor.kinds(), ['hold', 'transfer', 'short_pick']);
});

const lots = [
  stock('A07-030-C', 'SLT-00931', 5, { lot: 'OLD', expires_on: '2026-09-01' }),
  stock('A07-030-C', 'SLT-00931', 5, { lot: 'NEW', expires_on: '2027-09-01' }),
];

test('PK10 a lot that expires later asks why, and the pick says it', () => {
  const floor = begun(order('O-1', [['SLT-00931', 2]]), ...lots).scan('A07-030-C');
  floor.scan('SLT-00931').at('pick.lot').choose('NEW').at('pick.rotation').choose('not_there');
  floor.at('pick.quantity').quantity(2).scan('T-0001');
  assert.equal(floor.body('pick')['reason'], 'not_there');
});

test('PK10 the lot that goes first asks nothing', () => {
  const floor = begun(order('O-1', [['SLT-00931', 2]]), ...lots).scan('A07-030-C');
  floor.scan('SLT-00931').choose('OLD').at('pick.quantity').quantity(2).scan('T-0001');
  assert.equal('reason' in floor.body('pick'), false);
});

test('PK11 a hold laid at the bin stops the pick there and sends it elsewhere', () => {
  const floor = begun(order('O-1', [['BAT-00712', 2]]), stock('A07-041-A', 'BAT-00712', 9));
  floor.scan('A07-041-A').at('pick.part').offer('hold').at('hold.this').confirm();
  floor.choose('suspect').confirm().at('hold.done').confirm().at('pick.bin');
  assert.equal(floor.step.plate?.location, 'B04-011-B');
  assert.equal((floor.body('hold')['scope'] as { location: string }).location, 'A07-041-A');
});

test('PK13 a full tote takes what fits, and the rest goes into the next one', () => {
  const first = order('O-1', [['BAT-00712', 1], ['BAT-00712', 6]]);
  const floor = begun(first).scan('B04-011-B').scan('BAT-00712').quantity(1).scan('T-0001');
  floor.at('pick.part').scan('BAT-00712').quantity(6).at('pick.tote').offer('tote_full');
  floor.at('pick.fits').quantity(6).heard('attention').quantity(4).at('pick.tote').scan('T-0002');
  floor.at('pick.done');
  const picks = told(floor, 'pick') as { target: string; lines: { quantity: number }[] }[];
  assert.deepEqual(picks.map(({ target, lines }) => [target, lines[0]!.quantity]),
    [['lpn:T-0001', 1], ['lpn:T-0001', 4], ['lpn:T-0002', 2]]);
});

test('PK13 modules scanned so far go into the tote, the others into the next one', () => {
  const more = ['E7A000291', 'E7A000292'].map((serial) =>
    stock('A02-015-B', 'ECU-77810-AB', 1, { serial }));
  const floor = begun(order('O-1', [['CLP-1', 1], ['ECU-77810-AB', 3]]), ...more,
    stock('A02-015-B', 'CLP-1', 5));
  floor.scan('A02-015-B').scan('CLP-1').quantity(1).scan('T-0001').at('pick.part');
  floor.scan('E7A000290').at('pick.serial').offer('tote_full').at('pick.tote').scan('T-0001');
  floor.at('pick.part').scan('E7A000291').scan('E7A000292').at('pick.tote').scan('T-0002');
  const picks = told(floor, 'pick') as { target: string; lines: { serials: string[] }[] }[];
  assert.deepEqual(picks.slice(1).map(({ target, lines }) => [target, lines[0]!.serials]),
    [['lpn:T-0001', ['E7A000290']], ['lpn:T-0002', ['E7A000291', 'E7A000292']]]);
});

test('PK14 an order that a colleague began goes on in its tote', () => {
  const goods = [{ holder: 'lpn:T-0009', part: 'CLP-1', quantity: 1, at: NOW }];
  const floor = begun(order('O-1', [['BAT-00712', 2]], { goods })).scan('B04-011-B');
  floor.scan('BAT-00712').quantity(2).at('pick.tote');
  assert.ok(floor.step.facts.some((one) => one.value === 'T-0009'));
});

test('CP25 the next line in the same bin asks for the part at once', () => {
  const floor = begun(order('O-1', [['BAT-00712', 1], ['BAT-00712', 2]])).scan('B04-011-B');
  floor.scan('BAT-00712').quantity(1).scan('T-0001').at('pick.part');
});

test('PK16 a bin that is empty by the book is looked at: empty is a count of nothing', () => {
  const rows = [set({ 'pick.zero_check': true }), order('O-1', [['ECU-77810-AB', 1]])];
  const at = (): Floor => begun(...rows).scan('A02-015-B').scan('E7A000290').scan('T-0001')
    .at('pick.zero');
  const floor = at().choose('empty').at('pick.done');
  assert.deepEqual([floor.body('count')['empty'], floor.body('count')['holder']],
    [true, 'A02-015-B']);
  const left = at().choose('left').at('count.bin').say({ type: 'back' }).at('pick.done');
  assert.deepEqual(left.kinds(), ['pick']);
});

test('PK16 a bin with something left by the book asks nothing', () => {
  const rows = [set({ 'pick.zero_check': true }), order('O-1', [['BAT-00712', 1]])];
  begun(...rows).scan('B04-011-B').scan('BAT-00712').quantity(1).scan('T-0001').at('pick.done');
});

test('PK17 a case that is opened for a few is told with what is left, and to be marked', () => {
  const floor = begun(order('O-1', [['BAT-00712', 4]])).scan('B04-011-B').scan('10614141000057');
  floor.at('pick.quantity').quantity(4).scan('T-0001').at('pick.opened');
  assert.equal(floor.body('pick')['opened'], 6);
  floor.confirm().at('pick.done');
});

test('PK17 a whole case that was asked for is not opened', () => {
  const floor = begun(order('O-1', [['BAT-00712', 12]])).scan('B04-011-B').scan('10614141000057');
  assert.equal(floor.step.quantity?.value, 10);
  floor.quantity(12).scan('T-0001').at('pick.done');
  assert.equal('opened' in floor.body('pick'), false);
});

test('PK19 goods that may not lie together get a tote of their own', () => {
  const acid = part('ACD-1', { hazard: { class: '8', un: 'UN2796', state: 'liquid' } });
  const oxide = part('OXI-1', { hazard: { class: '5.1', un: 'UN1479', state: 'solid' } });
  const cyanide = part('CYN-1', { hazard: { class: '6.1', un: 'UN1588', state: 'solid' } });
  const rows = [acid, oxide, cyanide, stock('A07-030-C', 'ACD-1', 5),
    stock('A07-041-A', 'CYN-1', 5), order('O-1', [['ACD-1', 1], ['CYN-1', 1]])];
  const floor = begun(...rows).scan('A07-030-C').scan('ACD-1').quantity(1).scan('T-0001');
  floor.scan('A07-041-A').scan('CYN-1').quantity(1).scan('T-0001').heard('stop').at('pick.tote');
  assert.deepEqual(floor.step.stop?.note.params, { one: '8', other: '6.1' });
  floor.scan('T-0002').at('pick.done');
});

const numbers = [part('OLD-1'), part('NEW-1'), link('OLD-1', 'NEW-1')];

test('PK7 CP23 where the ordered number is nowhere, the one that serves is gone for', () => {
  const floor = begun(...numbers, stock('A07-041-A', 'NEW-1', 5), order('O-1', [['OLD-1', 2]]));
  floor.at('pick.bin');
  assert.deepEqual([floor.step.plate?.location, floor.step.band?.title.key],
    ['A07-041-A', 'band.serves']);
  floor.scan('A07-041-A').scan('NEW-1').quantity(2).scan('T-0001').at('pick.done');
  assert.equal(floor.body('pick')['for_part'], 'OLD-1');
});

test('PK7 what is to be used first stops the other number, and a line never mixes them', () => {
  const both = [...numbers, stock('A07-041-A', 'NEW-1', 5), stock('A07-041-A', 'OLD-1', 1)];
  const floor = begun(...both, order('O-1', [['OLD-1', 3]])).scan('A07-041-A');
  floor.scan('NEW-1').heard('stop');
  assert.equal(floor.step.stop?.code, 'use_first');
  floor.scan('OLD-1').quantity(1).scan('T-0001').at('pick.nowhere').scan('A07-041-A');
  floor.scan('NEW-1').heard('stop');
  assert.equal(floor.step.stop?.code, 'mixes_numbers');
});

test('PK7 a safety part is given under its own number only', () => {
  const safe = [part('OLD-1', { critical: 'safety' }), part('NEW-1'), link('OLD-1', 'NEW-1'),
    stock('A07-041-A', 'OLD-1', 2), stock('A07-041-A', 'NEW-1', 5)];
  const floor = begun(...safe, order('O-1', [['OLD-1', 1]])).scan('A07-041-A').scan('NEW-1');
  assert.equal(floor.heard('stop').step.stop?.code, 'safety_number');
});

const approved = (price: string): Row[] => [part('WANT-0001'), part('SUB-1'),
  stock('A07-041-A', 'SUB-1', 5), order('O-1', [['WANT-0001', 2]]),
  row('substitute', 'WANT-1|SUB-1', {
    part: 'SUB-1', for_part: 'WANT-0001', customers: ['D1'], price, active: true,
  })];

test('PK8 an approved substitute at the same price is chosen and gone for', () => {
  const floor = begun(...approved('neutral')).at('pick.nowhere').choose('SUB-1').at('pick.bin');
  floor.scan('A07-041-A').scan('SUB-1').quantity(2).scan('T-0001').at('pick.done');
  assert.equal(floor.body('pick')['for_part'], 'WANT-0001');
});

test('PK8 at another price the customer is called first, and without an approval none is', () => {
  begun(...approved('call')).choose('SUB-1').heard('attention').at('pick.nowhere');
  const other = begun(...approved('neutral').slice(0, 4)).at('pick.nowhere');
  assert.deepEqual(other.step.choices, []);
});

test('PK9 a serial gets an answer of its own: not on the book, promised, taken twice', () => {
  const more = [stock('A02-015-B', 'ECU-77810-AB', 1, { serial: 'E7A000291' }),
    order('O-1', [['ECU-77810-AB', 2]]), order('O-2', [['ECU-77810-AB', 1]]),
    task('pick:O-2:1', { order: 'O-2', line: 1, part: 'ECU-77810-AB', serial: 'E7A000291' })];
  const at = (): Floor => begun(...more).scan('A02-015-B').scan('ECU-77810-AB');
  const band = (serial: string): string | undefined => at().scan(serial).step.band?.title.key;
  assert.equal(band('E7A000999'), 'band.serial_not_on_book');
  assert.equal(band('E7A000291'), 'band.serial_promised');
  assert.equal(at().scan('E7A000290').scan('E7A000290').feedback, 'attention');
});

test('PK15 what nobody wants any more goes back: its part, then any shelf that takes it', () => {
  const rows = [stock('lpn:T-0005', 'BAT-00712', 3), task('put_back|O-7|lpn:T-0005|BAT-00712', {
    kind: 'put_back', lpn: 'T-0005', part: 'BAT-00712', quantity: 2, order: 'O-7' })];
  const view = new View(new Checkpoint([...demo_rows(), ...rows], 7));
  const floor = new Floor(view).start('pick');
  assert.equal(floor.step.choices[0]?.small?.key, 'pick.put_back');
  floor.choose('put_back|O-7|lpn:T-0005|BAT-00712').at('pick.back').scan('CLP-1').heard('stop');
  floor.scan('BAT-00712').at('pick.back_bin').scan('PACK-1').heard('stop').scan('B04-011-B');
  floor.at('pick.back_done');
  const body = floor.body('transfer');
  assert.deepEqual([body['task'], body['source'], body['target']],
    ['put_back|O-7|lpn:T-0005|BAT-00712', 'lpn:T-0005', 'B04-011-B']);
  assert.equal((body['lines'] as { quantity: number }[])[0]?.quantity, 2);
});
