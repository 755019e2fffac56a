// SPDX-License-Identifier: Apache-2.0
/** An axle of two hubs and a sensor, all numbered, for tests and for ways to its states. */
import { Checkpoint, View } from '../../src/domain/view.ts';
import { demo_rows, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { Floor } from './floor.ts';

export const [AXLE, HUB, SENSOR] = ['AXL-1', 'HUB-1', 'SEN-1'] as const;

function numbered(part: string, serial_pattern: string, modules: readonly string[] = []): Row {
  return row('part', part, {
    part, description: part, uom: 'EA', packs: [], tracking: 'serial', expires: false,
    serial_pattern, hazard: null, abc: 'B', critical: 'normal', superseded_by: null,
    weight_g: 100, volume_ml: 100, aliases: [], modules,
  });
}

export const assembly_rows = (): Row[] => [
  numbered(AXLE, 'AX-\\d+', [HUB, HUB, SENSOR]), numbered(HUB, 'HB-\\d+'),
  numbered(SENSOR, 'SN-\\d+'),
];

/** Two units of a part are received, and their numbers are asked for. */
export function at_axle(part: string = AXLE, more: readonly Row[] = []): Floor {
  const view = new View(new Checkpoint([...demo_rows(), ...assembly_rows(), ...more], 7));
  return new Floor(view).start('receive').offer('no_paper').choose('SUP0417').scan('DN-4711')
    .scan('DOCK-01').scan(part).quantity(2).at('receive.serials');
}

export const ASSEMBLY_WAYS: Record<string, () => Floor> = {
  'assembly.serials': () => at_axle().scan('AX-100001'),
};
