// SPDX-License-Identifier: Apache-2.0
/** Small rules of the screens: side doors, risk, control characters, queue rows, the tray. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STEPS } from '../../src/gallery_steps.ts';
import { describe } from '../../src/ui/describe.ts';
import { offersFor } from '../../src/ui/offers.ts';
import { atRisk } from '../../src/ui/risk.ts';
import { following, suggest, suits, trayOf, wanted } from '../../src/ui/tray_pick.ts';
import { visible } from '../../src/ui/visible.ts';
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
  assert.deepEqual(visible('\u0001'), [{ text: '0x01', control: true }]);
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

test('the tray suggests the bin on the plate, and the wanted code after a stop', () => {
  const groups = trayOf({ groups: [{ title: 'Places', items: [
    { label: 'A07-041-A', data: '.LA07-041-AX', hint: '' },
    { label: 'A07-032-C', data: '.LA07-032-C7', hint: '' },
    { label: 'Brake pads', data: '[)>\u001e06\u001dPBRK-10442\u001e\u0004', hint: '' }] }] });
  const none = new Set<string>();
  assert.equal(suggest(groups, wanted(STEPS.pick ?? null), none)?.label, 'A07-032-C');
  assert.equal(suggest(groups, wanted(STEPS.stop ?? null), none)?.label, 'Brake pads');
  assert.equal(suggest(groups, wanted(STEPS.short ?? null), none), null);
});

test('the tray offers what was not scanned yet before what was', () => {
  const groups = trayOf({ groups: [{ title: 'Serials', items: [
    { label: 'E7A000311 first', data: 'E7A000311', hint: '' },
    { label: 'E7A000311 again', data: 'x E7A000311', hint: '' }] }] });
  assert.equal(suggest(groups, ['E7A000311'], new Set())?.label, 'E7A000311 first');
  assert.equal(suggest(groups, ['E7A000311'], new Set(['E7A000311']))?.label, 'E7A000311 again');
});

test('whatever the server sends for a tray, the screen gets lists', () => {
  for (const reply of [null, 7, {}, { groups: 3 }, { groups: [{}] }, { groups: [{
    items: [{}] }] }]) {
    assert.ok(Array.isArray(trayOf(reply)));
  }
});

test('where nothing is named the tray goes on with the next code that suits the aim', () => {
  const groups = trayOf({ groups: [{ title: 'Tour', items: [
    { label: 'Dock', data: 'L1', hint: '' }, { label: 'Pallet', data: 'P1', hint: '' }] },
  { title: 'Later', items: [{ label: 'Bin', data: 'L2', hint: '' }] }] });
  const none = { lpn: null, location: null, part: null, gtin: null, serial: null, document: null };
  const kinds = (data: string) => (data[0] === 'L'
    ? { ...none, location: data } : { ...none, lpn: data });
  const next = (aim: 'location' | 'lpn', used: string[]) =>
    following(groups, new Set(used), (item) => suits(aim, kinds(item.data)))?.label;
  assert.equal(next('location', []), 'Dock');
  assert.equal(next('lpn', ['L1']), 'Pallet');
  assert.equal(next('location', ['P1']), 'Dock', 'the same group first, whatever its order');
  assert.equal(next('location', ['L1', 'P1']), 'Bin');
  assert.equal(next('lpn', ['L1', 'P1']), undefined);
});
