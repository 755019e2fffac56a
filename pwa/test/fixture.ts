// SPDX-License-Identifier: Apache-2.0
/** The demo documents as the pull feed brings them: one truck, one emergency order, some stock. */
import { View, Checkpoint } from '../src/domain/view.ts';
import type { LocationRow, PartRow, QuantRow } from '../src/domain/rows.ts';

export type Row = { topic: string; key: string; version: number; body: unknown };

export const row = (topic: string, key: string, body: unknown): Row =>
  ({ topic, key, version: 7, body });

function part(number: string, more: Partial<PartRow>): Row {
  return row('part', number, {
    part: number, description: number, uom: 'EA', packs: [], tracking: 'none', expires: false,
    serial_pattern: null, hazard: null, abc: 'B', critical: 'normal', superseded_by: null,
    weight_g: 100, volume_ml: 100, aliases: [], ...more,
  });
}

function place(
  location: string, role: string, travel: number, more: Partial<LocationRow> = {},
): Row {
  return row('location', location, {
    location, zone: location[0]!, kind: role === 'dock' ? 'dock' : 'bin', role, level: 3,
    confirm: String(10 + (travel % 90)), travel, hazards: [], blocked: false, ...more,
  });
}

function quant(
  holder: string, number: string, quantity: number, more: Partial<QuantRow> = {},
): Row {
  const body = {
    holder, part: number, lot: '', serial: '', quantity, suppliers: ['SUP0400'], receipts: ['R-0'],
    expires_on: null, ...more,
  };
  return row('quant', `${holder}|${number}|${body.lot}|${body.serial}`, body);
}

const line = (n: number, number: string, quantity: number, more: object): object => ({
  line: n, part: number, quantity, lot: null, expires_on: null, serials: [], hold: null,
  putaway: null, ...more,
});

export const PALLET_A = '006141410000001019';
export const PALLET_B = '006141410000001040';
export const BRAKES = '006141410000001026';
export const MODULES = '006141410000001033';
export const MIXED = '006141410000001057';
export const MODULE_SERIALS = ['E7A000311', 'E7A000312', 'E7A000313'];
export const ORDER = 'DLR2207-0091';
export const NOW = '2026-03-02T09:33:12.123Z';

const ASN = {
  asn: 'SHP260302A', supplier: 'SUP0417', supplier_name: 'Northgate Brake', carrier: 'SAIA',
  state: 'open', packs: [
    { lpn: PALLET_A, parent: null, kind: 'pallet', lines: [] },
    { lpn: BRAKES, parent: PALLET_A, kind: 'carton', lines: [line(1, 'BRK-10442', 40, {
      lot: 'L26-0188', putaway: { location: 'A07-032-C', why: ['same_lot', 'velocity_b'] } })] },
    { lpn: MODULES, parent: PALLET_A, kind: 'carton', lines: [line(2, 'ECU-77810-AB', 3, {
      serials: MODULE_SERIALS, hold: 'first_delivery',
      putaway: { location: 'Q01-004-A', why: ['hold_zone'] } })] },
    { lpn: PALLET_B, parent: null, kind: 'pallet', lines: [] },
    { lpn: MIXED, parent: PALLET_B, kind: 'carton', lines: [
      line(3, 'SLT-00931', 24, { lot: 'B9931', expires_on: '2027-06-30',
        putaway: { location: 'H01-002-A', why: ['hazard_zone'] } }),
      line(1, 'BRK-10442', 8, { lot: 'L26-0190',
        putaway: { location: 'A07-032-C', why: ['same_part'] } })] },
  ],
};

const EMERGENCY = {
  order: ORDER, customer: 'DLR2207', name: 'Hillside Motors', priority: 'VOR',
  must_ship: '2026-03-03', state: 'open', lines: [
    { line: 1, part: 'ECU-77810-AB', quantity: 1, picked: 0, vin: '1M8GDM9AXKP042788', note: null },
    { line: 2, part: 'BRK-10442', quantity: 4, picked: 0, vin: null, note: null },
  ],
};

export function demo_rows(): Row[] {
  return [
    row('site', 'site', { site: 'DC01', name: 'Central parts', settings: {} }),
    part('BRK-10442', { description: 'Brake pad set, front', tracking: 'lot', aliases: ['NB442'],
      packs: [{ code: 'EA', quantity: 1, gtin: '00614141000036' }] }),
    part('BRK-10424', { description: 'Brake pad set, rear', tracking: 'lot' }),
    part('ECU-77810-AB', { description: 'Control module', tracking: 'serial',
      serial_pattern: 'E7A\\d{6}', aliases: ['NB-E7'] }),
    part('SLT-00931', { description: 'Sealant', tracking: 'lot', expires: true,
      hazard: { class: '3', un: 'UN1263' } }),
    part('BAT-00712', { description: 'Battery 12 V 70 Ah',
      packs: [{ code: 'CARTON', quantity: 10, gtin: '10614141000057' }] }),
    part('CLP-1', { description: 'Clip, black', aliases: ['CLIP'] }),
    part('CLP-2', { description: 'Clip, grey', aliases: ['CLIP'] }),
    place('DOCK-01', 'dock', 1), place('A07-032-C', 'forward', 47),
    place('A07-041-A', 'forward', 52), place('A02-015-B', 'forward', 20),
    place('A07-030-C', 'forward', 46), place('A07-099-A', 'forward', 60, { blocked: true }),
    place('B04-011-B', 'forward', 80), place('H01-002-A', 'hazmat', 90, { hazards: ['3'] }),
    place('Q01-004-A', 'hold', 95), place('PACK-1', 'pack', 98), place('DOOR-2', 'door', 99),
    place('DOOR-3', 'door', 100),
    quant('A02-015-B', 'ECU-77810-AB', 1, { serial: 'E7A000290' }),
    quant('A07-041-A', 'BRK-10424', 12, { lot: 'L25-0007' }),
    quant('B04-011-B', 'BAT-00712', 19),
    row('asn', ASN.asn, ASN), row('order', ORDER, EMERGENCY),
    row('task', 'T-1', { task: 'T-1', kind: 'count', state: 'open', priority: 'stock', zone: 'B',
      location: 'B04-011-B', part: null, quantity: null, lot: null, serial: null, order: null,
      line: null, lpn: null, asn: null, raised_at: NOW, why: 'plan' }),
    row('shipment', 'SH-0091', { shipment: 'SH-0091', door: 'DOOR-2', orders: [ORDER],
      state: 'open', lpns: [] }),
  ];
}

export function demo_view(): View {
  return new View(new Checkpoint(demo_rows(), 7));
}
