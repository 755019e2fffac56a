// SPDX-License-Identifier: Apache-2.0
/** What an operation told, short enough for a list and safe to read whatever it is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { about } from '../../src/board/about.ts';
import {
  cut, deviceName, gist, holdName, paper, told, toldFields, toldLines, waitsFor,
} from '../../src/board/told.ts';
import { EMPTY, hold, only, question, row, site } from './floor.ts';

const ID = '019aaf5e-77c1-7d10-b1f0-00000abcde12';
const line = (part: string, quantity: number, more: object = {}) =>
  ({ part, quantity, lot: null, serials: [], ...more });
const RECEIPT = {
  receipt: 'ASN-4711', asn: 'ASN-4711', supplier: 'SUP0417', location: 'DOCK-01',
  lpn: '006141410000001026', lines: [line('NO-SUCH-PART', 40), line('BRK-10442', 2)],
};
const parked = (body: unknown, detail: object = {}) =>
  only(site(question('p', 'parked', { verb: 'receipt', told: body, detail })));

test('a parked receipt is told apart by its part, how many, and its plate', () => {
  assert.equal(about(parked(RECEIPT), EMPTY), 'NO-SUCH-PART × 40 +1 · 006141410000001026');
});

test('a list that the server cut is not counted as whole', () => {
  const many = Array.from({ length: 12 }, () => line('BRK-10442', 1));
  assert.equal(gist({ lines: many, lpn: 'P-1' }), 'BRK-10442 × 1 +11… · P-1');
});

test('a loss without lines is known by its own part; a load by its plate', () => {
  assert.equal(gist({ holder: 'lpn:T-0418', part: 'BRK-10442', quantity: -2 }),
    'BRK-10442 × -2 · T-0418');
  assert.equal(gist({ shipment: 'S-1', lpn: 'C-1', location: 'DOOR-01' }), 'C-1');
});

test('serials say how many there are where nobody said a number', () => {
  assert.deepEqual(toldLines({ part: 'ECU', lot: null, serials: ['A', 'B'] }),
    [{ part: 'ECU', lot: '', serials: ['A', 'B'], quantity: 2, uom: '' }]);
});

test('a receipt is named once by its notice', () => {
  const names = toldFields(RECEIPT).map(([name]) => name);
  assert.deepEqual(names, ['supplier', 'asn', 'location', 'lpn']);
});

test('what it waits for: parts, places and earlier work, each once', () => {
  assert.deepEqual(
    waitsFor(parked(RECEIPT, { parts: ['A', 'A', 'B'], locations: ['X-1'], operation: ID })),
    [{ for: 'part', name: 'A' }, { for: 'part', name: 'B' }, { for: 'location', name: 'X-1' },
      { for: 'operation', name: ID }],
  );
});

test('an order that waits for a unit names its lines, and is told by what it asked for', () => {
  const order = { order: 'DLR2207-0091', lines: [line('BRK-10442', 0, { requested: 4 })] };
  delete (order.lines[0] as Record<string, unknown>)['quantity'];
  const detail = { order: 'DLR2207-0091', priority: 'VOR', parts: ['NEW-1'], lines: [
    { line: 2, part: 'BRK-10442', quantity: 4, unit: 'DZ' }] };
  const one = parked({ order, source: 'x12' }, detail);
  assert.deepEqual(waitsFor(one), [{ for: 'part', name: 'NEW-1' },
    { for: 'unit', name: '2, BRK-10442: 4 DZ' }]);
  assert.deepEqual(toldFields(told(one)!), [['order', 'DLR2207-0091']]);
  assert.equal(about(one, EMPTY), 'BRK-10442 × 4 · DLR2207-0091');
});

test('what was asked in cases is shown in cases', () => {
  const body = { order: 'P940_01', lines: [line('000100', 12, { uom: 'CA' })] };
  assert.equal(about(parked({ order: body }), EMPTY), '000100 × 12 CA · P940_01');
  assert.equal(toldLines(body)[0]!.uom, 'CA');
});

test('a text that nobody understood breaks nothing', () => {
  for (const body of [null, 7, 'x', [], { lines: 'many' }, { lines: [null, 3, { part: {} }] }]) {
    const one = parked(body);
    const found = told(one);
    assert.deepEqual(found ? toldLines(found) : [], []);
    assert.equal(about(one, EMPTY), '');
  }
});

test('a raw code of 512 characters is cut in the list', () => {
  const rows = site(question('u', 'unknown_barcode', { raw: 'X'.repeat(512) }));
  const shown = about(only(rows), rows);
  assert.ok(shown.length <= 40 && shown.endsWith('…'), shown);
  assert.equal(cut('BRK-10442'), 'BRK-10442');
});

test('ids are shown by name, else by their end; numbers on paper stay whole', () => {
  const rows = site(hold(ID, { name: 'HOLD-0007' }), row('device', ID, { name: 'Dock 3' }));
  assert.equal(holdName(ID, rows), 'HOLD-0007');
  assert.equal(deviceName(ID, rows), 'Dock 3');
  assert.equal(deviceName(ID, site()), 'BCDE12');
  assert.equal(paper(ID), 'BCDE12');
  assert.equal(paper('ASN-2026-000000004711'), 'ASN-2026-000000004711');
});

test('a notice that was ended short is told by its number and what is missing', () => {
  const rows = site(question('closed|A-1', 'closed_short', {
    asn: 'A-1', lines: [{ part: '6U3Z', quantity: 4 }, { part: 'FLT-60271', quantity: 12 }],
  }));
  assert.equal(about(only(rows), rows), 'A-1 · 6U3Z × 4 +1');
});
