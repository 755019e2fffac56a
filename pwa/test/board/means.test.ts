// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import words from '../../messages/desk/en.json' with { type: 'json' };
import { RECORDS } from '../../src/board/exceptions.gen.ts';
import { meaning } from '../../src/board/means.ts';

test('what follows from a kind is said of goods, order, count, hold and people', () => {
  assert.deepEqual(meaning('kit_incomplete'), [
    'board.record.stock.booked', 'board.record.order.may', 'board.record.count.may',
    'board.record.alert.board',
  ]);
  assert.deepEqual(meaning('shipment_stopped'),
    ['board.record.stock.unchanged', 'board.record.alert.at_once']);
});

test('what is no exception means nothing', () => {
  assert.deepEqual(meaning('held'), []);
});

test('every sentence of every record has words', () => {
  const said = new Set(Object.keys(RECORDS).flatMap(meaning));
  assert.deepEqual([...said].filter((key) => !(key in words)), []);
});
