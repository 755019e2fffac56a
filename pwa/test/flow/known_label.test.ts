// SPDX-License-Identifier: Apache-2.0
/** A good label in the wrong place is no unknown barcode, and a misread one is scanned again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode_own } from '../../src/domain/barcode/own.ts';
import type { OwnKind } from '../../src/domain/barcode/own.ts';
import { demo_view } from '../fixture.ts';
import { picked, second_line } from './days.ts';
import { Floor } from './floor.ts';

const own = (kind: OwnKind, value: string): string => encode_own(kind, value)!;
const part = (): Floor => second_line().scan('A07-032-C').at('pick.part');
const STRANGER = '006141410000009992'; // a well-formed SSCC that nobody announced

test('a good label that is not wanted here is named, and no unknown barcode is kept', () => {
  const cases: [string, string][] = [
    [own('tote', 'T-0999'), 'is_tote'], [own('lpn', 'U-0999'), 'is_lpn'],
    [STRANGER, 'is_lpn'], [`]C100${STRANGER}`, 'is_lpn'],
    [own('location', 'Z99-001-A'), 'is_location'], [own('location', 'A07-041-A'), 'is_location'],
    [own('document', 'PAPER-7'), 'is_document'], [own('printer', 'P-1'), 'is_other'],
  ];
  for (const [raw, code] of cases) {
    const floor = part().scan(raw).heard('stop').at('pick.part');
    assert.equal(floor.step.stop?.code, code, raw);
    assert.deepEqual(floor.last, [], raw);
  }
  const badge = part().scan(own('badge', 'ANA7')).heard('attention');
  assert.equal(badge.step.band?.title.key, 'band.badge');
});

test('a good label of the wanted kind of which nothing is known says so', () => {
  const floor = picked().start('pack').scan(own('tote', 'T-0999')).heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.nothing_known');
  assert.deepEqual([floor.last, floor.step.band?.code], [[], 'T-0999']);
});

test('a label with a wrong check character is to be scanned again', () => {
  const good = own('location', 'A07-032-C');
  const misread = good.slice(0, -1) + (good.endsWith('A') ? 'B' : 'A');
  const counting = new Floor(demo_view()).start('count').scan('B04-011-B');
  for (const floor of [part(), second_line(), counting]) {
    floor.scan(misread).heard('attention');
    assert.equal(floor.step.band?.title.key, 'band.misread');
    assert.deepEqual(floor.last, []);
  }
});

test('what nobody knows is still kept as unknown', () => {
  assert.deepEqual(part().scan('never heard of').last.map((op) => op.kind), ['unknown_scan']);
});
