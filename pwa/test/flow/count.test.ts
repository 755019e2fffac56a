// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { BRAKES, NOW, demo_rows, demo_view, row } from '../fixture.ts';
import { Floor } from './floor.ts';

/** No pad before anything was found: nothing is pre-filled. */
const bin = (): Floor => new Floor(demo_view()).start('count').scan('B04-011-B').at('count.items');

test('a blind count shows no expected number in any step', () => {
  const floor = new Floor(demo_view()).start('count');
  const seen = [floor.step];
  seen.push(floor.scan('B04-011-B').step, floor.scan('BAT-00712').step, floor.quantity(18).step);
  for (const step of seen) {
    assert.ok(!JSON.stringify(step).includes('19'), 'the book says 19');
    assert.equal(step.quantity?.expected ?? null, null);
    assert.equal(step.list?.total ?? null, null);
  }
});

test('every scan adds one, the pad replaces, and the count names its task', () => {
  const floor = bin();
  floor.scan('BAT-00712').scan('BAT-00712');
  assert.deepEqual(floor.step.quantity, {
    value: 2, expected: null, unit: { key: 'unit.EA', params: {} }, max: 99_999,
  });
  floor.quantity(18).confirm().at('count.bin').heard('good');
  assert.deepEqual(floor.body('count'), {
    task: 'T-1', holder: 'B04-011-B', lpns: [], empty: false, began_at: NOW,
    lines: [{ part: 'BAT-00712', quantity: 18, lot: null, serials: [] }],
  });
  assert.equal(floor.view.in_holder('B04-011-B')[0]!.quantity, 18);
});

test('twelve scans of one code are twelve units', () => {
  const floor = bin();
  for (let i = 0; i < 12; i += 1) floor.scan('BAT-00712');
  assert.equal(floor.step.quantity?.value, 12);
});

test('an empty bin is an answer of its own', () => {
  const floor = bin().confirm().heard('attention').at('count.items').offer('bin_empty');
  floor.at('count.empty').confirm().at('count.bin');
  assert.deepEqual([floor.body('count')['empty'], floor.body('count')['lines']], [true, []]);
});

test('a bin where something was found is not empty', () => {
  bin().scan('BAT-00712').offer('bin_empty').heard('attention').at('count.items');
});

test('a part in lots asks the lot, and an unreadable one may be said', () => {
  const floor = bin().scan('BRK-10442').at('count.lot').scan('L26-0188').at('count.items');
  floor.scan('BRK-10442').offer('no_lot').confirm();
  assert.deepEqual(floor.body('count')['lines'], [
    { part: 'BRK-10442', quantity: 1, lot: 'L26-0188', serials: [] },
    { part: 'BRK-10442', quantity: 1, lot: null, serials: [] },
  ]);
});

test('modules are counted serial by serial, each once', () => {
  const floor = bin().scan('ECU-77810-AB').at('count.serial').scan('E7A000290').scan('E7A000291');
  floor.scan('E7A000290').heard('attention').scan('?!').heard('stop').scan('E7A000292');
  floor.confirm().confirm();
  const lines = floor.body('count')['lines'] as { serials: string[]; quantity: number }[];
  assert.deepEqual(lines[0]!.serials, ['E7A000290', 'E7A000291', 'E7A000292']);
  assert.equal(lines[0]!.quantity, 3);
});

const STRANGE = 'NB-S1/2027-04 0931';

test('an unknown code is kept under its raw text, with its own number and where to put it', () => {
  const floor = bin().scan('BAT-00712').quantity(5).scan(STRANGE).at('count.unknown');
  assert.deepEqual([floor.heard('attention').step.band?.tone, floor.step.band?.code],
    ['attn', STRANGE]);
  assert.deepEqual(floor.step.sheet?.note,
    { key: 'sheet.unknown.put', params: { location: 'Q01-004-A' } });
  assert.deepEqual(floor.body('unknown_scan'), { raw: STRANGE, where: 'count.unknown',
    holder: 'B04-011-B', quantity: 1, note: '' }, 'kept, as the screen says, before any answer');
  floor.scan(STRANGE).heard('good').scan('another one').heard('attention').quantity(3);
  floor.choose('label_damaged').confirm().at('count.items').heard('attention');
  assert.deepEqual(floor.body('unknown_scan'), { raw: STRANGE, where: 'count.unknown',
    holder: 'B04-011-B', quantity: 2, note: 'label_damaged' });
  assert.equal(floor.step.band?.title.key, 'band.kept_unknown');
  assert.deepEqual(floor.step.list?.rows.map((row) => [row.code, row.small]),
    [[STRANGE, '3'], ['BAT-00712', '5']]);
  assert.equal(floor.step.quantity, null, 'plus and minus would change the part before');
  floor.quantity(9).heard('attention').scan('BAT-00712').confirm();
  assert.equal((floor.body('count')['lines'] as { quantity: number }[])[0]!.quantity, 6);
  const count = floor.told.findLast((op) => op.kind === 'count')!;
  assert.deepEqual(count.scans.map((scan) => scan.raw).includes('BAT-00712'), true);
});

test('goods that nobody knows go to the problem shelf, else to the hold zone', () => {
  const place = (location: string, role: string): ReturnType<typeof row> => row('location',
    location, { location, zone: location[0]!, kind: 'bin', role, level: 1, confirm: '11',
      travel: role === 'returns' ? 1 : 200, hazards: [], blocked: false });
  const put = (...more: ReturnType<typeof row>[]): unknown => {
    const rows = [...demo_rows(), ...more];
    return new Floor(new View(new Checkpoint(rows, 7))).start('count').scan('B04-011-B')
      .scan(STRANGE).step.sheet?.note?.params['location'];
  };
  const shelf = place('P01-001-A', 'problem');
  const returns = place('T01-001-A', 'returns');
  assert.deepEqual([put(returns, shelf), put(returns)], ['P01-001-A', 'Q01-004-A']);
});

test('all scans of one visit are told under one group, those of another one are not', () => {
  const floor = bin().scan(STRANGE).quantity(5).confirm().scan(STRANGE).choose('other_label')
    .confirm().scan('another one').confirm();
  floor.scan('ECU-77810-AB').at('count.serial').scan('hello world').heard('stop');
  const groups = new Set(floor.told.filter((op) => op.kind === 'unknown_scan')
    .map((op) => op.group));
  assert.deepEqual([...groups], [`unknown:${NOW}`]);
  const dock = new Floor(demo_view()).start('receive').choose('SHP260302A').scan('DOCK-01');
  const receipt = '00000000-0000-7000-8000-000000000002';
  assert.equal(dock.scan(STRANGE).told[0]!.group, `unknown:${receipt}`);
  const thing = (): Floor => new Floor(demo_view()).start('lookup');
  assert.notEqual(thing().scan(STRANGE).told[0]!.group,
    thing().scan('x').scan(STRANGE).told[1]!.group, 'nothing is worked on');
});

test('a control character of a raw scan is shown by its name, and kept as it was read', () => {
  const floor = bin().scan('4711\u001dX9').at('count.unknown');
  assert.equal(floor.step.band?.code, '4711[GS]X9');
  assert.equal(floor.body('unknown_scan')['raw'], '4711\u001dX9');
  assert.equal(floor.confirm().step.list?.rows[0]!.code, '4711[GS]X9');
});

test('back from an unknown code keeps it and what was counted before it', () => {
  const floor = bin().scan('BAT-00712').scan(STRANGE).say({ type: 'back' }).at('count.items');
  assert.deepEqual(floor.kinds(), ['unknown_scan']);
  assert.deepEqual(floor.step.list?.rows.map((row) => row.code), [STRANGE, 'BAT-00712']);
  floor.scan(STRANGE).scan(STRANGE).say({ type: 'back' }).at('count.items');
  const units = floor.told.filter((op) => op.kind === 'unknown_scan')
    .map((op) => (op.body as unknown as { quantity: number }).quantity);
  assert.deepEqual([units, floor.step.list?.rows[0]!.small], [[1, 1, 1], '3']);
});

test('leaving a count that nothing holds yet takes two answers', () => {
  const floor = bin().scan('BAT-00712').scan(STRANGE).say({ type: 'back' }).at('count.items');
  floor.say({ type: 'back' }).at('count.items').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.leaving');
  floor.scan('BAT-00712').say({ type: 'back' }).at('count.items');
  floor.say({ type: 'back' }).heard('attention').at('count.items').say({ type: 'back' });
  assert.equal(floor.state, null);
});

test('a bin of unknown things only is neither empty nor counted', () => {
  const floor = bin().scan(STRANGE).confirm().offer('bin_empty').heard('attention');
  floor.confirm().at('count.items').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.only_unknown');
});

test('a sealed plate is one scan', () => {
  const floor = bin().scan('006141410000001026').scan('006141410000001026').heard('attention');
  floor.confirm();
  assert.deepEqual(floor.body('count')['lpns'], ['006141410000001026']);
});

test('what was counted by mistake is taken off', () => {
  const floor = bin().scan('BAT-00712').scan('CLP-1').offer('remove_last');
  assert.deepEqual(floor.step.list?.rows.map((row) => row.code), ['BAT-00712']);
  floor.say({ type: 'remove', code: 'BAT-00712' });
  assert.deepEqual(floor.step.list?.rows, []);
});

test('plates that stand in the bin are asked for before it is counted without them', () => {
  const counted = (): Floor => {
    const view = demo_view().with_ops([{ kind: 'putaway', group: 'g', after: [], scans: [],
      captured_at: '', actor: 'ben', body: { task: null, source: 'DOCK-01', target: 'B04-011-B',
        lpn: BRAKES, lines: [], suggested: null, reason: null } }]);
    return new Floor(view).start('count').scan('B04-011-B').scan('BAT-00712').quantity(17)
      .confirm().at('count.plates');
  };
  assert.ok(!JSON.stringify(counted().step).includes(BRAKES), 'blind');
  const seen = counted().choose('again').at('count.items').scan(BRAKES).confirm().at('count.bin');
  assert.deepEqual(seen.body('count')['lpns'], [BRAKES]);
  assert.deepEqual(counted().scan(BRAKES).at('count.items').confirm().body('count')['lpns'],
    [BRAKES]);
  assert.deepEqual(counted().choose('gone').at('count.bin').body('count')['lpns'], []);
});

test('what was moved while somebody counted asks to count again, and says no number', () => {
  const moved = (): Floor => {
    const floor = bin().scan('BAT-00712').quantity(17);
    floor.view = floor.view.with_ops([{ kind: 'transfer', group: 'g', after: [], scans: [],
      captured_at: '', actor: 'ben', body: { task: null, source: 'B04-011-B',
        target: 'lpn:T-0777', lpn: null, suggested: null, reason: null,
        lines: [{ part: 'BAT-00712', quantity: 2, lot: null, serials: [] }] } }]);
    return floor.confirm().at('count.moved');
  };
  assert.ok(!JSON.stringify(moved().step).includes('17'));
  const again = moved().choose('again').at('count.items');
  assert.deepEqual(again.step.list?.rows, []);
  again.scan('BAT-00712').quantity(17).confirm().at('count.bin');
  assert.equal(moved().choose('keep').at('count.bin').kinds().at(-1), 'count');
});

const plated_bin = (): Floor => {
  const lines = [{ part: 'BRK-10442', quantity: 36, lot: 'L26-0188', serials: [] }];
  const view = demo_view().with_ops([{ kind: 'receipt', group: 'g', after: [], scans: [],
    captured_at: '', actor: 'ben', body: { receipt: 'r', asn: null, supplier: 'S',
      location: 'B04-011-B', lpn: BRAKES, parent_lpn: null,
      lines: lines.map((line) => ({ ...line, expires_on: null, asn_line: null,
        condition: 'good' as const })) } }]);
  return new Floor(view).start('count').scan('B04-011-B');
};

test('goods of a plate that were counted loose are asked for before they are counted twice', () => {
  const counted = (): Floor => plated_bin().scan('BRK-10442').scan('L26-0188').quantity(36)
    .scan(BRAKES).confirm().at('count.beside');
  const sheet = counted().step.sheet;
  assert.deepEqual(sheet?.note, { key: 'sheet.beside.note',
    params: { code: 'BRK-10442 L26-0188' } });
  assert.ok(!JSON.stringify(counted().step).includes('36'), 'blind');
  const dropped = counted().choose('drop').at('count.bin').body('count');
  assert.deepEqual([dropped['lines'], dropped['lpns']], [[], [BRAKES]]);
  const kept = counted().choose('keep').at('count.bin').body('count');
  assert.deepEqual((kept['lines'] as { quantity: number }[])[0]!.quantity, 36);
});

test('a plate scanned first and goods of no known lot are asked for too, others are not', () => {
  const any = plated_bin().scan(BRAKES).scan('BRK-10442').offer('no_lot').confirm();
  any.at('count.beside').choose('keep').at('count.bin');
  plated_bin().scan(BRAKES).scan('BAT-00712').confirm().at('count.bin');
});

test('where plates stand the step says to scan them first', () => {
  assert.equal(plated_bin().step.question.key, 'count.plates_first.ask');
  assert.equal(plated_bin().scan(BRAKES).step.question.key, 'count.plates_first.ask');
  assert.equal(bin().step.question.key, 'count.items.ask');
});
