// SPDX-License-Identifier: Apache-2.0
/** A bin where too few were found is offered last until somebody has counted it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { View } from '../../src/domain/view.ts';
import { demo_view, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { Floor } from './floor.ts';

const [NEAR, NEXT, FAR] = ['A07-030-C', 'A07-041-A', 'B04-011-B'] as const;

const clips = (holder: string, quantity: number): Row => row('quant', `${holder}|CLP-1||`, {
  holder, part: 'CLP-1', lot: '', serial: '', quantity, suppliers: [], receipts: [],
  expires_on: null,
});
const task = (kind: string, location: string | null, more: object = {}): Row =>
  row('task', `${kind}-${location}`, { task: `${kind}-${location}`, kind, state: 'open',
    priority: 30, zone: null, location, part: 'CLP-1', quantity: 1, lot: '', serial: '',
    order: null, line: null, lpn: null, asn: null, raised_at: '', why: [], ...more });

/** An emergency order for one clip, and clips in some bins. */
function floor(stock: readonly string[], ...more: Row[]): Floor {
  const view: View = demo_view();
  const line = { line: 1, part: 'CLP-1', quantity: 1, picked: 0, vin: null, note: null };
  view.checkpoint.apply([row('task', 'T-1', null),
    row('order', 'DLR-9', { order: 'DLR-9', customer: 'D', name: 'D', priority: 'VOR',
      must_ship: null, state: 'open', lines: [line] }),
    ...stock.map((holder) => clips(holder, 5)), ...more], 8);
  return new Floor(view);
}

const pick = (on: Floor): Floor => on.start('pick').choose('DLR-9');
const place = (on: Floor): string | undefined => on.step.plate?.location;

function said_short(on: Floor): Floor {
  return pick(on).at('pick.bin').offer('short').quantity(0).choose('not_there').confirm();
}

/** The flow is left, as by a person who goes to lunch. */
function left(on: Floor): Floor {
  while (on.state !== null) on.say({ type: 'back' });
  return on;
}

test('who comes back to the line is sent to the other bin, not to the empty one again', () => {
  const on = said_short(floor([NEAR, NEXT]));
  assert.equal(place(on), NEXT);
  assert.equal(place(pick(left(on))), NEXT);
});

test('so is everybody who knows that the bin waits for a count, whatever the plan was', () => {
  const planned = task('pick', NEAR, { order: 'DLR-9', line: 1 });
  assert.equal(place(pick(floor([NEAR, NEXT], planned))), NEAR);
  assert.equal(place(pick(floor([NEAR, NEXT], planned, task('count', NEAR)))), NEXT);
});

test('where no other bin has the part, the one that waits for a count is offered', () => {
  assert.equal(place(pick(left(said_short(floor([NEAR]))))), NEAR);
  assert.equal(place(pick(floor([NEAR], task('count', NEAR)))), NEAR);
});

test('a plate makes the place wait where it stands', () => {
  const on = floor([NEXT, 'lpn:P-1'], row('lpn', 'P-1', { lpn: 'P-1', kind: 'carton',
    place: NEAR }));
  assert.equal(place(left(said_short(on)) && pick(on)), NEXT);
});

test('once this device has counted it the bin is as good as any other', () => {
  const on = left(said_short(floor([NEAR, NEXT])));
  on.start('count').scan(NEAR).scan('CLP-1').confirm();
  assert.equal(place(pick(left(on))), NEAR);
});

test('the sheet names the bin that is offered next', () => {
  const on = pick(floor([NEAR, NEXT, FAR], task('count', NEXT))).offer('short');
  assert.deepEqual(on.step.sheet?.note,
    { key: 'sheet.short.more_at', params: { location: FAR } });
  on.quantity(0).choose('not_there').confirm();
  assert.equal(place(on), FAR);
});
