// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checkpoint, View } from '../../src/domain/view.ts';
import type { Counter } from '../../src/flow/count_again.ts';
import { workOf } from '../../src/state/work.ts';
import { demo_rows, row } from '../fixture.ts';
import { Floor } from './floor.ts';

const ANA: Counter = { actor: 'ana', lead: false };
const BEN: Counter = { actor: 'ben', lead: false };
const EVA: Counter = { actor: 'eva', lead: true };
const BIN = 'B04-011-B';

/** The bin waits for a count that is none of Ana's, or for a supervisor's. */
function view(lead = false): View {
  const rows = demo_rows().filter((one) => one.topic !== 'task');
  return new View(new Checkpoint([...rows, row('task', 'T-9', {
    task: 'T-9', kind: 'count', state: 'open', priority: 30, zone: null, location: BIN, part: null,
    quantity: null, lot: null, serial: null, order: null, line: null, lpn: null, asn: null,
    raised_at: '', why: ['recount'], not_by: ['ana'], lead,
  })], 7));
}

const by = (me: Counter, lead = false): Floor => {
  const floor = new Floor(view(lead));
  floor.me = me;
  return floor.start('count');
};
const offered = (floor: Floor): string[] => floor.step.choices.map((one) => one.id);

test('who counted a bin is not offered its recount, and is told why the scan does not pass', () => {
  const ana = by(ANA);
  assert.deepEqual(offered(ana), []);
  ana.scan(BIN).heard('attention').at('count.bin');
  assert.equal(ana.step.band?.title.key, 'band.counted_by_you');
  assert.deepEqual(offered(by(BEN)), [BIN]);
  by(BEN).scan(BIN).at('count.items');
});

test('the third count is a supervisor\'s', () => {
  assert.deepEqual([offered(by(BEN, true)), offered(by(EVA, true))], [[], [BIN]]);
  const ben = by(BEN, true).scan(BIN).heard('attention').at('count.bin');
  assert.equal(ben.step.band?.title.key, 'band.supervisor_counts');
  by(EVA, true).scan(BIN).at('count.items');
});

test('the menu counts only what this person may count', () => {
  const waiting = [ANA, BEN].map((me) => workOf(view(), me.actor).waiting.count);
  assert.deepEqual([waiting, workOf(view(), ANA.actor).next?.flow === 'count'], [[0, 1], false]);
});

test('a part that nobody expected is counted as found, and its place is said afterwards', () => {
  const floor = new Floor(view());
  floor.me = BEN;
  floor.start('count').scan('A02-015-B').at('count.items').scan('BAT-00712').at('count.items');
  assert.ok(!JSON.stringify(floor.step).includes(BIN), 'blind until it is saved');
  floor.confirm().at('count.strays').heard('good');
  assert.equal(floor.step.sheet?.note?.params['location'], BIN);
  floor.confirm().at('count.bin');
});
