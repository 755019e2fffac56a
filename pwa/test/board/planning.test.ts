// SPDX-License-Identifier: Apache-2.0
/** What a supervisor gives out: what each card says before, and what is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import desk from '../../messages/desk/en.json' with { type: 'json' };
import type { Decision } from '../../src/board/decision.ts';
import {
  lacks, makeCounts, moveHome, releaseWave, toFill, topOff, zonesOf, type Face, type Proposal,
  type Wave,
} from '../../src/board/planning.ts';

const WORDS = desk as Readonly<Record<string, string>>;
const known = (key: string): boolean => key in WORDS || `${key}_other` in WORDS;
const body = (one: Decision) => one.draft({ why: '', qualify: false }).body;
const WAVE: Wave = {
  orders: ['O-1', 'O-2'], route: 'SAIA', cut_off: null, why: 'waited',
  release_at: '2026-11-23T09:00:00.000Z',
};
const HOME: Proposal = {
  part: 'FLT-00318', source: 'B04-011-B', target: 'A02-015-B', saved: 90, why: ['nearer'],
  swap_with: '',
};
const none = () => 0;
const face = (part: string, here: number, reserve: number, zone = 'A'): Face => ({
  part, reserve, faces: [{ location: `${zone}01`, zone, minimum: 2, maximum: 10, here }],
});

test('every word of every card exists', () => {
  const plan = { day: '2026-11-23', seed: '', found: 9, waiting: 0,
    counts: [{ location: 'A01', why: ['full'] }] };
  for (const one of [releaseWave(WAVE), releaseWave({ ...WAVE, why: 'not_yet' }), makeCounts(plan),
    moveHome(HOME), moveHome({ ...HOME, swap_with: 'P' }), topOff([face('P', 1, 9)], none)]) {
    const keys = [one.title, one.button, ...one.effects.map(({ say }) => say)];
    assert.deepEqual(keys.map(({ key }) => key).filter((key) => !known(key)), [], one.id);
  }
});

test('a wave is released with why; before its time that is said', () => {
  assert.deepEqual(body(releaseWave(WAVE)), { orders: ['O-1', 'O-2'], why: 'waited' });
  const early = releaseWave({ ...WAVE, why: 'not_yet' });
  assert.deepEqual(body(early), { orders: ['O-1', 'O-2'], why: 'early' });
  assert.ok(early.effects.some((one) => one.odd));
});

test('a plan makes a task of each place that was seen, and says what does not fit', () => {
  const counts = [{ location: 'A01', why: ['audit', 'schedule'] }];
  const one = makeCounts({ day: '2026-11-23', seed: 's', found: 3, waiting: 0, counts });
  assert.deepEqual(body(one), { counts, seed: 's' });
  assert.equal(one.effects.find(({ odd }) => odd)!.say.params['n'], 2);
});

test('an accepted proposal is told as it was made', () => {
  assert.deepEqual(body(moveHome(HOME)), { part: 'FLT-00318', source: 'B04-011-B',
    target: 'A02-015-B', saved: 90, swap_with: null });
});

test('faces with room and a reserve are topped off, of one zone or all', () => {
  const all = [face('P-1', 4, 9), face('P-2', 10, 9), face('P-3', 1, 0), face('P-4', 0, 3, 'B')];
  assert.deepEqual(toFill(all, '', none).map(({ part }) => part), ['P-1', 'P-4']);
  assert.deepEqual(toFill(all, 'B', none).map(({ part }) => part), ['P-4']);
  const lacking = [lacks(all[0]!, none), lacks(all[3]!, none)];
  assert.deepEqual(lacking, [6, 3], 'as far as the reserve goes');
  assert.deepEqual(zonesOf(all), ['A', 'B']);
  const one = topOff(toFill(all, '', none), none);
  assert.deepEqual(body(one), { parts: ['P-1', 'P-4'], top_off: true });
  assert.equal(one.effects[0]!.say.params['n'], 9);
  const coming = (part: string) => (part === 'P-1' ? 6 : 1);
  assert.deepEqual(toFill(all, '', coming).map(({ part }) => part), ['P-4'],
    'what is on its way is not brought twice');
  const all201 = Array.from({ length: 201 }, (_, n) => face(`Q-${n}`, 0, 1));
  const many = topOff(all201, none);
  assert.equal(many.effects.find(({ odd }) => odd)!.say.params['n'], 1);
});
