// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PUTAWAY_REASONS } from '../../src/flow/putaway.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { BRAKES, MIXED, MODULES, PALLET_A, demo_rows, demo_view } from '../fixture.ts';
import { received } from './days.ts';
import { Floor } from './floor.ts';

const putaway = (): Floor => received().start('putaway');

test('what stands at the dock is offered, with its marks', () => {
  const step = putaway().step;
  assert.deepEqual(step.choices.map((choice) => choice.id), [BRAKES, MODULES, MIXED]);
  assert.deepEqual(step.choices[1]!.marks, [{ kind: 'hold' }]);
  assert.equal(step.choices[2]!.marks[0]!.kind, 'haz');
});

test('a carton of one part goes whole to the announced place, with the reason why', () => {
  const floor = putaway().scan(BRAKES).at('putaway.bin');
  assert.equal(floor.step.plate?.location, 'A07-032-C');
  assert.deepEqual(floor.step.why.map((why) => why.key), ['why.same_lot']);
  floor.scan('A07-032-C').at('putaway.goods').heard('good');
  assert.deepEqual(floor.body('putaway'), {
    task: null, source: `lpn:${PALLET_A}`, target: 'A07-032-C', lpn: BRAKES, lines: [],
    suggested: 'A07-032-C', reason: null,
  });
  assert.equal(floor.view.place(`lpn:${BRAKES}`).location, 'A07-032-C');
});

test('a pallet asks for its cartons', () => {
  const floor = putaway().scan(PALLET_A).at('putaway.inside');
  assert.deepEqual(floor.step.choices.map((choice) => choice.id), [BRAKES, MODULES]);
});

test('held goods go only to a hold place', () => {
  const floor = putaway().scan(MODULES).at('putaway.bin');
  assert.equal(floor.step.plate?.location, 'Q01-004-A');
  floor.scan('A07-032-C').heard('stop');
  assert.equal(floor.step.stop?.code, 'hold_zone_only');
  assert.equal(floor.step.stop?.wanted?.code, 'Q01-004-A');
  assert.equal(floor.step.stop?.where_code, null, 'the next words say it already');
  floor.scan('Q01-004-A').at('putaway.goods');
  assert.equal(floor.body('putaway')['lpn'], MODULES);
});

test('a mixed carton goes line by line, the sealant to its hazard area only', () => {
  const floor = putaway().scan(MIXED).at('putaway.lines').scan('SLT-00931').at('putaway.bin');
  assert.equal(floor.step.plate?.location, 'H01-002-A');
  floor.scan('A07-032-C').heard('stop');
  assert.equal(floor.step.stop?.code, 'hazard_zone');
  floor.scan('H01-002-A').at('putaway.lines');
  assert.deepEqual(floor.body('putaway')['lines'],
    [{ part: 'SLT-00931', quantity: 24, lot: 'B9931', serials: [] }]);
  floor.scan('BRK-10442').scan('A07-032-C').at('putaway.goods');
  assert.equal(floor.body('putaway')['source'], `lpn:${MIXED}`);
});

test('a blocked place is refused', () => {
  const floor = putaway().scan(BRAKES).scan('A07-099-A').heard('stop');
  assert.equal(floor.step.stop?.code, 'blocked');
});

test('a legal place of one\'s own choice needs a reason and a second scan', () => {
  const floor = putaway().scan(BRAKES).scan('A07-030-C').at('putaway.deviate').heard('attention');
  floor.choose('bin_full').at('putaway.again').scan('A07-041-A').heard('attention');
  floor.scan('A07-030-C').at('putaway.goods');
  assert.equal(floor.body('putaway')['target'], 'A07-030-C');
  assert.equal(floor.body('putaway')['reason'], 'bin_full');
  assert.equal(floor.body('putaway')['suggested'], 'A07-032-C');
});

test('a reason that speaks of the named bin says that it gets a count, another does not', () => {
  const file = new URL('../../../tests/vectors/other_bin.json', import.meta.url);
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as
    { vectors: { reason: string; of_named_bin: boolean }[] };
  assert.deepEqual(vectors.map(({ reason }) => reason), PUTAWAY_REASONS);
  for (const { reason, of_named_bin } of vectors) {
    const floor = putaway().scan(BRAKES).scan('A07-030-C').choose(reason).at('putaway.again');
    const counted = [{ key: 'putaway.named_counted', params: { location: 'A07-032-C' } }];
    assert.deepEqual(floor.step.why.slice(1), of_named_bin ? counted : [], reason);
  }
});

test('harmless goods at a hazard area are told that it is for hazardous goods only', () => {
  const floor = putaway().scan(BRAKES).scan('H01-002-A').heard('stop').at('putaway.bin');
  assert.equal(floor.step.stop?.code, 'hazard_only');
});

test('the confirmation number typed by hand stands for the label', () => {
  const floor = putaway().scan(BRAKES);
  floor.scan('57', 'wedge').heard('attention').scan('57', 'keyed').at('putaway.goods');
});

test('a part at the dock leads to its carton', () => {
  putaway().scan('BRK-10442').at('putaway.bin');
});

test('a carton that was never received is no goods in hand', () => {
  new Floor(demo_view()).start('putaway').scan(BRAKES).heard('attention').at('putaway.goods');
});

test('another bin asks one thing at a time: the reason, then the bin again', () => {
  const floor = putaway().scan(BRAKES).scan('A07-030-C').at('putaway.deviate').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.other_bin');
  floor.scan('A07-030-C').at('putaway.deviate').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.say_why');
  floor.choose('bin_full').at('putaway.again').scan('A07-030-C').at('putaway.goods').heard('good');
});

test('a bin read twice after the goods are in it is no mistake', () => {
  const floor = putaway().scan(BRAKES).scan('A07-032-C').scan('A07-032-C').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.scanned_already');
});

test('nobody is sent to a bin that this device filled with other goods meanwhile', () => {
  const floor = putaway().scan(MIXED).scan('BRK-10442').at('putaway.bin');
  assert.equal(floor.step.plate?.location, 'A07-032-C');
  const later = putaway().scan(BRAKES).scan('A07-032-C').scan(MIXED).scan('BRK-10442');
  assert.equal(later.at('putaway.bin').step.plate, null);
  assert.deepEqual(later.step.why, []);
  later.scan('A07-030-C').heard('good');
  assert.equal(later.body('putaway')['suggested'], null);
});

test('PU10: where the plan found no free bin, goods are sent beside others, and told so', () => {
  const crowded = JSON.parse(JSON.stringify(demo_rows()).replaceAll(
    '"why":["same_part"]', '"why":["no_bin_free","empty","two_people"]')) as
    ReturnType<typeof demo_rows>;
  const floor = received(new View(new Checkpoint(crowded, 7))).start('putaway');
  floor.scan(BRAKES).scan('A07-032-C').scan(MIXED).scan('BRK-10442').at('putaway.bin');
  assert.equal(floor.step.plate?.location, 'A07-032-C');
  assert.deepEqual(floor.step.why.map((why) => why.key), ['why.no_bin_free', 'why.two_people']);
});

test('held goods may stand beside others, and are sent where they were announced', () => {
  const floor = putaway().scan(BRAKES).scan('Q01-004-A').choose('bin_full').scan('Q01-004-A');
  floor.scan(MODULES).at('putaway.bin');
  assert.equal(floor.step.plate?.location, 'Q01-004-A');
});

test('nothing is put away at a dock or a door, held, dangerous or ordinary', () => {
  for (const [plate, wanted] of [[BRAKES, 'A07-032-C'], [MODULES, 'Q01-004-A']] as const) {
    for (const place of ['DOCK-01', 'DOOR-3', 'PACK-1']) {
      const floor = putaway().scan(plate).scan(place).heard('stop').at('putaway.bin');
      assert.equal(floor.step.stop?.code, 'not_storage');
      assert.equal(floor.step.stop?.wanted?.code, wanted);
      assert.equal(floor.step.stop?.next.params['code'], wanted);
      assert.ok(!floor.kinds().includes('putaway'));
    }
  }
  const sealant = putaway().scan(MIXED).scan('SLT-00931').scan('DOCK-01').heard('stop');
  assert.equal(sealant.step.stop?.code, 'not_storage');
});

const OTHER_LOT = '[)>\u001e06\u001dPBRK-10442\u001d1TL25-0007\u001e\u0004';

test('the right part of another lot is not in this carton, and nothing is told of it', () => {
  const floor = putaway().scan(MIXED).at('putaway.lines').scan(OTHER_LOT).heard('stop');
  const { stop } = floor.at('putaway.lines').step;
  assert.equal(stop?.code, 'not_in_plate');
  assert.deepEqual([stop?.wanted?.code, stop?.scanned.code], ['L26-0190', 'L25-0007']);
  assert.deepEqual(stop?.next, { key: 'stop.next.lot', params: { code: 'L26-0190' } });
  floor.scan(OTHER_LOT.replace('L25-0007', 'L26-0190')).at('putaway.bin').heard('good');
  putaway().scan(OTHER_LOT).heard('attention').at('putaway.goods');
});

test('an operation that says nothing is refused in red, and the step stays', () => {
  const floor = putaway().scan(MIXED).scan('SLT-00931').at('putaway.bin');
  const { data } = floor.state!.frames.at(-1)!;
  Object.assign(data, { lines: [], directed: 'A07-030-C' }); // however a flow came to it
  floor.scan('A07-030-C').at('putaway.bin').heard('stop');
  assert.equal(floor.step.stop?.code, 'malformed');
  assert.ok(!floor.kinds().includes('putaway'));
});

test('after another bin the directed one simply takes the goods, and no reason is told', () => {
  const floor = putaway().scan(BRAKES).scan('A07-030-C').choose('bin_full').at('putaway.again');
  floor.scan('A07-041-A').heard('attention').scan('A07-032-C').at('putaway.goods').heard('good');
  const { target, suggested, reason } = floor.body('putaway');
  assert.deepEqual([target, suggested, reason], ['A07-032-C', 'A07-032-C', null]);
});

test('a stop names one place only: where a bin is asked for, nothing belongs elsewhere', () => {
  for (const wrong of [MODULES, 'SLT-00931', 'BAT-00712', 'A07-099-A', 'DOOR-3']) {
    const { stop } = putaway().scan(BRAKES).scan(wrong).heard('stop').step;
    assert.deepEqual([stop?.wanted?.code, stop?.where_code], ['A07-032-C', null], wrong);
  }
});

test('a plate that waits at the dock does not belong there', () => {
  const floor = putaway().scan(MIXED).at('putaway.lines').scan(BRAKES).heard('stop');
  assert.deepEqual([floor.step.stop?.code, floor.step.stop?.where_code], ['is_lpn', null]);
});
