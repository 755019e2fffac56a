// SPDX-License-Identifier: Apache-2.0
/** PK18: a kit is picked, packed and loaded all together or not at all, and waits else. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { OrderLine } from '../../src/domain/rows.ts';
import { found_short } from '../../src/domain/source.ts';
import { give } from '../../src/flow/give.ts';
import { beyond, not_packed, not_picked } from '../../src/flow/kit_parts.ts';
import { due_orders } from '../../src/flow/pick_due.ts';
import type { Floor } from './floor.ts';
import { brought, floor_of, order, part, set, stock, task } from './orders.ts';

const PARTS = [part('KIT-A'), part('KIT-B'), part('CLP-3')];
const kit = { kit: 'SET-1' };
const asked = (picked: [number, number], more: object = {}): ReturnType<typeof order> =>
  order('O-1', [['KIT-A', 2, { ...kit, picked: picked[0] }],
    ['KIT-B', 1, { ...kit, picked: picked[1] }]], more);

test('a part of a kit is not packed alone; with the rest it is', () => {
  const rows = [...PARTS, stock('lpn:T-0001', 'KIT-A', 2), stock('lpn:T-0001', 'KIT-B', 1)];
  const goods = [brought('lpn:T-0001', 'KIT-A', 2), brought('lpn:T-0001', 'KIT-B', 1)];
  const half = floor_of(...rows.slice(0, 4), asked([2, 0], { goods: goods.slice(0, 1) }));
  half.start('pack').scan('T-0001').scan('C-0001').scan('KIT-A').heard('stop').at('pack.unit');
  assert.deepEqual([half.step.stop?.code, half.step.stop?.note.params],
    ['kit_part', { code: 'KIT-B' }]);
  assert.deepEqual(half.told, []);
  const whole = floor_of(...rows, asked([2, 1], { goods })).start('pack').scan('T-0001');
  whole.scan('C-0001').scan('KIT-A').heard('good').confirm().scan('KIT-B').confirm();
  whole.at('pack.done');
});

test('a carton with part of a kit is not loaded until the rest is packed', () => {
  const rows = [...PARTS, stock('lpn:C-0001', 'KIT-A', 2), stock('lpn:T-0001', 'KIT-B', 1),
    asked([2, 1], { cartons: ['lpn:C-0001'], goods: [brought('lpn:C-0001', 'KIT-A', 2),
      brought('lpn:T-0001', 'KIT-B', 1)] })];
  const floor = floor_of(...rows).start('load').scan('DOOR-2').scan('C-0001').heard('stop');
  assert.equal(floor.step.stop?.code, 'kit_part');
  floor.start('pack').scan('T-0001').scan('C-0002').scan('KIT-B').confirm().at('pack.done');
  floor.start('load').scan('DOOR-2').scan('C-0001').heard('good').scan('C-0002').heard('good');
});

/** Both bins of the book were found empty by this device. */
function found_nowhere(...more: ReturnType<typeof order>[]): Floor {
  const floor = floor_of(...PARTS, stock('A07-041-A', 'KIT-A', 9), stock('A07-030-C', 'KIT-B', 300),
    stock('B04-011-B', 'KIT-B', 72), asked([0, 0], { priority: 'VOR' }), ...more);
  floor.start('pick').choose('O-1');
  for (const bin of ['B04-011-B', 'A07-030-C']) {
    if (floor.step.state === 'bin' && floor.step.plate?.location === 'A07-041-A') {
      floor.scan('A07-041-A').scan('KIT-A').quantity(2).scan('T-0001');
    }
    floor.at('pick.bin').scan(floor.step.plate!.location).offer('short').quantity(0);
    floor.choose('not_there').confirm();
    assert.ok(bin);
  }
  return floor.at('pick.done');
}

test('a kit that lacks a part nobody has is offered to nobody, and waits where all see it', () => {
  const floor = found_nowhere(order('O-2', [['CLP-3', 1]]), order('O-3', [['CLP-3', 1]]),
    stock('A07-041-A', 'CLP-3', 5), set({ 'pick.cluster_orders': 4 }));
  assert.equal(floor.step.band?.title.key, 'band.kit_waits');
  assert.equal(due_orders(floor.view).some((row) => row.order === 'O-1'), false);
  const next = give(floor.view, { me: 'ana', now_ms: Date.now(), lead: false, here: null });
  assert.notEqual(next?.start['order'], 'O-1');
  floor.confirm().start('pick');
  const waits = floor.step.choices.find(({ id }) => id === 'O-1');
  assert.deepEqual([waits?.small?.key, waits?.small?.params],
    ['pick.kit_waits', { code: 'KIT-B' }]);
});

type Vector = {
  name: string; lines: OrderLine[]; cartons: string[];
  goods: Record<string, Record<string, number>>; picked: object; packed: object;
  beyond: Record<string, [string | null, string | null]>;
};
const read = <T>(name: string): T[] => (JSON.parse(readFileSync(
  new URL(`../../../tests/vectors/${name}.json`, import.meta.url), 'utf8')) as { vectors: T[] })
  .vectors;

for (const row of read<Vector>('kit_parts')) {
  test(`vector: ${row.name}`, () => {
    const goods = Object.entries(row.goods).flatMap(([holder, parts]) =>
      Object.entries(parts).map(([number, n]) => brought(holder, number, n)));
    const { view } = floor_of(order('O-9', row.lines.map((one) => [one.part, one.quantity, one]),
      { cartons: row.cartons, goods }));
    const [picked, packed] = [not_picked(view, 'O-9'), not_packed(view, 'O-9')];
    const lacks = (of: typeof picked): object =>
      Object.fromEntries([...of].map(([name, line]) => [name, line.part]));
    assert.deepEqual([lacks(picked), lacks(packed)], [row.picked, row.packed]);
    for (const [number, found] of Object.entries(row.beyond)) {
      assert.deepEqual([picked, packed].map((of) => beyond(view, 'O-9', of, number)), found);
    }
  });
}

type Short = { task: { location: string }; part: string; short: boolean };
for (const [at, row] of read<Short>('found_short').entries()) {
  test(`vector: found short ${at}`, () => {
    const { view } = floor_of(task('count:9', { kind: 'count', ...row.task }));
    assert.equal(found_short(view, row.part).has(row.task.location), row.short);
  });
}
