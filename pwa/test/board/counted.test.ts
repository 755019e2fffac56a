// SPDX-License-Identifier: Apache-2.0
/** A count again, and a plate that a count did not find: what may be decided and what is sent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedRow } from '../../src/domain/rows.ts';
import { about } from '../../src/board/about.ts';
import { countsOf } from '../../src/board/counted.ts';
import { decisionsOf, inbox } from '../../src/board/decisions.ts';
import desk from '../../messages/desk/en.json' with { type: 'json' };
import { EMPTY, only, question, row, site } from './floor.ts';

const WORDS = desk as Readonly<Record<string, string>>;
const LINES = [
  { lpn: 'P1', part: 'BRK-10442', quantity: 4, lot: 'L26-0188', serials: [] },
  { lpn: 'P2', part: 'ECU-77810-AB', quantity: 1, lot: null, serials: ['E7A000287'] },
];
const missed = (more: object = {}) => question('plate_missed|P1', 'plate_missed', {
  decisions: ['recount', 'plate_clearance'], lpn: 'P1', location: 'A07-032-C', lines: LINES,
  cut: false, ...more,
});
const variance = (more: object = {}) => question('v', 'unexplained', {
  decisions: ['variance_approval', 'recount'], holder: 'A07-032-C', part: 'BRK-10442',
  lot: 'L26-0188', serial: '', quantity: 4, ...more,
});
const COUNTS = { counts: [
  { actor: 'wong', at: '2026-11-23T09:30:00.000Z', operation: 'c-1', lead: false,
    off: { 'BRK-10442|L26-0188|': 3 }, found: { 'BRK-10442|L26-0188|': 9 } },
  { actor: 'ana', at: '2026-11-23T09:40:00.000Z', operation: 'c-2', lead: false,
    off: { 'BRK-10442|L26-0188|': 4, 'FLT-00318||': 1 } },
] };
const counting = row('task', 'count:A07-032-C:1', {
  task: 'count:A07-032-C:1', kind: 'count', state: 'open', location: 'A07-032-C',
});
const ids = (...given: FeedRow[]) => {
  const rows = site(...given);
  return decisionsOf(rows.exception.get('v') ?? only(rows), rows).map((one) => one.id);
};
const given = { why: 'unpacked', qualify: false };

test('a variance is accepted or counted again; while somebody counts, only accepted', () => {
  assert.deepEqual(ids(variance()), ['approve', 'recount']);
  assert.deepEqual(ids(variance(COUNTS)), ['approve', 'recount', 'keep']);
  assert.deepEqual(ids(variance(), counting), ['approve']);
});

test('each count says who found how many when the book had how many', () => {
  assert.deepEqual(countsOf(only(site(variance(COUNTS)))), [
    { actor: 'wong', at: '2026-11-23T09:30:00.000Z', off: 3, found: 9, book: 6 },
    { actor: 'ana', at: '2026-11-23T09:40:00.000Z', off: 4, found: null, book: null },
  ]);
});

test('a count that is not believed leaves the book as it was', () => {
  const rows = site(variance(COUNTS));
  const keep = decisionsOf(only(rows), rows).at(-1)!;
  const keys = [keep.title, keep.button, ...keep.effects.map((one) => one.say)];
  assert.deepEqual(keys.filter(({ key }) => !(key in WORDS)), []);
  assert.deepEqual(keep.draft({ ...given, why: 'counted_wrongly' }).body, {
    holder: 'A07-032-C', part: 'BRK-10442', lot: 'L26-0188', serial: null, quantity: -4,
    against: '@unexplained', reason: 'counted_wrongly', corrects: null,
  });
});

test('the content of a plate is not sent to be counted: a place is', () => {
  assert.deepEqual(ids(variance({ holder: 'lpn:T-0418' })), ['approve']);
});

test('a missing plate is counted for again or given up, and is never waved away', () => {
  assert.deepEqual(ids(missed()), ['recount', 'clear']);
  assert.deepEqual(ids(missed(), counting), ['clear']);
  assert.equal(about(only(site(missed())), EMPTY), 'P1 · A07-032-C');
  assert.equal(inbox(site(missed())).length, 1);
});

test('a plate whose content the question could not carry is only counted for again', () => {
  assert.deepEqual(ids(missed({ cut: true })), ['recount']);
});

test('a clearance tells all that the book has on the plate and on those in it', () => {
  const rows = site(missed());
  const [again, clear] = decisionsOf(only(rows), rows);
  assert.deepEqual([again!.draft(given).kind, again!.draft(given).body],
    ['recount', { holder: 'A07-032-C' }]);
  assert.deepEqual([clear!.draft(given).kind, clear!.draft(given).body], ['plate_clearance',
    { lpn: 'P1', location: 'A07-032-C', lines: LINES, cause: 'unpacked' }]);
  assert.equal(clear!.effects[0]!.say.params['quantity'], 5);
});

test('too many found where a plate with the same part is missing: the card says so', () => {
  const says = (...rows: FeedRow[]) => {
    const all = site(...rows);
    const [approve] = decisionsOf(all.exception.get('v')!, all);
    return approve!.effects.some((one) => one.say.key === 'board.effect.approve.plate');
  };
  assert.ok(says(variance(), missed()));
  assert.ok(!says(variance()));
  assert.ok(!says(variance(), missed({ location: 'A02-015-B' })));
  assert.ok(!says(variance({ part: 'FLT-00318' }), missed()));
  assert.ok(!says(variance({ quantity: -4 }), missed()), 'a loss is no double');
});

test('every consequence, button and cause has words', () => {
  const rows = site(missed(), variance());
  const all = [...rows.exception.values()].flatMap((one) => decisionsOf(one, rows));
  const keys = all.flatMap((one) => [
    one.title.key, one.button.key, ...one.effects.map((it) => it.say.key),
    ...(one.ask?.choices ?? []).map((choice) => `board.reason.${choice}`),
  ]);
  assert.deepEqual([...keys, 'board.exception.plate_missed'].filter((key) => !(key in WORDS)), []);
});
