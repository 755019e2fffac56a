// SPDX-License-Identifier: Apache-2.0
/** Put-away beside plates that are stored already, for tests and for ways to its states. */
import type { LocationRow, QuantRow } from '../../src/domain/rows.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { BRAKES, MIXED, MODULES, demo_rows, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { received } from './days.ts';
import { Floor } from './floor.ts';

export const STORED = '006141410000009992';
export const PADS: Partial<QuantRow> = {
  part: 'BRK-10442', lot: 'L26-0188', suppliers: ['SUP0417'],
};

/** A plate with goods that stands somewhere for good. */
export function stored_plate(location: string, goods: Partial<QuantRow>, lpn = STORED): Row[] {
  const { part, lot = '', serial = '' } = goods;
  return [
    row('lpn', lpn, { lpn, kind: 'carton', place: location }),
    row('quant', `lpn:${lpn}|${part}|${lot}|${serial}`, {
      holder: `lpn:${lpn}`, lot: '', serial: '', quantity: 5, suppliers: [], receipts: [],
      expires_on: null, ...goods,
    }),
  ];
}

export const location = (code: string, more: Partial<LocationRow>): Row => row('location', code, {
  location: code, zone: 'A', kind: 'bin', role: 'forward', level: 1, confirm: '', travel: 30,
  hazards: [], blocked: false, ...more,
});

/** The truck is in, and these rows are known beside the demo's. */
export function beside(...more: Row[]): Floor {
  const rows = demo_rows().filter((one) => !more.some((other) =>
    other.topic === one.topic && other.key === one.key));
  const told = received().told.map((op, at) => ({ ...op, op_id: `was-${at}` }));
  return new Floor(new View(new Checkpoint([...rows, ...more], 7), told))
    .start('putaway');
}

/** A supervisor at a bin that is blocked. */
export function overriding(): Floor {
  const floor = beside(location('A07-030-C', { blocked: true }));
  floor.me = { actor: 'rossi', lead: true };
  return floor.scan(BRAKES).scan('A07-030-C');
}

export const PUTAWAY_WAYS: Record<string, () => Floor> = {
  'putaway.override': () => overriding(),
  'putaway.override_again': () => overriding().choose('agreed_quality'),
  'putaway.plate_again': () => beside(...stored_plate('A07-030-C', PADS)).scan(BRAKES)
    .scan(STORED),
  'putaway.counted': () => beside().scan(BRAKES).offer('number_differs'),
  'putaway.differs': () => beside().scan(BRAKES).offer('number_differs').quantity(38),
  'putaway.missing': () => beside().scan(MODULES).offer('number_differs').quantity(1),
  'putaway.serials': () => beside().scan(MODULES).offer('number_differs').quantity(4),
  'putaway.which_differs': () => held_mixed().offer('number_differs'),
};

/** A carton of two parts, on hold: it travels whole. */
export const held_mixed = (): Floor => beside(row('hold', 'H1', {
  hold: 'H1', scope: { part: null, supplier: null, lot: null, serial: null, lpn: MIXED,
    location: null, receipt: null },
  reason: 'damage', note: '', placed_at: '', placed_by: 'ben', state: 'open',
})).scan(MIXED);
