// SPDX-License-Identifier: Apache-2.0
/** The task board: what stands where, and what comes first. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { board, cell, matching, settled } from '../../src/board/cards.ts';
import { held, hold, only, order, row, site } from './floor.ts';

const VOR = { priority: 'VOR' };
const line = (picked: number) => [{ line: 1, part: 'BRK-10442', requested: 4, picked }];

test('a vehicle off road stands in the first lane, whenever it came', () => {
  const { cards } = board(site(order('A-1'), order('Z-9', VOR)));
  assert.deepEqual(cell(cards, 'vor', 'ready').map((card) => card.title), ['Z-9']);
  assert.deepEqual(cell(cards, 'orders', 'ready').map((card) => card.title), ['A-1']);
});

test('an order moves to work with its first pick and leaves the board when it ships', () => {
  const begun = board(site(order('A-1', { lines: line(1) as never })));
  assert.equal(cell(begun.cards, 'orders', 'work').length, 1);
  const gone = board(site(order('A-1', { state: 'shipped', lines: line(4) as never })));
  assert.deepEqual([gone.cards.length, gone.done.orders], [0, 1]);
});

test('what ships first stands first; an order without a time stands last', () => {
  const { cards } = board(site(
    order('A-1'), order('B-2', { must_ship: '2026-11-23T13:00:00.000Z' }),
    order('C-3', { must_ship: '2026-11-23T10:30:00.000Z' }),
  ));
  assert.deepEqual(cards.map((card) => card.title), ['C-3', 'B-2', 'A-1']);
});

test('an order with an open question needs a person, and its card opens the question', () => {
  const rows = site(order('DLR2207-0091', VOR), held('x', 'H-1'), hold('H-1'));
  const [card] = cell(board(rows).cards, 'vor', 'person');
  assert.equal(card?.exception, 'x');
  assert.equal(card?.attention, 'picked_held');
});

test('the question is settled when the last hold is released, and the card goes back', () => {
  const rows = site(order('DLR2207-0091'), held('x', 'H-1', 'H-2'), hold('H-2'));
  assert.equal(settled(only(rows), rows), false);
  const free = site(order('DLR2207-0091'), held('x', 'H-1', 'H-2'));
  assert.equal(settled(only(free), free), true);
  assert.equal(cell(board(free).cards, 'orders', 'person').length, 0);
});

test('a pick task is a line of an order: it has no card of its own', () => {
  const pick = row('task', 'pick:1', { task: 'pick:1', kind: 'pick', state: 'open', priority: 1 });
  const count = row('task', 'count:1', {
    task: 'count:1', kind: 'count', state: 'open', priority: 20, location: 'B04-011-B',
    why: ['recount'],
  });
  const { cards } = board(site(pick, count));
  assert.deepEqual(cards.map((card) => [card.lane, card.place]), [['inside', 'B04-011-B']]);
});

test('putaway stands with inbound, and held goods carry the mark', () => {
  const task = row('task', 'putaway:1', {
    task: 'putaway:1', kind: 'putaway', state: 'open', lpn: '006141410000001026', held: true,
    part: 'BRK-10442', quantity: 40,
  });
  const [card] = board(site(task)).cards;
  assert.equal(card?.lane, 'inbound');
  assert.deepEqual(card?.marks, [{ kind: 'hold' }]);
});

test('a plate is put away once, however many lines it has, and is done with its last', () => {
  const put = (n: number, more: object) => row('task', `putaway:1026:${n}`, {
    task: `putaway:1026:${n}`, kind: 'putaway', state: 'open', lpn: '1026', part: `P-${n}`,
    quantity: n, location: 'A07-032-C', ...more,
  });
  const two = board(site(put(1, {}), put(2, { held: true, location: 'Q01-004-A' })));
  assert.deepEqual(two.cards.map((card) => [card.title, card.place, card.marks.length]),
    [['1026', '', 1]], 'two places: neither alone');
  assert.equal(two.cards[0]!.context.params['text'], '1 P-1 +1');
  const one = board(site(put(1, { state: 'done' }), put(2, {})));
  assert.deepEqual([one.open, one.done.inbound], [1, 0]);
  const none = board(site(put(1, { state: 'done' }), put(2, { state: 'done' })));
  assert.deepEqual([none.open, none.done.inbound], [0, 1]);
});

test('typing a customer leaves the cards of that customer', () => {
  const { cards } = board(site(order('A-1'), order('B-2', { name: 'LAKEVIEW FLEET' })));
  assert.deepEqual(matching(cards, ' lakeview').map((card) => card.title), ['B-2']);
  assert.equal(matching(cards, '').length, 2);
});
