// SPDX-License-Identifier: Apache-2.0
/** What goes with a person from one section of the desk to another, and what stays behind. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosen, looking, open, view } from '../../src/board/live.ts';

Object.assign(globalThis, {
  location: { hash: '' }, history: { replaceState: () => {} },
});

test('a text that was looked for does not hide rows of another section', () => {
  looking.value = 'SUP0417';
  open('devices');
  assert.deepEqual([view.value, looking.value], ['devices', '']);
});

test('a row of the same section opens beside the text that found it', () => {
  open('outbound');
  looking.value = 'DLR2207';
  open('outbound', 'order:DLR2207-0091');
  assert.deepEqual([chosen.value, looking.value], ['order:DLR2207-0091', 'DLR2207']);
});
