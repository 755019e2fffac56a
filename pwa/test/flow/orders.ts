// SPDX-License-Identifier: Apache-2.0
/** Rows of orders, parts and stock for tests of a bench, a kit, a door. */
import { Checkpoint, View } from '../../src/domain/view.ts';
import { NOW, demo_rows, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { Floor } from './floor.ts';

export const part = (number: string, more: object = {}): Row => row('part', number, {
  part: number, description: number, uom: 'EA', packs: [], tracking: 'none', expires: false,
  serial_pattern: null, hazard: null, abc: 'B', critical: 'normal', superseded_by: null,
  weight_g: 1, volume_ml: 1, aliases: [], ...more,
});

export const stock = (holder: string, number: string, quantity: number, more: object = {}): Row => {
  const body = {
    holder, part: number, lot: '', serial: '', quantity, suppliers: [], receipts: [],
    expires_on: null, ...more,
  };
  return row('quant', `${holder}|${number}|${body.lot}|${body.serial}`, body);
};

/** An order for so many of each part; a third entry says more of the line. */
export const order = (
  name: string, lines: readonly (readonly [string, number, object?])[], more: object = {},
): Row => row('order', name, {
  order: name, customer: 'D1', name: 'Dealer', priority: 'STOCK', must_ship: null,
  state: 'open', cartons: [], goods: [],
  lines: lines.map(([number, quantity, of_line], at) => ({
    line: at + 1, part: number, quantity, picked: 0, vin: null, note: null, ...of_line,
  })), ...more,
});

export const task = (name: string, more: object): Row => row('task', name, {
  task: name, kind: 'pick', state: 'open', priority: 50, zone: null, location: null, part: null,
  quantity: null, lot: null, serial: null, order: null, line: null, lpn: null, asn: null,
  raised_at: NOW, why: [], ...more,
});

export const brought = (holder: string, number: string, quantity: number): object =>
  ({ holder, part: number, quantity, at: NOW });

/** The demo floor with these rows too. */
export const floor_of = (...rows: Row[]): Floor =>
  new Floor(new View(new Checkpoint([...demo_rows(), ...rows], 7)));

/** What the site has set otherwise. */
export const set = (changed: object): Row =>
  row('site', 'site', { site: 'DC01', settings: { version: 1, changed } });
