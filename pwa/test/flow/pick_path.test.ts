// SPDX-License-Identifier: Apache-2.0
/** PK1: the lines of an order are picked by its walk, else by travel sequence, else by line. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Walk } from '../../src/domain/rows.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { give } from '../../src/flow/give.ts';
import { ORDER, demo_rows, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { Floor } from './floor.ts';

/** By travel sequence K01 comes before K02 and K03; the walk below is another. */
const PLACES: readonly [string, number][] = [
  ['K01-009-A', 1009], ['K02-009-A', 1109], ['K02-001-A', 1101], ['K03-009-A', 1209],
  ['K03-002-A', 1202],
];
const PARTS = ['P-1', 'P-2', 'P-3', 'P-4'] as const;
const LIES = { 'P-1': 'K03-009-A', 'P-2': 'K02-001-A', 'P-3': 'K01-009-A', 'P-4': 'K02-009-A' };
const WALK: Walk = {
  places: ['K01-009-A', 'K03-009-A', 'K02-009-A', 'K02-001-A'], why: 'shortest_proven',
};

const place = (location: string, travel: number): Row => row('location', location, {
  location, zone: 'K', kind: 'bin', role: 'forward', level: 1, confirm: '11', travel, hazards: [],
  blocked: false,
});
const part = (number: string): Row => row('part', number, {
  part: number, description: number, uom: 'EA', packs: [], tracking: 'none', expires: false,
  serial_pattern: null, hazard: null, abc: 'B', critical: 'normal', superseded_by: null,
  weight_g: 100, volume_ml: 100, aliases: [],
});
const stock = (holder: string, number: string, quantity = 9): Row =>
  row('quant', `${holder}|${number}||`, {
    holder, part: number, lot: '', serial: '', quantity, suppliers: [], receipts: [],
    expires_on: null,
  });
const order = (name: string, parts: readonly string[], more: object = {}): Row =>
  row('order', name, {
    order: name, customer: 'D1', name: 'Dealer', priority: 'STOCK', must_ship: '2026-03-03',
    state: 'open', cartons: [], goods: [], lines: parts.map((number, at) => ({
      line: at + 1, part: number, quantity: 2, picked: 0, vin: null, note: null,
    })), ...more,
  });

const task = (line: number, location: string): Row => row('task', `pick:O-1:${line}`, {
  task: `pick:O-1:${line}`, kind: 'pick', state: 'open', priority: 50, order: 'O-1', line,
  location, lot: '', serial: '',
});

function floor(...more: Row[]): Floor {
  const rows = [
    ...demo_rows(), order(ORDER, [], { state: 'shipped' }),
    ...PLACES.map(([code, travel]) => place(code, travel)),
    ...PARTS.flatMap((name) => [part(name), stock(LIES[name], name)]), ...more,
  ];
  return new Floor(new View(new Checkpoint(rows, 7))).start('pick');
}

const bin = (at: Floor): string | undefined => at.step.plate?.location;

/** Picks all that is asked for at the place on the screen; returns the place. */
function take(at: Floor): string {
  const here = bin(at)!;
  at.at('pick.bin').scan(here).at('pick.part').scan(at.step.facts[1]!.value)
    .at('pick.quantity').quantity(2);
  if (at.step.state === 'tote') at.scan('T-0001');
  return here;
}

test('PK1 the lines are picked in the order of the walk', () => {
  const at = floor(order('O-1', PARTS, { walk: WALK })).choose('O-1');
  assert.deepEqual(PARTS.map(() => take(at)), WALK.places);
  at.at('pick.done');
});

test('PK1 without a walk the travel sequence of the places is the way', () => {
  const at = floor(order('O-1', PARTS)).choose('O-1');
  assert.deepEqual(PARTS.map(() => take(at)),
    ['K01-009-A', 'K02-001-A', 'K02-009-A', 'K03-009-A']);
});

test('PK1 places that nobody numbered are gone to in the order of the lines', () => {
  const flat = PLACES.map(([code]) => place(code, 0));
  const at = floor(order('O-1', PARTS), ...flat).choose('O-1');
  assert.deepEqual(PARTS.map(() => take(at)), PARTS.map((name) => LIES[name]));
});

test('PK1 PK14 a line that is put off comes last, wherever it lies', () => {
  const at = floor(order('O-1', PARTS, { walk: WALK })).choose('O-1').offer('skip');
  assert.deepEqual(PARTS.map(() => take(at)), [...WALK.places.slice(1), WALK.places[0]]);
});

test('PK1 PK4 a line that is taken from elsewhere is fitted in where its new place lies', () => {
  const at = floor(order('O-1', PARTS, { walk: WALK }), stock('K03-002-A', 'P-3')).choose('O-1');
  assert.equal(bin(at), 'K01-009-A');
  at.offer('short').quantity(0).choose('not_there').confirm();
  assert.deepEqual(PARTS.map(() => take(at)),
    ['K03-009-A', 'K03-002-A', 'K02-009-A', 'K02-001-A'], 'after its neighbour in the aisle');
});

test('PK1 PK4 what is owed again behind the picker waits until the walk begins anew', () => {
  const promised = [stock('K01-009-A', 'P-1'), task(1, LIES['P-1'])];
  const at = floor(order('O-1', PARTS, { walk: WALK }), ...promised).choose('O-1');
  take(at);
  assert.equal(bin(at), 'K03-009-A');
  at.scan('K03-009-A').offer('short').quantity(0).choose('not_there').confirm();
  assert.deepEqual([take(at), take(at), take(at)], ['K02-009-A', 'K02-001-A', 'K01-009-A']);
});

test('PK1 the screen says why it is this way, where the walk leads to the place', () => {
  const why = (at: Floor): string[] => at.step.why.map(({ key }) => key);
  const walked = floor(order('O-1', PARTS, { walk: WALK })).choose('O-1');
  assert.deepEqual(why(walked), ['walk.shortest_proven']);
  assert.deepEqual(why(walked.scan('K01-009-A')), [], 'asked for a part, nobody walks');
  const chosen = { ...WALK, why: 'site_choice' };
  assert.deepEqual(why(floor(order('O-1', PARTS, { walk: chosen })).choose('O-1')),
    ['walk.site_choice']);
  const other = { ...WALK, why: 'a_word_of_a_newer_server' };
  assert.deepEqual(why(floor(order('O-1', PARTS, { walk: other })).choose('O-1')), []);
  assert.deepEqual(why(floor(order('O-1', PARTS)).choose('O-1')), []);
});

test('PK1 several orders are picked on the walk that they share, else by travel sequence', () => {
  const shared = { ...WALK, tour: ['O-2', 'O-1'] };
  const halves = (one: object, two: object): Floor => floor(
    order('O-1', ['P-1', 'P-2'], one), order('O-2', ['P-3', 'P-4'], two),
  ).offer('several');
  const at = halves({ walk: shared }, { walk: shared });
  assert.equal(bin(at), 'K01-009-A');
  at.offer('skip');
  assert.equal(bin(at), 'K03-009-A', 'of the other order');
  const alone = { ...WALK, places: ['K03-009-A', 'K02-001-A'] };
  const before = halves({ walk: alone }, {}).offer('skip');
  assert.equal(bin(before), 'K02-001-A', 'its own walk knows nothing of the others');
});

test('PK1 work that is given begins where the walk begins', () => {
  const back = { ...WALK, places: [...WALK.places].reverse() };
  const tasks = PARTS.map((name, at) => task(at + 1, LIES[name]));
  const why = (walk: Walk): string[] => {
    const { view } = floor(order('O-1', PARTS, { walk }), ...tasks);
    const now_ms = Date.parse('2026-03-03T08:00:00Z');
    return give(view, { me: 'ana', now_ms, lead: false, here: 'K02-009-A' })!.why
      .map(({ key }) => key);
  };
  assert.ok(why(back).includes('home.why.aisle'), 'it begins in the aisle where the picker is');
  assert.ok(!why(WALK).includes('home.why.aisle'));
});
