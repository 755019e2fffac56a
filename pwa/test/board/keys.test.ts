// SPDX-License-Identifier: Apache-2.0
/** Keys act outside fields only, and none of them decides. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GO_MS, Keys } from '../../src/board/keys.ts';

const press = (keys: Keys, key: string, more: object = {}) =>
  keys.read({ key, at: 0, held: false, typing: false, ...more });

test('G and a letter go to a section; a lone letter after a while does not', () => {
  const keys = new Keys();
  assert.equal(press(keys, 'g'), null);
  assert.deepEqual(press(keys, 'e', { at: 100 }), { do: 'go', view: 'exceptions' });
  press(keys, 'g', { at: 1_000 });
  assert.equal(press(keys, 'e', { at: 1_001 + GO_MS }), null);
});

test('G and a letter that is no section do nothing, and J after it moves again', () => {
  const keys = new Keys();
  press(keys, 'g');
  assert.equal(press(keys, 'j', { at: 10 }), null);
  assert.deepEqual(press(keys, 'j', { at: 20 }), { do: 'move', by: 1 });
});

test('letters typed into a field stay letters; only Escape leaves it', () => {
  const keys = new Keys();
  for (const key of ['j', 'g', '/', '1', 'Enter']) {
    assert.equal(press(keys, key, { typing: true }), null);
  }
  assert.deepEqual(press(keys, 'Escape', { typing: true }), { do: 'close' });
});

test('a key with Ctrl or Alt belongs to the browser', () => {
  assert.equal(press(new Keys(), 'k', { held: true }), null);
});

test('a number only chooses a decision', () => {
  assert.deepEqual(press(new Keys(), '2'), { do: 'choose', n: 2 });
  assert.equal(press(new Keys(), '0'), null);
});

test('arrows go across the columns, brackets through the list, H begins a hold', () => {
  const keys = new Keys();
  const read = (key: string, typing = false) => keys.read({ key, at: 0, held: false, typing });
  assert.deepEqual(['ArrowRight', 'ArrowLeft', ']', '[', 'h'].map((key) => read(key)), [
    { do: 'across', by: 1 }, { do: 'across', by: -1 }, { do: 'move', by: 1 },
    { do: 'move', by: -1 }, { do: 'hold' },
  ]);
  assert.equal(read('h', true), null);
});
