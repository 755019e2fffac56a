// SPDX-License-Identifier: Apache-2.0
/** A line that is served by another number is packed and loaded as what it is. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { OrderLine } from '../../src/domain/rows.ts';
import { asked_for, line_for, owed_lines } from '../../src/flow/served.ts';
import { row } from '../fixture.ts';
import { brought, floor_of, order, part, stock, task } from './orders.ts';

const PARTS = [
  part('OLD-1'), part('NEW-1'), part('WANT-1'), part('SUB-1'), part('CLP-3'),
  row('supersession', 'OLD-1||', {
    old: 'OLD-1', new: [{ part: 'NEW-1', factor: 1 }], kind: 'full', join: 'or', condition: '',
    strategy: 'use_up', valid_from: '', safety: false, active: true,
  }),
  row('substitute', 'SUB-1|WANT-1', {
    part: 'SUB-1', for_part: 'WANT-1', customers: ['D1'], price: 'neutral', active: true,
  }),
];

test('PK7 PK8 what serves a line is packed, and the order is whole: all on one device', () => {
  const floor = floor_of(...PARTS, stock('A07-041-A', 'NEW-1', 5), stock('A07-030-C', 'SUB-1', 5),
    order('O-1', [['OLD-1', 2], ['WANT-1', 1]])).start('pick').choose('O-1').at('pick.bin');
  floor.scan('A07-041-A').scan('NEW-1').quantity(2).scan('T-0001').at('pick.nowhere');
  floor.choose('SUB-1').scan('A07-030-C').scan('SUB-1').quantity(1).scan('T-0001').at('pick.done');
  floor.confirm().start('pack').scan('T-0001').scan('C-0001');
  floor.scan('NEW-1').heard('good').at('pack.quantity');
  assert.equal(floor.step.quantity?.expected, 2);
  floor.confirm().scan('SUB-1').heard('good').confirm().at('pack.done');
  assert.equal(floor.step.done?.attn, false, 'nothing is owed any more');
  assert.deepEqual(floor.step.done?.facts.filter(({ name }) => name === 'part')
    .map(({ value, small, done }) => [value, small, done]),
  [['OLD-1', '2 / 2 · NEW-1', true], ['WANT-1', '1 / 1 · SUB-1', true]]);
  assert.equal(owed_lines(floor.view, 'O-1'), 0);
  floor.confirm().start('load').scan('DOOR-2').scan('C-0001').heard('good');
  assert.equal(floor.body('load')['order'], 'O-1');
});

test('PK7 a colleague who heard of it from the server packs it, and says what is missing', () => {
  const floor = floor_of(...PARTS, stock('lpn:T-0001', 'NEW-1', 2), order('O-1',
    [['CLP-3', 1], ['OLD-1', 2, { picked: 2, given: { 'NEW-1': 2 } }]],
    { goods: [brought('lpn:T-0001', 'NEW-1', 2)] })).start('pack').scan('T-0001').scan('C-0001');
  floor.scan('NEW-1').heard('good').quantity(1).at('pack.unit').offer('missing');
  floor.quantity(1).choose('not_in_tote').confirm().at('pack.done');
  assert.equal(floor.body('pack_short')['order'], 'O-1');
  assert.equal(owed_lines(floor.view, 'O-1'), 2, 'one of it, and the clip');
});

test('a number that neither was ordered nor serves stays out of the carton', () => {
  const floor = floor_of(...PARTS, stock('lpn:T-0001', 'NEW-1', 1), order('O-1',
    [['OLD-1', 2]], { goods: [brought('lpn:T-0001', 'NEW-1', 1)] })).start('pack').scan('T-0001');
  assert.equal(floor.scan('C-0001').scan('NEW-1').heard('stop').step.stop?.code, 'not_ordered');
});

test('CF9 a tote whose order has left is not packed: it goes back, and Pick has the task', () => {
  const rows = [...PARTS, stock('lpn:T-0001', 'CLP-3', 4), order('O-1', [['CLP-3', 4]],
    { state: 'short_shipped', goods: [brought('lpn:T-0001', 'CLP-3', 4)] })];
  const early = floor_of(...rows).start('pack').scan('T-0001').heard('stop').at('pack.tote');
  assert.deepEqual([early.step.stop?.code, early.step.stop?.next.key],
    ['order_left', 'stop.next.put_back']);
  const back = task('put_back|O-1|lpn:T-0001|CLP-3', { kind: 'put_back', lpn: 'T-0001',
    part: 'CLP-3', quantity: 4, order: 'O-1' });
  const floor = floor_of(...rows, back).start('pack').offer('put_back').at('pick.order');
  floor.choose(back.key).at('pick.back').scan('CLP-3').scan('B04-011-B').at('pick.back_done');
  assert.equal(floor.body('transfer')['task'], back.key);
});

test('after a stop the pad asks for the part that was scanned, and its head names it', () => {
  const floor = floor_of(...PARTS, stock('lpn:T-0001', 'CLP-3', 4), stock('lpn:T-0001', 'SUB-1', 3),
    order('O-1', [['CLP-3', 4], ['SUB-1', 3]], { goods: [brought('lpn:T-0001', 'CLP-3', 4),
      brought('lpn:T-0001', 'SUB-1', 3)] })).start('pack').scan('T-0001').scan('C-0001');
  floor.scan('OLD-1').heard('stop').scan('SUB-1').at('pack.quantity');
  const [head] = floor.step.facts.filter(({ name }) => name === 'part');
  assert.deepEqual([head?.value, head?.current], ['SUB-1', true]);
});

type Vector = {
  name: string; lines: OrderLine[]; asked: Record<string, number>;
  line_of: Record<string, number | null>;
};
const VECTOR = new URL('../../../tests/vectors/asked_for.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(VECTOR, 'utf8')) as { vectors: Vector[] };

for (const { name, lines, asked, line_of } of vectors) {
  test(`vector: ${name}`, () => {
    const { view } = floor_of(order('O-9', lines.map((one) => [one.part, one.quantity, one])));
    assert.deepEqual(Object.fromEntries(asked_for(view, 'O-9')), asked);
    for (const [number, line] of Object.entries(line_of)) {
      assert.equal(line_for(view, 'O-9', number)?.line ?? null, line, number);
    }
  });
}
