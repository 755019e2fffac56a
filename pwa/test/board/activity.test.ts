// SPDX-License-Identifier: Apache-2.0
/** Who works on what: the last scan of an order or of a notice's plates, and how long ago. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activity, lastOf } from '../../src/board/activity.ts';
import { board } from '../../src/board/cards.ts';
import { order, row, site } from './floor.ts';

const line = (group: string, actor: string, minute: number, kind = 'pick') => ({
  kind, actor, group, occurred_at: `2026-11-23T09:${String(minute).padStart(2, '0')}:00.000Z`,
});
const BEGUN = { lines: [{ line: 1, part: 'P', requested: 4, picked: 1 }] as never,
  imported_at: '2026-11-23T08:00:00.000Z' };

test('an order in work shows who scanned last for it; one that waits shows its age', () => {
  const known = activity([
    line('order:A', 'lopez', 10), line('order:A', 'brandt', 12), line('', 'weber', 14),
    line('order:A', 'rossi', 20, 'hold_release'),
  ]);
  const { cards } = board(site(order('A', BEGUN), order('B', { imported_at: BEGUN.imported_at })),
    known);
  assert.deepEqual(cards.map((card) => [card.title, card.who, card.since]), [
    ['A', 'brandt', '2026-11-23T09:12:00.000Z'], ['B', '', '2026-11-23T08:00:00.000Z'],
  ]);
});

test('a notice in work shows whoever received one of its plates last', () => {
  const known = activity([line('lpn:1', 'lopez', 10, 'receipt'), line('lpn:2', 'b', 9, 'receipt')]);
  const asn = row('asn', 'SHP1', { asn: 'SHP1', supplier: 'S', supplier_name: '', state: 'open',
    packs: [{ lpn: '1', lines: [] }, { lpn: '2', lines: [] }, { lpn: null, lines: [] }] });
  assert.equal(board(site(asn), known).cards[0]!.who, 'lopez');
  assert.equal(lastOf(['lpn:9'], known), null);
});
