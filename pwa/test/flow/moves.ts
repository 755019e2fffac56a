// SPDX-License-Identifier: Apache-2.0
/** A floor with a reserve and a pick face to fill, and a way to every step of a move. */
import { Checkpoint, View } from '../../src/domain/view.ts';
import { demo_rows, demo_view, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { Floor } from './floor.ts';
import { STORED, stored_plate } from './putaway_ways.ts';

export const with_rows = (...rows: Row[]): View =>
  new View(new Checkpoint([...demo_rows(), ...rows], 7));
const place = (location: string, role: string): Row => row('location', location, {
  location, zone: 'R', kind: 'bin', role, level: 1, confirm: '', travel: 70, hazards: [],
  blocked: false,
});
const blocked_place = row('location', 'R09-001-A', {
  location: 'R09-001-A', zone: 'R', kind: 'bin', role: 'reserve', level: 1, confirm: '', travel: 70,
  hazards: [], blocked: true,
});
const quant = (holder: string, quantity: number): Row => row('quant', `${holder}|BAT-00712||`, {
  holder, part: 'BAT-00712', lot: '', serial: '', quantity, suppliers: [], receipts: [],
  expires_on: null,
});
export const task = (more: object): Row => row('task', 'T-9', {
  task: 'T-9', kind: 'replenish', state: 'open', priority: 20, zone: null, location: 'A07-030-C',
  part: 'BAT-00712', quantity: 23, lot: '', serial: '', order: null, line: null, lpn: null,
  asn: null, raised_at: '', why: ['demand'], source: 'R01-001-A', case: 10, ...more,
});
export const replenish = (more = {}): Floor => new Floor(with_rows(place('R01-001-A', 'reserve'),
  place('R01-002-A', 'reserve'), quant('R01-001-A', 23), quant('R01-002-A', 50), task(more)))
  .start('move');

const at_face = (): Floor =>
  replenish().choose('T-9').scan('R01-001-A').scan('BAT-00712').confirm();
const bin = (): Floor => new Floor(demo_view()).start('move').scan('B04-011-B');

/** A supervisor moves goods into a bin that is blocked. */
function overriding(): Floor {
  const floor = new Floor(with_rows(blocked_place));
  floor.me = { actor: 'rossi', lead: true };
  return floor.start('move').scan('B04-011-B').offer('whole_bin').scan('R09-001-A');
}

export const MOVE_WAYS: Record<string, () => Floor> = {
  'move.what': () => new Floor(demo_view()).start('move'),
  'move.which': bin,
  'move.many': () => bin().scan('BAT-00712'),
  'move.to': () => bin().offer('whole_bin'),
  'move.deviate': () => bin().offer('whole_bin').scan('A07-041-A'),
  'move.again': () => bin().offer('whole_bin').scan('A07-041-A').choose('other'),
  'move.override': () => overriding(),
  'move.override_again': () => overriding().choose('for_short_time'),
  'move.plate_again': () => new Floor(
    with_rows(...stored_plate('A07-030-C', { part: 'FLT-00318' }))).start('move').scan('B04-011-B')
    .offer('whole_bin').scan(STORED),
  'move.from': () => replenish().choose('T-9'),
  'move.take': () => replenish().choose('T-9').scan('R01-001-A'),
  'move.amount': () => replenish().choose('T-9').scan('R01-001-A').scan('BAT-00712'),
  'move.short': () => replenish().choose('T-9').offer('not_there'),
  'move.face': at_face,
  'move.full': () => at_face().offer('face_full'),
};
