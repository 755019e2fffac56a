// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { message_keys } from '../../src/flow/keys.ts';

const FLOW = new URL('../../src/flow/', import.meta.url);
const sources = readdirSync(FLOW).filter((name) => name.endsWith('.ts') && name !== 'keys.ts')
  .map((name) => readFileSync(new URL(name, FLOW), 'utf8')).join('\n');

/** Keys that the sources name, by the way they are named. */
function named(source: string): string[] {
  const all = (pattern: RegExp, key: (name: string) => string): string[] =>
    [...source.matchAll(pattern)].map(([, name]) => key(name!));
  return [
    ...all(/\b(?:attn|warn)\(\s*'([a-z_]+)'/g, (name) => `band.${name}`),
    ...all(/\bband\(\s*'attn',\s*'([a-z_]+)'/g, (name) => `band.${name}`),
    ...all(/\bstop\(\s*'([a-z_]+)'/g, (name) => `stop.${name}.title`),
    ...all(/\b(?:fact|place_fact)\((?:ctx\.view, |view, )?'([a-z_]+)'/g, (name) => `fact.${name}`),
    ...all(/\btext\(\s*'([a-z_.]+)'/g, (name) => name),
  ];
}

const missing = (source: string): string[] => {
  const keys = message_keys();
  return named(source).filter((key) => !keys.has(key));
};

test('every key that the flows name is in the list for the translators', () => {
  assert.deepEqual(missing(sources), []);
  assert.ok(named(sources).length > 100, 'the sources were read');
});

test('a key that nobody listed would be found', () => {
  assert.deepEqual(missing("attn('brand_new', null)"), ['band.brand_new']);
  assert.deepEqual(missing("return stop(\n    'brand_new', ctx"), ['stop.brand_new.title']);
});
