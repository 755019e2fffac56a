// SPDX-License-Identifier: Apache-2.0
/** A floor where goods come back: an authorization, a claim, a deposit's tag, a core order. */
import type { Row } from '../fixture.ts';
import { demo_rows, row } from '../fixture.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { Floor } from './floor.ts';

const alternator = (part: string, tracking = 'none'): Row => row('part', part, {
  part, description: 'Alternator', uom: 'EA', packs: [], tracking, expires: false,
  serial_pattern: null, hazard: null, abc: 'B', critical: 'normal', superseded_by: null,
  weight_g: 5000, volume_ml: 4000, aliases: [],
});

export const TAG = 'SO-7|1|1';

export const rows = (...more: Row[]): Row[] => [
  ...demo_rows(), alternator('ALT-1'), alternator('ALT-1C'), alternator('ALT-1R'),
  row('authorization', 'RMA-1', { authorization: 'RMA-1', customer: 'DLR1', state: 'approved',
    opens_on: '', closes_on: '', received: {}, lines: [
      { line: 1, part: 'BAT-00712', quantity: 4 }, { line: 2, part: 'SLT-00931', quantity: 1 }] }),
  row('claim', 'WC-1', { claim: 'WC-1', part: 'ECU-77810-AB', serial: 'E7A000999', vehicle: '',
    customer: 'DLR1', keep_until: '2026-12-31', state: 'submitted', called_in: false,
    returned: '', currency: 'EUR', claimed_minor: 40000, supplier: 'SUP0417' }),
  row('core_deposit', TAG, { order: 'SO-7', line: 1, unit: 1, customer: 'DLR1', core_group: 'ALT',
    deposit_minor: 5050, currency: 'EUR', due_on: '2026-12-31', tag: TAG, state: 'open',
    part: 'ALT-1' }),
  row('core_group', 'ALT-1', { part: 'ALT-1', core_group: 'ALT', family: 'alternator',
    core_part: 'ALT-1C' }),
  row('reman_order', 'RO-1', { order: 'RO-1', core_group: 'ALT', part: 'ALT-1R', state: 'open',
    taken: 0, made: 0, lost: 0 }),
  row('lpn', 'L-000700', { lpn: 'L-000700', kind: '', place: 'DOCK-01' }),
  row('quant', 'lpn:L-000700|ALT-1C||OLD1', { holder: 'lpn:L-000700', part: 'ALT-1C', lot: '',
    serial: 'OLD1', quantity: 1, suppliers: [], receipts: [], expires_on: null }),
  row('quant', 'lpn:L-000700|ALT-1C||', { holder: 'lpn:L-000700', part: 'ALT-1C', lot: '',
    serial: '', quantity: 3, suppliers: [], receipts: [], expires_on: null }),
  ...more,
];

/** A vehicle that left and is to bring the core of the tag back, and two that are due later. */
export const truck: readonly Row[] = [
  ...[8, 9].map((n): Row => row('core_deposit', `SO-${n}|1|1`, { order: `SO-${n}`, line: 1,
    unit: 1, customer: 'DLR1', core_group: 'ALT', deposit_minor: 5050, currency: 'EUR',
    due_on: `2027-01-0${n}`, tag: `SO-${n}|1|1`, state: 'open', part: 'ALT-1' })),
  row('shipment', 'S-1', { shipment: 'S-1', door: 'DOOR-2', orders: ['O-1'], lpns: [],
    state: 'confirmed', collect: ['SO-9|1|1', 'SO-8|1|1', 'SO-7|1|1', 'GONE'] }),
];

export const back = (...more: Row[]): Floor =>
  new Floor(new View(new Checkpoint(rows(...more), 7))).start('returns');
export const authorized = (): Floor => back().scan('RMA-1').scan('DOCK-01');
export const tagged = (): Floor => back().scan('DOCK-01').scan(TAG).scan('ALT-1');
export const reman = (): Floor =>
  new Floor(new View(new Checkpoint(rows(), 7))).start('reman').choose('RO-1').scan('DOCK-01');
export const danger = (): Floor => back().scan('DOCK-01').offer('dangerous');

/** A way to each state. */
export const BACK_WAYS: Record<string, () => Floor> = {
  'returns.begin': () => back(),
  'returns.truck': () => back(...truck).scan('DOCK-01').choose('S-1'),
  'returns.dock': () => back().scan('RMA-1'),
  'returns.danger': danger,
  'returns.kit': () => danger().choose('leaking_battery'),
  'returns.customer': () => back().scan('DOCK-01').scan('BAT-00712'),
  'returns.stranger': () => back().scan('DOCK-01').scan('BAT-00712').scan('DEALER 77'),
  'returns.unlikely': () => authorized().scan('BAT-00712').quantity(9000),
  'returns.vehicle': () => back().scan('DOCK-01').scan('WC-1'),
  'returns.part': authorized,
  'returns.serial': () => authorized().scan('ECU-77810-AB'),
  'returns.quantity': () => authorized().scan('BAT-00712'),
  'returns.condition': () => authorized().scan('BAT-00712').quantity(2),
  'returns.box': () => authorized().scan('BAT-00712').quantity(2).choose('other_box'),
  'returns.question': tagged,
  'returns.grade': () => answered(tagged()),
  'returns.hazard_paper': () => danger().choose('leaking_battery').confirm().choose('DLR1')
    .scan('BAT-00712'),
  'returns.plate': () => authorized().scan('BAT-00712').quantity(2).choose('used'),
  'returns.carrier': () => authorized().scan('BAT-00712').quantity(2).choose('used')
    .offer('carrier_paper'),
  'returns.put': () => authorized().scan('BAT-00712').quantity(2).choose('used').scan('L-000901'),
  'returns.container': () => back().offer('bulk'),
  'returns.bulk': () => back().offer('bulk').scan('L-000950'),
  'returns.vendor': () => back().offer('bulk').scan('L-000950').scan('ALT-1C').offer('close'),
  'returns.done': () => back().offer('bulk').scan('L-000950').scan('ALT-1C').offer('close')
    .choose('SUP0417'),
  'reman.order': () => new Floor(new View(new Checkpoint(rows(), 7))).start('reman'),
  'reman.bench': () => new Floor(new View(new Checkpoint(rows(), 7))).start('reman').choose('RO-1'),
  'reman.work': reman,
  'reman.parent': () => reman().offer('unit_made'),
  'reman.unit': () => reman().offer('unit_made').scan('OLD1'),
  'reman.unit_plate': () => reman().offer('unit_made').scan('OLD1').scan('NEW-9'),
  'reman.lost': () => reman().offer('core_lost'),
  'reman.lost_why': () => reman().offer('core_lost').scan('OLD1'),
};

/** Every question of an alternator answered, those named with a no. */
export function answered(floor: Floor, ...no: number[]): Floor {
  for (let n = 0; n < 6; n += 1) floor.choose(no.includes(n) ? 'no' : 'yes');
  return floor;
}
