// SPDX-License-Identifier: Apache-2.0
/** Which carton is proposed, why, and what is said when it becomes too heavy (PA3). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { propose } from '../../src/domain/cartons.ts';
import type { CartonRow } from '../../src/domain/cartons.ts';
import { ORDER } from '../fixture.ts';
import { CARTONS, bench, choosing, full, order_row, part_row, settings } from './pack_ways.ts';

const PADS = 'BRK-10442';
const MODULE = 'ECU-77810-AB';
const sizes = CARTONS.map(({ body }) => body as CartonRow);
const part = (more: object) => (part_row(PADS, more).body as never);
const proposed = (n: number, more: object, fill_percent = 100) => {
  const found = propose(sizes.map((size) => ({ ...size, fill_percent })),
    [{ code: PADS, part: part(more), quantity: n }]);
  return [found?.size?.carton, found?.why];
};

test('the smallest carton that holds the volume, the weight and the longest side', () => {
  const pads = { volume_ml: 1000, weight_g: 100, length_mm: 0 };
  assert.deepEqual(proposed(3, pads), ['S', 'smallest']);
  assert.deepEqual(proposed(3, pads, 99), ['M', 'smallest'], 'goods never fill all of it');
  assert.deepEqual(proposed(4, pads), ['M', 'smallest']);
  assert.deepEqual(proposed(1, { ...pads, weight_g: 4880 }), ['S', 'smallest']);
  assert.deepEqual(proposed(1, { ...pads, weight_g: 4881 }), ['M', 'smallest'], 'with its own');
  assert.deepEqual(proposed(1, { ...pads, length_mm: 400 }), ['L', 'smallest']);
});

test('what no carton holds goes into several, the largest first', () => {
  assert.deepEqual(proposed(200, { volume_ml: 1000, weight_g: 10 }), ['L', 'large']);
  assert.deepEqual(proposed(1, { volume_ml: 10, weight_g: 10, length_mm: 700 }), ['L', 'large']);
});

test('a part without a size or a weight is never guessed', () => {
  assert.deepEqual(proposed(1, { volume_ml: 0, weight_g: 10 }), [undefined, 'unknown']);
  assert.deepEqual(proposed(1, { volume_ml: 10, weight_g: 0 }), [undefined, 'unknown']);
  assert.equal(propose([], [{ code: PADS, part: part({}), quantity: 1 }]), null);
});

test('the bench proposes a carton with its reason, and tells which one was taken', () => {
  const floor = choosing().at('pack.carton');
  const size = floor.step.facts.find((one) => one.name === 'carton_size');
  assert.deepEqual([size?.value, size?.small], ['S', '200 × 150 × 100 mm']);
  assert.deepEqual(floor.step.why, [{ key: 'pack.size.smallest', params: { l: 0.5, kg: 0.5 } }]);
  assert.ok(floor.step.facts.some((one) => one.value === PADS), 'the goods stay on the screen');
  floor.scan('C-000091').scan('E7A000290');
  assert.equal(floor.body('pack')['size'], 'S');
});

test('another carton can be chosen; too small ones say so', () => {
  const big = part_row(PADS, { volume_ml: 1500, weight_g: 100 });
  const floor = choosing(big).offer('other_size').at('pack.size');
  assert.deepEqual(floor.step.choices.map(({ id, small, chosen }) => [id, small?.key, chosen]), [
    ['S', 'pack.size.small', false], ['M', 'pack.size.holds', true],
    ['L', 'pack.size.holds', false],
  ]);
  floor.choose('L').at('pack.carton');
  assert.deepEqual(floor.step.why.map(({ key }) => key), ['pack.size.chosen']);
  floor.scan('C-000091').scan('E7A000290');
  assert.equal(floor.body('pack')['size'], 'L');
  floor.offer('other_carton').at('pack.carton');
  assert.equal(floor.step.facts.find((one) => one.name === 'carton_size')?.value, 'M', 'anew');
});

test('a carton that was begun keeps its size, whoever began it', () => {
  const known = order_row({ sizes: { 'C-000091': 'M' } });
  choosing(known).scan('C-000091').scan('E7A000290');
  const floor = choosing(known).scan('C-000091').scan('E7A000290');
  assert.equal(floor.body('pack')['size'], 'M');
});

test('without a size of a part nothing is proposed, and no size is told', () => {
  const floor = choosing(part_row(MODULE, { volume_ml: 0 }));
  assert.deepEqual(floor.step.why, [{ key: 'pack.size.unknown', params: { part: MODULE } }]);
  floor.scan('C-000091').scan('E7A000290');
  assert.equal('size' in floor.body('pack'), false);
});

test('a site without cartons is asked nothing', () => {
  const floor = bench().offer('other_carton').at('pack.carton');
  assert.deepEqual([floor.step.why, floor.step.offers], [[], []]);
});

test('more than a carton may weigh is said when it is put in, and on the scale', () => {
  const heavy = part_row(PADS, { weight_g: 2000, volume_ml: 100 });
  const floor = choosing(heavy).offer('other_size').choose('S').scan('C-000091');
  floor.scan('E7A000290').scan(PADS).quantity(2);
  assert.notEqual(floor.step.band?.title.key, 'band.too_heavy');
  floor.scan(PADS).quantity(1);
  assert.deepEqual(floor.step.band?.note,
    { key: 'pack.heavy_note', params: { said: 6220, most: 5000 } });
  floor.offer('more').choose('weigh').quantity(6220).at('pack.weigh_again');
  assert.equal(floor.step.band?.title.key, 'band.too_heavy');
  floor.quantity(6220).at('pack.unit');
  assert.deepEqual(floor.body('carton_weighed'),
    { lpn: 'C-000091', weight_g: 6220, computed_g: 6220, order: ORDER, most_g: 5000 });
});

test('the empty carton of the size is weighed with the goods', () => {
  const taken = settings({ 'pack.carton_g': 999 });
  const floor = full(taken, ...CARTONS).offer('more').choose('weigh').quantity(620);
  floor.at('pack.done');
  assert.equal(floor.body('carton_weighed')['computed_g'], 620);
});
