// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeTop, lay } from '../../src/ui/layers.ts';
import { BRAKES, demo_view } from '../fixture.ts';
import { Floor } from '../flow/floor.ts';

test('back closes the top-most thing, one at a time, and then nothing lies over the step', () => {
  const closed: string[] = [];
  const sheet = lay(() => { closed.push('sheet'); sheet(); });
  const tray = lay(() => { closed.push('tray'); tray(); });
  assert.deepEqual([closeTop(), closeTop(), closeTop()], [true, true, false]);
  assert.deepEqual(closed, ['tray', 'sheet']);
});

test('back on a sheet of reasons closes it, whatever was chosen in it', () => {
  const floor = new Floor(demo_view()).start('receive').choose('SHP260302A').scan('DOCK-01')
    .scan(BRAKES).offer('differs').at('receive.difference');
  floor.choose('short').quantity(3).quantity(4).say({ type: 'back' }).at('receive.carton');
});

test('back that takes a scan of the same step back says so', () => {
  const floor = new Floor(demo_view()).start('count').scan('B04-011-B').scan('BAT-00712')
    .scan('BAT-00712').say({ type: 'back' }).at('count.items');
  assert.deepEqual([floor.step.quantity?.value, floor.step.band?.title.key], [1, 'band.undone']);
});
