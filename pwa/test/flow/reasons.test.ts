// SPDX-License-Identifier: Apache-2.0
/** A site says which reasons a worker may choose, and in which order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SETTINGS } from '../../src/domain/settings.gen.ts';
import { View } from '../../src/domain/view.ts';
import type { Floor } from './floor.ts';
import { WAYS } from './ways.ts';

type Listed = Readonly<{ choices: readonly string[] }>;
const LISTS = Object.entries(SETTINGS).flatMap(([key, one]) =>
  (key.endsWith('reasons') ? [[key, (one as unknown as Listed).choices] as const] : []));

const offered = ({ step }: Floor): string[] =>
  (step.sheet?.choices ?? step.choices ?? []).map((one) => one.id);

/** The same floor after the site has set one thing. */
function set(floor: Floor, key: string, value: readonly string[]): Floor {
  const { checkpoint, told } = floor.view;
  const site = checkpoint.tables.site.get('site');
  checkpoint.apply([{ topic: 'site', key: 'site', body: { ...(site ?? { site: 'DC01' }),
    settings: { version: 9, changed: { [key]: value } } } }], 9);
  floor.view = new View(checkpoint, told);
  return floor;
}

const asked = new Map<string, string[]>(); // list: states that offer it
for (const [state, way] of Object.entries(WAYS)) {
  const ids = offered(way());
  for (const [key, choices] of LISTS) {
    if (ids.length > 1 && ids.every((id) => choices.includes(id))) {
      asked.set(key, [...asked.get(key) ?? [], state]);
    }
  }
}

test('every list of reasons is asked for somewhere', () => {
  assert.deepEqual(LISTS.filter(([key]) => !asked.has(key)), []);
});

for (const [key, choices] of LISTS) {
  test(`a site chooses and orders ${key}`, () => {
    const wanted = [choices.at(-1)!, choices[0]!];
    const followed = (asked.get(key) ?? []).filter((state) =>
      offered(set(WAYS[state]!(), key, wanted)).join() === wanted.join());
    assert.ok(followed.length > 0, `none of ${asked.get(key)?.join()} follows`);
  });
}

test('a site that left out all reasons against a named bin still has a way past it', () => {
  const floor = set(WAYS['putaway.why_not']!(), 'putaway.reasons', ['closer']);
  assert.ok(offered(floor).includes('bin_full'));
});
