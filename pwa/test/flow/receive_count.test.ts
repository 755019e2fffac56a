// SPDX-License-Identifier: Apache-2.0
/** Receiving blind, and plates drawn to be opened: counted first, compared after (RC1, RC2). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawn } from '../../src/domain/draw.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { BRAKES, MIXED, MODULES, PALLET_A, demo_rows } from '../fixture.ts';
import { Floor } from './floor.ts';

const site = (changed: object): Floor => new Floor(new View(new Checkpoint([...demo_rows(), {
  topic: 'site', key: 'site', version: 8,
  body: { site: 'DC01', settings: { version: 1, changed } },
}], 8))).start('receive').choose('SHP260302A').scan('DOCK-01');
const blind = (): Floor => site({ 'receive.blind': true });
const shown = (floor: Floor): string => JSON.stringify(floor.step);

type Lines = { lpn: string; lines: { part: string; quantity: number }[] };
const told = (floor: Floor): unknown[] => floor.told.filter((op) => op.kind === 'receipt')
  .flatMap((op) => (op.body as unknown as Lines).lines.map((line) =>
    [(op.body as unknown as Lines).lpn, line.part, line.quantity]));

test('blind, no announced number is on the screen until it was counted', () => {
  const known = site({}).scan(PALLET_A);
  assert.match(shown(known), /40 BRK/);
  const floor = blind().scan(PALLET_A);
  assert.doesNotMatch(shown(floor), /40 BRK/);
  floor.scan(BRAKES).at('receive.counting');
  assert.deepEqual([floor.step.quantity?.expected, floor.step.quantity?.value], [null, null]);
  assert.doesNotMatch(shown(floor), /\/40|"40"/);
  floor.quantity(40).at('receive.carton').confirm();
  assert.deepEqual(told(floor), [[BRAKES, 'BRK-10442', 40]]);
});

test('another number than announced goes the way of every difference', () => {
  const fewer = blind().scan(BRAKES).quantity(38).at('receive.carton');
  assert.deepEqual(fewer.step.confirm, { key: 'receive.record_short', params: { n: 38, less: 2 } });
  fewer.confirm();
  assert.deepEqual(told(fewer), [[BRAKES, 'BRK-10442', 38]]);
  const more = blind().scan(BRAKES).quantity(43).at('receive.side').scan('L-000901');
  more.at('receive.carton').confirm();
  assert.deepEqual(told(more), [[BRAKES, 'BRK-10442', 40], ['L-000901', 'BRK-10442', 3]]);
});

test('serials are asked for as many as were counted', () => {
  const floor = blind().scan(MODULES).at('receive.counting').quantity(2).at('receive.serials');
  floor.scan('E7A000311').scan('E7A000312').at('receive.carton').confirm();
  assert.deepEqual(told(floor), [[MODULES, 'ECU-77810-AB', 2]]);
});

test('of a mixed carton every line is counted', () => {
  const floor = blind().scan(MIXED).at('receive.counting');
  const first = floor.step.facts.find((one) => one.name === 'part')?.value;
  floor.quantity(1).at('receive.counting');
  assert.notEqual(floor.step.facts.find((one) => one.name === 'part')?.value, first);
});

test('blind, a pallet is not received by one tap', () => {
  const floor = blind().scan(PALLET_A).offer('all_cartons').heard('attention');
  assert.deepEqual(told(floor), []);
});

test('a site that opens some plates: by their number, the same ones on every device', () => {
  const lot = drawn(100, 1, BRAKES)![0]!;
  site({ 'receive.open_percent': lot }).scan(BRAKES).at('receive.counting');
  const left = site({ 'receive.open_percent': lot - 1 });
  left.scan(BRAKES).at('receive.carton');
  site({}).scan(BRAKES).at('receive.carton');
});

/** The demo's truck, of a supplier of whose plates so many of a hundred are opened. */
const scored = (score: number, open_percent: number): Floor => new Floor(new View(new Checkpoint(
  demo_rows().map((row) => (row.key !== 'SHP260302A' ? row
    : { ...row, body: { ...(row.body as object), score, open_percent } })), 8)))
  .start('receive').choose('SHP260302A').scan('DOCK-01');

test('a supplier with a low score: more of its plates are opened, and it says why (RC2)', () => {
  const lot = drawn(100, 1, BRAKES)![0]!;
  const floor = scored(88, lot).scan(BRAKES).at('receive.counting');
  assert.deepEqual(floor.step.band?.note, { key: 'receive.opened.score', params: { n: 88 } });
  floor.quantity(40).at('receive.carton').confirm();
  assert.deepEqual(told(floor), [[BRAKES, 'BRK-10442', 40]]);
  scored(88, lot - 1).scan(BRAKES).at('receive.carton');
});

test('a plate that is drawn for every supplier does not blame this one', () => {
  const floor = site({ 'receive.open_percent': 100 }).scan(BRAKES).at('receive.counting');
  assert.equal(floor.step.band?.note?.key, 'receive.opened.drawn');
  assert.equal(blind().scan(BRAKES).at('receive.counting').step.band?.note, null);
});
