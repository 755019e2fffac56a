// SPDX-License-Identifier: Apache-2.0
/** What a person must know of a part: its newer number, lives that hang on it, hazard, packs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PartRow } from '../../src/domain/rows.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { BRAKES, ORDER, demo_rows } from '../fixture.ts';
import { Floor } from './floor.ts';

/** The demo floor, on which the catalogue says more of a part; the order's lines may say more. */
function floor_with(part: string, more: Partial<PartRow>, line: object = {}): Floor {
  const rows = demo_rows().map((row) => {
    const body = row.body as Record<string, unknown>;
    if (row.topic === 'part' && row.key === part) return { ...row, body: { ...body, ...more } };
    if (row.topic !== 'order') return row;
    return { ...row, body: { ...body, lines: (body['lines'] as object[])
      .map((one) => ({ ...one, ...((one as { part: string }).part === part ? line : {}) })) } };
  });
  rows.push({ topic: 'quant', key: 'q', version: 7, body: {
    holder: 'A07-032-C', part: 'BRK-10442', lot: 'L25-0001', serial: '', quantity: 200,
    suppliers: [], receipts: [], expires_on: null } });
  return new Floor(new View(new Checkpoint(rows, 7)));
}

const pads = (more: Partial<PartRow>, line: object = {}): Floor =>
  floor_with('BRK-10442', more, line);
const second = (floor: Floor): Floor => floor.start('pick').choose(ORDER).offer('skip');

for (const policy of ['exhaust', 'immediate'] as const) {
  test(`a look-up names the newer number and what becomes of the old stock: ${policy}`, () => {
    const { step } = pads({ superseded_by: 'BRK-10443', supersession: policy })
      .start('lookup').scan('BRK-10442');
    assert.deepEqual(step.band, {
      tone: 'attn', title: { key: 'band.superseded', params: {} }, code: 'BRK-10443',
      note: { key: `supersession.${policy}.note`, params: { code: 'BRK-10443' } },
    });
  });
}

test('a look-up marks a safety-critical part and a dangerous one', () => {
  const marks = (floor: Floor, code: string) => floor.start('lookup').scan(code).step.marks;
  assert.deepEqual(marks(pads({ critical: 'safety' }), 'BRK-10442'), [{ kind: 'safety' }]);
  assert.deepEqual(marks(pads({}), 'BRK-10442'), []);
  assert.deepEqual(marks(pads({}), 'SLT-00931'),
    [{ kind: 'haz', hazard_class: '3', un: 'UN1263' }]);
  const module = floor_with('ECU-77810-AB', { critical: 'safety' });
  assert.deepEqual(marks(module, 'E7A000290'), [{ kind: 'safety' }], 'by its serial too');
});

test('a hold says more than a newer number', () => {
  const floor = floor_with('ECU-77810-AB', { superseded_by: 'ECU-77810-AC' }).start('lookup');
  assert.equal(floor.scan('E7A000290').step.band?.code, 'ECU-77810-AC');
  floor.say({ type: 'back' });
  floor.start('hold').scan('E7A000290').choose('suspect').confirm().confirm();
  assert.equal(floor.start('lookup').scan('E7A000290').step.band?.tone, 'hold');
});

test('a carton with a superseded part says so while it is received', () => {
  const floor = pads({ superseded_by: 'BRK-10443' }).start('receive').choose('SHP260302A');
  assert.equal(floor.scan('DOCK-01').scan(BRAKES).step.band?.code, 'BRK-10443');
});

test('a pick of a superseded part says so, and asks for the part that was ordered', () => {
  const floor = second(pads({ superseded_by: 'BRK-10443' })).at('pick.bin');
  assert.equal(floor.step.band?.code, 'BRK-10443');
  floor.scan('A07-032-C').at('pick.part');
  assert.equal(floor.step.band?.title.key, 'band.superseded');
  floor.scan('BRK-10442').at('pick.lot').scan('L25-0001').at('pick.quantity').confirm()
    .scan('T-0418');
  const [line] = floor.body('pick')['lines'] as { part: string }[];
  assert.equal(line?.part, 'BRK-10442');
});

test('a line that was asked in cartons says so in pieces and in cartons', () => {
  const asked = { quantity: 4, uom: 'CA', pack: 'CARTON', each: 40 };
  const facts = (floor: Floor) => second(floor).at('pick.bin').step.facts
    .filter((fact) => fact.name === 'quantity').map((fact) => [fact.value, fact.small]);
  assert.deepEqual(facts(pads({}, { quantity: 160, asked })), [['160', '4 × CARTON']]);
  assert.deepEqual(facts(pads({}, { quantity: 240, asked })), [['200', '5 × CARTON']],
    'what one bin has of it');
  assert.deepEqual(facts(pads({}, { quantity: 170, asked })), [['170', null]]);
  assert.deepEqual(facts(pads({})), [['4', null]]);
});
