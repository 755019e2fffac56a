// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastReport, ordersOn, type DeviceRow, type ServedOrder } from '../../src/board/rows.ts';

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

test('X2 orders that were begun on a device are named, as long as they are in work', () => {
  const order = (name: string, actor: string, state = 'picking'): ServedOrder => ({
    order: name, state, by: { actor, at: '2026-03-02T23:00:00.000Z' },
  }) as unknown as ServedOrder;
  const orders = [order('O-3', 'ana'), order('O-1', 'ana', 'open'), order('O-2', 'ana', 'shipped'),
    order('O-4', 'bo')];
  assert.deepEqual(ordersOn({ ...row(''), actor: 'ana' }, orders), ['O-1', 'O-3']);
  assert.deepEqual(ordersOn(row(''), orders), []);
  const left = { ...order('O-5', 'bo'), left_on: { device: 'd', actor: 'ana', at: '' } };
  assert.deepEqual(ordersOn(row(''), [...orders, left]), ['O-5'], 'freed, and perhaps still on it');
});
