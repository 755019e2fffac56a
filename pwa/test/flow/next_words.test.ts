// SPDX-License-Identifier: Apache-2.0
/** What a screen asks for is what takes the work on: serials, doors, the date of a lot. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checkpoint, View } from '../../src/domain/view.ts';
import type { Told } from '../../src/domain/operation.ts';
import { MIXED, MODULES, ORDER, demo_rows, demo_view } from '../fixture.ts';
import { packed, picked, stored } from './days.ts';
import { Floor } from './floor.ts';

const at_serial = (): Floor => picked().start('pack').scan('T-0418').scan('C-000091')
  .scan('ECU-77810-AB').at('pack.serial');

test('a stop at the packer\'s serial names the serial, and scanning that goes on', () => {
  for (const wrong of ['BRK-10442', 'A07-041-A', 'E7A000311', 'nonsense 1']) {
    const floor = at_serial().scan(wrong).heard('stop').at('pack.serial');
    if (floor.step.hold) continue;
    assert.deepEqual(floor.step.stop?.next,
      { key: 'stop.next.scan', params: { code: 'E7A000290' } }, wrong);
    assert.notEqual(floor.scan(floor.step.stop!.wanted!.code).feedback, 'stop', wrong);
  }
});

test('a stop at the picker\'s serial names a free serial of the bin', () => {
  const floor = stored().start('pick').choose(ORDER).scan('A02-015-B').scan('ECU-77810-AB');
  floor.scan('ECU-77810-AB').heard('attention').at('pick.serial');
  assert.equal(floor.scan('nonsense 1').heard('stop').step.stop?.wanted?.code, 'E7A000290');
});

test('where no serial is known the stop asks for one of the part, not for its number', () => {
  const floor = new Floor(demo_view()).start('receive').choose('SHP260302A').scan('DOCK-01');
  floor.scan(MODULES).at('receive.serials').scan('nonsense 1').heard('stop');
  assert.deepEqual(floor.step.stop?.next,
    { key: 'stop.next.serial', params: { code: 'ECU-77810-AB' } });
});

test('the date of an announced lot stands beside it before all is called announced', () => {
  const floor = new Floor(demo_view()).start('receive').choose('SHP260302A').scan('DOCK-01');
  const facts = floor.scan(MIXED).confirm().at('receive.carton').step.facts;
  const names = facts.map((fact) => fact.name);
  assert.equal(facts.find((fact) => fact.name === 'expires')?.value, '2027-06-30');
  assert.equal(names[names.indexOf('expires') - 1], 'lot');
});

/** The demo floor where the shipment has no door yet. */
function no_door(more: object = {}): View {
  const rows = demo_rows().map((row) => (row.topic !== 'shipment' ? row
    : { ...row, body: { ...row.body as object, door: '', ...more } }));
  return new View(new Checkpoint(rows, 7));
}

/** A second carton of the same order, and the first at its door. */
function two_cartons(view: View): Floor {
  const floor = packed();
  const second = floor.told.filter((op) => op.kind === 'pack').map((op) => ({
    ...op, body: { ...op.body, source: 'B04-011-B', target: 'lpn:C-000092',
      lines: [{ part: 'BAT-00712', quantity: 1, lot: null, serials: [] }] } })) as Told[];
  floor.view = view.with_ops([...floor.told, ...second]);
  return floor.start('load');
}

test('the first door becomes the shipment\'s, and a second carton at another door stops', () => {
  const floor = two_cartons(no_door()).scan('DOOR-3').scan('C-000091').heard('good');
  assert.ok(floor.step.facts.some((fact) => fact.name === 'shipment' && fact.value === 'SH-0091'));
  const second = floor.step.choices.find((choice) => choice.id === 'C-000092');
  assert.equal(second?.plate?.location, 'DOOR-3', 'the list says the door');
  floor.offer('finish').confirm().start('load').scan('DOOR-2').scan('C-000092').heard('stop');
  assert.deepEqual([floor.step.stop?.code, floor.step.stop?.wanted],
    ['wrong_door', { code: 'DOOR-3', small: 'SH-0091' }]);
  assert.deepEqual(floor.last, []);
  floor.scan('DOOR-3').heard('good').at('load.carton').scan('C-000092').heard('good');
  assert.equal(floor.body('load')['location'], 'DOOR-3');
});

test('a carton that another device loaded says the door of its shipment too', () => {
  const floor = two_cartons(no_door({ lpns: ['C-000091'] }));
  floor.view = floor.view.with_ops([{ kind: 'transfer', group: 'g', after: [], scans: [],
    captured_at: '', actor: 'ben', body: { task: null, source: 'PACK-1', target: 'DOOR-3',
      lpn: 'C-000091', lines: [], suggested: null, reason: null } }]);
  floor.scan('DOOR-2').scan('C-000092').heard('stop');
  assert.equal(floor.step.stop?.wanted?.code, 'DOOR-3');
});
