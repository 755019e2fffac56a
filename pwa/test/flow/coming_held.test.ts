// SPDX-License-Identifier: Apache-2.0
/**
 * Units that another device received without network: this one has the notice alone, and knows
 * from it that they go on hold. They stop as held ones do.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { held_by } from '../../src/domain/coming.ts';
import { plate_holder } from '../../src/domain/operation.ts';
import type { Told } from '../../src/domain/operation.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { BRAKES, MODULES, NOW, ORDER, PALLET_A, demo_rows, demo_view, row } from '../fixture.ts';
import { received } from './days.ts';
import { Floor } from './floor.ts';

const SERIAL = 'E7A000311';
const MODULE = 'ECU-77810-AB';
const LABEL = `[)>\u001e06\u001dP${MODULE}\u001dS${SERIAL}\u001e\u0004`;
/** The module's turn; pads that wait at the dock lie nearer and are put off. */
const at_module = (view = demo_view()): Floor => {
  const floor = new Floor(view).start('pick').choose(ORDER);
  if (floor.step.plate?.location !== 'A02-015-B') floor.offer('skip');
  return floor.scan('A02-015-B').at('pick.part');
};

const told = (kind: string, body: object): Told =>
  ({ kind, group: 'g', after: [], scans: [], captured_at: NOW, actor: 'ben', body }) as never;
/** The unit was taken before anything was known of it. */
const taken = (): View => demo_view().with_ops([told('pick', { task: null, order: ORDER, line: 1,
  source: 'A02-015-B', target: 'lpn:T-0418',
  lines: [{ part: MODULE, quantity: 1, lot: null, serials: [SERIAL] }] })]);

/** The demo with the checkpoint's rows of some goods added. */
const with_rows = (...more: ReturnType<typeof row>[]): View =>
  new View(new Checkpoint([...demo_rows(), ...more], 7));
const quant = (holder: string, receipts: string[]): ReturnType<typeof row> => row('quant',
  `${holder}|${MODULE}||${SERIAL}`, { holder, part: MODULE, lot: '', serial: SERIAL, quantity: 1,
    suppliers: receipts.length > 0 ? ['SUP0417'] : [], receipts, expires_on: null });

test('a unit that goes on hold when it is received stops the pick, with reason and place', () => {
  for (const scan of [SERIAL, LABEL]) {
    const floor = at_module().scan(scan).heard('stop').at('pick.part');
    const { hold } = floor.step;
    assert.deepEqual([hold?.unit, hold?.why.key, hold?.steps[0]?.text.key, hold?.steps[0]?.code],
      [SERIAL, 'hold.reason.first_delivery', 'hold.take_to', 'Q01-004-A']);
    assert.deepEqual(floor.kinds(), ['hold_hit']);
    assert.deepEqual(floor.body('hold_hit'), { hold: '', part: MODULE, lot: null, serial: SERIAL,
      holder: plate_holder(MODULES), where: 'pick.part', order: ORDER });
  }
  const numbered = at_module().scan(MODULE).at('pick.serial').scan(SERIAL).heard('stop');
  assert.ok(numbered.step.hold);
});

test('a unit that was taken before is stopped at the packer and at the door', () => {
  const floor = new Floor(taken()).start('pack').scan('T-0418').scan('C-000091').scan(SERIAL);
  assert.ok(floor.heard('stop').step.hold);
  assert.equal(floor.body('hold_hit')['holder'], 'lpn:T-0418');
  const door = new Floor(taken().with_ops([told('pack', { order: ORDER, source: 'lpn:T-0418',
    target: 'lpn:C-000091', lines: [{ part: MODULE, quantity: 1, lot: null,
      serials: [SERIAL] }] })])).start('load').scan('DOOR-2').scan('C-000091');
  assert.ok(door.heard('stop').step.hold);
});

test('such a unit found by a count goes to the hold zone, and is not offered', () => {
  const view = demo_view().with_ops([told('count', { task: null, holder: 'DOCK-01', lpns: [],
    empty: false, lines: [{ part: MODULE, quantity: 1, lot: null, serials: [SERIAL] }] })]);
  const floor = new Floor(view).start('putaway').choose(`DOCK-01|${MODULE}|`).at('putaway.bin');
  assert.equal(floor.step.plate?.location, 'Q01-004-A');
  assert.equal(floor.scan('A02-015-B').heard('stop').step.stop?.code, 'hold_zone_only');
});

test('an announced plate with such goods stops too, alone or as the pallet around it', () => {
  for (const plate of [MODULES, PALLET_A]) {
    const picker = new Floor(demo_view()).start('pick').choose(ORDER).scan(plate).heard('stop');
    assert.equal(picker.step.hold?.unit, plate);
    assert.equal(picker.body('hold_hit')['part'], MODULE);
    const loader = new Floor(demo_view()).start('load').scan('DOOR-2').scan(plate).heard('stop');
    assert.ok(loader.step.hold);
  }
  assert.equal(new Floor(demo_view()).start('load').scan('DOOR-2').scan(BRAKES).step.hold, null);
});

test('a hold that somebody placed counts the same: on the plate, the pallet, the supplier', () => {
  const scopes = [{ lpn: BRAKES }, { lpn: PALLET_A }, { part: 'BRK-10442', lot: 'L26-0188' },
    { supplier: 'SUP0417' }];
  for (const scope of scopes) {
    const view = with_rows(row('hold', 'H-1', { hold: 'H-1', name: 'H-1', reason: 'damage',
      note: '', placed_at: NOW, placed_by: 'rossi', state: 'open', scope }));
    const floor = new Floor(view).start('load').scan('DOOR-2').scan(BRAKES).heard('stop');
    assert.equal(floor.step.hold?.hold, 'H-1', JSON.stringify(scope));
    assert.equal(floor.body('hold_hit')['hold'], 'H-1');
  }
});

test('once a unit is in, its own holds count and the notice says nothing more', () => {
  const in_stock = with_rows(quant('A02-015-B', ['R-9']));
  at_module(in_stock).scan(SERIAL).at('pick.tote');
  const plated = with_rows(quant(plate_holder(MODULES), []), row('lpn', MODULES,
    { lpn: MODULES, kind: 'carton', place: 'A02-015-B' }));
  at_module(plated).scan(SERIAL).at('pick.tote');
  const nowhere = with_rows(quant('lpn:T-0418', []));
  assert.ok(held_by(nowhere, nowhere.of_serial(SERIAL)[0]!), 'the server has not seen it come in');
  assert.equal(at_module(received().view).scan(SERIAL).heard('stop').step.hold?.unit, SERIAL);
});

test('units received one by one onto a plate of our own are held at once too', () => {
  const floor = new Floor(demo_view()).start('receive').choose('SHP260302A').scan('DOCK-01')
    .scan(MODULE).quantity(1).at('receive.serials').scan(SERIAL).scan('L-004418');
  assert.equal(held_by(floor.view, floor.view.of_serial(SERIAL)[0]!)?.reason, 'first_delivery');
});

test('a unit that no notice names, or that goes on no hold, is taken as before', () => {
  at_module().scan('E7A000999').heard('attention').at('pick.tote');
  const free = demo_rows().map((one) => (one.topic !== 'asn' ? one
    : JSON.parse(JSON.stringify(one).replace('"hold":"first_delivery"', '"hold":null'))));
  at_module(new View(new Checkpoint(free as ReturnType<typeof demo_rows>, 7))).scan(SERIAL)
    .heard('attention').at('pick.tote');
});
