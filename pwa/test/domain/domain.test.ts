// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atp_of } from '../../src/domain/atp.ts';
import { WAIT_MAX_MS, WAIT_MIN_MS, backoff_ms } from '../../src/domain/backoff.ts';
import { measure, utc } from '../../src/domain/clock.ts';
import { effects } from '../../src/domain/effects.ts';
import { sha256 } from '../../src/domain/hash.ts';
import { covers, scope } from '../../src/domain/holds.ts';
import { draft, seal, write } from '../../src/domain/operation.ts';
import type { Bodies, Kind, Told } from '../../src/domain/operation.ts';
import { pick_source } from '../../src/domain/source.ts';
import { uuid7, uuid7_ms } from '../../src/domain/uuid7.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { NOW, demo_rows, demo_view } from '../fixture.ts';
import type { Row } from '../fixture.ts';

const told = <K extends Kind>(kind: K, body: Bodies[K]): Told =>
  ({ ...draft(kind, body, 'g'), captured_at: NOW, actor: 'ana' });
const line = (part: string, quantity: number, lot: string | null = null, serials: string[] = []) =>
  ({ part, quantity, lot, serials });
const row = (topic: string, key: string, body: unknown): Row => ({ topic, key, version: 8, body });

test('ids carry their instant and their version, and sort by time', () => {
  const at = Date.parse(NOW);
  const id = uuid7(at, new Uint8Array(10).fill(255));
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(uuid7_ms(id), at);
  assert.ok(id < uuid7(at + 1, new Uint8Array(10)));
});

test('the hash is SHA-256 of the UTF-8 bytes', async () => {
  assert.equal(await sha256('abc'),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('back-off doubles between one second and a minute, and is jittered', () => {
  assert.equal(backoff_ms(0, 0), WAIT_MIN_MS);
  assert.ok(backoff_ms(3, 0) < backoff_ms(3, 0.9));
  for (let n = 0; n < 80; n += 1) assert.ok(backoff_ms(n, 0.999) <= WAIT_MAX_MS);
});

test('the clock\'s offset is taken at the middle of the exchange', () => {
  assert.deepEqual(measure(1000, 5200, 1400), { offset_ms: 4000, err_ms: 200 });
});

test('an operation is written once, in the order of the envelope, without fractions', () => {
  const stamp = {
    op_id: 'o', site: 'DC01', actor: 'ana', session: 's', captured_at: utc(0), clock_offset_ms: 0,
    clock_err_ms: 0, mono_ms: 1, boot: 'b', seen: 7,
  };
  const op = seal(told('load', { shipment: 'S', order: null, lpn: 'C', location: 'D' }), stamp);
  assert.equal(Object.keys(JSON.parse(write(op)) as object).join(),
    'v,op_id,site,kind,kind_v,actor,session,captured_at,clock_offset_ms,clock_err_ms,mono_ms,'
    + 'boot,seen,group,after,scans,body');
  assert.throws(() => write({ ...op, mono_ms: 1.5 }), RangeError);
});

test('a hold covers what fits all its fields, and an empty scope covers nothing', () => {
  const unit = {
    part: 'P', lot: 'L', serial: '', suppliers: ['S'], receipts: ['R'], plates: ['C', 'PAL'],
    location: 'A',
  };
  assert.ok(covers(scope({ part: 'P', supplier: 'S' }), unit));
  assert.ok(!covers(scope({ part: 'P', supplier: 'T' }), unit));
  assert.ok(covers(scope({ lpn: 'PAL' }), unit), 'the plate around the plate');
  assert.ok(covers(scope({ location: 'A' }), unit));
  assert.ok(!covers(scope({}), unit));
});

test('a plate takes its content along, and a plate inside itself is nowhere', () => {
  const view = new View(new Checkpoint([
    ...demo_rows(), row('lpn', 'C', { lpn: 'C', kind: 'carton', place: 'lpn:P' }),
    row('lpn', 'P', { lpn: 'P', kind: 'pallet', place: 'DOCK-01' }),
    row('lpn', 'X', { lpn: 'X', kind: 'pallet', place: 'lpn:X' }),
  ], 8));
  assert.deepEqual(view.place('lpn:C'), { plates: ['C', 'P'], location: 'DOCK-01' });
  assert.equal(view.place('lpn:X').location, null);
  const moved = view.with_ops([told('transfer', {
    task: null, source: 'DOCK-01', target: 'A07-032-C', lpn: 'P', lines: [], suggested: null,
    reason: null,
  })]);
  assert.equal(moved.place('lpn:C').location, 'A07-032-C');
  assert.equal(view.place('lpn:C').location, 'DOCK-01', 'the old view is untouched');
});

test('a serial is at one holder, wherever the person says it came from', () => {
  const view = demo_view().with_ops([told('pick', {
    task: null, order: 'O', line: 1, source: 'A07-041-A', target: 'lpn:T',
    lines: [line('ECU-77810-AB', 1, null, ['E7A000290'])],
  })]);
  assert.deepEqual(view.of_serial('E7A000290').map((quant) => quant.holder), ['lpn:T']);
});

test('no balance is shown below zero, and virtual places hold nothing', () => {
  const view = demo_view().with_ops([told('pick', { task: null, order: 'O', line: 1,
    source: 'B04-011-B', target: 'lpn:T', lines: [line('BAT-00712', 25)] })]);
  assert.deepEqual(view.in_holder('B04-011-B'), []);
  assert.equal(view.in_holder('lpn:T')[0]!.quantity, 25);
});

test('first expired first out, then the walking order; never held, blocked or at the dock', () => {
  const stock = (holder: string, quantity: number, expires_on: string | null): Row =>
    row('quant', `${holder}|CLP-1||`, { holder, part: 'CLP-1', lot: '', serial: '', quantity,
      suppliers: ['S'], receipts: ['R'], expires_on });
  const places = ['A07-032-C', 'A02-015-B', 'A07-030-C', 'A07-099-A', 'DOCK-01', 'Q01-004-A'];
  const rows = [...demo_rows(), ...places.map((place, n) =>
    stock(place, n + 1, n === 2 ? '2027-01-01' : null))];
  const view = new View(new Checkpoint(rows, 8));
  assert.equal(pick_source(view, 'CLP-1')?.location, 'A07-030-C');
  assert.equal(pick_source(view, 'CLP-1', { avoid: ['A07-030-C'] })?.location, 'A02-015-B');
  assert.equal(pick_source(view, 'CLP-1', { location: 'A07-032-C' })?.location, 'A07-032-C');
  assert.equal(pick_source(view, 'CLP-1', { location: 'A07-099-A' })?.location, 'A07-030-C');
  const held = view.with_ops([told('hold', { hold: 'H', scope: scope({ location: 'A07-030-C' }),
    reason: 'damage', note: '' })]);
  assert.equal(pick_source(held, 'CLP-1')?.location, 'A02-015-B');
  assert.equal(pick_source(view, 'SLT-00931'), null);
});

test('free to promise is on hand, less held, less owed to orders', () => {
  const view = demo_view();
  assert.deepEqual(atp_of(view, 'ECU-77810-AB'), { on_hand: 1, held: 0, allocated: 1, atp: 0 });
  const held = view.with_ops([told('hold', { hold: 'H', scope: scope({ serial: 'E7A000290' }),
    reason: 'damage', note: '' })]);
  assert.deepEqual(atp_of(held, 'ECU-77810-AB'), { on_hand: 1, held: 1, allocated: 1, atp: -1 });
});

test('a released hold covers nothing', () => {
  const hold = (state: string): Row => row('hold', 'H', { hold: 'H', reason: 'recall', note: '',
    scope: scope({ part: 'BAT-00712' }), placed_at: NOW, placed_by: 'ben', state });
  for (const [state, held] of [['open', true], ['released', false]] as const) {
    const view = new View(new Checkpoint([...demo_rows(), hold(state)], 8));
    assert.equal(view.hold_on(view.in_holder('B04-011-B')[0]!) !== null, held);
  }
});

test('an announced hold, a move and an account: the effects of every kind of operation', () => {
  const moves = (op: Told): string[] => effects(op).moves.map((move) =>
    `${move.quantity} ${move.part}|${move.lot}|${move.serial} ${move.source}>${move.target}`);
  const places = (op: Told): string[] =>
    effects(op).placements.map((one) => `${one.lpn}@${one.place}`);
  const receipt = told('receipt', { receipt: 'R', asn: null, supplier: 'S', location: 'D', lpn: 'C',
    parent_lpn: 'P', lines: [{ ...line('X', 2, 'L'), asn_line: 1, expires_on: null,
      condition: 'good' }] });
  assert.deepEqual(moves(receipt), ['2 X|L| @supplier>lpn:C']);
  assert.deepEqual(places(receipt), ['P@D', 'C@lpn:P']);
  assert.deepEqual(moves(told('serial_capture', { holder: 'A', part: 'X', lot: null,
    serials: ['1', '2'] })), ['1 X|| A>@conversion', '1 X||1 @conversion>A', '1 X|| A>@conversion',
    '1 X||2 @conversion>A']);
  assert.deepEqual(moves(told('adjustment', { holder: 'A', part: 'X', lot: null, serial: null,
    quantity: -3, against: '@unexplained', reason: 'r', corrects: null })),
  ['3 X|| A>@unexplained:A']);
  const approval = told('variance_approval', { holder: 'A', part: 'X', lot: null, serial: null,
    quantity: 2, cause: 'found' });
  assert.deepEqual(moves(approval), ['2 X|| @adjustment>@unexplained:A']);
  assert.deepEqual(places(told('count', { task: null, holder: 'A', lines: [], lpns: ['C'],
    empty: false })), ['C@A']);
  assert.deepEqual(effects(told('void', { seq: 3, why: 'lost' })),
    { moves: [], placements: [], found: [] });
});

test('a checkpoint kept up by deltas equals one that is made anew', () => {
  const before = demo_rows();
  const kept = new Checkpoint(before, 7);
  const changed = before.map((one) => (one.topic === 'quant' && one.key.startsWith('B04')
    ? { ...one, body: { ...(one.body as object), quantity: 3 } }
    : one.key !== 'BRK-10442' ? one
      : { ...one, body: { ...(one.body as object), aliases: ['NEW'] } }));
  const gone = changed.filter((one) => one.topic === 'asn' || one.key.startsWith('A02-015-B|'))
    .map((one) => ({ ...one, body: null }));
  kept.apply([...changed, ...gone], 9);
  const anew = new Checkpoint(changed.filter((one) =>
    !gone.some((other) => other.key === one.key && other.topic === one.topic)), 9);
  const [a, b] = [new View(kept), new View(anew)];
  assert.equal(a.version, 9);
  for (const view of [a, b]) {
    assert.equal(view.in_holder('B04-011-B')[0]!.quantity, 3);
    assert.deepEqual(view.of_serial('E7A000290'), []);
    assert.deepEqual(view.parts_named('NB442'), []);
    assert.equal(view.parts_named('NEW')[0]!.part, 'BRK-10442');
    assert.equal(view.announced('006141410000001026'), null);
  }
  assert.deepEqual([...a.checkpoint.stock.quants], [...b.checkpoint.stock.quants]);
});
