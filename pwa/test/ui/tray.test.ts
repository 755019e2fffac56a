// SPDX-License-Identifier: Apache-2.0
/** The tray offers only what the present step takes: the whole main job, by its offers alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mod10 } from '../../src/domain/barcode/check_digits.ts';
import { encode_own } from '../../src/domain/barcode/index.ts';
import { reader_for } from '../../src/flow/reading.ts';
import type { FlowName } from '../../src/flow/step.ts';
import { trayOffer } from '../../src/state/tray_try.ts';
import { trayOf, type TrayItem } from '../../src/ui/tray_items.ts';
import {
  BRAKES, MIXED, MODULES, MODULE_SERIALS, NOW, ORDER, PALLET_A, PALLET_B, demo_view,
} from '../fixture.ts';
import { Floor } from '../flow/floor.ts';

const CARTON = '006141410000002016';
const CARTON_TOO = '006141410000002023';

/** Labels are the codes themselves; `data` may say more. */
const items = (...rows: (string | [string, string])[]): object[] => rows.map((row) => (
  typeof row === 'string' ? { label: row, data: row, hint: row }
    : { label: row[0], data: row[1], hint: '' }));
const place = (code: string): [string, string] => [code, encode_own('location', code)!];
const plate = (lpn: string): [string, string] => [lpn, `]C100${lpn}`];
const mh10 = (...fields: string[]): string => `[)>\x1e06\x1d${fields.join('\x1d')}\x1e\x04`;

const GROUPS = trayOf({ groups: [
  { title: 'Sign in', items: items('BADGE') },
  { title: 'Receive', flows: ['receive'], items: items(place('DOCK-01'),
    plate(PALLET_A), plate(BRAKES), plate(MODULES), plate(PALLET_B), plate(MIXED)) },
  { title: 'Serials', flows: ['receive'], items: items(...MODULE_SERIALS) },
  { title: 'Parts', flows: ['receive'], items: items(
    ['BRK-10442, lot L26-0190', mh10('1PNB442', '1TL26-0190')],
    ['BRK-10442, lot L26-0188', mh10('PBRK-10442', '1TL26-0188')],
    ['SLT-00931, lot B9931', mh10('PSLT-00931', '1TB9931')], ['ECU', mh10('PECU-77810-AB')]) },
  { title: 'Put away', flows: ['putaway'], items: items(place('A07-030-C'),
    place('A07-032-C'), place('Q01-004-A'), place('H01-002-A')) },
  { title: 'Count', flows: ['count'], items: items(place('B04-011-B'),
    ['BAT-00712', mh10('PBAT-00712')]) },
  { title: 'Pick', flows: ['pick', 'pack'], items: items(
    ['T-0418', encode_own('tote', 'T-0418')!], place('A02-015-B'),
    ['E7A000290, free', mh10('PECU-77810-AB', 'SE7A000290')], 'E7A000311', 'BRK-10424') },
  { title: 'Pack', flows: ['pack', 'load'], items: items(plate(CARTON), plate(CARTON_TOO),
    place('DOOR-2')) },
  { title: 'Back', flows: ['returns'], items: items(
    ['BAT-00712, returned', mh10('PBAT-00712', 'Q1')]) },
  { title: 'Wrong', flows: [], items: items('NB-S1/2027-04 0931', place('DOOR-3')) },
] });

/** Somebody who scans what the tray offers and nothing else. */
class Newcomer extends Floor {
  used = new Set<string>();
  offered: string[] = [];

  /** What the tray offers now, by its label. */
  get fits(): TrayItem | null {
    return this.state === null ? null
      : trayOffer(GROUPS, this.used, this.state, this.view, reader_for(), NOW);
  }

  /** Scans offer after offer until nothing is offered: each must be taken. */
  follow(): this {
    for (let item = this.next(); item !== null; item = this.next()) {
      this.scan(item.data);
      const at = this.state === null ? 'the end' : `${this.step.flow}.${this.step.state}`;
      assert.equal(this.feedback, 'good', `${item.label} led to ${at}`);
      this.used.add(item.data);
      this.offered.push(item.label);
      assert.ok(this.offered.length < 60, 'the tray goes in a circle');
    }
    return this;
  }

  /** What the tray offers next; labels of dangerous goods are looked at first. */
  next(): typeof this.fits {
    if (this.state !== null && this.step.state === 'hazmat') this.confirm();
    return this.fits;
  }

  take(): string[] { return this.offered.splice(0); }

  open(flow: FlowName): this { this.start(flow); return this; }
}

/** The truck is in, by offers and the tick of a carton that is as announced. */
function received(): Newcomer {
  const floor = new Newcomer(demo_view()).open('receive').follow();
  assert.equal(floor.step.state, 'done');
  return floor;
}

test('the truck is received by the offers alone: dock, pallet, each carton twice, serials', () => {
  const offered = received().take();
  assert.deepEqual(offered, ['DOCK-01', PALLET_A, BRAKES, BRAKES, MODULES, ...MODULE_SERIALS,
    MODULES, PALLET_B, MIXED, MIXED]);
});

test('every plate goes to its own bin, and after the last one nothing is offered', () => {
  const floor = received();
  floor.take();
  floor.confirm().open('putaway').follow().at('putaway.goods');
  assert.deepEqual(floor.take(), [BRAKES, 'A07-032-C', MODULES, 'Q01-004-A', MIXED,
    'BRK-10442, lot L26-0190', 'A07-030-C', 'SLT-00931, lot B9931', 'H01-002-A']);
});

/** What the tour does after the truck, up to the tote. */
function picked(): Newcomer {
  const floor = received();
  floor.confirm().open('putaway').follow().say({ type: 'back' });
  floor.take();
  floor.open('pick').choose(ORDER);
  floor.follow().at('pick.quantity').confirm();
  floor.follow().at('pick.done');
  return floor;
}

test('the order is picked by the offers; no tote or plate is pushed when it is done', () => {
  const floor = picked();
  assert.deepEqual(floor.take(), ['A02-015-B', 'E7A000290, free', 'T-0418', 'A07-030-C',
    'BRK-10442, lot L26-0190', 'T-0418']);
  assert.equal(floor.fits, null);
});

test('the tote is packed into a new carton, and that goes through its own door', () => {
  const floor = picked();
  floor.take();
  floor.confirm().open('pack').follow().at('pack.quantity').quantity(4);
  floor.follow().at('pack.done').confirm();
  assert.deepEqual(floor.take(),
    ['T-0418', CARTON, 'BRK-10442, lot L26-0190', 'E7A000290, free']);
  floor.open('load').follow().at('load.carton');
  assert.deepEqual(floor.take(), ['DOOR-2', CARTON]);
});

test('a count is offered its bin, then what lies in it once, then nothing', () => {
  const floor = new Newcomer(demo_view()).open('count').follow().at('count.items');
  assert.deepEqual(floor.take(), ['B04-011-B', 'BAT-00712']);
});

test('after scans that were stopped the step is still offered what it takes', () => {
  const floor = new Newcomer(demo_view()).open('receive');
  floor.scan('E7A000290').scan(`]C100${BRAKES}`);
  assert.equal(floor.fits?.label, 'DOCK-01');
});

test('a step that takes nothing of the tray is offered nothing', () => {
  const floor = new Newcomer(demo_view());
  assert.equal(floor.open('putaway').fits, null);
  assert.equal(new Newcomer(demo_view()).open('pack').fits, null);
  assert.equal(new Newcomer(demo_view()).open('lookup').fits, null);
});

const SECOND = ['006141410000007013', '006141410000007020'].map((lpn) =>
  lpn.slice(0, 17) + mod10(lpn.slice(0, 17)));

/** Another truck stands at the dock: modules without announced serials, pads of another lot. */
function other_truck(floor = new Newcomer(demo_view())): Newcomer {
  const line = (part: string, lot: string | null): object => ({ line: 1, part, quantity: 2, lot,
    expires_on: null, serials: [], hold: null, putaway: null });
  const packs = [line('ECU-77810-AB', null), line('BRK-10442', 'L26-0199')].map((one, at) => ({
    lpn: SECOND[at], parent: null, kind: 'carton', lines: [one] }));
  floor.view.checkpoint.apply([{ topic: 'asn', key: 'SHP-2', body: { asn: 'SHP-2',
    supplier: 'SUP0500', supplier_name: 'Other', carrier: 'X', state: 'open', packs } }], 8);
  floor.open('receive').choose('SHP-2');
  floor.scan('DOCK-01').at('receive.plate');
  return floor;
}

test('another truck is offered its own plates, and no serial of the tour', () => {
  const floor = other_truck();
  assert.deepEqual([floor.fits?.label, floor.fits?.hint], [SECOND[0], 'tray.made']);
  floor.scan(SECOND[0]!).at('receive.serials');
  assert.equal(floor.fits, null);
});

test('an empty pallet of the tour is no plate for loose units of another truck', () => {
  const floor = received();
  floor.confirm().open('putaway').follow().say({ type: 'back' });
  // What the server says once the truck is closed and the pallet is empty.
  floor.view.checkpoint.apply([{ topic: 'asn', key: 'SHP260302A', body: null },
    { topic: 'lpn', key: PALLET_A, body: { lpn: PALLET_A, kind: 'pallet', place: 'DOCK-01' } },
  ], 8);
  other_truck(floor).scan('BRK-10442').quantity(2).scan('L26-0199').at('receive.unit_plate');
  assert.match(floor.fits!.data, /^\]C1000061414100090000\d\d$|^\]C100006141410000002016$/);
});

test('a bin that the tour does not count is offered what lies in it', () => {
  const floor = new Newcomer(demo_view());
  floor.open('count').scan('A07-041-A').at('count.items');
  assert.deepEqual([floor.fits?.label, floor.fits?.hint], ['BRK-10424, L25-0007', 'tray.lies']);
});

test('a question for a lot is offered a lot that lies here, never the number of the part', () => {
  const floor = new Newcomer(demo_view());
  floor.open('count').scan('A07-041-A').scan('BRK-10424').at('count.lot');
  assert.equal(floor.fits?.label, 'BRK-10424, L25-0007');
  const empty = new Newcomer(demo_view());
  empty.open('count').scan('A07-030-C').scan('BRK-10424').at('count.lot');
  assert.equal(empty.fits, null);
});
