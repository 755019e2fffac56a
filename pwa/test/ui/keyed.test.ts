// SPDX-License-Identifier: Apache-2.0
/** The quantity pad: what a key does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BURST_MS, handed, heardKey, keyed, padKey, padOf, pressed } from '../../src/ui/keyed.ts';
import type { Burst, Typed } from '../../src/ui/keyed.ts';

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

test('after a number was refused the next digit begins a new one, by pad and by keyboard', () => {
  const refused = handed([...'400'].reduce((pad, key) => pressed(pad, key, 99_999), padOf(4)));
  assert.equal(refused.typed.digits, '400', 'it stays to be read');
  assert.equal(pressed(refused, '2', 99_999).typed.digits, '2');
  assert.equal(padKey(refused, '2', 9_000, false, 99_999).typed.digits, '2');
  const typed = [...'4002'].reduce((pad, key) => padKey(pad, key, 9_000, false, 99_999), refused);
  assert.equal(typed.typed.digits, '4002', 'digits of one number still collect');
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

/** What a keyboard's keys mean, `gap` ms apart. */
function typing(keys: readonly string[], gap: number): string[] {
  let burst: Burst = { text: '', at: -Infinity };
  return keys.map((key, n) => {
    const heard = heardKey(burst, key, n * gap);
    burst = heard.burst;
    return heard.meant === 'scan' ? `scan ${burst.text}` : heard.meant;
  });
}

test('a PIN is typed as fast or as slowly as a person likes', () => {
  const pin = ['2', '2', '0', '7', 'Enter'];
  const meant = ['digit', 'digit', 'digit', 'digit', 'done'];
  assert.deepEqual(typing(pin, 5), meant);
  assert.deepEqual(typing(pin, 3 * BURST_MS), meant);
});

test('a badge scanned over the PIN is a badge, and its Enter sends no PIN', () => {
  assert.deepEqual(typing(['4', '.', '7', 'Shift', 'Enter'], 5),
    ['digit', 'symbol', 'symbol', 'other', 'scan 4.7']);
  assert.deepEqual(typing(['x', '7', 'Enter'], 2 * BURST_MS), ['symbol', 'digit', 'done']);
  assert.deepEqual(typing(['x', 'Backspace', '7', 'Enter'], 5),
    ['symbol', 'delete', 'digit', 'done']);
});
