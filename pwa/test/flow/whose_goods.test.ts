// SPDX-License-Identifier: Apache-2.0
/** One tote serves one order after the other: whose its goods are says what is in it now. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Told } from '../../src/domain/operation.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { brought_for, order_in, orders_in } from '../../src/flow/claims.ts';
import { totes } from '../../src/flow/pack.ts';
import { ORDER, demo_rows } from '../fixture.ts';
import { packed, picked, second_line, stored } from './days.ts';
import { Floor } from './floor.ts';

const OTHER = 'DLR3032';
const FILTER = 'BRK-10424';
const line = (part: string, quantity: number) =>
  ({ line: 1, part, quantity, picked: quantity, vin: null, note: null });
const brought = (holder: string, part: string, quantity: number, at = '2026-03-02T08:00:00Z') =>
  ({ holder, part, quantity, at });

type Goods = ReturnType<typeof brought>[];
/** The floor where another device picked one part into the tote for another order. */
function shared(mine: Goods | undefined, other: Goods | undefined): View {
  const rows = demo_rows().map((row) => (row.topic !== 'order' ? row
    : { ...row, body: { ...row.body as object, ...(mine ? { goods: mine } : {}) } }));
  const order = { order: OTHER, customer: 'C', name: 'N', priority: 'STOCK', must_ship: null,
    state: 'picked', lines: [line(FILTER, 1)], ...(other ? { goods: other } : {}) };
  const quant = { holder: 'lpn:T-0418', part: FILTER, lot: 'L25-0007', serial: '', quantity: 1,
    suppliers: [], receipts: [], expires_on: null };
  return new View(new Checkpoint([...rows, { topic: 'order', key: OTHER, version: 9, body: order },
    { topic: 'quant', key: 'q', version: 9, body: quant }], 9), [], undefined, undefined,
  packed().told);
}

test('a tote that was packed and filled again is of the order whose goods are in it', () => {
  const view = shared([], [brought('lpn:T-0418', FILTER, 1)]);
  assert.equal(order_in(view, 'T-0418'), OTHER);
  assert.deepEqual(totes(view), [{ tote: 'T-0418', order: OTHER }]);
  const floor = new Floor(view).start('pack').scan('T-0418').at('pack.carton').scan('C-000099');
  assert.equal(floor.scan(FILTER).heard('good').confirm().body('pack')['order'], OTHER);
});

test('where nobody told whose the goods are, the packer is asked for the order', () => {
  const view = shared(undefined, undefined);
  assert.deepEqual(totes(view), [{ tote: 'T-0418', order: null }]);
  const floor = new Floor(view).start('pack').scan('T-0418').at('pack.order').scan(ORDER);
  floor.scan('C-000099').scan(FILTER).heard('stop').at('pack.unit');
  assert.equal(floor.step.stop?.code, 'not_ordered');
});

test('goods that were picked for another order are not packed for this one', () => {
  const view = (other: Goods): View => shared([brought('lpn:T-0418', 'BRK-10442', 4)], other)
    .with_ops(picked().told.filter((op) => op.kind === 'pick'));
  const floor = new Floor(view([])).start('pack').scan('T-0418').at('pack.order').scan(ORDER);
  floor.scan('C-000099');
  floor.view = view([brought('lpn:T-0418', FILTER, 1)]); // known now: goods of two are in it
  assert.equal(new Floor(floor.view).start('pack').scan('T-0418').step.stop?.code, 'sort_first');
  floor.scan(FILTER).heard('stop').at('pack.unit');
  assert.deepEqual([floor.step.stop?.code, floor.step.stop?.note.params],
    ['other_order', { order: OTHER }]);
});

test('an older claim of goods that have left yields to the latest pick', () => {
  const view = shared([brought('lpn:T-0418', FILTER, 1, '2026-03-01T08:00:00Z')],
    [brought('lpn:T-0418', FILTER, 1)]);
  assert.deepEqual(orders_in(view, 'T-0418'), [OTHER]);
});

test('a carton that is loaded or packed is no tote to pack, and no tote to pick into', () => {
  const direct = second_line().scan('A07-032-C').scan('BRK-10442').scan('L26-0188').confirm()
    .scan('C-000091').confirm();
  assert.deepEqual(totes(direct.view).map(({ tote }) => tote).sort(), ['C-000091', 'T-0418']);
  direct.start('load').scan('DOOR-2').scan('C-000091').heard('good');
  assert.deepEqual(totes(direct.view).map(({ tote }) => tote), ['T-0418']);
  const again = stored().start('pick').choose(ORDER).scan('A02-015-B').scan('E7A000290');
  again.view = again.view.with_ops(packed().told.filter((op) => op.kind === 'pack'));
  assert.equal(again.scan('C-000091').heard('stop').step.stop?.code, 'not_tote');
});

test('a second tote is said, and the end lists each tote with what is in it', () => {
  const floor = second_line().scan('A07-032-C').scan('BRK-10442').scan('L26-0188').confirm()
    .scan('T-0999').heard('attention').at('pick.done');
  assert.equal(floor.step.band?.title.key, 'band.other_tote');
  const totes_said = floor.step.done!.facts.filter((fact) => fact.name === 'target');
  assert.deepEqual(totes_said.map(({ value, small }) => [value, small]),
    [['T-0418', '1 × ECU-77810-AB'], ['T-0999', '4 × BRK-10442']]);
});

test('what is on the vehicle is listed at its door, whoever loaded it', () => {
  const floor = packed().start('load').scan('DOOR-2').scan('C-000091').offer('finish').confirm();
  floor.start('load').scan('DOOR-2');
  assert.deepEqual(floor.step.list?.rows.map(({ code }) => code), ['C-000091']);
});

type Case = { name: string; goods: Record<string, number>;
  told: { kind: string; source: string; target: string; quantity: number }[] };
const VECTOR = new URL('../../../tests/vectors/order_goods.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(VECTOR, 'utf8')) as { cases: Case[] };

for (const { name, goods, told } of cases) {
  test(`vector: ${name}`, () => {
    const ops = told.map(({ kind, source, target, quantity }) => ({
      kind, group: 'g', after: [], scans: [], captured_at: '', actor: 'ana',
      body: { order: OTHER, line: 1, task: null, source, target,
        lines: [{ part: FILTER, quantity, lot: null, serials: [] }] } }) as unknown as Told);
    const found = brought_for(new View(new Checkpoint([], 1), ops), OTHER);
    assert.deepEqual(Object.fromEntries(found.map((one) => [one.holder, one.quantity])), goods);
  });
}
