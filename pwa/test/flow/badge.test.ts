// SPDX-License-Identifier: Apache-2.0
/** A code that is certainly something else is no badge. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode_own } from '../../src/domain/barcode/own.ts';
import { other_than_badge } from '../../src/flow/entrance.ts';
import { reader_for } from '../../src/flow/reading.ts';
import { BRAKES, NOW, ORDER, demo_view } from '../fixture.ts';

const what = (raw: string): string | null => other_than_badge(raw, {
  view: demo_view(), read: reader_for(), moment: { now: NOW, id: '' } });

test('bins, plates, parts, orders and commands are told from badges', () => {
  assert.deepEqual(['DOCK-01', `]C100${BRAKES}`, '006141410000009992', 'BRK-10442', ORDER,
    'E7A000290', encode_own('command', 'CONFIRM')!, encode_own('enrolment', 'ABC1')!,
    encode_own('tote', 'T-0418')!].map(what),
  ['location', 'lpn', 'lpn', 'part', 'document', 'serial', 'other', 'other', 'lpn']);
});

test('badges of ours pass, and so does what nobody knows: a site may have its own', () => {
  assert.equal(what(encode_own('badge', 'DEMO-BADGE-LOPEZ')!), null);
  assert.equal(what('HELLO123'), null);
  assert.equal(what(`${encode_own('badge', 'DEMO-BADGE-LOPEZ')!.slice(0, -1)}?`), 'misread');
});
