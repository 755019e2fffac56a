// SPDX-License-Identifier: Apache-2.0
/** A lot is looked at: its sample, check by check, and what comes of it (IN1 to IN3). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../src/domain/measure.ts';
import { workOf } from '../../src/state/work.ts';
import {
  LOT_TASK, PLATE, UNITS, UNIT_TASK, looked_at, two_plates, waiting,
} from './inspect_ways.ts';

const facts = (floor: ReturnType<typeof waiting>): Record<string, string> =>
  Object.fromEntries(floor.step.facts.map(({ name, value }) => [name, value]));
const choices = (floor: ReturnType<typeof waiting>): string[] =>
  floor.step.choices.map(({ id }) => id);

test('what waits is counted on the first screen and listed, and found by plate or unit', () => {
  assert.equal(workOf(waiting().view).waiting.inspect, 2);
  assert.deepEqual(choices(waiting()), [LOT_TASK, UNIT_TASK]);
  for (const code of [PLATE, 'BRK-10442']) {
    assert.equal(facts(waiting().scan(code).at('inspect.sample'))['part'], 'BRK-10442', code);
  }
  assert.equal(facts(waiting().scan('E7A000802').at('inspect.sample'))['sample'], '2');
  const other = waiting().scan('BAT-00712').heard('attention').at('inspect.what');
  assert.equal(other.step.band?.title.key, 'band.not_inspected');
});

test('the sample says how many to look at, which, and how many may be bad', () => {
  const shown = facts(waiting().scan(PLATE));
  assert.deepEqual([shown['lot_size'], shown['sample'], shown['accept']], ['20', '5', '0']);
  const drawn = (floor: ReturnType<typeof waiting>): string | null =>
    floor.step.facts.find(({ name }) => name === 'sample')!.small;
  assert.equal(drawn(waiting().scan(PLATE)), '2, 7, 11, 12, 19');
  assert.equal(drawn(waiting().scan(UNITS)), null, 'all of them');
});

test('a measured value is typed with its decimals; outside of the limits it counts as bad', () => {
  assert.deepEqual([decimal(1255, 2), decimal(5, 2), decimal(-5, 1), decimal(7, 0)],
    ['12.55', '0.05', '-0.5', '7']);
  const floor = waiting().scan(PLATE).confirm().choose('yes').at('inspect.measure');
  assert.equal(facts(floor)['limits'], '12.40 – 12.60 mm');
  assert.equal(floor.step.quantity?.scale, 2);
  floor.quantity(1261).at('inspect.bad').heard('attention');
  assert.deepEqual([floor.step.band?.title.key, floor.step.band?.code],
    ['band.out_of_limits', '12.61 mm']);
  floor.quantity(0).at('inspect.bad');
  assert.equal(floor.step.band?.title.key, 'band.check_failed');
  floor.quantity(6).at('inspect.bad');
  assert.equal(floor.step.band?.title.key, 'band.more_than_sample');
  assert.ok(!choices(floor.quantity(1).at('inspect.result')).includes('pass'));
  floor.choose('pass').at('inspect.result');
  const body = floor.choose('fail').at('inspect.tell').confirm().body('inspection');
  assert.deepEqual([body['result'], body['nonconforming'], body['findings']], ['fail', 1, [
    { check: 'thread', answer: 'yes' }, { check: 'height', value: 1261, scale: 2, unit: 'mm' },
  ]]);
});

test('a good lot is told, and what comes of it depends on who told it', () => {
  const floor = looked_at(0).choose('pass').confirm().at('inspect.done');
  assert.deepEqual([floor.body('inspection')['task'], floor.body('inspection')['result']],
    [LOT_TASK, 'pass']);
  assert.equal(floor.step.done?.title.key, 'done.inspect_desk', 'a supervisor agrees first');
  const lead = waiting();
  lead.me = { actor: 'rossi', lead: true };
  lead.scan(PLATE).confirm().choose('yes').quantity(1250).quantity(0).choose('pass').confirm();
  assert.equal(lead.step.done?.title.key, 'done.inspect');
  assert.deepEqual(choices(lead.confirm().at('inspect.what')), [UNIT_TASK]);
});

test('bad ones go onto a plate of their own before the result is told', () => {
  const floor = looked_at(1).choose('partial').quantity(20).at('inspect.apart').quantity(3);
  floor.scan(PLATE).at('inspect.plate').heard('attention').scan('C-009001').at('inspect.tell');
  assert.deepEqual(floor.kinds(), ['transfer']);
  const moved = floor.body('transfer');
  assert.deepEqual([moved['source'], moved['target'], moved['lines']], [`lpn:${PLATE}`,
    'lpn:C-009001', [{ part: 'BRK-10442', quantity: 3, lot: 'L26-0190', serials: [] }]]);
  const body = floor.confirm().body('inspection');
  assert.deepEqual([body['result'], body['failed_lpn']], ['partial', 'C-009001']);
});

test('of several plates a person says where the bad ones lie', () => {
  const floor = two_plates().scan('C-2').confirm().quantity(1).choose('partial').quantity(2)
    .at('inspect.from').scan('A07-041-A').heard('attention').scan('C-2').scan('C-009001');
  assert.equal(floor.body('transfer')['source'], 'lpn:C-2');
});

test('units with numbers go apart by their numbers', () => {
  const floor = waiting().scan('E7A000801').confirm().quantity(1).choose('partial').quantity(1)
    .at('inspect.serials').scan('E7A000290').heard('attention').at('inspect.serials')
    .scan('E7A000801').at('inspect.plate').scan('C-009001').at('inspect.tell');
  const moved = floor.body('transfer');
  assert.deepEqual([moved['source'], moved['lines']], [`lpn:${UNITS}`,
    [{ part: 'ECU-77810-AB', quantity: 1, lot: null, serials: ['E7A000801'] }]]);
});

test('a condition has a last day, and no day of the past', () => {
  const floor = looked_at(0).choose('conditional').at('inspect.until');
  assert.deepEqual(choices(floor).slice(0, 3), ['2026-03-02', '2026-03-03', '2026-03-05']);
  floor.choose('2026-03-01').at('inspect.until').choose('2026-03-09').confirm();
  assert.equal(floor.body('inspection')['until'], '2026-03-09');
});

test('leaving says first that what was answered is lost', () => {
  const floor = waiting().scan(PLATE).confirm().choose('yes');
  floor.say({ type: 'back' }).at('inspect.check').say({ type: 'back' }).at('inspect.sample');
});
