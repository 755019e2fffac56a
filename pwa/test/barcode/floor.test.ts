// SPDX-License-Identifier: Apache-2.0
// What a scan means to somebody with a handheld. The server's tests say more; these are the words
// that the app relies on.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { candidates, encode_own, is_lpn, parse } from '../../src/domain/barcode/index.ts';

test('a carton label gives part, lot, serial, expiry and quantity', () => {
  const found = parse(']d20109506000134352172702001' + '0L7\x1d21S9\x1d24006A115561B\x1d3012');
  assert.deepEqual(candidates(found, 2026), [
    { as: 'gtin', value: '09506000134352' },
    { as: 'expires_on', value: '2027-02-28' },
    { as: 'lot', value: 'L7' },
    { as: 'serial', value: 'S9' },
    { as: 'part', value: '06A115561B' },
    { as: 'quantity', value: 12, unit: '' },
  ]);
});

test('a pallet, a supplier plate and a tote of ours are all licence plates', () => {
  const scans = [
    ']C100006141411234567890',
    '[)>\x1e06\x1d5JUN049886662000123456\x1e\x04',
    encode_own('tote', '17') ?? '',
    encode_own('lpn', 'A000017') ?? '',
  ];
  for (const scan of scans) assert.ok(candidates(parse(scan), 2026).some(is_lpn), scan);
});

test('a misread location is refused and never looked up as a part', () => {
  const right = encode_own('location', 'Y-12') ?? '';
  assert.deepEqual(candidates(parse(right), 2026), [{ as: 'location', value: 'Y-12' }]);
  const wrong = parse(right.replace('Y', 'Z'));
  assert.equal(wrong.error, 'own_check_character');
  assert.deepEqual(candidates(wrong, 2026), []);
});

test('names of built-in properties are plain keys like any other', () => {
  for (const scan of ['constructor', '__proto__', ']__proto__', '.constructor', '[)>\x1e06\x1d']) {
    const found = parse(scan);
    assert.equal(typeof found.ok, 'boolean');
  }
});
