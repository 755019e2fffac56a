// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ORDER } from '../fixture.ts';
import { picked } from './days.ts';
import {
  bench, full, hazardous, held, knowing, order_row, part_row, quant, settings, swapping,
} from './pack_ways.ts';

const PADS = 'BRK-10442';
const MODULE = 'ECU-77810-AB';
const HELD = held({ lot: 'L26-0188', part: PADS });

test('each unit is scanned unless the site trusts its pickers', () => {
  const careful = bench();
  assert.equal(careful.step.offers[0]!.id, 'other_carton');
  careful.offer('all').at('pack.unit');
  assert.deepEqual(careful.kinds().filter((kind) => kind === 'pack'), []);
  const floor = bench(settings({ 'pack.scan_units': false }));
  assert.equal(floor.step.offers[0]!.id, 'all');
  floor.offer('all').at('pack.done');
  const lines = floor.body('pack')['lines'] as { part: string; serials: string[] }[];
  assert.deepEqual(lines.map(({ part, serials }) => [part, serials]),
    [[PADS, []], [MODULE, ['E7A000290']]], 'with the numbers and lots that were picked');
});

test('a tote with a held unit, or a stranger among its goods, is never trusted', () => {
  const trust = settings({ 'pack.scan_units': false });
  bench(trust, HELD).offer('all').heard('stop').at('pack.unit');
  const odd = bench(trust, quant('lpn:T-0418', 'BAT-00712', ''));
  assert.ok(odd.step.offers.every(({ id }) => id !== 'all'));
});

test('what is missing in the tote is said with a reason, and is no longer in it', () => {
  const floor = bench().offer('missing').at('pack.missing_which').choose(`${PADS}|L26-0188|`);
  floor.at('pack.missing').quantity(9).choose('not_in_tote').confirm().heard('attention');
  floor.quantity(1).confirm().at('pack.unit');
  assert.deepEqual(floor.body('pack_short'), {
    order: ORDER, source: 'lpn:T-0418', reason: 'not_in_tote', location: 'A07-032-C',
    lines: [{ part: PADS, quantity: 1, lot: 'L26-0188', serials: [] }],
  });
  floor.scan(PADS).at('pack.quantity');
  assert.equal(floor.step.quantity?.expected, 3);
});

test('a numbered unit is missing by its number', () => {
  const floor = bench().offer('missing').choose(`${MODULE}||E7A000290`).choose('other_tote');
  assert.equal(floor.step.sheet?.quantity, null);
  floor.confirm().at('pack.unit');
  const [line] = floor.body('pack_short')['lines'] as { serials: string[] }[];
  assert.deepEqual(line!.serials, ['E7A000290']);
});

test('held goods come out of the tote, and their line is owed again', () => {
  const floor = knowing(picked(), HELD).start('pack').offer('pull').at('pack.pull_tote');
  floor.choose('T-0418').at('pack.pull').scan('A07-032-C').heard('stop');
  floor.scan('Q01-004-A').at('pack.carton');
  assert.deepEqual(floor.body('transfer'), {
    task: `put_back|${ORDER}|lpn:T-0418|${PADS}`, source: 'lpn:T-0418', target: 'Q01-004-A',
    lpn: null, lines: [{ part: PADS, quantity: 4, lot: 'L26-0188', serials: [] }],
    suggested: null, reason: 'held',
  });
});

test('held goods that are in the carton already come out of it', () => {
  const floor = full(HELD);
  // packed before anybody knew: the hold is in this view, so the scan of the pads was refused
  assert.equal(floor.step.hold?.part, PADS);
  floor.say({ type: 'acknowledge' }).offer('more').choose('pull').scan('L-0777');
  assert.equal(floor.body('transfer')['target'], 'lpn:L-0777');
});

test('a carton that weighs another thing is weighed again, and told with both figures', () => {
  const floor = full().offer('more').choose('weigh').quantity(900).at('pack.weigh_again');
  assert.equal(floor.step.band?.note?.params['computed'], 500);
  floor.quantity(910).at('pack.weigh_again').quantity(910).at('pack.done');
  assert.deepEqual(floor.body('carton_weighed'),
    { lpn: 'C-000091', weight_g: 910, computed_g: 500, order: ORDER });
  full().offer('more').choose('weigh').quantity(540).at('pack.done');
});

test('where a part has no weight nothing is computed, and the carton is not doubted', () => {
  const floor = full(part_row(PADS, { weight_g: 0 })).offer('more').choose('weigh').quantity(9000);
  assert.equal(floor.at('pack.done').body('carton_weighed')['computed_g'], 0);
});

test('a carton is emptied into another, whole or in part', () => {
  const floor = full().confirm().start('pack').scan('C-000091').at('pack.carton');
  floor.scan('C-000092').at('pack.unit').scan(PADS).quantity(1).at('pack.unit');
  assert.equal(floor.body('pack')['source'], 'lpn:C-000091');
  floor.offer('all').at('pack.done');
  assert.equal(floor.view.content('C-000092').length, 2);
});

test('dangerous goods want their marks, by how much is in one pack of them', () => {
  const limited = full(hazardous).at('pack.marks');
  assert.equal(limited.step.sheet?.title.key, 'sheet.marks.limited');
  limited.confirm().at('pack.done').confirm();
  const large = full(part_row(PADS, { volume_ml: 1500,
    hazard: { class: '3', un: 'UN1263', packing_group: 'II', state: 'liquid' } }));
  assert.equal(large.step.sheet?.title.key, 'sheet.marks.full');
  large.choose('none').at('pack.done');
  assert.equal(large.body('hold')['reason'], 'marks_missing');
});

test('what may not go together is not packed into one carton', () => {
  const peroxide = part_row(MODULE,
    { hazard: { class: '5.1', un: 'UN1479', packing_group: 'II', state: 'solid' } });
  const floor = bench(hazardous, peroxide).scan('E7A000290').at('pack.marks').confirm();
  assert.equal(floor.scan(PADS).heard('stop').step.stop?.code, 'carton_hazard');
});

test('nothing dangerous goes by air without somebody who knows', () => {
  const floor = bench(hazardous, order_row({ service: 'Air Express' })).scan(PADS).heard('stop');
  assert.equal(floor.step.stop?.code, 'not_by_air');
  bench(hazardous, order_row({ service: 'Fairway ground' })).scan(PADS).heard('good');
});

test('a label is told of once, and again with a reason and the number of the copy', () => {
  const floor = full().offer('more').choose('label').at('pack.done');
  assert.deepEqual(floor.body('label_wanted'), {
    label: 'lpn', code: 'C-000091', copy: 1, reason: '', order: ORDER, part: null, replaces: null,
  });
  floor.offer('more').choose('label').at('pack.label_why').choose('torn').at('pack.done');
  const { copy, reason } = floor.body('label_wanted');
  assert.deepEqual([copy, reason], [2, 'torn']);
  floor.offer('more').choose('papers');
  assert.equal(floor.body('label_wanted')['label'], 'packing_list');
});

test('a packed unit is swapped for one from the shelf: out, away, picked, in', () => {
  const floor = swapping().choose('wrong_unit').at('pack.swap_to').scan('L-0777').at('pack.done');
  assert.deepEqual(floor.kinds().slice(-4), ['undo', 'transfer', 'pick', 'pack']);
  assert.equal(floor.body('undo')['reason'], 'swapped:wrong_unit');
  assert.equal(floor.body('transfer')['task'], `put_back|${ORDER}|lpn:T-0418|${MODULE}`);
  assert.equal(floor.body('pick')['source'], 'A02-015-B');
  const serials = floor.view.content('C-000091').map((one) => one.serial).filter(Boolean);
  assert.deepEqual(serials, ['E7A000777']);
});

test('a unit of the same tote is swapped by putting the first back', () => {
  const floor = knowing(picked(), quant('lpn:T-0418', MODULE, 'E7A000778')).start('pack')
    .scan('T-0418').choose(ORDER).scan('C-000091').scan('E7A000290').offer('more').choose('swap');
  floor.scan('E7A000290').scan('E7A000778').choose('damaged').at('pack.unit');
  assert.deepEqual(floor.kinds().slice(-2), ['undo', 'pack']);
});

test('a unit that is held, unknown or the same is not put in instead', () => {
  const floor = full(quant('A02-015-B', MODULE, 'E7A000779'), held({ serial: 'E7A000779' }))
    .offer('more').choose('swap').scan('E7A000290');
  floor.scan('E7A000290').heard('attention').scan('E7A999999').heard('attention');
  floor.scan('E7A000779').heard('stop').at('pack.swap_in');
});

test('packed after its vehicle was closed, it says so at the end', () => {
  const floor = full(order_row({ cut_off: '2020-01-01T16:00:00.000Z' })).at('pack.done');
  assert.equal(floor.step.done?.title.key, 'pack.missed');
  const early = full(order_row({ cut_off: '2099-01-01T16:00:00.000Z' }));
  assert.equal(early.step.done?.title.key, 'done.pack');
});

const BARE = quant('lpn:T-0418', MODULE, '', { quantity: 2 });
const bare = (): ReturnType<typeof bench> => knowing(picked(), BARE).start('pack').scan('T-0418')
  .choose(ORDER).scan('C-000091');

test('a unit without a number gets the one that is read when it is packed', () => {
  const floor = bare().scan(MODULE).at('pack.serial').scan('E7A12').heard('stop');
  floor.scan('E7A000801').at('pack.unit');
  assert.deepEqual(floor.kinds().slice(-2), ['serial_capture', 'pack']);
  assert.deepEqual(floor.body('serial_capture'),
    { holder: 'lpn:T-0418', part: MODULE, lot: null, serials: ['E7A000801'] });
  const packed = floor.view.content('C-000091').map((one) => one.serial);
  assert.deepEqual(packed, ['E7A000801']);
});

test('a typed number is typed once more, the same, before it counts', () => {
  const floor = bare().scan(MODULE).scan('E7A000801', 'keyed').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.type_again');
  floor.scan('E7A000802', 'keyed').heard('attention').scan('E7A000802', 'keyed').at('pack.unit');
  const [line] = floor.body('pack')['lines'] as { serials: string[] }[];
  assert.deepEqual(line!.serials, ['E7A000802']);
});
