// SPDX-License-Identifier: Apache-2.0
/** Where the selection goes when what was decided leaves the list. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { follow } from '../../src/board/follow.ts';

test('the next one opens, at the end the one before', () => {
  assert.equal(follow(['a', 'b', 'c'], 'b', ['a', 'c']), 'c');
  assert.equal(follow(['a', 'b', 'c'], 'c', ['a', 'b']), 'b');
  assert.equal(follow(['a', 'b', 'c', 'd'], 'b', ['a', 'd']), 'd');
  assert.equal(follow(['a'], 'a', []), null);
});

test('what is open stays open when another comes before it', () => {
  assert.equal(follow(['a', 'b'], 'b', ['new', 'a', 'b']), 'b');
});

test('another list begins at its first', () => {
  assert.equal(follow(['a', 'b'], 'b', ['x', 'y']), 'x');
  assert.equal(follow([], null, ['x']), 'x');
});
