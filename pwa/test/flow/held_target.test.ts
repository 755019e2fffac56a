// SPDX-License-Identifier: Apache-2.0
/** A plate that goods would go into may be held itself: whoever fills it is stopped there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scope } from '../../src/domain/holds.ts';
import type { Told } from '../../src/domain/operation.ts';
import type { Scope } from '../../src/domain/rows.ts';
import { NOW, ORDER } from '../fixture.ts';
import { packed, picked, stored } from './days.ts';
import type { Floor } from './floor.ts';

const CARTON = 'C-000091';

/** A hold that reaches this device while the person works. */
function held(floor: Floor, fields: Partial<Scope>, reason = 'damage'): Floor {
  const hold = { kind: 'hold', body: { hold: 'H-77', scope: scope(fields), reason, note: '' },
    group: 'hold:H-77', scans: [], captured_at: NOW, actor: 'rossi' } as unknown as Told;
  floor.view = floor.view.with_ops([hold]);
  return floor;
}

/** The screen of a held plate: named, with why, and the way on. */
function stopped_by(floor: Floor, plate: string, way: string): void {
  const { hold } = floor.heard('stop').step;
  assert.deepEqual([hold?.part, hold?.hold, hold?.why.key],
    [plate, 'H-77', 'hold.reason.damage']);
  assert.equal(hold?.steps.at(-1)?.text.key, way);
  assert.deepEqual(floor.last, [], 'nothing held was met, nothing is recorded');
}

test('an empty carton on hold stops the packer at once; another carton is the way on', () => {
  const floor = held(picked(), { lpn: CARTON }).start('pack').scan('T-0418').scan(CARTON);
  stopped_by(floor.at('pack.carton'), CARTON, 'hold.other_carton');
  floor.scan('C-000092').heard('good').at('pack.unit').scan('E7A000290');
  assert.equal(floor.body('pack')['target'], 'lpn:C-000092');
});

test('a hold placed on the carton in hand stops the next unit, whatever the step asks', () => {
  const floor = picked().start('pack').scan('T-0418').scan(CARTON).at('pack.unit');
  stopped_by(held(floor, { lpn: CARTON }).scan('E7A000290').at('pack.unit'), CARTON,
    'hold.other_carton');
  const counting = picked().start('pack').scan('T-0418').scan(CARTON).scan('BRK-10442');
  stopped_by(held(counting.at('pack.quantity'), { lpn: CARTON }).confirm(), CARTON,
    'hold.other_carton');
  stopped_by(counting.say({ type: 'acknowledge' }).quantity(4), CARTON, 'hold.other_carton');
  counting.say({ type: 'acknowledge' }).offer('other_carton').scan('C-000092').scan('BRK-10442')
    .confirm();
  assert.equal(counting.body('pack')['target'], 'lpn:C-000092');
});

test('goods that are held themselves are not the carton’s fault', () => {
  const floor = held(picked(), { part: 'ECU-77810-AB' }).start('pack').scan('T-0418');
  floor.scan(CARTON).heard('good').at('pack.unit').scan('BRK-10442').confirm().heard('good');
});

test('a packed carton on hold is not loaded', () => {
  const floor = held(packed(), { lpn: CARTON }).start('load').scan('DOOR-2').scan(CARTON);
  const { hold } = floor.heard('stop').step;
  assert.deepEqual([hold?.hold, floor.told.some((op) => op.kind === 'load')], ['H-77', false]);
});

test('a tote on hold takes no pick', () => {
  const floor = held(stored(), { lpn: 'T-0418' }).start('pick').choose(ORDER)
    .scan('A02-015-B').scan('E7A000290').at('pick.tote').scan('T-0418');
  stopped_by(floor, 'T-0418', 'stop.next.free_tote');
  floor.scan('T-0419').heard('good');
});

test('a tote with held goods of another order says whose it is and what to do', () => {
  const floor = held(picked(), { part: 'ECU-77810-AB', serial: 'E7A000290' });
  const other = structuredClone(floor.view.order(ORDER)!);
  floor.view.checkpoint.apply([{ topic: 'order', key: 'DLR-2', body: { ...other, order: 'DLR-2',
    lines: [{ ...other.lines[1]!, line: 1, quantity: 2 }] } }], 8);
  floor.start('pick').choose('DLR-2').scan('A07-032-C').scan('BRK-10442').scan('L26-0190');
  floor.quantity(2).at('pick.tote').scan('T-0418').heard('stop');
  const { hold } = floor.step;
  assert.deepEqual([hold?.part, hold?.unit, hold?.hold],
    ['T-0418', 'ECU-77810-AB, E7A000290', 'H-77']);
  assert.deepEqual(hold?.steps.map((step) => [step.text.key, step.text.params]),
    [['hold.of_order', { order: ORDER }], ['stop.next.free_tote', {}]]);
  floor.scan('T-0420').heard('good');
});
