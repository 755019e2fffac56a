// SPDX-License-Identifier: Apache-2.0
/** Batch and sort (PK1): one stop for several orders, one number, and each its own tote after. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { shares } from '../../src/domain/share.ts';
import type { Want } from '../../src/domain/share.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { brought_for } from '../../src/flow/claims.ts';
import { workOf } from '../../src/state/work.ts';
import { row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { BATCH, batch, order, picked_batch, rows, sorting, view } from './batch_ways.ts';
import { Floor } from './floor.ts';
import { held, settings } from './pack_ways.ts';

const PADS = 'BRK-10442';
type Case = { name: string; units: number; wants: Want[]; shares: [string, number, number][] };
const VECTOR = new URL('../../../tests/vectors/batch_share.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(VECTOR, 'utf8')) as { vectors: Case[] };

for (const { name, units, wants, shares: given } of vectors) {
  test(`who gets what there is: ${name}`, () => {
    for (const all of [wants, [...wants].reverse()]) {
      assert.deepEqual(shares(units, all).map(([one, n]) => [one.order, one.line, n]), given);
    }
  });
}

/** What picks, shorts and transfers told: for whom, how many, into what. */
const told = (floor: Floor, kind: string): unknown[] => floor.told
  .filter((op) => op.kind === kind).map(({ body }) => {
    const all = body as unknown as Record<string, unknown>;
    const lines = all['lines'] as { quantity: number }[] | undefined;
    return [all['order'], lines?.[0]?.quantity ?? all['found'], all['target'] ?? all['asked']];
  });
const goods = (floor: Floor, name: string): unknown => {
  const there: Record<string, number> = {};
  for (const { holder, quantity } of brought_for(floor.view, name)) {
    there[holder] = (there[holder] ?? 0) + quantity;
  }
  return there;
};
const offered = (floor: Floor): string[] => floor.step.offers.map(({ id }) => id);

/** To the clips that two orders want, in their bin. */
const clips = (...more: Row[]): Floor =>
  to_clips(batch(...more));
function to_clips(floor: Floor): Floor {
  while (floor.at('pick.bin').step.plate?.location !== 'A07-041-A') floor.offer('skip');
  return floor.scan('A07-041-A').at('pick.part').scan('CLP-1').at('pick.quantity');
}

test('PK1 a batch asks once for what several orders want, and tells it for each', () => {
  const floor = clips();
  assert.equal(floor.step.quantity?.expected, 3);
  assert.equal(floor.step.subtitle?.key, 'pick.batch');
  assert.equal(floor.step.subtitle?.params['orders'], 'O-1 O-2 O-3');
  assert.equal(floor.step.facts.find((one) => one.name === 'quantity')?.small,
    '\u20661\u00a0×\u00a0O-1\u2069, \u20662\u00a0×\u00a0O-2\u2069');
  floor.quantity(3).at('pick.tote').scan(BATCH).heard('good').at('pick.bin');
  assert.deepEqual(told(floor, 'pick'), [['O-1', 1, `lpn:${BATCH}`], ['O-2', 2, `lpn:${BATCH}`]]);
  assert.deepEqual(goods(floor, 'O-2'), { [`lpn:${BATCH}`]: 2 });
  assert.equal(floor.step.facts.find((one) => one.name === 'target')?.value, BATCH);
});

test('PK1 the way to a batch, to the end of its sort', () => {
  const floor = clips().quantity(3).scan(BATCH);
  while (floor.step.state !== 'sort') {
    if (floor.step.plate?.location === 'A02-015-B') {
      floor.scan('A02-015-B').scan('E7A000290').scan(BATCH);
    } else {
      assert.equal(floor.step.plate?.location, 'A07-032-C');
      floor.scan('A07-032-C').scan(PADS).scan('L26-0188');
      assert.equal(floor.step.quantity?.expected, 3, 'one of O-1, two of O-3');
      floor.quantity(3).scan(BATCH);
    }
  }
  floor.scan('CLP-1').heard('good').at('pick.sort_to');
  assert.deepEqual(floor.step.question, { key: 'pick.sort_to.ask', params: { n: 1, at: 1 } });
  floor.scan('T-0001').heard('good').at('pick.sort').scan('CLP-1').scan('T-0002');
  floor.scan(PADS).at('pick.sort_to');
  assert.deepEqual(floor.step.question, { key: 'pick.sort_to.ask', params: { n: 1, at: 1 } });
  assert.deepEqual(floor.step.facts.filter((one) => one.current).map(({ value }) => value),
    ['T-0001'], 'its tote is known now');
  floor.scan('T-0001').scan(PADS).scan('T-0003').scan('E7A000290').scan('T-0003');
  floor.at('pick.sort_done');
  assert.equal(floor.step.done?.title.key, 'done.sort');
  assert.deepEqual(floor.step.done?.facts.map((one) => one.small), ['T-0001', 'T-0002', 'T-0003']);
  assert.deepEqual(goods(floor, 'O-3'), { 'lpn:T-0003': 3 });
  assert.equal(floor.view.in_holder(`lpn:${BATCH}`).length, 0);
  const sorted = floor.told.filter((op) => op.kind === 'transfer').map(({ body }) => body);
  assert.ok(sorted.every((body) => 'order' in body && 'source' in body
    && body.source === `lpn:${BATCH}`));
});

test('PK1 PK4 too few: who leaves first gets them, and each other line is short', () => {
  const early = order('O-2', [['CLP-1', 2]], { cut_off: '2026-03-02T12:00:00.000Z' });
  const floor = clips(early).offer('short').quantity(2).choose('not_there').confirm();
  floor.at('pick.tote').scan(BATCH);
  assert.deepEqual(told(floor, 'pick'), [['O-2', 2, `lpn:${BATCH}`]]);
  assert.deepEqual(told(floor, 'short_pick'), [['O-1', 0, 1]]);
});

test('PK1 PK5 none there: every line is short, and no tote is asked for', () => {
  const floor = clips().offer('short').quantity(0).choose('not_there').confirm();
  assert.deepEqual(told(floor, 'short_pick'), [['O-1', 0, 1], ['O-2', 0, 2]]);
  assert.deepEqual(told(floor, 'pick'), []);
  floor.at('pick.bin');
});

test('PK1 PK13 a batch tote that is full: the rest goes into another, for whom it is', () => {
  const floor = clips().quantity(3).scan(BATCH);
  const again = batch(order('O-1', [['CLP-1', 4]]));
  again.view = again.view.with_ops(floor.told.slice(0, 0));
  to_clips(again).quantity(6).at('pick.tote');
  assert.ok(offered(again).includes('tote_full'));
  again.scan(BATCH);
  assert.deepEqual(told(again, 'pick'), [['O-1', 4, `lpn:${BATCH}`], ['O-2', 2, `lpn:${BATCH}`]]);
  const other = to_clips(tote_first(order('O-1', [['CLP-1', 4]]))).quantity(5);
  other.at('pick.short').choose('not_there').confirm();
  assert.deepEqual(told(other, 'pick'), [['O-1', 4, `lpn:${BATCH}`], ['O-2', 1, `lpn:${BATCH}`]]);
});

const tote_first = (...more: Row[]): Floor =>
  batch(settings({ 'pick.tote_first': true }), ...more).at('pick.tote_first').scan(BATCH);

test('PK1 PK13 what still fits goes in first', () => {
  const floor = batch(order('O-1', [['CLP-1', 4]]), order('O-3', [['CLP-2', 1]]));
  to_clips(floor).quantity(6).scan(BATCH);
  const next = to_clips(batch(order('O-1', [['CLP-1', 4], ['BAT-00712', 1]]),
    order('O-2', [['CLP-1', 2], ['BAT-00712', 3]]), order('O-3', [['CLP-2', 1]])));
  next.quantity(6).scan(BATCH).at('pick.bin').scan('B04-011-B').scan('BAT-00712').quantity(4);
  next.offer('tote_full').at('pick.fits').quantity(2).at('pick.tote').scan('T-0901');
  assert.deepEqual(told(next, 'pick').slice(2), [['O-1', 1, `lpn:${BATCH}`],
    ['O-2', 1, `lpn:${BATCH}`], ['O-2', 2, 'lpn:T-0901']]);
});

test('PK1 an order that was cancelled at the shelf takes no more; the others do', () => {
  const floor = batch();
  while (floor.step.plate?.location !== 'A07-041-A') floor.offer('skip');
  floor.view = view(order('O-1', [['CLP-1', 1], [PADS, 1]], { state: 'cancelled' }));
  assert.equal(floor.step.band?.title.key, 'band.order_cancelled');
  floor.scan('A07-041-A').at('pick.part').scan('CLP-1');
  assert.equal(floor.step.quantity?.expected, 2);
  floor.quantity(2).scan(BATCH);
  assert.deepEqual(told(floor, 'pick'), [['O-2', 2, `lpn:${BATCH}`]]);
});

test('PK1 PK15 goods of an order that was cancelled meanwhile stay in the batch', () => {
  const gone = order('O-2', [['CLP-1', 2]], { state: 'cancelled' });
  const floor = sorting(gone).scan('CLP-1').at('pick.sort_to').scan('T-0001');
  floor.scan('CLP-1').heard('attention').at('pick.sort');
  assert.equal(floor.step.band?.title.key, 'band.sort_stays');
  floor.scan(PADS).choose('L26-0188').scan('T-0001').scan(PADS).at('pick.sort_to');
  floor.scan('T-0003').scan('E7A000290').scan('T-0003').at('pick.sort_done');
  assert.deepEqual(floor.step.done?.title,
    { key: 'done.sort_left', params: { n: 2, tote: BATCH } });
});

test('PK1 PK15 what was put back from a batch leaves the others what is theirs', () => {
  const floor = sorting(order('O-2', [['CLP-1', 2]], { state: 'cancelled' }));
  floor.view = floor.view.with_ops([{ kind: 'transfer', group: 'g', after: [], scans: [],
    captured_at: '', actor: 'ben', body: { task: `put_back|O-2|lpn:${BATCH}|CLP-1`,
      source: `lpn:${BATCH}`, target: 'A07-041-A', lpn: null, suggested: null, reason: null,
      lines: [{ part: 'CLP-1', quantity: 2, lot: null, serials: [] }] } }]);
  assert.deepEqual(goods(floor, 'O-2'), {});
  floor.scan('CLP-1').heard('good').at('pick.sort_to');
  assert.equal(floor.step.facts.find((one) => one.name === 'document')?.value, 'O-1');
});

test('PK1 PK12 what is held meanwhile is not sorted', () => {
  const floor = sorting(held({ part: 'CLP-1' })).scan('CLP-1').heard('stop').at('pick.sort');
  assert.ok(floor.step.hold !== null);
  floor.say({ type: 'acknowledge' });
  assert.ok(!floor.step.facts.some(({ value }) => value === 'CLP-1'));
});

test('PK1 the wrong tote stops a sort, the batch itself too', () => {
  const floor = sorting().scan('CLP-1').scan('T-0001').scan('CLP-1').at('pick.sort_to');
  floor.scan('T-0001').heard('stop');
  assert.deepEqual(floor.step.stop?.note,
    { key: 'stop.wrong_tote.note', params: { order: 'O-1' } });
  floor.scan(BATCH).heard('attention').at('pick.sort_to');
  assert.equal(floor.step.band?.title.key, 'band.sort_same');
  floor.scan('T-0002').heard('good');
});

test('PK1 what is in no batch, or in it without a number, is said', () => {
  const floor = sorting().scan('BAT-00712').heard('stop').at('pick.sort');
  assert.equal(floor.step.stop?.code, 'not_in_tote');
  floor.scan('ECU-77810-AB').at('pick.sort_serial').scan('E7A000290').at('pick.sort_to');
});

test('PK1 PK13 a tote of an order that is full takes fewer; PA2 what is missing is owed', () => {
  const floor = sorting().scan('CLP-1').scan('T-0001').scan('CLP-1').offer('fewer').quantity(3);
  assert.equal(floor.heard('attention').at('pick.sort_fewer').step.band?.title.key,
    'band.asked_only');
  floor.quantity(1).at('pick.sort_to').scan('T-0002');
  assert.deepEqual(goods(floor, 'O-2'), { [`lpn:${BATCH}`]: 1, 'lpn:T-0002': 1 });
  floor.offer('missing').at('pick.sort_missing').choose('O-2|CLP-1').at('pick.sort');
  assert.deepEqual(floor.body('pack_short'), {
    order: 'O-2', source: `lpn:${BATCH}`, reason: 'not_there', location: 'A02-015-B',
    lines: [{ part: 'CLP-1', quantity: 1, lot: null, serials: [] }],
  });
  assert.deepEqual(goods(floor, 'O-2'), { 'lpn:T-0002': 1 });
});

test('PK1 PK21 one line of a batch is put back, and what was sorted comes out again', () => {
  const floor = clips().quantity(3).scan(BATCH).offer('undo').choose('last').at('undo.bin');
  floor.scan('A07-041-A').heard('good').at('pick.part');
  assert.deepEqual([goods(floor, 'O-1'), floor.view.owed('O-2', 1)], [{ [`lpn:${BATCH}`]: 1 }, 2]);
  const sorted = sorting().scan('CLP-1').scan('T-0001').at('pick.sort').offer('undo');
  sorted.at('undo.plate').scan(BATCH).heard('good').at('pick.sort');
  assert.equal(sorted.body('undo')['order'], 'O-1');
  assert.deepEqual(goods(sorted, 'O-1'), { [`lpn:${BATCH}`]: 2 });
});

test('PK1 what was sorted out is not undone as a pick', () => {
  const floor = clips().quantity(3).scan(BATCH);
  floor.view = floor.view.with_ops([{ kind: 'transfer', group: 'g', after: [], scans: [],
    captured_at: '', actor: 'ben', body: { task: null, source: `lpn:${BATCH}`, order: 'O-2',
      target: 'lpn:T-0002', lpn: null, suggested: null, reason: null,
      lines: [{ part: 'CLP-1', quantity: 2, lot: null, serials: [] }] } }]);
  floor.offer('undo').at('undo.bin').scan('A07-041-A');
  assert.equal(floor.body('undo')['order'], 'O-1');
});

test('PK1 anybody goes on with a batch; a packer is told to wait until it is sorted', () => {
  const floor = picked_batch().start('pack').scan(BATCH).heard('stop').at('pack.tote');
  assert.equal(floor.step.stop?.code, 'sort_first');
  floor.say({ type: 'acknowledge' }).choose(BATCH).heard('stop');
  assert.equal(workOf(floor.view).waiting.pick, 1, 'a batch waits, though no line is owed');
  const next = new Floor(floor.view).start('pick');
  assert.deepEqual(next.step.choices.map(({ id, small }) => [id, small?.key])[0],
    [`sort|${BATCH}`, 'pick.to_sort']);
  next.choose(`sort|${BATCH}`).at('pick.sort').scan('CLP-1').scan('T-0001').scan('CLP-1')
    .scan('T-0002');
  next.start('pack').scan('T-0002').heard('good').at('pack.carton');
});

test('PK1 a site says which ways it offers, and what a small order is', () => {
  const start = (...more: Row[]): Floor => new Floor(view(...more)).start('pick');
  assert.deepEqual(offered(start()), ['several', 'batch']);
  assert.deepEqual(offered(start(settings({ 'pick.together': 'cluster' }))), ['several']);
  assert.deepEqual(offered(start(settings({ 'pick.together': 'batch' }))), ['batch']);
  assert.deepEqual(offered(start(settings({ 'pick.batch_lines': 1 }))), ['several']);
  const two = batch(settings({ 'pick.batch_orders': 2 }));
  assert.equal(two.step.subtitle?.params['orders'], 'O-1 O-2');
  const vor = order('O-9', [['CLP-1', 1]], { priority: 'VOR' });
  assert.deepEqual(offered(start(vor)), ['several'], 'an emergency goes by itself');
});

test('PK1 a batch that only one order got goods of is its tote, and nothing is sorted', () => {
  const two = new View(new Checkpoint([...rows(), order('O-1', [['CLP-1', 9]]),
    order('O-2', [['CLP-1', 2]]), order('O-3', [], { state: 'shipped' }),
    row('order', 'none', { ...order('none', []).body as object })], 7));
  const floor = to_clips(new Floor(two).start('pick').offer('batch'));
  assert.equal(floor.step.quantity?.expected, 9, 'as many as there are');
  floor.quantity(9).scan(BATCH).at('pick.nowhere').offer('none_there').at('pick.done');
  assert.deepEqual(goods(floor, 'O-1'), { [`lpn:${BATCH}`]: 9 });
});
