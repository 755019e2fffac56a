// SPDX-License-Identifier: Apache-2.0
/** Ways to every state that asks something: for junk, stray taps and pictures. */
import { Checkpoint, View } from '../../src/domain/view.ts';
import { BRAKES, MIXED, MODULES, ORDER, demo_rows, demo_view, row } from '../fixture.ts';
import type { Row } from '../fixture.ts';
import { ASSEMBLY_WAYS } from './assembly_ways.ts';
import { BATCH_WAYS } from './batch_ways.ts';
import { waiting_floor } from './crossings.ts';
import { packed, picked, second_line, stored } from './days.ts';
import { LEAVE_WAYS } from './leave_ways.ts';
import { Floor } from './floor.ts';
import { BACK_WAYS } from './goods_back.ts';
import { INSPECT_WAYS } from './inspect_ways.ts';
import { MOVE_WAYS } from './moves.ts';
import { PACK_WAYS } from './pack_ways.ts';
import { PUTAWAY_WAYS } from './putaway_ways.ts';

const dock = (): Floor => new Floor(demo_view()).start('receive').choose('SHP260302A')
  .scan('DOCK-01');
const bin = (): Floor => new Floor(demo_view()).start('count').scan('B04-011-B');
const at_lot = (): Floor => second_line().scan('A07-032-C').scan('BRK-10442');

/** A way to every state of every flow that asks something. */
export const WAYS: Record<string, () => Floor> = {
  ...BATCH_WAYS, ...BACK_WAYS, ...MOVE_WAYS, ...PUTAWAY_WAYS, ...PACK_WAYS, ...INSPECT_WAYS,
  ...ASSEMBLY_WAYS,
  'receive.asn': () => new Floor(demo_view()).start('receive'),
  'receive.dock': () => new Floor(demo_view()).start('receive').choose('SHP260302A'),
  'receive.plate': dock,
  'receive.pallet': () => dock().scan('006141410000001019'),
  'receive.serials': () => dock().scan(MODULES).scan('E7A000311'),
  'receive.serial_out': () => dock().scan(MODULES).scan('E7A000311').offer('take_out'),
  'receive.carton': () => dock().scan(BRAKES),
  'receive.crossing': () => waiting_floor({ 'O-1': 4 }).scan(BRAKES).confirm(),
  'receive.counting': () => counting(BRAKES),
  'receive.which': () => dock().scan(MIXED).confirm().offer('differs'),
  'receive.difference': () => dock().scan(BRAKES).offer('differs'),
  'receive.unlikely': () => dock().scan('BRK-10442').quantity(9000),
  'receive.unit_quantity': () => dock().scan('BRK-10442'),
  'receive.unit_lot': () => dock().scan('BRK-10442').quantity(4),
  'receive.unit_plate': () => dock().scan('BRK-10442').quantity(4).choose('L26-0188'),
  'receive.ending': () => dock().offer('finish'),
  'receive.done': () => dock().offer('finish').choose('to_follow').confirm(),
  'receive.supplier': () => new Floor(demo_view()).start('receive').offer('no_paper'),
  'receive.paper': () => new Floor(demo_view()).start('receive').offer('no_paper')
    .choose('SUP0417'),
  'receive.blind_dock': () => new Floor(demo_view()).start('receive').offer('no_paper')
    .choose('SUP0417').scan('DN-4711'),
  'receive.blind': () => blind(),
  'receive.pieces': () => dock().offer('pieces'),
  'receive.pieces_cartons': () => dock().offer('pieces').quantity(2),
  'receive.refuse': () => dock().offer('refuse'),
  'receive.refuse_why': () => dock().offer('refuse').choose('all'),
  'receive.unexpected': () => dock().scan('BAT-00712'),
  'receive.actual': () => dock().scan(BRAKES).offer('differs').choose('wrong_part').quantity(2)
    .confirm(),
  'receive.side': () => dock().scan(BRAKES).offer('differs').choose('damaged').quantity(2)
    .confirm(),
  'receive.conversion': () => blind().scan('10614141000057'),
  'receive.expiry': () => blind().scan('SLT-00931').quantity(4).scan('B7731'),
  'receive.which_day': () => blind().scan('SLT-00931').quantity(4).scan('B7731').scan('270315'),
  'receive.hazmat': () => dock().scan(MIXED),
  'putaway.goods': () => stored().start('putaway'),
  'putaway.inside': () => all_in().scan('006141410000001019'),
  'putaway.lines': () => all_in().scan(MIXED),
  'putaway.bin': () => all_in().scan(BRAKES),
  'putaway.why_not': () => all_in().scan(BRAKES).offer('not_this_bin'),
  'putaway.next': () => all_in().scan(BRAKES).offer('not_this_bin').choose('bin_full'),
  'putaway.deviate': () => all_in().scan(BRAKES).scan('A07-030-C'),
  'putaway.again': () => all_in().scan(BRAKES).scan('A07-030-C').choose('bin_full'),
  'count.bin': () => new Floor(demo_view()).start('count'),
  'count.items': () => bin().scan('BAT-00712'),
  'count.serial': () => bin().scan('ECU-77810-AB'),
  'count.lot': () => bin().scan('BRK-10442'),
  'count.unknown': () => bin().scan('NB-S1/2027-04 0931'),
  'receive.unknown': () => dock().scan('NB-S1/2027-04 0931'),
  'count.moved': () => moved_bin(),
  'count.plates': () => plate_bin(),
  'count.beside': () => beside_bin(),
  'count.empty': () => bin().offer('bin_empty'),
  'count.strays': () => new Floor(demo_view()).start('count').scan('A02-015-B')
    .scan('BAT-00712').confirm(),
  'pick.order': () => stored().start('pick'),
  'undo.what': () => picked().start('pick').choose(ORDER).offer('undo'),
  'undo.bin': () => second_line().offer('undo'),
  'undo.plate': () => picked().start('pack').scan('T-0418').scan('C-000091').scan('E7A000290')
    .offer('undo'),
  'undo.place': () => packed().start('load').scan('DOOR-2').scan('C-000091').offer('undo'),
  'undo.tap': () => dock().scan(BRAKES).confirm().offer('undo'),
  'pick.bin': second_line,
  'pick.part': () => second_line().scan('A07-032-C'),
  'pick.serial': () => stored().start('pick').choose(ORDER).scan('A02-015-B').scan('ECU-77810-AB'),
  'pick.lot': at_lot,
  'pick.quantity': () => at_lot().scan('L26-0188'),
  'pick.lots': () => at_lot().scan('L26-0188').scan('L26-0190'),
  'pick.tote': () => at_lot().scan('L26-0188').confirm(),
  'pick.short': () => at_lot().offer('short'),
  'pick.nowhere': () => new Floor(demo_view()).start('pick').choose(ORDER).offer('skip'),
  'pick.done': () => at_lot().scan('L26-0188').confirm().scan('T-0418'),
  'pick.tote_first': () => at_bin({ 'pick.tote_first': true }, 'order'),
  'pick.rotation': () => at_bin({}).scan('SLT-00931').choose('NEW'),
  'pick.fits': () => second_line().scan('A07-032-C').scan('BRK-10442').scan('L26-0188').confirm()
    .offer('tote_full'),
  'pick.opened': () => battery(4).scan('10614141000057').quantity(4).scan('T-0418'),
  'pick.zero': () => battery(19, { 'pick.zero_check': true }).scan('BAT-00712').quantity(19)
    .scan('T-0418'),
  'pick.damaged_many': () => battery(4).offer('short').quantity(0).choose('damaged').confirm(),
  'pick.damaged': () => battery(4).offer('short').quantity(0).choose('damaged').confirm()
    .quantity(4),
  'pick.damaged_unit': () => new Floor(demo_view()).start('pick').choose(ORDER)
    .scan('A02-015-B').offer('short').quantity(0).choose('damaged').confirm(),
  'pick.back': () => back('BAT-00712'),
  'pick.back_serial': () => back('ECU-77810-AB').scan('ECU-77810-AB'),
  'pick.back_bin': () => back('BAT-00712').scan('BAT-00712'),
  'pick.back_done': () => back('BAT-00712').scan('BAT-00712').scan('B04-011-B'),
  'pack.tote': () => picked().start('pack'),
  'pack.order': () => counted_tote().start('pack').scan('T-0777'),
  'pack.carton': () => picked().start('pack').scan('T-0418'),
  'pack.unit': () => picked().start('pack').scan('T-0418').scan('C-000091'),
  'pack.serial': () => picked().start('pack').scan('T-0418').scan('C-000091').scan('ECU-77810-AB'),
  'pack.lot': () => two_lots().start('pack').scan('T-0418').scan('C-000091').scan('BRK-10442'),
  'pack.quantity': () => picked().start('pack').scan('T-0418').scan('C-000091').scan('BRK-10442'),
  'pack.done': () => picked().start('pack').scan('T-0418').scan('C-000091').scan('E7A000290')
    .scan('BRK-10442').confirm(),
  'load.door': () => packed().start('load'),
  'load.carton': () => packed().start('load').scan('DOOR-2'),
  'load.why_here': () => packed().start('load').scan('DOOR-3').scan('C-000091')
    .say({ type: 'acknowledge' }).offer('load_here'),
  'load.here': () => packed().start('load').scan('DOOR-3').scan('C-000091')
    .say({ type: 'acknowledge' }).offer('load_here')
    .choose('truck_here'),
  ...LEAVE_WAYS,
  'load.done': () => packed().start('load').scan('DOOR-2').offer('finish'),
  'photo.take': () => dock().scan(BRAKES).offer('photo'),
  'hold.thing': () => new Floor(demo_view()).start('hold'),
  'hold.this': () => dock().scan(BRAKES).offer('hold'),
  'hold.where': () => new Floor(demo_view()).start('hold').scan('BRK-10424'),
  'hold.reason': () => new Floor(demo_view()).start('hold').scan('A07-041-A'),
  'hold.done': () => new Floor(demo_view()).start('hold').scan('A07-041-A').choose('damage')
    .confirm(),
  'lookup.thing': () => new Floor(demo_view()).start('lookup'),
  'lookup.result': () => new Floor(demo_view()).start('lookup').scan('BRK-10442'),
};

const with_rows = (...rows: Row[]): View => new View(new Checkpoint([...demo_rows(), ...rows], 7));
const one_line = (part: string, quantity: number): Row => row('order', 'O-1', {
  order: 'O-1', customer: 'D1', name: '', priority: 'STOCK', must_ship: null, state: 'open',
  lines: [{ line: 1, part, quantity, picked: 0, vin: null, note: null }],
});
const settings = (changed: object): Row =>
  row('site', 'site', { site: 'DC01', settings: { version: 1, changed } });
const sealant = (lot: string, expires_on: string): Row => row('quant', `x|${lot}`, {
  holder: 'A07-030-C', part: 'SLT-00931', lot, serial: '', quantity: 5, suppliers: [],
  receipts: [], expires_on,
});

/** Before a bin with two lots of sealant, of which one expires first. */
function at_bin(changed: object, until = 'bin'): Floor {
  const view = with_rows(settings(changed), one_line('SLT-00931', 2),
    sealant('OLD', '2026-09-01'), sealant('NEW', '2027-09-01'));
  const floor = new Floor(view).start('pick').choose('O-1');
  return until === 'order' ? floor : floor.scan('A07-030-C');
}

const battery = (quantity: number, changed: object = {}): Floor =>
  new Floor(with_rows(settings(changed), one_line('BAT-00712', quantity))).start('pick')
    .choose('O-1').scan('B04-011-B');

/** What is to go back from a tote. */
function back(part: string): Floor {
  const serial = part === 'BAT-00712' ? '' : 'E7A000500';
  const view = with_rows(row('quant', 'tote', {
    holder: 'lpn:T-0005', part, lot: '', serial, quantity: 1, suppliers: [], receipts: [],
    expires_on: null,
  }), row('task', 'put_back', {
    task: 'put_back', kind: 'put_back', state: 'open', priority: 50, zone: null, location: null,
    part, quantity: 1, lot: null, serial: null, order: ORDER, line: null, lpn: 'T-0005', asn: null,
    raised_at: '', why: [],
  }));
  return new Floor(view).start('pick').choose('put_back');
}

const counting = (lpn: string): Floor => new Floor(with_rows(row('site', 'site',
  { site: 'DC01', settings: { version: 1, changed: { 'receive.blind': true } } })))
  .start('receive').choose('SHP260302A').scan('DOCK-01').scan(lpn);

const blind = (): Floor => new Floor(demo_view()).start('receive').offer('no_paper')
  .choose('SUP0417').scan('DN-4711').scan('DOCK-01');

function all_in(): Floor {
  const floor = dock().scan(BRAKES).confirm().scan(MIXED).confirm().confirm()
    .scan(MODULES);
  for (const serial of ['E7A000311', 'E7A000312', 'E7A000313']) floor.scan(serial);
  return floor.confirm().confirm().start('putaway');
}

/** A bin where a plate stands that nobody scanned. */
function plate_bin(): Floor {
  const view = demo_view().with_ops([{ kind: 'putaway', group: 'g', after: [], scans: [],
    captured_at: '', actor: 'ben', body: { task: null, source: 'DOCK-01', target: 'B04-011-B',
      lpn: BRAKES, lines: [], suggested: null, reason: null } }]);
  return new Floor(view).start('count').scan('B04-011-B').scan('BAT-00712').quantity(17).confirm();
}

/** Goods counted loose that are on a scanned plate too. */
function beside_bin(): Floor {
  const lines = [{ part: 'BRK-10442', quantity: 36, lot: 'L26-0188', serials: [], asn_line: null,
    expires_on: null, condition: 'good' as const }];
  const view = demo_view().with_ops([{ kind: 'receipt', group: 'g', after: [], scans: [],
    captured_at: '', actor: 'ben', body: { receipt: 'r', asn: null, supplier: 'S',
      location: 'B04-011-B', lpn: BRAKES, parent_lpn: null, lines } }]);
  return new Floor(view).start('count').scan('B04-011-B').scan('BRK-10442').scan('L26-0188')
    .scan(BRAKES).confirm();
}

/** A bin from which another device picks while it is counted. */
function moved_bin(): Floor {
  const floor = bin().scan('BAT-00712');
  floor.view = floor.view.with_ops([{ kind: 'transfer', group: 'g', after: [], scans: [],
    captured_at: '', actor: 'ben', body: { task: null, source: 'B04-011-B', target: 'lpn:T-0777',
      lpn: null, lines: [{ part: 'BAT-00712', quantity: 2, lot: null, serials: [] }],
      suggested: null, reason: null } }]);
  return floor.confirm();
}

/** A tote with two lots of one part. */
const two_lots = (): Floor => at_lot().scan('L26-0188').scan('L26-0190').choose('both').confirm()
  .scan('T-0418').confirm();

/** A tote with goods of which this device does not know the order. */
function counted_tote(): Floor {
  const floor = new Floor(demo_view());
  floor.view = floor.view.with_ops([{ kind: 'transfer', group: 'g', after: [], scans: [],
    captured_at: '', actor: 'ben', body: { task: null, source: 'B04-011-B', target: 'lpn:T-0777',
      lpn: null, lines: [{ part: 'BAT-00712', quantity: 2, lot: null, serials: [] }],
      suggested: null, reason: null } }]);
  return floor;
}
