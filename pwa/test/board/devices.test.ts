// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastReport, type DeviceRow } from '../../src/board/rows.ts';

const row = (last_seen: string): DeviceRow => ({
  device: 'd', name: 'H-1', class: 'handheld', state: 'active', actor: null, last_seen, pending: 0,
  oldest_at: null, last_seq: 4,
});

test('what a device last said is a number of that time, and unknown before it spoke', () => {
  const now = Date.parse('2026-03-02T23:05:00.000Z');
  assert.equal(lastReport(row('2026-03-02T23:04:40.000Z'), now), 'now');
  assert.equal(lastReport(row('2026-03-02T23:01:00.000Z'), now), 'old');
  assert.equal(lastReport(row(''), now), 'none');
});
