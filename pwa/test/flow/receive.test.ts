// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checkpoint, View } from '../../src/domain/view.ts';
import {
  BRAKES, MIXED, MODULES, MODULE_SERIALS, PALLET_A, PALLET_B, demo_rows, demo_view,
} from '../fixture.ts';
import { received } from './days.ts';
import { Floor } from './floor.ts';

const at_dock = (): Floor => new Floor(demo_view()).start('receive').choose('SHP260302A')
  .at('receive.dock').scan('DOCK-01').at('receive.plate');

test('a pallet scan shows its cartons', () => {
  const floor = at_dock().scan(PALLET_A).at('receive.pallet').heard('good');
  assert.deepEqual(floor.step.choices.map((choice) => choice.id), [BRAKES, MODULES]);
});

test('a purchase order or a waybill opens the notice that names it, several ask for more', () => {
  const { checkpoint } = demo_view();
  const known = checkpoint.tables.asn.get('SHP260302A')!;
  const named = (asn: string, more: object) =>
    ({ topic: 'asn', key: asn, body: { ...known, asn, ...more } });
  checkpoint.apply([
    named('SHP260302A', { purchase_orders: ['PO4446329'], bol: 'BOL-77' }),
    named('SHP-OLD', { purchase_orders: ['PO-9'], state: 'closed' }),
  ], 8);
  for (const scan of ['PO4446329', ']C1400PO4446329', 'KPO4446329', 'bol-77']) {
    const floor = new Floor(new View(checkpoint, [])).start('receive').scan(scan);
    assert.equal(floor.at('receive.dock').state?.frames.at(-1)?.data.asn, 'SHP260302A', scan);
  }
  const closed = new Floor(new View(checkpoint, [])).start('receive').scan('PO-9');
  closed.at('receive.asn').heard('attention');
  checkpoint.apply([named('SHP-2', { purchase_orders: ['PO4446329'] })], 9);
  const two = new Floor(new View(checkpoint, [])).start('receive').scan('PO4446329');
  two.at('receive.asn').heard('attention');
  assert.equal(two.step.band?.title.key, 'band.ambiguous');
  assert.deepEqual(two.told, []);
});

test('a pallet that is all in is told so, also where a receipt begins with it', () => {
  const view = received().view;
  new Floor(view).start('receive').scan('DOCK-01').scan(PALLET_A).heard('attention')
    .at('receive.asn');
  new Floor(view).start('receive').scan(PALLET_A).heard('attention').at('receive.asn');
});

test('a carton without serials is received as announced by a second scan of its label', () => {
  const floor = at_dock().scan(PALLET_A).scan(BRAKES).at('receive.carton').scan(BRAKES);
  floor.at('receive.pallet').heard('good');
  assert.deepEqual(floor.body('receipt'), {
    receipt: '00000000-0000-7000-8000-000000000002', asn: 'SHP260302A', supplier: 'SUP0417',
    location: 'DOCK-01', lpn: BRAKES, parent_lpn: PALLET_A,
    lines: [{ part: 'BRK-10442', quantity: 40, lot: 'L26-0188', serials: [], asn_line: 1,
      expires_on: null, condition: 'good' }],
  });
});

test('a carton of modules asks every serial and says that they go on hold', () => {
  const floor = at_dock().scan(MODULES).at('receive.serials');
  assert.equal(floor.step.band?.tone, 'hold');
  floor.scan('E7A000311').scan('E7A000312').at('receive.serials');
  assert.deepEqual(floor.step.question.params, { n: 3, total: 3 });
  assert.equal(floor.step.list?.rows.length, 2);
  assert.equal(floor.step.list?.total, 3);
  floor.scan('E7A000313').at('receive.carton').confirm();
  const body = floor.body('receipt');
  assert.deepEqual((body['lines'] as { serials: string[] }[])[0]!.serials, MODULE_SERIALS);
});

test('the same serial twice is refused with attention', () => {
  const floor = at_dock().scan(MODULES).scan('E7A000311').scan('E7A000311').heard('attention');
  assert.equal(floor.step.list?.rows.length, 1);
  assert.equal(floor.step.band?.title.key, 'band.serial_twice');
});

test('a serial of another shape stops; the right serial closes the red screen', () => {
  const floor = at_dock().scan(MODULES).scan('XX-9').heard('stop');
  assert.equal(floor.step.stop?.code, 'serial_shape');
  floor.choose('x').confirm();
  assert.ok(floor.step.stop, 'a stray tap does not close it');
  floor.scan('E7A000311').heard('good');
  assert.equal(floor.step.stop, null);
});

test('a code that nobody knows is kept where a serial is asked too, and the serials stay', () => {
  const floor = at_dock().scan(MODULES).scan('E7A000311').scan('hello world').heard('stop');
  assert.deepEqual([floor.step.stop?.code, floor.step.stop?.note.key],
    ['serial_shape', 'band.unknown.note']);
  assert.deepEqual(floor.body('unknown_scan'), { raw: 'hello world', where: 'receive.serials',
    holder: 'DOCK-01', quantity: null, note: '' });
  assert.deepEqual(floor.last[0]!.scans.map((scan) => scan.raw), ['hello world']);
  floor.scan('E7A000312').scan('E7A000313').confirm();
  const told = floor.told.findLast((op) => op.kind === 'receipt')!;
  assert.deepEqual(told.scans.map((scan) => scan.raw).filter((raw) => raw.startsWith('E7A')),
    MODULE_SERIALS, 'the symbols of the carton stay with its receipt');
});

test('the last serial and any serial can be taken off the list', () => {
  const floor = at_dock().scan(MODULES).scan('E7A000311').scan('E7A000312').offer('remove_last');
  assert.deepEqual(floor.step.list?.rows.map((one) => one.code), ['E7A000311']);
  floor.say({ type: 'remove', code: 'E7A000311' });
  assert.deepEqual(floor.step.list?.rows, []);
  floor.offer('remove_last').heard('attention');
});

test('fewer serials than announced are said and received', () => {
  const floor = at_dock().scan(MODULES).scan('E7A000311').offer('no_more').at('receive.carton');
  floor.confirm();
  const lines = floor.body('receipt')['lines'] as { quantity: number }[];
  assert.equal(lines[0]!.quantity, 1);
});

test('a number that does not fit its reason is not taken', () => {
  const floor = at_dock().scan(BRAKES).offer('differs').quantity(44).choose('short').confirm();
  floor.at('receive.difference').heard('attention').choose('over').confirm().at('receive.side');
});

test('a number that does not fit its reason is refused by its own words, nothing is noted', () => {
  const cases: [number, string, string, string | null][] = [
    [44, 'short', 'over_announced', '40'], [38, 'over', 'under_announced', '40'],
    [40, 'short', 'as_announced', '40'], [40, 'over', 'as_announced', '40'],
    [41, 'damaged', 'too_many', '40'], [0, 'damaged', 'number_reason', null],
  ];
  for (const [n, reason, name, code] of cases) {
    const floor = at_dock().scan(BRAKES).offer('differs').choose(reason).quantity(n).confirm();
    floor.at('receive.difference').heard('attention');
    assert.deepEqual([floor.step.band?.title.key, floor.step.band?.code], [`band.${name}`, code]);
    floor.say({ type: 'back' });
    assert.equal(floor.at('receive.carton').step.confirm, null, `${n} ${reason}`);
  }
});

test('in a mixed carton the line that differs is chosen or scanned', () => {
  const floor = at_dock().scan(MIXED).confirm().at('receive.carton')
    .offer('differs').at('receive.which');
  floor.choose('1').at('receive.difference').say({ type: 'back' }).at('receive.which');
  floor.scan('BAT-00712').at('receive.which').heard('attention').scan('SLT-00931')
    .at('receive.difference').say({ type: 'back' }).at('receive.which');
  floor.say({ type: 'back' }).at('receive.carton').scan('SLT-00931').at('receive.difference');
  assert.deepEqual(floor.step.facts[0]?.value, 'SLT-00931');
});

test('all cartons of a pallet are received as announced where none has serials', () => {
  const floor = at_dock().scan(PALLET_B).offer('all_cartons').at('receive.plate').heard('good');
  assert.deepEqual(floor.body('receipt')['lpn'], MIXED);
  floor.scan(PALLET_A).offer('all_cartons').heard('attention').at('receive.pallet');
});

test('a received carton is not received twice', () => {
  at_dock().scan(BRAKES).confirm().scan(BRAKES).heard('attention').at('receive.plate');
});

test('when all cartons are in, the flow says so and ends', () => {
  const floor = at_dock().scan(BRAKES).confirm().scan(MIXED).confirm()
    .confirm().scan(MODULES);
  for (const serial of MODULE_SERIALS) floor.scan(serial);
  floor.confirm().at('receive.done');
  assert.deepEqual(floor.step.done?.title.params, { n: 3, total: 3 });
  floor.confirm();
  assert.equal(floor.state, null);
  assert.deepEqual(floor.kinds(), ['receipt', 'receipt', 'receipt']);
});

test('where a truck is not all in, nothing on its last screen says that it is', () => {
  const { step } = at_dock().scan(BRAKES).confirm().offer('other_plate').offer('finish')
    .choose('to_follow').confirm().at('receive.done');
  const words = { key: 'done.receive', params: { n: 1, total: 3 } };
  assert.deepEqual([step.question, step.done?.title], [words, words], 'heard as it is shown');
});

test('units without a carton are received one part at a time onto a new plate', () => {
  const floor = at_dock().scan('BRK-10442').at('receive.unit_quantity').quantity(6)
    .at('receive.unit_lot').choose('L26-0188').at('receive.unit_plate').scan('L-004417');
  const body = floor.at('receive.plate').body('receipt');
  assert.equal(body['lpn'], 'L-004417');
  assert.deepEqual((body['lines'] as object[])[0], {
    part: 'BRK-10442', quantity: 6, lot: 'L26-0188', serials: [], asn_line: 1, expires_on: null,
    condition: 'good',
  });
});

const with_lot = (lot: string): string =>
  `[)>\u001e06\u001dPBRK-10442\u001d1T${lot}\u001e\u0004`;
const titles = (floor: Floor): unknown => [floor.feedback, floor.step.band?.title.key];

test('a lot that no notice names is taken with attention, alone or with its part', () => {
  const alone = at_dock().scan('BRK-10442').quantity(4).scan('L26-9999').at('receive.unit_plate');
  assert.deepEqual(titles(alone), ['attention', 'band.lot_unannounced']);
  const both = at_dock().scan(with_lot('L26-9999')).at('receive.unit_quantity');
  assert.deepEqual(titles(both), ['attention', 'band.lot_unannounced']);
  assert.equal(both.quantity(4).heard('none').at('receive.unit_plate').step.band, null);
  const known = at_dock().scan('BRK-10442').quantity(4).scan('L26-0190');
  assert.deepEqual(titles(known), ['good', 'band.right.lot']);
  assert.equal(at_dock().scan(with_lot('L26-0190')).heard('good').step.band?.tone, 'good');
});

test('a part with more units than are still announced is taken with attention', () => {
  const taken = (n: number): Floor => at_dock().scan('BRK-10442').quantity(n);
  assert.deepEqual(titles(taken(48)), ['none', undefined], '40 of one lot and 8 of another');
  assert.deepEqual(titles(taken(49)), ['attention', 'band.over_announced']);
  const lot = taken(9).scan('L26-0190').at('receive.unit_plate');
  assert.deepEqual([...titles(lot) as string[], lot.step.band?.code],
    ['attention', 'band.over_announced', 'BRK-10442']);
  assert.deepEqual(titles(at_dock().scan(with_lot('L26-0190')).quantity(9)),
    ['attention', 'band.over_announced']);
  assert.deepEqual(titles(at_dock().scan(with_lot('L26-0190')).quantity(8)), ['none', undefined]);
});

test('what is in already is announced no more: five over it are said', () => {
  const floor = at_dock().scan(BRAKES).confirm().scan(with_lot('L26-0188')).quantity(5);
  assert.deepEqual([...titles(floor) as string[], floor.step.band?.code],
    ['attention', 'band.over_announced', 'BRK-10442']);
  const units = at_dock().scan(with_lot('L26-0190')).quantity(6).scan('L-004417')
    .scan(with_lot('L26-0190')).scan(with_lot('L26-0190')).scan(with_lot('L26-0190')).confirm();
  assert.deepEqual([...titles(units) as string[], units.step.band?.code],
    ['attention', 'band.over_announced', 'BRK-10442']);
});

test('scanning the part again counts one more, and serials are asked by unit too', () => {
  const floor = at_dock().scan('ECU-77810-AB').scan('ECU-77810-AB');
  assert.equal(floor.step.quantity?.value, 2);
  floor.confirm().at('receive.serials').scan('E7A000311').scan('E7A000312');
  floor.at('receive.unit_plate').scan('L-004418').at('receive.plate');
  assert.equal((floor.body('receipt')['lines'] as { quantity: number }[])[0]!.quantity, 2);
});

test('held from the first moment: received modules are covered before the server speaks', () => {
  const floor = at_dock().scan(MODULES);
  for (const serial of MODULE_SERIALS) floor.scan(serial);
  floor.confirm();
  const quant = floor.view.of_serial('E7A000311')[0]!;
  assert.equal(floor.view.hold_on(quant)?.reason, 'first_delivery');
  assert.equal(floor.view.hold_on(floor.view.of_serial('E7A000290')[0]!), null);
});

test('the dock must be a dock', () => {
  const floor = new Floor(demo_view()).start('receive').scan(BRAKES).at('receive.dock');
  floor.scan('A07-032-C').heard('stop');
  assert.equal(floor.step.stop?.code, 'not_dock');
  floor.say({ type: 'acknowledge' }).scan('DOCK-01').at('receive.carton');
});

test('a carton that came in meanwhile, by another device, is not received again', () => {
  const floor = at_dock().scan(BRAKES).at('receive.carton');
  const other = at_dock().scan(BRAKES).confirm().told.filter((op) => op.kind === 'receipt');
  floor.view = floor.view.with_ops(other);
  floor.confirm().at('receive.plate').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.already_received');
  assert.equal(floor.kinds().includes('receipt'), false);
});

test('the button says what it records, and far too many are asked once more', () => {
  const floor = at_dock().scan(BRAKES);
  floor.offer('differs').choose('over').quantity(99_999).confirm().at('receive.unlikely');
  floor.say({ type: 'back' }).at('receive.difference').confirm().confirm().at('receive.side');
  floor.scan('L-000901').at('receive.carton');
  assert.deepEqual(floor.step.confirm,
    { key: 'receive.record_beside', params: { n: 40, beside: 99_959 } });
  const short = at_dock().scan(BRAKES).offer('differs').choose('short').quantity(38).confirm();
  assert.equal(short.step.confirm?.key, 'receive.record_short');
  assert.equal(at_dock().scan(BRAKES).step.confirm, null);
});

test('far too many single units are asked once more too', () => {
  const floor = at_dock().scan('BRK-10442').quantity(9000).at('receive.unlikely').confirm();
  floor.at('receive.unit_lot');
});

test('a carton read while its number is asked for is no mistake', () => {
  const floor = at_dock().scan(BRAKES).offer('differs').scan(BRAKES).heard('attention');
  floor.at('receive.difference');
});

test('the dock can be put right while nothing is received, and another one is told', () => {
  const rows = [...demo_rows(), ...demo_rows().filter((row) => row.key === 'DOCK-01')
    .map((row) => ({ ...row, key: 'DOCK-02',
      body: { ...row.body as object, location: 'DOCK-02' } }))];
  const floor = new Floor(new View(new Checkpoint(rows, 7))).start('receive')
    .choose('SHP260302A').scan('DOCK-01').scan('DOCK-02').at('receive.plate').heard('good');
  floor.scan(BRAKES).confirm().at('receive.plate');
  assert.equal(floor.body('receipt')['location'], 'DOCK-02');
  floor.scan('DOCK-01').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.dock_kept');
  const again = floor.say({ type: 'back' }).start('receive').choose('SHP260302A');
  again.scan('DOCK-01').heard('attention').at('receive.plate');
  assert.equal(again.step.band?.title.key, 'band.other_dock');
});

test('an unknown barcode at the dock gets a number, and the step before it comes back', () => {
  for (const way of [at_dock, () => at_dock().scan(PALLET_A), () => at_dock().scan(BRAKES)]) {
    const floor = way();
    const { state } = floor.step;
    floor.scan('NB-S1/2027-04 0931').at('receive.unknown').quantity(2).confirm();
    assert.equal(floor.step.state, state);
    const kept = floor.told.filter((op) => op.kind === 'unknown_scan')
      .map((op) => op.body as unknown as { quantity: number; holder: string });
    assert.deepEqual(kept.map((body) => [body.quantity, body.holder]),
      [[1, 'DOCK-01'], [1, 'DOCK-01']]);
  }
});

test('a plate that a person put on hold is marked at every step of receiving it', () => {
  for (const held of [BRAKES, PALLET_A]) {
    const view = new Floor(demo_view()).start('hold').scan(held).choose('damage').confirm().view;
    const floor = new Floor(view).start('receive').choose('SHP260302A').scan('DOCK-01');
    floor.scan(PALLET_A);
    const marked = (): boolean => floor.step.marks.some((mark) => mark.kind === 'hold');
    assert.ok(floor.step.choices.find((one) => one.id === BRAKES)?.marks
      .some((mark) => mark.kind === 'hold'));
    floor.scan(BRAKES).at('receive.carton');
    assert.deepEqual([marked(), floor.step.band?.tone, floor.step.band?.title.key],
      [true, 'hold', 'band.on_hold']);
    floor.confirm().offer('other_plate').offer('finish')
      .choose('to_follow').confirm().at('receive.done');
    assert.ok(marked(), 'the last screen too');
  }
});

test('the last screen of a truck with nothing on hold has no such mark', () => {
  const floor = at_dock().scan(BRAKES).confirm();
  floor.offer('finish').choose('to_follow').confirm().at('receive.done');
  assert.deepEqual(floor.step.marks, []);
});

test('damaged units are told as damaged, not as short', () => {
  const floor = at_dock().scan(BRAKES).offer('differs').choose('damaged').quantity(3);
  assert.deepEqual([floor.step.sheet?.quantity?.expected, floor.step.sheet?.primary?.label],
    [null, { key: 'sheet.difference.damaged', params: { n: 3, total: 40 } }]);
});

test('a hold asked for at an open carton has it in hand, and another scan replaces it', () => {
  const open = (): Floor => at_dock().scan(BRAKES).offer('hold').at('hold.this');
  assert.deepEqual(open().step.facts.map((fact) => fact.value), [BRAKES]);
  const floor = open().confirm().choose('damage').confirm();
  const scope = (one: Floor) => one.body('hold')['scope'] as Record<string, string | null>;
  assert.equal(scope(floor)['lpn'], BRAKES);
  floor.confirm().at('receive.carton');
  assert.equal(floor.step.band?.title.key, 'band.on_hold');
  const other = open().scan('A07-041-A').choose('suspect').confirm();
  assert.deepEqual([scope(other)['lpn'], scope(other)['location']], [null, 'A07-041-A']);
  const inside = open().scan('BRK-10442').choose('suspect').confirm();
  assert.deepEqual([scope(inside)['lpn'], scope(inside)['part']], [BRAKES, 'BRK-10442']);
  open().say({ type: 'back' }).at('receive.carton');
});

test('a carton scanned again is not done while its serials are open', () => {
  const floor = at_dock().scan(MODULES).at('receive.serials').scan(MODULES).heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.serials_open');
});

test('a dock is called a dock, and a door a door', () => {
  assert.equal(at_dock().step.facts[0]?.label.key, 'fact.dock');
  const stopped = at_dock().scan(BRAKES).scan('DOOR-2').heard('stop');
  assert.equal(stopped.step.stop?.title.key, 'stop.is_door.title');
});

test('a truck that this device has received is told so and stands last', () => {
  const view = received().view;
  const choice = new Floor(view).start('receive').step.choices.at(-1);
  assert.deepEqual([choice?.id, choice?.done, (choice?.small as { key: string }).key],
    ['SHP260302A', true, 'receive.asn_in']);
});
