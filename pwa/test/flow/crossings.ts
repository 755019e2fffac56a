// SPDX-License-Identifier: Apache-2.0
/** Orders that wait for goods at the dock, for tests: each by name and units. */
import { Checkpoint, View } from '../../src/domain/view.ts';
import { NOW, demo_rows, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { Floor } from './floor.ts';

type Orders = Readonly<Record<string, number>>;

/** An order for one part whose pick found no stock. An emergency's name begins with VOR. */
function waits(order: string, part: string, quantity: number): Row[] {
  const vor = order.startsWith('VOR');
  return [
    row('order', order, {
      order, customer: 'D1', name: 'Hillside', priority: vor ? 'VOR' : 'STOCK', must_ship: null,
      state: 'open', lines: [{ line: 1, part, quantity, picked: 0, vin: null, note: null }],
    }),
    row('task', `pick:${order}:1`, {
      task: `pick:${order}:1`, kind: 'pick', state: 'open', priority: vor ? 10 : 50, zone: null,
      location: null, part, quantity, lot: '', serial: '', order, line: 1, lpn: null, asn: null,
      raised_at: NOW, why: [],
    }),
  ];
}

/** At the dock with the demo truck; `stored`: a bin that has some of the part. */
export function waiting_floor(
  orders: Orders, changed: object = {}, part = 'BRK-10442', stored: string | null = null,
): Floor {
  const kept = demo_rows().filter(({ topic, body }) => topic !== 'quant'
    || (body as { part: string }).part !== part);
  const bin = stored === null ? [] : [row('quant', `${stored}|${part}|X|`, {
    holder: stored, part, lot: 'X', serial: '', quantity: 9, expires_on: null, hold: null,
  })];
  const rows = [
    ...kept, ...bin, row('site', 'site', { site: 'DC01', settings: { version: 1, changed } }),
    ...Object.entries(orders).flatMap(([order, n]) => waits(order, part, n)),
  ];
  return new Floor(new View(new Checkpoint(rows, 8))).start('receive').choose('SHP260302A')
    .scan('DOCK-01');
}
