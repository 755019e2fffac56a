// SPDX-License-Identifier: Apache-2.0
/** Another bin than the one that was named: PU2 and PU3. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { BRAKES, MIXED, demo_rows } from '../fixture.ts';
import { received } from './days.ts';
import { Floor } from './floor.ts';

const putaway = (): Floor => received().start('putaway');

/** As received, where the site has other rows too. */
type Row = { topic: string; key: string; version: number; body: unknown };
function with_rows(...more: Row[]): Floor {
  const known = putaway();
  const rows = demo_rows().filter((row) => !more.some((one) =>
    one.topic === row.topic && one.key === row.key));
  const floor = new Floor(new View(new Checkpoint([...rows, ...more], 7), known.told));
  return floor.start('putaway');
}

const task = (alternatives: string[]) => ({ topic: 'task', key: 'T', version: 1, body: {
  task: 'T', kind: 'putaway', state: 'open', priority: 40, zone: null, location: 'A07-032-C',
  part: 'BRK-10442', quantity: 10, lot: 'L26-0188', serial: null, order: null, line: null,
  lpn: BRAKES, asn: null, raised_at: '', why: ['same_lot'], alternatives,
} });

const place = (location: string, more: object) => ({ topic: 'location', key: location, version: 1,
  body: { location, zone: 'A', kind: 'bin', role: 'forward', level: 1, confirm: '', travel: 30,
    hazards: [], blocked: false, ...more } });

test('a bin that will not do is refused with a reason, and the next best is named', () => {
  const floor = with_rows(task(['A07-099-A', 'A07-030-C'])).scan(BRAKES).offer('not_this_bin')
    .at('putaway.why_not').choose('blocked').at('putaway.next');
  assert.equal(floor.step.plate?.location, 'A07-030-C', 'the first of them is blocked');
  assert.deepEqual(floor.step.why.map((one) => one.key),
    ['putaway.next_best', 'putaway.named_counted']);
  floor.scan('A07-032-C').at('putaway.next').heard('attention');
  floor.scan('A07-030-C').at('putaway.goods').heard('good');
  const { target, suggested, reason } = floor.body('putaway');
  assert.deepEqual([target, suggested, reason], ['A07-030-C', 'A07-032-C', 'blocked']);
});

test('where nothing else is known the worker chooses, and scans twice', () => {
  const floor = with_rows(task([])).scan(BRAKES).offer('not_this_bin').choose('bin_full');
  assert.equal(floor.step.question.key, 'putaway.own.ask');
  floor.scan('A07-030-C').at('putaway.again').scan('A07-030-C').at('putaway.goods');
  assert.equal(floor.body('putaway')['suggested'], 'A07-032-C');
});

test('another lot in a bin is said, and needs a reason and a second scan', () => {
  const floor = putaway().scan(BRAKES).scan('A07-032-C').scan(MIXED)
    .scan('SLT-00931').scan('H01-002-A').scan('BRK-10442').scan('A07-032-C').at('putaway.deviate');
  assert.equal(floor.step.band?.title.key, 'band.mixes');
  floor.choose('other').at('putaway.again').scan('A07-032-C');
  assert.equal(floor.body('putaway')['reason'], 'other');
});

test('a bin that is too low takes nothing, one that is too full asks why', () => {
  const part = demo_rows().find((row) => row.topic === 'part' && row.key === 'BRK-10442')!;
  const big = { ...part, body: { ...part.body as object, height_mm: 200, volume_ml: 1000 } };
  const low = with_rows(big, place('A07-030-C', { height_mm: 100 })).scan(BRAKES)
    .scan('A07-030-C').heard('stop');
  assert.equal(low.step.stop?.code, 'too_big');
  const full = with_rows(big, place('A07-030-C', { capacity_ml: 999 })).scan(BRAKES)
    .scan('A07-030-C').at('putaway.deviate');
  assert.equal(full.step.band?.title.key, 'band.too_full');
});
