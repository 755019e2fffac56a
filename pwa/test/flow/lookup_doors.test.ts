// SPDX-License-Identifier: Apache-2.0
/** A thing that is looked up is offered what can be done with it, and a blind count stays blind. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { View } from '../../src/domain/view.ts';
import { BRAKES, demo_view, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { received, stored } from './days.ts';
import { Floor } from './floor.ts';
import { with_rows } from './moves.ts';

const BIN = 'B04-011-B';
const ANA = { actor: 'ana', lead: false };
const ROSSI = { actor: 'rossi', lead: true };
const doors = (floor: Floor): string[] => floor.step.offers.map(({ id }) => id);
const look = (view: View, code: string, me: Floor['me'] = ANA): Floor => {
  const floor = new Floor(view);
  floor.me = me;
  return floor.start('lookup').scan(code).at('lookup.result');
};
const count_task = (more: object = {}): Row => row('task', 'C-1', {
  task: 'C-1', kind: 'count', state: 'open', priority: 50, zone: null, location: BIN, part: null,
  quantity: null, lot: '', serial: '', order: null, line: null, lpn: null, asn: null,
  raised_at: '', why: [], ...more,
});

test('a bin: count it, move from it, hold it; each begins with the bin', () => {
  const bin = (): Floor => look(demo_view(), BIN);
  assert.deepEqual(doors(bin()), ['count_it', 'move_it', 'hold']);
  const count = bin().offer('count_it').at('count.items');
  assert.equal(count.step.plate?.location, BIN);
  bin().offer('move_it').at('move.which');
  bin().offer('hold').at('hold.reason');
  const moved = bin().offer('move_it').scan('BAT-00712').quantity(7).scan('A07-030-C')
    .choose('other').scan('A07-030-C');
  assert.deepEqual(moved.body('transfer')['source'], BIN);
  assert.deepEqual(look(demo_view(), 'DOCK-01').step.offers.map(({ id }) => id), ['hold']);
});

test('a part that lies in one place is counted and moved there; a row leads to its place', () => {
  const part = (): Floor => look(demo_view(), 'BAT-00712', ROSSI);
  assert.deepEqual(doors(part()), ['count_it', 'move_it', 'hold']);
  part().offer('move_it').at('move.many');
  part().offer('count_it').at('count.items');
  part().offer('hold').at('hold.where');
  const rows = part().step.choices;
  const place = part().choose(rows[0]!.id).at('lookup.result');
  assert.equal(place.step.facts[0]?.value, BIN);
  place.choose(place.step.choices[0]!.id);
  assert.equal(place.step.facts[0]?.value, 'BAT-00712');
});

test('a plate is put away from the dock and moved from a shelf; a unit is moved and held', () => {
  const dock = new Floor(received().view).start('lookup').scan(BRAKES);
  assert.deepEqual(doors(dock), ['put_away', 'hold', 'print_label']);
  dock.offer('put_away').at('putaway.bin');
  const shelf = new Floor(stored().view).start('lookup').scan(BRAKES);
  assert.deepEqual(doors(shelf), ['count_it', 'move_it', 'hold', 'print_label']);
  shelf.offer('move_it').at('move.to');
  const unit = look(demo_view(), 'E7A000290');
  assert.deepEqual(doors(unit).slice(0, 3), ['count_it', 'move_it', 'hold']);
  unit.offer('move_it').at('move.to');
});

test('back from what was done comes to the thing again, and from there to the work', () => {
  const floor = look(demo_view(), BIN).offer('move_it').at('move.which');
  floor.say({ type: 'back' }).at('move.what').say({ type: 'back' }).at('lookup.result');
  floor.confirm();
  assert.equal(floor.state, null);
});

test('a place that is being counted shows whoever may count it no number (CC2)', () => {
  const view = with_rows(count_task());
  const bin = look(view, BIN);
  assert.equal(bin.step.band?.title.key, 'band.being_counted');
  assert.deepEqual(bin.step.choices, []);
  const part = look(view, 'BAT-00712').step;
  assert.deepEqual(part.facts.map(({ name }) => name), ['part']);
  assert.doesNotMatch(JSON.stringify(part.choices), /18/);
  assert.notDeepEqual(look(view, BIN, ROSSI).step.choices, []);
});

test('a look-up out of a count tells nothing of the bin that is counted', () => {
  const floor = new Floor(demo_view());
  floor.me = ANA;
  floor.start('count').scan(BIN).start('lookup').scan(BIN);
  assert.deepEqual([floor.step.choices, floor.step.band?.title.key], [[], 'band.being_counted']);
  assert.ok(!doors(floor).includes('count_it'), 'it is under way');
  floor.scan('A07-032-C');
  assert.equal(floor.step.band, null);
});

test('who counted a place before is not offered to count it again', () => {
  const floor = look(with_rows(count_task({ not_by: ['ana'] })), BIN);
  assert.ok(!doors(floor).includes('count_it'));
});
