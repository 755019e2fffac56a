// SPDX-License-Identifier: Apache-2.0
/** The quantity pad: what a key does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyed, type Typed } from '../../src/ui/keyed.ts';

const type = (start: Typed, keys: string, max = 99_999) =>
  [...keys].reduce((typed, key) => keyed(typed, key === '<' ? 'delete' : key, max), start).digits;
const EMPTY: Typed = { digits: '', fresh: true };

test('digits collect, delete takes the last one back', () => {
  assert.equal(type(EMPTY, '18'), '18');
  assert.equal(type(EMPTY, '18<9'), '19');
});

test('the first key replaces a number that stood there', () => {
  assert.equal(type({ digits: '40', fresh: true }, '3'), '3');
  assert.equal(type({ digits: '40', fresh: true }, '<'), '');
});

test('zero can be counted, and leading zeros fall away', () => {
  assert.equal(type(EMPTY, '0'), '0');
  assert.equal(type(EMPTY, '007'), '7');
});

test('a burst as long as a barcode never becomes a quantity', () => {
  assert.equal(type(EMPTY, '006141410000001026'), '61414');
});

test('a PIN keeps its leading zeros', () => {
  assert.equal(type(EMPTY, '0042', Infinity), '0042');
});
