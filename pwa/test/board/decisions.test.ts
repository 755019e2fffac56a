// SPDX-License-Identifier: Apache-2.0
/** What may be decided, what it says before, and what is sent after. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { about } from '../../src/board/about.ts';
import {
  confirmShipment, decisionsOf, heldNow, inbox, RELEASE_REASONS, SEEN_REASONS,
  VARIANCE_CAUSES, VOID_REASONS, type Picked,
} from '../../src/board/decisions.ts';
import type { Rows } from '../../src/board/rows.ts';
import desk from '../../messages/desk/en.json' with { type: 'json' };
import handheld from '../../messages/en.json' with { type: 'json' };
import flows from '../../messages/flow/en.json' with { type: 'json' };
import { held, hold, only, order, question, site } from './floor.ts';

const WORDS = { ...handheld, ...flows, ...desk } as Readonly<Record<string, string>>;
const known = (key: string): boolean => key in WORDS || `${key}_other` in WORDS;
const given = { why: 'checked_good', qualify: false };

const variance = (quantity: number) => question('v', 'unexplained', {
  decisions: ['variance_approval', 'recount'], holder: 'A07-032-C', part: 'BRK-10442',
  lot: 'L26-0188', serial: '', quantity,
});

test('each open hold on a picked unit is a choice of its own; a released one is none', () => {
  const rows = site(held('x', 'H-1', 'H-2', 'H-3'), hold('H-1'), hold('H-3'));
  const found = decisionsOf(only(rows), rows);
  assert.deepEqual(found.map((one) => one.id), ['release:H-1', 'release:H-3']);
  const made = found[0]!.draft({ why: 'checked_good', qualify: true });
  assert.equal(made.kind, 'hold_release');
  assert.deepEqual(made.body, { hold: 'H-1', reason: 'checked_good', qualify: true });
});

test('a release says what it does to goods, order, hold and ERP', () => {
  const rows = site(order('DLR2207-0091'), held('x', 'H-1'), hold('H-1'));
  const [release] = decisionsOf(only(rows), rows);
  assert.deepEqual(release!.effects.map((one) => one.on), ['goods', 'order', 'hold', 'erp']);
  assert.equal(release!.ask?.name, 'reason');
});

test('later deliveries can be freed only where the hold names part and supplier', () => {
  const rows = site(held('x', 'H-1'), hold('H-1', { scope: { lot: 'L1' } as never }));
  assert.equal(decisionsOf(only(rows), rows)[0]!.qualify, null);
});

test('a hold that a rule set at the dock has no exception, and is released all the same', () => {
  const rows = site(hold('H-2', { placed_at: '2026-11-23T10:00:00.000Z' }), hold('H-1'));
  const [first, second] = heldNow(rows);
  assert.deepEqual([first?.exception, second?.exception], ['hold:H-1', 'hold:H-2']);
  assert.deepEqual(decisionsOf(first!, rows).map((one) => one.id), ['release:H-1']);
  assert.equal(about(first!, rows), 'ECU-77810-AB, SUP0417');
});

test('a truck stopped by several units offers each hold once', () => {
  const units = [{ holds: ['H-1', 'H-2'] }, { holds: ['H-2'] }];
  const rows = site(
    question('s', 'shipment_stopped', { decisions: ['hold_release'], shipment: 'S-1', units }),
    hold('H-1'), hold('H-2'),
  );
  assert.deepEqual(decisionsOf(only(rows), rows).map((one) => one.id),
    ['release:H-1', 'release:H-2']);
});

test('an accepted loss is sent as the books know it, signed and with its cause', () => {
  const rows = site(variance(-14));
  const [approve] = decisionsOf(only(rows), rows);
  assert.deepEqual(approve!.draft({ why: 'lost', qualify: false }).body, {
    holder: 'A07-032-C', part: 'BRK-10442', lot: 'L26-0188', serial: null, quantity: -14,
    cause: 'lost',
  });
  assert.equal(approve!.title.key, 'board.decide.approve.less');
  const gain = site(variance(3));
  assert.equal(decisionsOf(only(gain), gain)[0]!.title.key, 'board.decide.approve.more');
});

test('a variance that explained itself offers nothing', () => {
  const rows = site(variance(0));
  assert.deepEqual(decisionsOf(only(rows), rows), []);
});

test('a parked operation is tried again or left out; leaving out wants a reason', () => {
  const rows = site(question('p', 'parked', { decisions: ['retry', 'void'] }));
  const [retry, leave] = decisionsOf(only(rows), rows);
  assert.deepEqual(retry!.draft(given).body,
    { operation: 'op-p', decision: 'retry', reason: 'checked_good' });
  assert.equal(retry!.ask, null);
  assert.equal(leave!.ask?.name, 'reason');
});

test('an order that waits speaks of an order: it moved no goods, and nobody told it', () => {
  const more = { decisions: ['retry', 'void'], verb: 'order_import' };
  const rows = site(question('p', 'parked', more));
  const found = decisionsOf(only(rows), rows);
  const keys = found.flatMap((one) => one.effects.map((it) => it.say.key));
  assert.ok(keys.every((key) => key.includes('.import.') && known(key)), keys.join());
  assert.ok(!found[1]!.ask!.choices.includes('did_not_happen'));
});

const TRUCK = { shipment: 'S-1', door: 'DOOR-01', orders: ['A', 'B'], state: 'open' as const,
  lpns: ['1', '2'] };

test('a truck is confirmed with the orders that are on it', () => {
  const made = confirmShipment(TRUCK).draft(given);
  assert.deepEqual(made.body, { shipment: 'S-1', orders: ['A', 'B'] });
});

test('every consequence, button and reason has words', () => {
  const rows = site(
    held('x', 'H-1'), hold('H-1'), variance(-14), question('p', 'parked', {
      decisions: ['retry', 'void'],
    }),
    question('w', 'unexplained', { decisions: ['variance_approval'], quantity: 2, part: 'P' }),
    question('r', 'rejected'),
  );
  const all = [...rows.exception.values()].flatMap((one) => decisionsOf(one, rows));
  assert.equal(all.length, 7);
  const trucks = [confirmShipment(TRUCK), confirmShipment(TRUCK, ['E7 P'], ['H-1']),
    confirmShipment({ ...TRUCK, orders: [] }, [], [], 3), confirmShipment(TRUCK, [], [], 3)];
  const keys = [...all, ...trucks].flatMap((one) => [
    one.title.key, one.button.key,
    ...one.effects.flatMap((it) => [it.say.key, `board.on.${it.on}`]),
    ...(one.ask ? [`board.ask.${one.ask.name}`] : []), ...(one.qualify ? [one.qualify.key] : []),
    ...(one.ask?.choices ?? []).map((choice) => `board.reason.${choice}`),
  ]);
  const reasons = [...RELEASE_REASONS, ...VARIANCE_CAUSES, ...SEEN_REASONS, ...VOID_REASONS.import]
   .map((one) => `board.reason.${one}`);
  assert.deepEqual([...keys, ...reasons].filter((key) => !known(key)), []);
});

test('the truck and the emergency order are asked first, then the oldest', () => {
  const late = { raised_at: '2026-11-23T08:00:00.000Z' };
  const rows = site(
    order('DLR2207-0091', { priority: 'VOR' }),
    question('old', 'unknown_barcode', late), question('new', 'unknown_barcode'),
    question('truck', 'shipment_stopped'), held('vor', 'H-1'), hold('H-1'),
  );
  assert.deepEqual(inbox(rows).map((one) => one.exception), ['vor', 'truck', 'old', 'new']);
});

test('what a silent device may explain is watched, not asked', () => {
  const rows = site(question('w', 'unexplained', { state: 'watching' }));
  assert.deepEqual(inbox(rows), []);
  assert.equal(inbox(rows, true).length, 1);
});

test('a parked operation is named by what it lacks', () => {
  const rows = site(question('p', 'parked', { reason: 'unknown_part', detail: { part: 'NEW-1' } }));
  assert.equal(about(only(rows), rows), 'NEW-1');
});

const SEEN_TO = [
  'unknown_barcode', 'rejected', 'set_aside', 'receipt_difference', 'short_pick', 'misplaced',
  'overpicked', 'picked_shipped', 'over_capacity', 'unasked_pick', 'serial_odd', 'late_change',
  'reported_loss',
  'hold_hit', 'erp_refused', 'received_twice', 'received_differently', 'after_departure',
  'wrong_door', 'count_set_aside', 'a_kind_of_tomorrow',
];

test('whatever nothing else closes is acknowledged, once, last, and with a title in words', () => {
  for (const kind of SEEN_TO) {
    const rows = site(question('q', kind));
    assert.deepEqual(decisionsOf(only(rows), rows).map((one) => one.id), ['acknowledge'], kind);
    if (kind !== SEEN_TO.at(-1)) assert.ok(known(`board.exception.${kind}`), kind);
  }
});

test('an undo that came too late: goods are taken out of the place where the book has them', () => {
  const rows = site(question('q', 'undone_late', {
    decisions: ['adjustment', 'acknowledgement'], verb: 'receipt', part: 'BRK-10442', lot: 'L1',
    quantity: 4, stands: [{ holder: 'A07-032-C', quantity: 9 }, { holder: 'lpn:X', quantity: 1 }],
  }));
  const found = decisionsOf(only(rows), rows);
  assert.deepEqual(found.map((one) => one.id),
    ['correct:A07-032-C', 'correct:lpn:X', 'acknowledge']);
  const { kind, body } = found[0]!.draft({ why: 'told_wrongly', qualify: false });
  assert.deepEqual([kind, body], ['adjustment', {
    holder: 'A07-032-C', part: 'BRK-10442', lot: 'L1', serial: null, quantity: -4,
    against: '@adjustment', reason: 'told_wrongly', corrects: 'op-q',
  }]);
  for (const key of ['board.exception.undone_late', 'board.decide.correct',
    'board.effect.correct.goods', 'board.reason.not_found']) assert.ok(known(key), key);
});

test('what a hold, a count or a parked text closes is not waved away', () => {
  for (const kind of ['picked_held', 'shipment_stopped', 'unexplained', 'parked', 'hold_placed']) {
    const rows = site(question('q', kind));
    assert.deepEqual(decisionsOf(only(rows), rows), [], kind);
  }
  const watching = site(question('q', 'rejected', { state: 'watching' }));
  assert.deepEqual(decisionsOf(only(watching), watching), []);
});

test('an acknowledgement names its exception and keeps what the person wrote', () => {
  const rows = site(question('q', 'short_pick'));
  const [seen] = decisionsOf(only(rows), rows);
  const made = seen!.draft({ why: 'passed_on', qualify: false, note: ' to goods-in ' });
  assert.deepEqual([made.kind, made.body],
    ['acknowledgement', { exception: 'q', note: 'passed_on: to goods-in' }]);
  assert.deepEqual(seen!.draft({ why: 'seen_to', qualify: false }).body,
    { exception: 'q', note: 'seen_to' });
});

test('a worker stopped by a hold: its release comes first, with the name on the tag', () => {
  for (const decisions of [['hold_release'], []]) {
    const rows = site(question('q', 'hold_hit', { decisions, hold: 'H-1', part: 'ECU-77810-AB' }),
      hold('H-1', { name: 'HOLD-0007' }));
    const found = decisionsOf(only(rows), rows);
    assert.deepEqual(found.map((one) => one.id), ['release:H-1', 'acknowledge']);
    assert.equal(found[0]!.title.params['hold'], 'HOLD-0007');
  }
});

test('an emergency order that cannot be booked yet comes before older questions', () => {
  const late = { raised_at: '2026-11-23T10:00:00.000Z', detail: { order: 'O-1', priority: 'VOR' } };
  const rows = site(question('a', 'late_change'), question('b', 'parked', late));
  assert.deepEqual(inbox(rows).map((row) => row.exception), ['b', 'a']);
});

const unit = (part: string, ...holds: string[]) => ({
  holder: 'lpn:C-1', part, lot: '', serial: '', quantity: 1, status: 'held', location: 'DOOR-01',
  expires_on: null, holds: holds.map((name) => ({ hold: name, reason: 'damage' })),
});
const orderLine = (rows: Rows, picked: Picked) => decisionsOf(only(rows), rows, picked)[0]!
  .effects.find((one) => one.on === 'order')!.say;

test('a release names every other hold on what was picked for the order, wherever it lies', () => {
  const rows = site(order('DLR2207-0091'), held('x', 'H-1'), hold('H-1'),
    hold('H-2', { name: 'HOLD-2', scope: { location: 'DOOR-01' } as never }));
  assert.equal(orderLine(rows, null).key, 'board.effect.release.order.reading');
  assert.equal(orderLine(rows, 'cannot').key, 'board.effect.release.order.unknown');
  assert.equal(orderLine(rows, [unit('ECU-77810-AB', 'H-1')]).key, 'board.effect.release.order');
  const still = orderLine(rows, [unit('ECU-77810-AB', 'H-1'), unit('BRK-10442', 'H-2')]);
  assert.deepEqual([still.key, still.params['holds']],
    ['board.effect.release.order.held', 'HOLD-2 (BRK-10442)']);
});

test('a place that comes free stays held where the goods in it are under other holds', () => {
  const scope = { location: 'A07-032-C' } as never;
  const rows = site(hold('H-1', { scope, placed_at: '2026-11-22T00:00:00.000Z' }),
    hold('H-2', { name: 'HOLD-2' }));
  const [place] = heldNow(rows);
  assert.equal(about(place!, rows), 'A07-032-C');
  const says = (under: Picked) => {
    const { key, params } = decisionsOf(place!, rows, null, new Map([['H-1', under]]))[0]!
      .effects[0]!.say;
    assert.ok(known(key), key);
    return [key, params['holds']];
  };
  const both = unit('ECU-77810-AB', 'H-1', 'H-2');
  assert.deepEqual(says([both]),
    ['board.effect.release.goods.held', 'HOLD-2 (ECU-77810-AB)']);
  assert.deepEqual(says([both, unit('BRK-10442', 'H-1')]),
    ['board.effect.release.goods.partly', 'HOLD-2 (ECU-77810-AB)']);
  assert.deepEqual(says([unit('BRK-10442', 'H-1')]), ['board.effect.release.goods', undefined]);
  assert.deepEqual(says(null), ['board.effect.release.goods.reading', undefined]);
  assert.deepEqual(says('cannot'), ['board.effect.release.goods.unknown', undefined]);
});

test('a row under Held names all that the hold covers', () => {
  const rows = site(hold('H-1', { scope: { part: 'P', lot: 'L26' } as never }));
  assert.equal(about(heldNow(rows)[0]!, rows), 'P, L26');
});

test('each release of a stopped truck speaks of its own unit, and of what stops it after', () => {
  const units = [{ holds: ['H-1'] }, { holds: ['H-2'] }];
  const rows = site(question('s', 'shipment_stopped', {
    decisions: ['hold_release'], shipment: 'S-1', units, holds: ['H-1'],
  }), hold('H-1'), hold('H-2', { scope: { lot: 'L2' } as never }));
  const effects = decisionsOf(only(rows), rows)[0]!.effects;
  assert.equal(effects[0]!.say.key, 'board.effect.release.goods');
  assert.equal(effects.find((one) => one.on === 'later')!.say.key,
    'board.effect.release.truck.held');
});
