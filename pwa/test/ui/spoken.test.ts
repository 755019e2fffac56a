// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spoken } from '../../src/ui/words.ts';

test('sentences for a screen reader have one end mark each', () => {
  assert.equal(spoken('Wrong bin', 'Nothing recorded.'), 'Wrong bin. Nothing recorded.');
  assert.equal(spoken('Kept. ', '', 'How many are there?'), 'Kept. How many are there?');
  assert.equal(spoken('', ''), '');
});
