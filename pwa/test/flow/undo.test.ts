// SPDX-License-Identifier: Apache-2.0
/** Undo: what was recorded last is put back, by a scan of where it goes, and asked for again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Told } from '../../src/domain/operation.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { orders_in } from '../../src/flow/claims.ts';
import { BRAKES, NOW, ORDER, demo_rows, row } from '../fixture.ts';
import { packed, picked, received, second_line, stored } from './days.ts';
import { Floor } from './floor.ts';

const offers = (floor: Floor): string[] => floor.step.offers.map(({ id }) => id);

test('a line that was put back is owed again, and lies where it was', () => {
  const floor = second_line();
  assert.ok(offers(floor).includes('undo'));
  floor.offer('undo').at('undo.bin');
  assert.deepEqual(floor.step.question.params, { n: 1, location: 'A02-015-B' });
  floor.scan('A07-032-C').heard('stop').scan('A02-015-B').at('pick.part').heard('good');
  assert.equal(floor.step.band?.title.key, 'band.recorded.undo');
  const { undoes: _, ...body } = floor.body('undo');
  assert.deepEqual(body, {
    verb: 'pick', source: 'lpn:T-0418', target: 'A02-015-B', lpn: null, order: ORDER, line: 1,
    asn: null, shipment: null, reason: null,
    lines: [{ part: 'ECU-77810-AB', quantity: 1, lot: null, serials: ['E7A000290'] }],
  });
  assert.equal(floor.view.owed(ORDER, 1), 1);
  assert.equal(floor.view.of_serial('E7A000290')[0]?.holder, 'A02-015-B');
  assert.deepEqual(orders_in(floor.view, 'T-0418'), []);
  assert.equal(floor.step.facts[0]?.value, 'A02-015-B', 'the line is asked for again');
  assert.ok(!offers(floor).includes('undo'), 'nothing is left to undo');
});

test('a whole tote goes back, place by place', () => {
  const floor = picked().start('pick').choose(ORDER).at('pick.done').offer('undo').at('undo.what');
  assert.deepEqual(floor.step.choices.map(({ id }) => id), ['last', 'tote']);
  floor.choose('tote').at('undo.bin').scan('A07-032-C').at('undo.bin').scan('A02-015-B');
  floor.at('pick.bin');
  assert.deepEqual(floor.kinds().slice(-2), ['undo', 'undo']);
  assert.deepEqual([floor.view.owed(ORDER, 1), floor.view.owed(ORDER, 2)], [1, 4]);
  assert.equal(floor.view.content('T-0418').length, 0);
});

test('back leaves the undo, and what was asked before is asked still', () => {
  const floor = second_line().offer('undo').say({ type: 'back' }).at('pick.bin');
  assert.ok(!floor.kinds().includes('undo'));
});

test('a carton that was received by mistake is to be received again', () => {
  const floor = received().start('receive').choose('SHP260302A');
  assert.ok(!offers(floor).includes('undo'), 'another truck visit, another receipt');
  const again = new Floor(new View(new Checkpoint(demo_rows(), 7)));
  again.start('receive').choose('SHP260302A').scan('DOCK-01').scan(BRAKES).confirm();
  again.offer('undo').at('undo.tap').confirm().at('receive.plate');
  assert.equal(again.view.received(BRAKES), false);
  const { verb, target, lpn, asn } = again.body('undo');
  assert.deepEqual([verb, target, lpn, asn], ['receipt', null, BRAKES, 'SHP260302A']);
  again.scan(BRAKES).at('receive.carton').confirm();
  assert.equal(again.view.received(BRAKES), true);
});

test('what was put away last waits again, if nobody took it since', () => {
  const floor = received().start('putaway').scan(BRAKES).scan('A07-032-C').at('putaway.goods');
  floor.offer('undo').at('undo.bin').scan('DOCK-01').at('putaway.goods');
  assert.equal(floor.view.place(`lpn:${BRAKES}`).location?.slice(0, 4), 'DOCK');
  const gone = stored().start('putaway');
  assert.ok(offers(gone).includes('undo'));
  const pads = { part: 'BRK-10442', quantity: 8, lot: 'L26-0190', serials: [] };
  gone.view = gone.view.with_ops([{ kind: 'transfer', group: '', after: [], scans: [], actor: '',
    captured_at: NOW, body: { task: null, source: 'A07-032-C', target: 'B04-011-B', lpn: null,
      lines: [pads], suggested: null, reason: null } }]);
  assert.ok(!offers(gone).includes('undo'), 'somebody took them on');
});

test('packed goods go back into their tote, a loaded carton to where it is set down', () => {
  const pack = picked().start('pack').scan('T-0418').scan('C-000091').scan('E7A000290');
  pack.at('pack.unit').offer('undo').at('undo.plate').scan('T-0418').at('pack.unit');
  assert.equal(pack.view.of_serial('E7A000290')[0]?.holder, 'lpn:T-0418');
  const load = packed().start('load').scan('DOOR-2').scan('C-000091').at('load.carton');
  assert.deepEqual(load.step.list?.rows.length, 1);
  load.offer('undo').at('undo.place').scan('DOOR-2').heard('attention').scan('PACK-1');
  load.at('load.carton');
  assert.equal(load.body('undo')['target'], 'PACK-1');
  assert.deepEqual(load.step.list?.rows, []);
  load.scan('C-000091').at('load.carton');
  assert.equal(load.view.plate('C-000091')?.place, 'DOOR-2');
});

test('what has left comes back only by a return', () => {
  const floor = packed().start('load').scan('DOOR-2').scan('C-000091');
  const sent = { shipment: 'SH-0091', door: 'DOOR-2', orders: [ORDER], state: 'confirmed',
    lpns: ['C-000091'] };
  const rows = [...demo_rows(), row('shipment', 'SH-0091', sent)];
  floor.view = new View(new Checkpoint(rows, 9), floor.told);
  floor.offer('undo').at('load.carton');
  assert.equal(floor.step.band?.title.key, 'band.only_return');
});

test('what the server has already is given back as soon as it is undone here', () => {
  const floor = second_line();
  const order = structuredClone(demo_rows().find((one) => one.topic === 'order')!.body) as {
    lines: { picked: number }[] };
  order.lines[0]!.picked = 1;
  const pick = floor.told.find((op) => op.kind === 'pick')!;
  const rows = [...demo_rows(), row('order', ORDER, order)];
  const undo = { kind: 'undo', group: '', after: [], scans: [], captured_at: '', actor: '', body: {
    undoes: pick.op_id!, verb: 'pick', source: 'lpn:T-0418', target: 'A02-015-B', lpn: null,
    order: ORDER, line: 1, asn: null, shipment: null, reason: null,
    lines: [{ part: 'ECU-77810-AB', quantity: 1, lot: null, serials: ['E7A000290'] }] } } as Told;
  const view = new View(new Checkpoint(rows, 9), [undo], undefined, undefined, [pick]);
  assert.equal(view.owed(ORDER, 1), 1);
  assert.deepEqual(view.past, [], 'what was undone belongs to nothing any more');
  assert.equal(new View(new Checkpoint(rows, 9), [undo, undo]).owed(ORDER, 1), 1, 'undone once');
});

test('a day on which nothing is left to undo offers nothing', () => {
  assert.ok(!offers(stored().start('pick').choose(ORDER)).includes('undo'));
});
