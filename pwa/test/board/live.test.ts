// SPDX-License-Identifier: Apache-2.0
/** What goes with a person from one section of the desk to another, and what stays behind. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosen, follow, looking, open, view } from '../../src/board/live.ts';

Object.assign(globalThis, {
  location: { hash: '' }, history: { pushState: () => {} },
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

test('the address says which section is shown; one that nobody knows shows the first', () => {
  Object.assign(globalThis, { location: { hash: '#erp' } });
  looking.value = 'DLR2207';
  follow();
  assert.deepEqual([view.value, looking.value, chosen.value], ['erp', '', null]);
  Object.assign(globalThis, { location: { hash: '#constructor' } });
  follow();
  assert.equal(view.value, 'tasks');
});
