// SPDX-License-Identifier: Apache-2.0
/** SE6: an assembly and its modules. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { demo_rows, row } from '../fixture.ts';
import { AXLE, HUB, SENSOR, assembly_rows, at_axle } from './assembly_ways.ts';
import { Floor } from './floor.ts';

test('the modules of an assembly are asked for with its own number', () => {
  const floor = at_axle().scan('AX-100001').at('assembly.serials');
  assert.deepEqual(floor.step.question.params, { n: 1, total: 3 });
  floor.scan('HB-200001').at('assembly.serials').scan('HB-200002').scan('SN-300001');
  floor.at('receive.serials');
  assert.deepEqual(floor.body('modules_capture'), {
    parent_part: AXLE, parent_serial: 'AX-100001', missing: [], removed: [],
    modules: [{ part: HUB, serial: 'HB-200001' }, { part: HUB, serial: 'HB-200002' },
      { part: SENSOR, serial: 'SN-300001' }],
  });
  floor.scan('AX-100002').at('assembly.serials').scan('HB-200003').scan('HB-200004')
    .scan('SN-300002').at('receive.unit_plate');
  assert.deepEqual(floor.kinds(), ['modules_capture', 'modules_capture']);
});

test('a number is said once, is of a module that lacks, and is in no other assembly', () => {
  const floor = at_axle().scan('AX-100001').scan('HB-200001').scan('HB-200001')
    .at('assembly.serials').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.serial_twice');
  floor.scan('HB-200002').scan('SN-300001').scan('AX-100002').scan('HB-200001')
    .at('assembly.serials').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.built_in');
  assert.equal(floor.step.band?.code, `${AXLE} AX-100001`);
});

test('one that is not in it is said to be missing', () => {
  const floor = at_axle().scan('AX-100001').scan('HB-200001').offer('module_missing')
    .scan('SN-300001').at('receive.serials');
  const { modules, missing } = floor.body('modules_capture');
  assert.deepEqual(missing, [HUB]);
  assert.equal((modules as unknown[]).length, 2);
});

test('a module is not taken as loose stock while it is in its assembly', () => {
  const floor = at_axle(SENSOR, [row('assembly', `${AXLE}|AX-1`, {
    part: AXLE, serial: 'AX-1', modules: [{ part: SENSOR, serial: 'SN-300009' }], missing: [],
  })]).scan('SN-300009').at('receive.serials').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.built_in');
  assert.equal(floor.step.band?.code, `${AXLE} AX-1`);
});

test('who looks a unit up sees what is in it, and what it is in', () => {
  const rows = [...demo_rows(), ...assembly_rows(),
    row('quant', 'q', { holder: 'A02-015-B', part: AXLE, lot: '', serial: 'AX-1', quantity: 1,
      suppliers: [], receipts: [], expires_on: null }),
    row('assembly', `${AXLE}|AX-1`, { part: AXLE, serial: 'AX-1', missing: [HUB],
      modules: [{ part: HUB, serial: 'HB-200001' }, { part: SENSOR, serial: 'SN-300001' }] })];
  const floor = new Floor(new View(new Checkpoint(rows, 7))).start('lookup').scan('AX-1');
  const shown = () => floor.step.facts.map(({ name, value }) => `${name} ${value}`);
  assert.ok(shown().includes('module HB-200001'), String(shown()));
  floor.offer('modules').at('assembly.serials').scan('HB-200001').scan('HB-200005')
    .scan('SN-300001').at('lookup.result');
  assert.deepEqual(floor.body('modules_capture')['removed'], []);
  assert.ok(shown().includes('module HB-200005'));
  floor.scan('SN-300001').at('lookup.result');
  assert.deepEqual(shown().filter((one) => one.startsWith('parent')), ['parent AX-1']);
});

test('what came out of an assembly is free again', () => {
  const rows = [...demo_rows(), ...assembly_rows(), row('assembly', `${AXLE}|AX-1`, {
    part: AXLE, serial: 'AX-1', modules: [{ part: SENSOR, serial: 'SN-300001' }], missing: [],
  })];
  const view = new View(new Checkpoint(rows, 7)).with_ops([{
    kind: 'modules_capture', group: 'g', after: [], scans: [], captured_at: '', actor: 'ben',
    body: { parent_part: AXLE, parent_serial: 'AX-1', modules: [], missing: [SENSOR],
      removed: [{ part: SENSOR, serial: 'SN-300001' }] },
  }]);
  const { assemblies } = view.checkpoint;
  const unit = { part: SENSOR, serial: 'SN-300001' };
  assert.deepEqual(assemblies.parent(unit, []), { part: AXLE, serial: 'AX-1' });
  assert.equal(assemblies.parent(unit, view.told), null);
});

test('a module that is counted loose is counted, and the counter hears where it should be', () => {
  const rows = [...demo_rows(), ...assembly_rows(), row('assembly', `${AXLE}|AX-1`, {
    part: AXLE, serial: 'AX-1', modules: [{ part: SENSOR, serial: 'SN-300001' }], missing: [],
  })];
  const floor = new Floor(new View(new Checkpoint(rows, 7))).start('count').scan('A02-015-B')
    .scan(SENSOR).at('count.serial').scan('SN-300001').heard('attention');
  assert.deepEqual([floor.step.band?.title.key, floor.step.band?.code],
    ['band.counted_built_in', `${AXLE} AX-1`]);
  floor.scan('SN-300002').heard('good').confirm().at('count.items').confirm();
  const lines = floor.body('count')['lines'] as { serials: string[] }[];
  assert.deepEqual(lines.flatMap(({ serials }) => serials), ['SN-300001', 'SN-300002']);
});
