// SPDX-License-Identifier: Apache-2.0
/** Ways to the steps of a departure, and a floor with a route of several stops. */
import { View } from '../../src/domain/view.ts';
import { ORDER } from '../fixture.ts';
import { packed } from './days.ts';
import { Floor } from './floor.ts';

type Row = [topic: string, key: string, body: object];

/** The packed floor after the server said more: of its order, of the site, of anything. */
export function at_door(
  order: object = {}, changed: object = {}, ...rows: readonly Row[]
): Floor {
  const { checkpoint, told } = packed().view;
  const known = checkpoint.tables.order.get(ORDER)!;
  checkpoint.apply([
    { topic: 'order', key: ORDER, body: { ...known, ...order } },
    { topic: 'site', key: 'site', body: { site: 'DC01', settings: { version: 1, changed } } },
    ...rows.map(([topic, key, body]) => ({ topic, key, body })),
  ], 8);
  return new Floor(new View(checkpoint, told)).start('load').scan('DOOR-2');
}

/** Another order of the same or another route, with one full carton at the bench. */
export function other(name: string, carton: string, more: object): Row[] {
  return [
    ['order', name, { order: name, customer: 'D2', name: 'D2', priority: 'STOCK', must_ship: null,
      state: 'picked', cartons: [`lpn:${carton}`], door: '',
      lines: [{ line: 1, part: 'FLT-00318', quantity: 1, picked: 1, vin: null, note: null }],
      ...more }],
    ['quant', `lpn:${carton}|FLT-00318||`, { holder: `lpn:${carton}`, part: 'FLT-00318', lot: '',
      serial: '', quantity: 1, suppliers: [], receipts: [], expires_on: null }],
    ['lpn', carton, { lpn: carton, kind: '', place: 'PACK-1' }],
    ['shipment', 'SH-0091', { shipment: 'SH-0091', door: 'DOOR-2', orders: [ORDER, name],
      state: 'open', lpns: [carton] }],
  ];
}

export const R1 = { route: 'R1' };
export const far = (): Row[] => other('O-2', 'C-000092', { ...R1, stop: 2 });
const loaded = (order = {}, changed = {}, ...rows: Row[]): Floor =>
  at_door(order, changed, ...rows).scan('C-000091');
export const leaving = (order = {}, changed = {}, ...rows: Row[]): Floor =>
  loaded(order, changed, ...rows).offer('finish').offer('depart');
/** A recall of the pads that are on the vehicle already. */
export const held_aboard = (): Floor => {
  const floor = loaded();
  floor.view.checkpoint.apply([{ topic: 'hold', key: 'H-9', body: {
    hold: 'H-9', name: 'H-9', scope: { part: 'BRK-10442', supplier: null, lot: 'L26-0188',
      serial: null, lpn: null, location: null, receipt: null },
    reason: 'recall', note: '', placed_at: '2026-03-02T08:00:00.000Z', placed_by: 'rossi',
    root: '', state: 'open',
  } }], 9);
  return new Floor(new View(floor.view.checkpoint, floor.view.told)).start('load').scan('DOOR-2');
};
const SIGNED = { 'load.seal': true, 'load.signature': true };

export const LEAVE_WAYS: Record<string, () => Floor> = {
  'load.early': () => at_door({ ...R1, stop: 1 }, {}, ...far()).scan('C-000091'),
  'load.leave': () => at_door().offer('leave_behind'),
  'load.leave_why': () => at_door().offer('leave_behind').scan('C-000091'),
  'load.leave_route': () => at_door().offer('leave_behind').scan('C-000091').choose('truck_full'),
  'load.off': () => held_aboard().scan('C-000091'),
  'load.courier': () => at_door().offer('courier'),
  'load.missing': () => leaving(R1, {}, ...far()),
  'load.extra': () => loaded(R1, {}, ...other('O-2', 'C-000092', { route: 'R2' }))
    .scan('C-000092').offer('finish').offer('depart'),
  'load.seal': () => leaving({}, SIGNED),
  'load.taker': () => leaving({}, SIGNED).scan('SL-991', 'keyed'),
  'load.sign': () => leaving({}, SIGNED).scan('SL-991').scan('Anna Berg'),
  'load.document': () => leaving({ service: 'pickup' }).scan('Anna Berg'),
  'load.go': () => leaving(),
  'load.gone': () => leaving().confirm(),
};
