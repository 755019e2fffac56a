// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode_own } from '../../src/domain/barcode/own.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { describe } from '../../src/ui/describe.ts';
import { BRAKES, MODULES, ORDER, demo_rows, demo_view } from '../fixture.ts';
import { packed, picked, stored } from './days.ts';
import { Floor } from './floor.ts';

test('the tote is packed into a carton, each module by its serial, pads by quantity', () => {
  const floor = picked().start('pack').choose('T-0418').at('pack.carton').scan('C-000091');
  floor.at('pack.unit').scan('E7A000290').at('pack.unit').scan('BRK-10442').at('pack.quantity');
  assert.equal(floor.step.quantity?.expected, 4);
  floor.confirm().at('pack.done');
  const packs = floor.told.filter((op) => op.kind === 'pack').map((op) => op.body.lines[0]);
  assert.deepEqual(packs, [
    { part: 'ECU-77810-AB', quantity: 1, lot: null, serials: ['E7A000290'] },
    { part: 'BRK-10442', quantity: 4, lot: 'L26-0188', serials: [] },
  ]);
  assert.deepEqual(floor.view.content('T-0418'), []);
});

test('a unit that is not in the tote stops the packer', () => {
  const floor = picked().start('pack').scan('T-0418').scan('C-000091').scan('BAT-00712');
  assert.equal(floor.heard('stop').step.stop?.code, 'not_in_tote');
});

test('a hold placed after the pick stops the packer', () => {
  const floor = picked().start('hold').scan('E7A000290').choose('damage').confirm();
  floor.at('hold.done').confirm().start('pack').scan('T-0418').scan('C-000091').scan('E7A000290');
  assert.equal(floor.heard('stop').step.hold?.unit, 'E7A000290');
});

test('the tote itself is no carton', () => {
  picked().start('pack').scan('T-0418').scan('T-0418').heard('attention').at('pack.carton');
});

test('a packed carton is loaded at its door onto its shipment', () => {
  const floor = packed().start('load').scan('DOOR-2').at('load.carton');
  assert.deepEqual(floor.step.choices.map((choice) => choice.id), ['C-000091']);
  floor.scan('C-000091').at('load.carton').heard('good');
  assert.deepEqual(floor.body('load'),
    { shipment: 'SH-0091', order: ORDER, lpn: 'C-000091', location: 'DOOR-2' });
  floor.scan('C-000091').heard('attention').offer('finish').at('load.done');
  assert.equal(floor.step.done?.facts[0]!.label.key, 'fact.door');
  floor.confirm();
  assert.equal(floor.state, null);
});

test('the wrong door stops, and so does a bin that is no door', () => {
  const floor = packed().start('load').scan('A07-032-C').heard('stop').scan('DOOR-3');
  assert.equal(floor.scan('C-000091').heard('stop').step.stop?.code, 'wrong_door');
});

test('a door for which nothing waits says so at its own scan, and the right one is greeted', () => {
  const floor = packed().start('load').scan('DOOR-3').heard('attention').at('load.carton');
  assert.deepEqual([floor.step.band?.title.key, floor.step.band?.code],
    ['band.planned_door', 'DOOR-2']);
  assert.equal(floor.step.facts[0]!.done, false);
  floor.scan('DOOR-2').heard('good');
  assert.equal(floor.step.facts[0]!.done, true);
  floor.scan('DOOR-3').heard('attention');
  assert.equal(floor.step.band?.tone, 'attn');
});

test('where nothing waits, or its door is not known, any door is right', () => {
  new Floor(demo_view()).start('load').scan('DOOR-3').heard('good');
  const floor = packed();
  floor.view.checkpoint.apply([{ topic: 'shipment', key: 'SH-0091', body: null }], 8);
  floor.start('load').scan('DOOR-3').heard('good');
});

test('nothing held is loaded', () => {
  const floor = stored().start('load').scan('DOOR-2').scan(MODULES).heard('stop');
  assert.ok(floor.step.hold);
});

test('a worker holds a serial, a plate, a bin, a lot, a part in a bin', () => {
  const scopes: [string[], object][] = [
    [['E7A000290'], { part: 'ECU-77810-AB', serial: 'E7A000290' }],
    [[BRAKES], { lpn: BRAKES }],
    [['A07-041-A'], { location: 'A07-041-A' }],
    [['BRK-10442', 'L26-0188'], { part: 'BRK-10442', lot: 'L26-0188' }],
    [['BRK-10424', 'A07-041-A'], { part: 'BRK-10424', location: 'A07-041-A' }],
  ];
  for (const [scans, wanted] of scopes) {
    const floor = stored().start('hold');
    for (const raw of scans) floor.scan(raw);
    floor.at('hold.reason').confirm().heard('attention').choose('suspect').confirm();
    floor.at('hold.done');
    const scope = floor.body('hold')['scope'] as Record<string, unknown>;
    const given = Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== null));
    assert.deepEqual(given, wanted);
  }
});

test('a look-up answers what, where, how much, held or not', () => {
  const floor = stored().start('lookup').scan('BRK-10442').at('lookup.result');
  const facts = new Map(floor.step.facts.map((fact) => [fact.name, fact.value]));
  assert.deepEqual([facts.get('on_hand'), facts.get('held'), facts.get('allocated'),
    facts.get('free')], ['48', '0', '4', '44']);
  floor.scan('E7A000311');
  assert.equal(floor.step.band?.tone, 'hold');
  assert.equal(floor.scan('A07-041-A').step.choices.length, 1);
  assert.equal(floor.scan(BRAKES).step.facts.at(-1)?.plate?.location, 'A07-032-C');
});

test('two parts under one name ask for a narrower scan', () => {
  const floor = new Floor(demo_view()).start('lookup').scan('CLIP').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.ambiguous');
});

test('a tote whose first pick the server has booked goes on with the same order', () => {
  const floor = picked();
  const [first] = floor.told.filter((op) => op.kind === 'pick');
  const rows = [...demo_rows(), { topic: 'quant', key: 'q', version: 9, body: {
    holder: 'lpn:T-0418', part: 'ECU-77810-AB', lot: '', serial: 'E7A000290', quantity: 1,
    supplier: 'S', receipt: 'R', expires_on: null } }];
  const view = new View(new Checkpoint(rows, 9), [], undefined, undefined, [first!]);
  const later = new Floor(view).start('pick').choose(ORDER).offer('skip').at('pick.nowhere')
    .scan('A07-041-A').scan('BRK-10442').scan('L26-0188').confirm().scan('T-0418');
  assert.equal(later.body('pick')['target'], 'lpn:T-0418');
  assert.equal(new Floor(view).start('pack').scan('T-0418').step.state, 'carton');
});

/** The demo floor where the order asks for a door, and no shipment is known. */
function with_door(door: string, shipments: object[] = []): View {
  const rows = demo_rows().filter((row) => row.topic !== 'shipment').map((row) =>
    (row.topic !== 'order' ? row : { ...row, body: { ...row.body as object, door } }));
  return new View(new Checkpoint([...rows, ...shipments.map((body) => (
    { topic: 'shipment', key: 'S', version: 8, body }))], 8));
}

test('the door that the order asks for is the right one from the first carton on', () => {
  for (const [door, heard] of [['DOOR-2', 'stop'], ['', 'good']] as const) {
    const floor = packed();
    floor.view = with_door(door).with_ops(floor.told);
    floor.start('load').scan('DOOR-3').scan('C-000091').heard(heard);
    if (door) assert.equal(floor.step.stop?.wanted?.code, door);
  }
});

test('a truck that stands at another door is loaded there, with a reason', () => {
  const floor = packed();
  floor.view = with_door('DOOR-2').with_ops(floor.told);
  floor.start('load').scan('DOOR-3').scan('C-000091').heard('stop').say({ type: 'acknowledge' });
  floor.offer('load_here');
  floor.at('load.why_here').choose('nonsense').at('load.why_here').choose('truck_here');
  floor.at('load.here').scan('C-000091').heard('good').at('load.carton');
  const { location, reason } = floor.body('load');
  assert.deepEqual([location, reason], ['DOOR-3', 'truck_here']);
});

test('a carton that the truck left without is not shown as on the vehicle', () => {
  const floor = packed().start('load').scan('DOOR-2').scan('C-000091').heard('good');
  const gone = { shipment: 'SH-0091', door: 'DOOR-2', orders: [ORDER], state: 'confirmed',
    lpns: ['C-000007'] };
  floor.view = with_door('', [gone]).with_ops(floor.told);
  const [row] = floor.step.list!.rows;
  assert.deepEqual(row?.small, { key: 'load.left', params: {} });
});

test('a carton plate that has left with a truck is not packed again', () => {
  const floor = picked();
  const gone = { shipment: 'SH-0090', door: 'DOOR-2', orders: ['ORD-OLD'], state: 'confirmed',
    lpns: ['C-000091'] };
  floor.view = with_door('', [gone]).with_ops(floor.told);
  floor.start('pack').scan('T-0418').scan('C-000091').heard('stop').at('pack.carton');
  assert.equal(floor.step.stop?.code, 'carton_used');
});

test('a second tote with the same line is not packed: the order has enough', () => {
  const floor = picked();
  const again = floor.told.filter((op) => op.kind === 'pick').map((op) => ({ ...op, body: {
    ...op.body, source: 'B04-011-B', target: 'lpn:T-0999',
    lines: op.body.lines.map((one) => ({ ...one, serials: [], lot: 'L26-0188' })) } }));
  floor.view = floor.view.with_ops(again);
  floor.start('pack').scan('T-0418').scan('C-000091').scan('E7A000290').scan('BRK-10442');
  floor.quantity(4).at('pack.done').confirm().start('pack').scan('T-0999').scan('C-000092');
  floor.scan('BRK-10442').heard('attention').at('pack.unit');
  assert.equal(floor.step.band?.title.key, 'band.order_full');
});

test('of a tote with too many the pack asks for what the order lacks', () => {
  const floor = picked();
  const more = floor.told.filter((op) => op.kind === 'pick').slice(-1).map((op) => ({ ...op,
    body: { ...op.body, source: 'B04-011-B' } }));
  floor.view = floor.view.with_ops(more);
  floor.start('pack').scan('T-0418').scan('C-000091').scan('BRK-10442').at('pack.quantity');
  assert.equal(floor.step.quantity?.expected, 4);
  assert.equal(floor.confirm().body('pack')['lines'] instanceof Array, true);
  assert.equal((floor.body('pack')['lines'] as { quantity: number }[])[0]?.quantity, 4);
});

test('the screens of a hold and its row in the queue say which lot, plate, place or serial', () => {
  const cases: [string[], string[], { title: string; place: string }][] = [
    [['E7A000290'], ['ECU-77810-AB', 'E7A000290'],
      { title: 'Hold ECU-77810-AB E7A000290', place: '' }],
    [[BRAKES], [BRAKES], { title: `Hold ${BRAKES}`, place: '' }],
    [['A07-041-A'], ['A07-041-A'], { title: 'Hold A07-041-A', place: '' }],
    [['BRK-10442', 'L26-0188'], ['BRK-10442', 'L26-0188'],
      { title: 'Hold BRK-10442 L26-0188', place: '' }],
    [['BRK-10424', 'A07-041-A'], ['BRK-10424', 'A07-041-A'],
      { title: 'Hold BRK-10424', place: 'A07-041-A' }],
  ];
  for (const [scans, names, row] of cases) {
    const floor = stored().start('hold');
    for (const raw of scans) floor.scan(raw);
    assert.deepEqual(floor.at('hold.reason').step.facts.map((fact) => fact.value), names);
    const done = floor.choose('suspect').confirm().at('hold.done').step.done!;
    const carried = names[0] === 'A07-041-A' ? [] : ['Q01-004-A']; // a shelf stays where it is
    assert.deepEqual(done.facts.map((fact) => fact.value), [...names, ...carried]);
    assert.equal(done.title.key, carried.length > 0 ? 'done.hold' : 'done.hold_place');
    assert.deepEqual(describe({ kind: 'hold', body: floor.body('hold') }), row);
  }
});

test('where no carton was scanned, the door of none is asked about', () => {
  const floor = packed().start('load').scan('DOOR-3').offer('load_here').heard('attention');
  assert.equal(floor.at('load.carton').step.band?.title.key, 'band.carton_first');
});

test('a tote that this device emptied is empty, not unknown', () => {
  const floor = packed().start('lookup').scan(encode_own('tote', 'T-0418')!).heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.plate_free');
});
