// SPDX-License-Identifier: Apache-2.0
/** Ways to the steps of a batch that is sorted (PK1): three small orders on the demo floor. */
import type { Told } from '../../src/domain/operation.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { ORDER, demo_rows, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { Floor } from './floor.ts';
import { quant } from './pack_ways.ts';

export const BATCH = 'T-0900';
const PADS = 'BRK-10442';

export const order = (name: string, lines: [string, number][], more: object = {}): Row =>
  row('order', name, {
    order: name, customer: 'D1', name: 'Dealer', priority: 'STOCK', must_ship: '2026-03-03',
    state: 'open', cartons: [], goods: [],
    lines: lines.map(([part, quantity], at) => ({
      line: at + 1, part, quantity, picked: 0, vin: null, note: null,
    })), ...more,
  });

/** Clips for two orders in one place; pads of two lots, a module. No emergency waits. */
export const SMALL: Row[] = [
  order('O-1', [['CLP-1', 1], [PADS, 1]]), order('O-2', [['CLP-1', 2]]),
  order('O-3', [[PADS, 2], ['ECU-77810-AB', 1]]),
];

export const rows = (...more: Row[]): Row[] => [...demo_rows(), order(ORDER, [], {
  state: 'shipped' }), quant('A07-041-A', 'CLP-1', '', { quantity: 9 }),
quant('A07-032-C', PADS, '', { lot: 'L26-0188', quantity: 9 }), ...SMALL, ...more];

export const view = (...more: Row[]): View => new View(new Checkpoint(rows(...more), 7));

export const batch = (...more: Row[]): Floor =>
  new Floor(view(...more)).start('pick').offer('batch');

const picks: [string, number, string, number, string | null, string[]][] = [
  ['O-1', 1, 'CLP-1', 1, null, []], ['O-2', 1, 'CLP-1', 2, null, []],
  ['O-1', 2, PADS, 1, 'L26-0188', []], ['O-3', 1, PADS, 2, 'L26-0190', []],
  ['O-3', 2, 'ECU-77810-AB', 1, null, ['E7A000290']],
];

/** All of them picked into one tote, by somebody else. */
export function picked_batch(...more: Row[]): Floor {
  const told = picks.map(([name, line, part, quantity, lot, serials], at) => ({
    kind: 'pick', group: 'g', after: [], scans: [], captured_at: '', actor: 'ben',
    op_id: `pick-${at}`, body: { task: null, order: name, line, source: 'A02-015-B',
      target: `lpn:${BATCH}`, lines: [{ part, quantity, lot, serials }] },
  }) as unknown as Told);
  const floor = new Floor(view(...more));
  floor.view = floor.view.with_ops(told);
  return floor;
}

export const sorting = (...more: Row[]): Floor =>
  picked_batch(...more).start('pick').scan(BATCH);

export const BATCH_WAYS: Record<string, () => Floor> = {
  'pick.sort': sorting,
  'pick.sort_serial': () => sorting().scan('ECU-77810-AB'),
  'pick.sort_lot': () => sorting().scan(PADS),
  'pick.sort_to': () => sorting().scan('CLP-1'),
  'pick.sort_fewer': () => sorting().scan('CLP-1').offer('fewer'),
  'pick.sort_missing': () => sorting().offer('missing'),
  'pick.sort_done': () => sorting().scan('CLP-1').scan('T-0001').scan('CLP-1').scan('T-0002')
    .scan('E7A000290').scan('T-0003').offer('missing').choose(`O-1|${PADS}`).offer('missing')
    .choose(`O-3|${PADS}`),
};
