// SPDX-License-Identifier: Apache-2.0
/** Small rules of the screens: side doors, risk, control characters, queue rows, the tray. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '../../src/ui/describe.ts';
import { offersFor } from '../../src/ui/offers.ts';
import { atRisk } from '../../src/ui/risk.ts';
import { trayOf } from '../../src/ui/tray_items.ts';
import { visible } from '../../src/domain/visible.ts';
import type { Icon, Offer } from '../../src/flow/step.ts';

const offer = (id: string, icon: Icon): Offer => ({ id, icon, label: { key: id, params: {} } });

test('two side doors stand in the foot, of more only the most wanted one', () => {
  const two = [offer('a', 'short'), offer('b', 'lock')];
  assert.deepEqual(offersFor(two), { outside: two, behind: [] });
  const doors = offersFor([...two, offer('c', 'search'), offer('d', 'undo')]);
  assert.deepEqual(doors.outside.map(({ id }) => id), ['d']);
  assert.deepEqual(doors.behind.map(({ id }) => id), ['a', 'b', 'c']);
});

test('being offline is a risk after half an hour or two hundred operations', () => {
  const at = (minutes: number, pending: number) => atRisk(
    { oldest_at: new Date(0).toISOString(), pending }, minutes * 60_000,
  );
  assert.equal(at(30, 3), null);
  assert.equal(at(31, 3), 'old');
  assert.equal(at(1, 201), 'many');
  assert.equal(atRisk({ oldest_at: null, pending: 0 }, 1e12), null);
});

test('the scanner test names every control character', () => {
  assert.deepEqual(visible('A\u001dB\r'), [
    { text: 'A', control: false }, { text: 'GS', control: true },
    { text: 'B', control: false }, { text: 'CR', control: true },
  ]);
  assert.deepEqual(visible('\u0001'), [{ text: '0x1', control: true }]);
});

test('a queue row says what was done and where', () => {
  const lines = [{ part: 'BRK-10442', quantity: 40 }];
  assert.deepEqual(describe({ kind: 'putaway', body: { lines, target: 'A07-032-C' } }),
    { title: 'Put away 40 BRK-10442', place: 'A07-032-C' });
  assert.deepEqual(describe({ kind: 'pick', body: {
    lines: [{ part: 'ECU-1', quantity: 1, serials: ['E7A'] }], target: 'lpn:T-0418',
  } }), { title: 'Pick 1 ECU-1 E7A', place: 'T-0418' });
  assert.deepEqual(describe({ kind: 'receipt', body: { lines: [...lines, ...lines, ...lines],
    location: 'DOCK-02' } }).title, 'Receive 40 BRK-10442 and 2 more');
});

test('whatever the server sends for a tray, the screen gets lists', () => {
  for (const reply of [null, 7, {}, { groups: 3 }, { groups: [{}] }, { groups: [{
    items: [{}] }] }]) {
    assert.ok(Array.isArray(trayOf(reply)));
  }
});
