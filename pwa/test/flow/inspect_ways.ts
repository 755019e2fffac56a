// SPDX-License-Identifier: Apache-2.0
/** Lots that wait for an inspection, and ways to the steps of one. */
import { Checkpoint, View } from '../../src/domain/view.ts';
import type { InspectCheck } from '../../src/domain/rows.ts';
import { demo_rows, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { Floor } from './floor.ts';

export const PLATE = '006141410000007001';
export const UNITS = '006141410000007002';
const CHECKS: InspectCheck[] = [
  { check: 'thread', asks: 'yes_no', label: 'Thread undamaged', photo: true },
  { check: 'height', asks: 'measure', label: 'Height', unit: 'mm', scale: 2, low: 1240,
    high: 1260 },
];
export const LOT_TASK = 'inspect:R-1:BRK-10442:L26-0190';
export const UNIT_TASK = 'inspect:R-1:ECU-77810-AB:';

const task = (name: string, more: object): Row => row('task', name, {
  task: name, kind: 'inspect', state: 'open', priority: 30, hold: 'H-1', supplier: 'SUP0417',
  receipt: 'R-1', location: 'DOCK-01', ...more,
});
const quant = (lpn: string, part: string, quantity: number, more: object): Row =>
  row('quant', `${lpn}|${part}|${JSON.stringify(more)}`, {
    holder: `lpn:${lpn}`, part, lot: '', serial: '', quantity, suppliers: [], receipts: ['R-1'],
    expires_on: null, ...more,
  });
const plate = (lpn: string): Row => row('lpn', lpn, { lpn, kind: 'carton', place: 'DOCK-01' });

/** Twenty of a lot on one plate, of which five are looked at; two numbered units on another. */
export function waiting(checks = CHECKS, ...more: Row[]): Floor {
  const rows = [
    ...demo_rows(), plate(PLATE), plate(UNITS),
    quant(PLATE, 'BRK-10442', 20, { lot: 'L26-0190' }),
    quant(UNITS, 'ECU-77810-AB', 1, { serial: 'E7A000801' }),
    quant(UNITS, 'ECU-77810-AB', 1, { serial: 'E7A000802' }),
    task(LOT_TASK, { part: 'BRK-10442', lot: 'L26-0190', quantity: 20, lpn: PLATE, lpns: [PLATE],
      sample: { n: 5, ac: 0, re: 1, units: [2, 7, 11, 12, 19] }, checks }),
    task(UNIT_TASK, { part: 'ECU-77810-AB', lot: '', quantity: 2, lpn: UNITS, lpns: [UNITS],
      sample: { n: 2, ac: 0, re: 1, units: [1, 2] }, checks: [] }),
    ...more,
  ];
  return new Floor(new View(new Checkpoint(rows, 7))).start('inspect');
}

/** Every check of the lot answered well, with so many bad ones among the sample. */
export const looked_at = (bad: number): Floor => waiting().scan(PLATE).confirm().choose('yes')
  .quantity(1255).quantity(bad);
const units = (): Floor => waiting().scan('E7A000801').confirm().quantity(1).choose('partial')
  .quantity(1);
/** The lot stands on two plates, so that a person says which one the bad ones come from. */
export const two_plates = (): Floor => waiting(CHECKS, plate('C-2'),
  quant('C-2', 'BRK-10442', 8, { lot: 'L26-0190' }),
  task(LOT_TASK, { part: 'BRK-10442', lot: 'L26-0190', quantity: 28, lpn: PLATE,
    lpns: [PLATE, 'C-2'], sample: { n: 5, ac: 0, re: 1, units: [2, 7, 11, 12, 19] },
    checks: [] }));

export const INSPECT_WAYS: Record<string, () => Floor> = {
  'inspect.what': () => waiting(),
  'inspect.sample': () => waiting().scan(PLATE),
  'inspect.check': () => waiting().scan(PLATE).confirm(),
  'inspect.measure': () => waiting().scan(PLATE).confirm().choose('yes'),
  'inspect.bad': () => waiting().scan(PLATE).confirm().choose('yes').quantity(1261),
  'inspect.result': () => looked_at(0),
  'inspect.apart': () => looked_at(1).choose('partial'),
  'inspect.serials': units,
  'inspect.from': () => two_plates().scan(PLATE).confirm().quantity(1).choose('partial')
    .quantity(3),
  'inspect.plate': () => looked_at(1).choose('partial').quantity(3),
  'inspect.until': () => looked_at(0).choose('conditional'),
  'inspect.tell': () => looked_at(0).choose('pass'),
  'inspect.done': () => looked_at(0).choose('pass').confirm(),
};
