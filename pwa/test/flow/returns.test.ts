// SPDX-License-Identifier: Apache-2.0
/** Goods that come back, on a handheld: RT1 to RT7, CO1 to CO5, WA1, RM1, RM2, RC19. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { row, demo_view } from '../fixture.ts';
import { Floor } from './floor.ts';
import { TAG, answered, authorized, back, danger, reman, tagged, truck } from './goods_back.ts';

type Body = Record<string, unknown>;
const told = (floor: Floor, kind: string): Body[] => floor.told.filter((op) => op.kind === kind)
  .map((op) => op.body as unknown as Body);
const facts = (floor: Floor): Record<string, string> =>
  Object.fromEntries(floor.step.facts.map((one) => [one.name, one.value]));

test('an authorized return goes on a plate, to a place for held goods; the next is asked', () => {
  const floor = authorized().at('returns.part');
  const awaited = floor.step.facts.filter((one) => one.name === 'part');
  assert.deepEqual(awaited.map((one) => [one.value, one.small, one.done]),
    [['BAT-00712', '0 / 4', false], ['SLT-00931', '0 / 1', false]]);
  floor.scan('BAT-00712').quantity(2).choose('used').at('returns.plate').scan('L-000901');
  const [body] = told(floor, 'return_receipt');
  const { authorization, customer, kind, lines } = body as { lines: Body[] } & Body;
  assert.deepEqual([authorization, customer, kind], ['RMA-1', 'DLR1', 'rma']);
  assert.deepEqual([lines[0]!['quantity'], lines[0]!['condition']], [2, 'used']);
  const held = floor.view.in_holder('lpn:L-000901')[0]!;
  assert.equal(floor.view.hold_on(held)?.reason, 'return_inspection');
  floor.at('returns.put').scan('A07-032-C').heard('stop').at('returns.put');
  floor.scan('Q01-004-A').at('returns.part');
  assert.equal(told(floor, 'putaway')[0]!['target'], 'Q01-004-A');
});

test('what may be sold again is asked about its pack, question by question', () => {
  const floor = authorized().scan('SLT-00931').quantity(1).choose('as_new').at('returns.question');
  assert.equal(floor.step.question.key, 'returns.check_pack_whole.ask');
  floor.choose('yes').choose('no');
  assert.equal(floor.step.question.key, 'returns.check_in_date.ask');
  floor.choose('yes').at('returns.plate').scan('L-000901');
  const [line] = (told(floor, 'return_receipt')[0] as { lines: Body[] }).lines;
  assert.deepEqual(line!['checks'], { pack_whole: true, seal_whole: false, in_date: true });
});

test('a box that names another part is kept beside what is in it', () => {
  const floor = authorized().scan('BAT-00712').quantity(1).choose('other_box').scan('BRK-10442');
  floor.at('returns.condition').choose('opened').scan('L-000901');
  const [line] = (told(floor, 'return_receipt')[0] as { lines: Body[] }).lines;
  assert.deepEqual([line!['part'], line!['boxed_as']], ['BAT-00712', 'BRK-10442']);
});

const PICTURE = { id: '019ac0de-0000-7000-8000-000000000001', hash: '0a'.repeat(32),
  type: 'image/jpeg' as const, bytes: 140_000 };

test('a dealer whom nobody knows is asked once more, and never a control character', () => {
  const floor = back().scan('DOCK-01').scan('BAT-00712').at('returns.customer');
  floor.scan('\x02\x03', 'keyed').at('returns.customer').heard('attention');
  floor.scan('\x1d\x02 DEALER\x1d77 <b>').at('returns.stranger');
  assert.equal(floor.step.sheet?.title.params['code'], 'DEALER 77 <b>');
  floor.say({ type: 'back' }).at('returns.customer').scan('dlr1').at('returns.quantity');
  floor.quantity(1).choose('used').offer('carrier_paper').scan('\x02PRO\x03').scan('L-000901');
  const [body] = told(floor, 'return_receipt');
  assert.deepEqual([body!['customer'], body!['carrier_receipt']], ['DLR1', 'PRO']);
});

test('a customer without any open paper is known, and listed after those who have one', () => {
  const rows = ['DLR0', 'DLR8'].map((customer) =>
    row('customer', customer, { customer, name: `Dealer ${customer}` }));
  const floor = back(...rows).scan('DOCK-01').scan('BAT-00712').at('returns.customer');
  const ids = floor.step.choices.map(({ id }) => id);
  assert.ok(ids.indexOf('DLR1') < ids.indexOf('DLR0'));
  assert.equal(floor.step.choices.find(({ id }) => id === 'DLR8')?.small?.params['text'],
    'Dealer DLR8');
  floor.scan('DLR8').at('returns.quantity');
});

test('a number that nobody sends back in one go is asked once more', () => {
  const floor = back().scan('DOCK-01').scan('BAT-00712').choose('DLR1');
  floor.quantity(99_999).at('returns.unlikely');
  assert.deepEqual(floor.step.sheet?.title.params, { n: 99_999 });
  floor.say({ type: 'back' }).at('returns.quantity').quantity(101).at('returns.unlikely');
  floor.confirm().at('returns.condition').choose('used').scan('L-000901');
  const [line] = (told(floor, 'return_receipt')[0] as { lines: Body[] }).lines;
  assert.equal(line!['quantity'], 101);
  authorized().scan('BAT-00712').quantity(100).at('returns.condition');
  authorized().scan('BAT-00712').quantity(105).at('returns.unlikely');
});

test('a photo of the condition is of the return that is told afterwards', () => {
  const floor = authorized().scan('BAT-00712').quantity(2).at('returns.condition').offer('photo')
    .say({ type: 'photo', photo: PICTURE }).at('returns.condition').choose('damaged')
    .scan('L-000901').at('returns.put').offer('photo').say({ type: 'photo', photo: PICTURE });
  const [of, later] = told(floor, 'photo').map((body) => body['of'] as Record<string, string>);
  const [body] = told(floor, 'return_receipt');
  assert.ok(body!['returned'] !== undefined && of!['operation'] === body!['returned']);
  assert.equal(later!['lpn'], 'L-000901');
  floor.scan('Q01-004-A').at('returns.part').scan('SLT-00931').quantity(1).choose('used')
    .scan('L-000902');
  assert.notEqual(told(floor, 'return_receipt')[1]!['returned'], body!['returned']);
});

test('a photo at the grading of a core is of that core', () => {
  const floor = answered(tagged().offer('photo').say({ type: 'photo', photo: PICTURE }), 0)
    .at('returns.grade').offer('photo').say({ type: 'photo', photo: PICTURE }).at('returns.grade')
    .confirm().scan('L-000901');
  const [body] = told(floor, 'core_receipt');
  const of = told(floor, 'photo').map((one) => (one['of'] as Record<string, string>)['operation']);
  assert.deepEqual(of, [body!['core'], body!['core']]);
});

test('without a paper the dealer is asked; one whom nobody knows after a yes', () => {
  const floor = back().scan('DOCK-01').scan('BAT-00712').at('returns.customer').scan('DEALER 77');
  floor.at('returns.stranger').confirm().quantity(1).choose('used');
  floor.offer('carrier_paper').scan('PRO-5').scan('L-000901');
  const [body] = told(floor, 'return_receipt');
  assert.deepEqual([body!['customer'], body!['kind'], body!['carrier_receipt']],
    ['DEALER 77', 'unknown', 'PRO-5']);
});

test('a tag shows its sale, and the grade is what the answers come to', () => {
  const floor = tagged().at('returns.question');
  const { sale, core_group, deposit, due_on } = facts(floor);
  assert.deepEqual([sale, core_group, deposit, due_on],
    ['SO-7 / 1', 'ALT', '50.50 EUR', '2026-12-31']);
  answered(floor, 0).at('returns.grade');
  assert.deepEqual(floor.step.sheet?.title.params, { grade: 'B' });
  assert.deepEqual(floor.step.sheet?.note?.params, { percent: 75 });
  floor.confirm().scan('L-000901');
  const [body] = told(floor, 'core_receipt');
  assert.deepEqual([body!['tag'], body!['part'], body!['sold_as'], body!['customer']],
    [TAG, 'ALT-1C', 'ALT-1', 'DLR1']);
  assert.equal((body!['answers'] as Body)['complete'], false);
});

test('a site asks its own questions and pays its own percent', () => {
  const own = row('checklist', 'alternator', { family: 'alternator', checks: [
    { check: 'same_family', fail: 'core_reject', by_book: true },
    { check: 'pulley_turns', fail: 'core_partial' }] });
  const site = row('site', 'site', { site: 'DC01',
    settings: { version: 1, changed: { 'core.percent_b': 40 } } });
  const floor = back(own, site).scan('DOCK-01').scan(TAG).scan('ALT-1');
  assert.equal(floor.step.question.key, 'returns.check_other.ask');
  assert.equal(floor.step.subtitle?.params['text'], 'pulley_turns');
  floor.choose('no').at('returns.grade');
  assert.deepEqual(floor.step.sheet?.note?.params, { percent: 40 });
});

test('a core without a tag is matched by its dealer', () => {
  const floor = back().scan('DOCK-01').scan('ALT-1').at('returns.customer').choose('DLR1');
  answered(floor).confirm().scan('L-000901');
  const [body] = told(floor, 'core_receipt');
  assert.deepEqual([body!['tag'], body!['customer'], body!['grade']], [null, 'DLR1', 'A']);
});

test('a claimed part is kept until its day', () => {
  const floor = back().scan('DOCK-01').scan('WC-1').at('returns.vehicle').scan('1M8GDM9AXKP042788');
  floor.scan('ECU-77810-AB').at('returns.serial').scan('E7A000999').at('returns.plate');
  assert.equal(facts(floor)['keep_until'], '2026-12-31');
  floor.scan('L-000901').at('returns.put');
  const [body] = told(floor, 'return_receipt');
  assert.deepEqual([body!['kind'], body!['claim'], body!['vehicle']],
    ['warranty', 'WC-1', '1M8GDM9AXKP042788']);
});

test('dangerous goods are made safe before anything else is asked', () => {
  const floor = danger().choose('leaking_battery').at('returns.kit');
  assert.equal(floor.step.sheet?.note?.key, 'danger.leaking_battery.do');
  floor.confirm().choose('DLR1').scan('BAT-00712').at('returns.hazard_paper').scan('HZ-1');
  floor.scan('L-000901').at('returns.put').scan('A07-032-C').heard('stop');
  const [body] = told(floor, 'return_receipt');
  assert.deepEqual([body!['danger'], body!['container'], body!['note']],
    ['leaking_battery', 'L-000901', 'HZ-1']);
});

test('a container is filled by scan, closed, and leaves for the vendor', () => {
  const floor = back().offer('bulk').scan('L-000950').scan('ALT-1C').scan('ALT-1C').scan('OLD1');
  floor.offer('close').choose('SUP0417').at('returns.done');
  const { lines, vendor } = told(floor, 'core_shipment')[0] as { lines: Body[]; vendor: string };
  assert.equal(vendor, 'SUP0417');
  assert.deepEqual(lines.map((one) => [one['quantity'], one['serials']]),
    [[2, []], [1, ['OLD1']]]);
  assert.deepEqual(floor.view.in_holder('lpn:L-000950').filter((one) => one.quantity > 0), []);
});

test('an empty container does not leave', () => {
  back().offer('bulk').scan('L-000950').offer('close').heard('attention').at('returns.bulk');
});

test('a core goes into its order and comes out as another unit', () => {
  const floor = reman().scan('OLD1').at('reman.work').offer('unit_made').scan('OLD1');
  floor.scan('OLD1').heard('attention').at('reman.unit').scan('NEW-9').scan('L-000902');
  floor.at('reman.work');
  const [body] = told(floor, 'reman_output');
  assert.deepEqual([body!['part'], body!['serial'], body!['parent_part'], body!['parent_serial']],
    ['ALT-1R', 'NEW-9', 'ALT-1C', 'OLD1']);
  assert.equal(floor.view.of_serial('OLD1').filter((one) => !one.holder.startsWith('@')).length, 0);
});

test('a core that is of no use is lost with its reason', () => {
  const floor = reman().scan('OLD1').offer('core_lost').scan('OLD1').choose('cracked');
  assert.deepEqual(told(floor, 'reman_loss'),
    [{ order: 'RO-1', part: 'ALT-1C', serial: 'OLD1', reason: 'cracked' }]);
});

test('a return that came with a truck keeps the paper of its carrier', () => {
  const floor = new Floor(demo_view()).start('receive').choose('SHP260302A').scan('DOCK-01');
  floor.offer('came_back').at('returns.begin');
  assert.equal(facts(floor)['carrier_paper'], 'SHP260302A');
  floor.scan('BAT-00712').choose('DLR2207').quantity(1).choose('used').scan('L-000901');
  assert.equal(told(floor, 'return_receipt')[0]!['carrier_receipt'], 'SHP260302A');
  floor.offer('later').at('returns.begin').offer('finish').at('receive.plate');
});

test('a truck that was asked for cores: each is of its order, and taken once (SH8)', () => {
  const floor = back(...truck).scan('DOCK-01');
  const [first] = floor.step.choices;
  assert.deepEqual([first?.id, first?.small], ['S-1', { key: 'returns.cores', params: { n: 3 } }]);
  floor.choose('S-1').at('returns.truck');
  assert.deepEqual(floor.step.choices.map(({ id }) => id), [TAG, 'SO-8|1|1', 'SO-9|1|1']);
  floor.choose('SO-8|1|1').at('returns.part').scan('ALT-1');
  assert.deepEqual([facts(floor)['sale'], facts(floor)['deposits_open']], ['SO-8 / 1', '1']);
  answered(floor).confirm().scan('L-000901').offer('later').at('returns.truck');
  assert.equal(told(floor, 'core_receipt')[0]!['tag'], 'SO-8|1|1');
  assert.deepEqual(floor.step.choices.map(({ id }) => id), [TAG, 'SO-9|1|1'], 'not once more');
});

test('a core of that truck without its tag is for the deposit that is due first', () => {
  const floor = back(...truck).scan('DOCK-01').choose('S-1').scan('ALT-1');
  answered(floor).confirm().scan('L-000901').offer('later').scan('ALT-1');
  answered(floor).confirm().scan('L-000902');
  assert.deepEqual(told(floor, 'core_receipt').map((one) => [one['tag'], one['customer']]),
    [[TAG, 'DLR1'], ['SO-8|1|1', 'DLR1']]);
});

test('what was not expected of that truck goes the way of any return', () => {
  const floor = back(...truck).scan('DOCK-01').choose('S-1').scan('BAT-00712');
  floor.at('returns.customer');
});

test('a truck of which nothing is awaited any more is not offered', () => {
  const gone = truck.map((one) => (one.topic !== 'shipment' ? one
    : { ...one, body: { ...(one.body as object), collect: ['GONE'] } }));
  assert.ok(!back(...gone).step.choices.some(({ id }) => id === 'S-1'));
});
