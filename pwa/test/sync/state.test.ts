// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kept } from '../../src/store/queue.ts';
import { asked, light, newest, sync_state } from '../../src/sync/state.ts';

const row = (reason: string | null, booked = true): Kept => ({
  op_id: 'a', gen: 1, seq: 1, text: '', hash: '', kind: 'load', captured_at: '', booked,
  answer: { outcome: reason ? 'accepted_discrepancy' : 'accepted', reason, detail: {}, version: 1 },
  answered_at: 1,
});
const CONTACT = { online: true, offline_since: null, last_sync: null, sign_in: false,
  update_needed: false, skew: null, holds_at: null, stalled: 0 };

test('what was told after the truck left is booked, and a person looks at it', () => {
  for (const reason of ['after_departure', 'received_twice', 'wrong_door', 'line_overpicked']) {
    assert.deepEqual([light(row(reason)), asked(row(reason))], ['booked', true], reason);
    assert.deepEqual([light(row(reason, false)), asked(row(reason))], ['recorded', true]);
  }
  assert.deepEqual([light(row('book_short')), asked(row('book_short'))], ['booked', false]);
  const { booked, needs_person } = sync_state([row('after_departure'), row(null)], CONTACT, 0);
  assert.deepEqual([booked, needs_person], [2, 1]);
  const parked: Kept = { ...row(null, false), answer: { ...row(null).answer!, outcome: 'parked' } };
  assert.deepEqual([light(parked), asked(parked)], ['parked', true]);
});

test('who told it hears what is to be done: surplus, held meanwhile, not of this order', () => {
  const said = ['line_overpicked', 'packed_unasked', 'packed_foreign', 'held']
    .map((one) => row(one));
  const held_bin: Kept = { ...row('held'), kind: 'putaway' };
  const { asks } = sync_state([row('book_short'), row(null), held_bin, ...said], CONTACT, 0);
  assert.deepEqual(asks.map(({ answer }) => answer?.reason), said.map((one) => one.answer?.reason));
  for (const one of said) assert.ok(asked(one));
  assert.ok(!asked(held_bin));
});

test('badge, totals and list agree: each counts once by its lights, and those asked of', () => {
  const kept = [row('received_twice'), row('wrong_door', false), row(null), row(null, false),
    { ...row(null), answer: null, booked: false, due: 5 }];
  const { saved, recorded, booked, needs_person, rejected } = sync_state(kept, CONTACT, 0);
  assert.deepEqual([saved, recorded, booked, needs_person, rejected], [1, 2, 2, 2, 0]);
  assert.equal(kept.filter(asked).length, needs_person);
});

test('what somebody looks at is listed however many came after it', () => {
  const old = { ...row('received_twice'), seq: 1 };
  const later = [2, 3, 4].map((seq) => ({ ...row(null), seq }));
  assert.deepEqual(newest([old, ...later], 2).map((one) => one.seq), [1, 4]);
});
