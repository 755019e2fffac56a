// SPDX-License-Identifier: Apache-2.0
/** The tiles of the first screen say what waits, a tote and a carton too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workOf } from '../../src/state/work.ts';
import { packed, picked, received } from './days.ts';

test('plates on the dock, a picked tote and a packed carton are counted', () => {
  assert.equal(workOf(received().view).waiting.putaway, 3);
  assert.deepEqual([workOf(picked().view).waiting.pack, workOf(picked().view).waiting.load],
    [1, 0]);
  assert.deepEqual([workOf(packed().view).waiting.pack, workOf(packed().view).waiting.load],
    [0, 1]);
});

test('a bin with two counts to do stands in the list once', () => {
  const floor = picked();
  assert.equal(new Set(floor.start('count').step.choices.map(({ id }) => id)).size,
    floor.step.choices.length);
});
