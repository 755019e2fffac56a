// SPDX-License-Identifier: Apache-2.0
/** A screen reader hears what the screen shows: at the end of a flow, what was done. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heard } from '../../src/ui/heard.ts';
import { say, speak } from '../../src/ui/words.ts';
import { BRAKES, MODULE_SERIALS, MODULES, demo_view } from '../fixture.ts';
import { Floor } from '../flow/floor.ts';

test('two of three cartons are not heard as a whole truck', async () => {
  const { words } = await import('../../src/ui/flow_words.ts');
  await Promise.all([words, speak('en')]);
  const floor = new Floor(demo_view()).start('receive').choose('SHP260302A').scan('DOCK-01');
  assert.equal(heard(floor.step), `${say(floor.step.band?.title)}. ${say(floor.step.question)}.`);
  floor.scan(BRAKES).confirm().scan(MODULES);
  for (const serial of MODULE_SERIALS) floor.scan(serial);
  const said = heard(floor.confirm().offer('other_plate').offer('finish').at('receive.done').step);
  assert.match(said, /2 of 3 cartons received\.$/);
  assert.doesNotMatch(said, /Truck is received/);
});
