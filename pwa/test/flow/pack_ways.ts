// SPDX-License-Identifier: Apache-2.0
/** Ways to the steps of a packing bench, on the demo floor. */
import { Checkpoint, View } from '../../src/domain/view.ts';
import { ORDER, demo_rows, row } from '../fixture.ts';
import { picked } from './days.ts';
import type { Floor } from './floor.ts';

type Row = ReturnType<typeof demo_rows>[number];

/** The view of a floor with other rows, and all that was told on it. */
export function knowing(floor: Floor, ...rows: Row[]): Floor {
  const view = new View(new Checkpoint([...demo_rows(), ...rows], 9));
  floor.view = view.with_ops(floor.told);
  return floor;
}

export const settings = (changed: object): Row =>
  row('site', 'site', { site: 'DC01', settings: { version: 1, changed } });

export const order_row = (more: object): Row => row('order', ORDER, {
  ...demo_rows().find((one) => one.topic === 'order')!.body as object, ...more,
});

export const part_row = (part: string, more: object): Row => row('part', part, {
  ...demo_rows().find((one) => one.topic === 'part' && one.key === part)!.body as object, ...more,
});

export const quant = (holder: string, part: string, serial: string, more: object = {}): Row =>
  row('quant', `${holder}|${part}|${serial}`, {
    holder, part, lot: '', serial, quantity: 1, suppliers: [], receipts: [], expires_on: null,
    ...more,
  });

export const held = (scope: object): Row => row('hold', 'H-9', {
  hold: 'H-9', name: 'H-9', scope: {
    part: null, supplier: null, lot: null, serial: null, lpn: null, location: null,
    receipt: null, ...scope,
  }, reason: 'recall', note: '', placed_at: '2026-03-02T08:00:00.000Z', placed_by: 'rossi',
  root: '', state: 'open',
});

export const bench = (...rows: Row[]): Floor =>
  knowing(picked(), ...rows).start('pack').scan('T-0418').scan('C-000091');

/** All of it is in the carton. */
export const full = (...rows: Row[]): Floor => bench(...rows).scan('E7A000290')
  .scan('BRK-10442').confirm();

/** A site with cartons, small and large. */
export const CARTONS: readonly Row[] = [
  ['S', 200, 150, 100, 5000, 120], ['M', 300, 200, 150, 9000, 250],
  ['L', 600, 400, 400, 25_000, 700],
].map(([carton, l, w, h, max_g, weight_g]) => row('carton_size', String(carton), {
  carton, length_mm: l, width_mm: w, height_mm: h, max_g, weight_g, state: '',
  fill_percent: 100,
}));

/** At the bench with an empty carton still to be chosen: four brake pads and a module to pack. */
export const choosing = (...rows: Row[]): Floor =>
  knowing(picked(), ...CARTONS, ...rows).start('pack').scan('T-0418');

export const hazardous = part_row('BRK-10442',
  { hazard: { class: '3', un: 'UN1263', packing_group: 'II', state: 'liquid' } });

export const PACK_WAYS: Record<string, () => Floor> = {
  'pack.missing_which': () => bench().offer('missing'),
  'pack.missing': () => bench().scan('E7A000290').offer('missing'),
  'pack.pull_tote': () => knowing(picked(), held({ lot: 'L26-0188', part: 'BRK-10442' }))
    .start('pack').offer('pull'),
  'pack.pull': () => knowing(picked(), held({ lot: 'L26-0188', part: 'BRK-10442' }))
    .start('pack').offer('pull').choose('T-0418'),
  'pack.marks': () => full(hazardous),
  'pack.more': () => bench().offer('more'),
  'pack.size': () => choosing().offer('other_size'),
  'pack.weigh': () => full().offer('more').choose('weigh'),
  'pack.weigh_again': () => full().offer('more').choose('weigh').quantity(900),
  'pack.label_why': () => full().offer('more').choose('label').offer('more').choose('label'),
  'pack.swap_out': () => full().offer('more').choose('swap'),
  'pack.swap_in': () => full().offer('more').choose('swap').scan('E7A000290'),
  'pack.swap_why': () => swapping(),
  'pack.swap_to': () => swapping().choose('wrong_unit'),
};

/** The right unit lies free on a shelf. */
export const swapping = (): Floor => full(quant('A02-015-B', 'ECU-77810-AB', 'E7A000777'))
  .offer('more').choose('swap').scan('E7A000290').scan('E7A000777');
