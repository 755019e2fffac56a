// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MODULES, ORDER, demo_view } from '../fixture.ts';
import { second_line, stored } from './days.ts';
import { Floor } from './floor.ts';

/** An ISO 15434 message in format 06, as transport labels carry it. */
const label = (...fields: string[]): string =>
  `[)>\u001e06\u001d${fields.join('\u001d')}\u001e\u0004`;
const MODULE = label('1PNB-E7', 'SE7A000311');

test('a label with part number and serial is a serial where one is asked', () => {
  const floor = new Floor(demo_view()).start('receive').choose('SHP260302A').scan('DOCK-01');
  floor.scan(MODULES).scan(MODULE).at('receive.serials').heard('good');
  assert.deepEqual(floor.step.list?.rows.map((row) => row.code), ['E7A000311']);
  floor.scan(label('PBRK-10442', 'SE7A000312')).heard('stop');
  assert.equal(floor.step.list?.rows.length, 1);
});

test('a label with part and serial answers both questions of a pick, held ones stop', () => {
  const floor = stored().start('pick').choose(ORDER).scan('A02-015-B').scan(MODULE).heard('stop');
  assert.ok(floor.step.hold);
  floor.scan(label('PECU-77810-AB', 'SE7A000290')).at('pick.tote');
});

test('a label with part and lot answers both questions, and the lot question alone', () => {
  const both = label('PBRK-10442', '1TL26-0188');
  second_line().scan('A07-032-C').scan(both).at('pick.quantity');
  second_line().scan('A07-032-C').scan('BRK-10442').scan(both).at('pick.quantity');
  const other = second_line().scan('A07-032-C').scan('BRK-10442');
  other.scan(label('PBRK-10424', '1TL25-0007')).heard('stop').at('pick.lot');
});

test('a held lot in the part\'s own label is stopped before it is taken', () => {
  const floor = second_line().start('hold').scan('BRK-10442').scan('L26-0188').choose('recall');
  floor.choose('suspect').confirm().confirm().at('pick.bin').scan('A07-032-C');
  floor.scan(label('PBRK-10442', '1TL26-0188')).heard('stop');
  assert.equal(floor.step.hold?.unit, 'L26-0188');
});

test('labels without an envelope are read where they mean something here', () => {
  second_line().scan('A07-032-C').scan('PBRK-10442').at('pick.lot').scan('TL26-0188')
    .at('pick.quantity');
});

test('own codes and SSCCs with their identifiers are read as printed', () => {
  const floor = new Floor(demo_view()).start('receive').scan(']C100006141410000001026');
  floor.at('receive.dock').scan('.LDOCK-01P').at('receive.carton');
});
