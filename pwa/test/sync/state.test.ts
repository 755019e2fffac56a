// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kept } from '../../src/store/queue.ts';
import { light, sync_state } from '../../src/sync/state.ts';

const row = (reason: string | null, booked = true): Kept => ({
  op_id: 'a', gen: 1, seq: 1, text: '', hash: '', kind: 'load', captured_at: '', booked,
  answer: { outcome: reason ? 'accepted_discrepancy' : 'accepted', reason, detail: {}, version: 1 },
  answered_at: 1,
});
const CONTACT = { online: true, offline_since: null, last_sync: null, sign_in: false,
  update_needed: false, skew: null, holds_at: null, stalled: 0 };

test('what was told after the truck left is not plainly booked: a person looks at it', () => {
  for (const reason of ['after_departure', 'received_twice', 'wrong_door', 'line_overpicked']) {
    assert.equal(light(row(reason)), 'parked', reason);
  }
  assert.equal(light(row('book_short')), 'booked');
  assert.equal(sync_state([row('after_departure'), row(null)], CONTACT, 0).booked, 1);
});
