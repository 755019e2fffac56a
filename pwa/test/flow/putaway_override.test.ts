// SPDX-License-Identifier: Apache-2.0
/** PU3: a rule is broken by who may, with a reason and a second scan; a law by nobody. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { may_override } from '../../src/domain/override.ts';
import type { Place } from '../../src/domain/storage.ts';
import { View } from '../../src/domain/view.ts';
import { BRAKES, MIXED, demo_view } from '../fixture.ts';
import { beside, location, overriding } from './putaway_ways.ts';

type Row = Place & Readonly<{
  hazard: string | null; held: boolean; lead: boolean; setting: string; may: boolean;
}>;

test('who may break which rule is the same here and on the server', () => {
  const file = new URL('../../../tests/vectors/override.json', import.meta.url);
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Row[] };
  for (const { hazard, held, lead, setting, may, ...place } of vectors) {
    const { checkpoint } = demo_view();
    checkpoint.apply([{ topic: 'site', key: 'site', body: { site: 'DC01',
      settings: { version: 1, changed: { 'putaway.override': setting } } } }], 8);
    const broken = may_override(place, hazard, held, lead, new View(checkpoint, []));
    assert.equal(broken !== null, may, JSON.stringify(place));
  }
});

test('a supervisor says why, and scans the blocked bin once more', () => {
  const floor = overriding().at('putaway.override');
  assert.equal(floor.told.length, 0);
  floor.choose('agreed_quality').at('putaway.override_again').scan('A02-015-B')
    .at('putaway.override_again').heard('attention');
  floor.scan('A07-030-C').at('putaway.goods').heard('good');
  const { target, reason } = floor.body('putaway');
  assert.deepEqual([target, reason], ['A07-030-C', 'agreed_quality']);
});

test('whoever overrode may still take the named bin, and is back on the plan', () => {
  const floor = overriding().choose('agreed_quality').scan('A07-032-C').at('putaway.goods');
  assert.equal(floor.body('putaway')['target'], 'A07-032-C');
});

test('for a worker a blocked bin is a stop, and for a supervisor a hazard zone', () => {
  const worker = beside(location('A07-030-C', { blocked: true })).scan(BRAKES);
  assert.equal(worker.scan('A07-030-C').heard('stop').step.stop?.code, 'blocked');
  const lead = beside();
  lead.me = { actor: 'rossi', lead: true };
  assert.equal(lead.scan(BRAKES).scan('H01-002-A').heard('stop').step.stop?.code, 'hazard_only');
});

test('a blocked bin does not hide from a supervisor that a hazard may not be there', () => {
  const lead = beside(location('A07-030-C', { blocked: true }));
  lead.me = { actor: 'rossi', lead: true };
  lead.scan(MIXED);
  while (lead.step.state !== 'bin') lead.choose(lead.step.choices.find(({ id }) =>
    id.startsWith('SLT-00931'))!.id);
  assert.equal(lead.scan('A07-030-C').heard('stop').step.stop?.code, 'blocked');
});
