// SPDX-License-Identifier: Apache-2.0
/** Faults in a label's data that are seen while it is typed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrongIn } from '../../src/station/wrong.ts';

const FIELDS = [
  { name: 'sscc', required: true, length_max: 18 },
  { name: 'gtin', required: true, length_max: 14 },
  { name: 'sender', required: true, length_max: 40 },
];
const said = (data: Readonly<Record<string, string>>) =>
  [...wrongIn(FIELDS, data)].map(([field, { key }]) => `${field} ${key}`);

test('a mistyped digit, a digit too many and a text too long are said at their field', () => {
  assert.deepEqual(said({ sscc: '006141410000002010' }), ['sscc station.check_digit']);
  assert.deepEqual(said({ sscc: '0061414100000020161' }), ['sscc station.too_many']);
  assert.deepEqual(said({ gtin: '00614141000037' }), ['gtin station.check_digit']);
  assert.deepEqual(said({ sender: 'B'.repeat(41) }), ['sender station.too_long']);
});

test('what is right, not yet typed to its end, or no number at all is left alone', () => {
  assert.deepEqual(said({ sscc: ' 006141410000002016 ', gtin: '00614141000036' }), []);
  assert.deepEqual(said({ sscc: '0061414', gtin: '0061', sender: 'B'.repeat(40) }), []);
  assert.deepEqual(said({}), []);
});
