// SPDX-License-Identifier: Apache-2.0
/** At the dock: what nobody foresaw, and what each of it leaves behind (RC3 to RC16, RC23). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AsnRow } from '../../src/domain/rows.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { BRAKES, MIXED, PALLET_A, demo_rows, demo_view } from '../fixture.ts';
import { Floor } from './floor.ts';

const at_dock = (): Floor => new Floor(demo_view()).start('receive').choose('SHP260302A')
  .scan('DOCK-01');

type Receipt = {
  lpn: string; aside?: string; lines: { part: string; quantity: number; condition: string }[];
};
const receipts = (floor: Floor): unknown[] => floor.told.filter((op) => op.kind === 'receipt')
  .map((op) => op.body as unknown as Receipt)
  .flatMap(({ lpn, aside, lines }) => lines.map((line) =>
    [lpn, line.part, line.quantity, aside ?? line.condition]));

test('a short carton is recorded as found, a damaged part of it on a plate of its own', () => {
  const floor = at_dock().scan(BRAKES).offer('differs').at('receive.difference');
  floor.quantity(38).choose('short').confirm().at('receive.carton');
  floor.offer('differs').choose('damaged').quantity(2).confirm().at('receive.side');
  floor.scan(BRAKES).heard('attention').scan('L-000901').at('receive.carton');
  assert.deepEqual(floor.step.confirm?.params, { n: 36, beside: 2 });
  floor.confirm().at('receive.plate');
  assert.deepEqual(receipts(floor), [
    [BRAKES, 'BRK-10442', 36, 'good'], ['L-000901', 'BRK-10442', 2, 'damaged'],
  ]);
  const free = floor.view.of_part('BRK-10442').filter((q) => floor.view.hold_on(q) === null);
  assert.equal(free.length > 0, true);
});

test('a number that was said for how many are there is not taken for how many are damaged', () => {
  const floor = at_dock().scan(BRAKES).offer('differs').quantity(38).choose('damaged');
  assert.equal(floor.step.sheet?.quantity?.value, null);
  assert.equal(floor.step.sheet?.primary?.enabled, false);
  floor.quantity(2).choose('short');
  assert.equal(floor.step.sheet?.quantity?.value, null);
  assert.equal(floor.quantity(38).choose('over').step.sheet?.quantity?.value, 38, 'one question');
});

test('a carton that is damaged as a whole stays on its plate', () => {
  const floor = at_dock().scan(BRAKES).offer('differs').choose('damaged').quantity(40).confirm();
  floor.at('receive.carton').confirm();
  assert.deepEqual(receipts(floor), [[BRAKES, 'BRK-10442', 40, 'damaged']]);
});

test('what nobody ordered goes on a plate of its own and is held at once', () => {
  const floor = at_dock().scan(BRAKES).offer('differs').choose('over').quantity(43).confirm();
  floor.at('receive.side').scan('L-000901').at('receive.carton').confirm();
  assert.deepEqual(receipts(floor), [
    [BRAKES, 'BRK-10442', 40, 'good'], ['L-000901', 'BRK-10442', 3, 'surplus'],
  ]);
  const held = floor.view.in_holder('lpn:L-000901')[0]!;
  assert.equal(floor.view.hold_on(held)?.reason, 'surplus');
  assert.equal(floor.view.hold_on(floor.view.in_holder(`lpn:${BRAKES}`)[0]!), null);
});

test('within what the site takes, more than announced stays in the carton', () => {
  const settings = { version: 1, changed: { 'receive.over_percent': 10 } };
  const rows = [...demo_rows(), { topic: 'site', key: 'site', version: 8,
    body: { site: 'DC01', settings } }];
  const floor = new Floor(new View(new Checkpoint(rows, 8))).start('receive')
    .choose('SHP260302A').scan('DOCK-01').scan(BRAKES).offer('differs').choose('over');
  floor.quantity(44).confirm().at('receive.carton');
  assert.deepEqual(floor.step.confirm, { key: 'receive.record_over', params: { n: 44, more: 4 } });
});

test('another part under the label: what it is, on its own plate, and the label is told', () => {
  const floor = at_dock().scan(BRAKES).offer('differs').choose('wrong_part').quantity(2).confirm();
  floor.at('receive.actual').scan('BRK-10442').heard('attention').scan('BRK-10424');
  floor.at('receive.side').scan('L-000901').at('receive.carton').confirm();
  assert.deepEqual(receipts(floor), [
    [BRAKES, 'BRK-10442', 38, 'good'], ['L-000901', 'BRK-10424', 2, 'mislabelled'],
  ]);
  const { part, actual, quantity } = floor.body('relabel') as Record<string, unknown>;
  assert.deepEqual([part, actual, quantity], ['BRK-10442', 'BRK-10424', 2]);
});

test('without papers all that comes is counted in and waits on hold', () => {
  const floor = new Floor(demo_view()).start('receive').offer('no_paper').choose('SUP0417');
  floor.scan('DN-4711').scan('DOCK-01').at('receive.blind').scan('CLP-1').quantity(5);
  floor.scan('L-000901').at('receive.blind');
  const body = floor.body('receipt');
  assert.deepEqual([body['asn'], body['paper'], body['supplier']], [null, 'DN-4711', 'SUP0417']);
  const held = floor.view.in_holder('lpn:L-000901')[0]!;
  assert.equal(floor.view.hold_on(held)?.reason, 'awaiting_paper');
  floor.offer('finish').at('receive.done').confirm();
  assert.equal(floor.state, null);
});

test('the symbol of a whole pack is said in words once, and another number in it is told', () => {
  const PACK = '10614141000057';
  const blind = (): Floor => new Floor(demo_view()).start('receive').offer('no_paper')
    .choose('SUP0417').scan('DN-4711').scan('DOCK-01').scan(PACK).at('receive.conversion');
  const same = blind().confirm().at('receive.unit_quantity');
  assert.equal(same.step.quantity?.value, 10);
  same.scan(PACK);
  assert.equal(same.step.quantity?.value, 20, 'one more pack');
  assert.deepEqual(same.told, []);
  const other = blind().quantity(12).confirm().at('receive.unit_quantity');
  assert.equal(other.step.quantity?.value, 12);
  const { part, told, found } = other.body('pack_check') as Record<string, unknown>;
  assert.deepEqual([part, told, found], ['BAT-00712', 10, 12]);
});

test('a part that expires is asked for its day, scanned or typed', () => {
  const floor = new Floor(demo_view()).start('receive').offer('no_paper').choose('SUP0417');
  floor.scan('DN-4711').scan('DOCK-01').scan('SLT-00931').quantity(4).scan('B7731');
  floor.at('receive.expiry').scan('261332').heard('attention').at('receive.expiry');
  floor.scan('270630').at('receive.which_day').choose('2027-06-30').at('receive.unit_plate')
    .scan('L-000901').at('receive.blind');
  const [line] = floor.body('receipt')['lines'] as { expires_on: string; lot: string }[];
  assert.deepEqual([line!.lot, line!.expires_on], ['B7731', '2027-06-30']);
});

test('a typed day that may mean another, is past or far away is shown in words and chosen', () => {
  const floor = new Floor(demo_view()).start('receive').offer('no_paper').choose('SUP0417');
  floor.scan('DN-4711').scan('DOCK-01').scan('SLT-00931').quantity(4).scan('B7731');
  floor.scan('150327').at('receive.which_day');
  assert.deepEqual(floor.step.choices?.map((one) => [one.id, one.small?.key ?? null]),
    [['2027-03-15', null], ['2015-03-27', 'receive.day_past']]);
  floor.choose('2030-01-01').at('receive.which_day'); // not among them
  floor.scan('2020-03-15').at('receive.which_day');
  assert.deepEqual(floor.step.choices?.map((one) => one.id), ['2020-03-15']);
  floor.scan('15.03.2027').at('receive.unit_plate');
  floor.scan('L-000901');
  const [line] = floor.body('receipt')['lines'] as { expires_on: string }[];
  assert.equal(line!.expires_on, '2027-03-15');
});

test('labels of dangerous goods that differ put the carton on hold before it is received', () => {
  const floor = at_dock().scan(MIXED).at('receive.hazmat').choose('differs');
  floor.at('receive.carton');
  const { scope } = floor.body('hold') as { scope: { lpn: string } };
  assert.equal(scope.lpn, MIXED);
  const again = at_dock().scan(MIXED).confirm().at('receive.carton');
  assert.equal(again.told.length, 0);
});

test('pieces are counted for the driver; a plate that is refused is awaited no more', () => {
  const floor = at_dock().offer('pieces').quantity(2).at('receive.pieces_cartons').quantity(1);
  floor.at('receive.plate').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.pieces_differ');
  const { pallets, cartons } = floor.body('arrival') as Record<string, unknown>;
  assert.deepEqual([pallets, cartons], [2, 1]);
  floor.offer('refuse').scan(PALLET_A).choose('damaged').confirm().at('receive.plate');
  assert.equal(floor.step.choices.find((one) => one.id === PALLET_A)?.done, true);
  floor.scan(MIXED).confirm().confirm().at('receive.done');
});

test('a receipt that ends before all came says so; what comes later stays awaited', () => {
  const later = at_dock().scan(BRAKES).confirm().offer('other_plate').offer('finish')
    .choose('to_follow').confirm().at('receive.done');
  assert.equal(later.kinds().includes('receipt_close'), false);
  const ended = at_dock().offer('finish').at('receive.ending').choose('not_on_truck').confirm();
  assert.deepEqual(ended.body('receipt_close'), { asn: 'SHP260302A', reason: 'not_on_truck' });
});

test('a part announced on another truck of the supplier is received there', () => {
  const other = demo_rows().filter((row) => row.topic === 'asn').map((row) => {
    const body = structuredClone(row.body) as AsnRow;
    body.asn = 'SHP260302B';
    body.packs = [{ lpn: null, parent: null, kind: 'loose', lines: [
      { ...body.packs[1]!.lines[0]!, part: 'BAT-00712', lot: null, quantity: 5 }] }];
    return { ...row, key: 'SHP260302B', body };
  });
  const floor = new Floor(new View(new Checkpoint([...demo_rows(), ...other], 7)))
    .start('receive').choose('SHP260302A').scan('DOCK-01').scan('BAT-00712');
  assert.deepEqual(floor.at('receive.unexpected').step.choices.map((one) => one.id),
    ['SHP260302B', 'aside']);
  floor.choose('SHP260302B').quantity(5).scan('L-000901');
  assert.equal(floor.body('receipt')['asn'], 'SHP260302B');
  const aside = at_dock().scan('BAT-00712').choose('aside').quantity(1).scan('L-000901');
  assert.equal(aside.body('receipt')['aside'], 'unexpected');
});
