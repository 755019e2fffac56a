// SPDX-License-Identifier: Apache-2.0
/** The catalogues: every key that is used exists in every language, and every text fits its place.
*/
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { message_keys } from '../../src/flow/keys.ts';

type Catalogue = Readonly<Record<string, string>>;
const ROOT = new URL('../../src/', import.meta.url);

const read = (file: string): Catalogue =>
  JSON.parse(readFileSync(new URL(`../messages/${file}.json`, ROOT), 'utf8')) as Catalogue;
/** A language as the handheld has it in the end: the first screens' words and those of flows. */
const all = (name: string): Catalogue => ({ ...read(name), ...read(`flow/${name}`) });
const english = all('en');
const LANGUAGES: Readonly<Record<string, Catalogue>> = {
  en: english, de: all('de'), es: all('es'), fr: all('fr'),
};

function sources(folder: URL): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = new URL(entry.name + (entry.isDirectory() ? '/' : ''), folder);
    if (entry.isDirectory()) return sources(at);
    return /\.tsx?$/.test(entry.name) ? [readFileSync(at, 'utf8')] : [];
  });
}

/** Keys written out in sources: t('...'), and both arms of t(x ? '...' : '...'). */
function writtenKeys(texts: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const source of texts) {
    for (const [, inside = ''] of source.matchAll(/\bt\(([^()]*)/g)) {
      for (const [, key = ''] of inside.matchAll(/'([a-z_]+(?:\.[a-z_]+)+)'/g)) found.add(key);
    }
  }
  return found;
}

/** Sources that run before anything is fetched on demand; types are not there at run time. */
function firstSources(): string[] {
  const found = new Map<string, string>();
  const waiting = [new URL('main.tsx', ROOT)];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (found.has(at.href) || !/\.tsx?$/.test(at.pathname)) continue;
    const source = readFileSync(at, 'utf8');
    found.set(at.href, source);
    for (const [, other = ''] of source.matchAll(
      /^(?:import|export) (?!type\b)(?:[^;']*? from )?'(\.[^']+)'/gm)) {
      waiting.push(new URL(other, at));
    }
  }
  return [...found.values()];
}

const has = (words: Catalogue, key: string) =>
  key in words || (`${key}_one` in words && `${key}_other` in words);

test('every key that a screen or a flow uses has words', () => {
  const written = writtenKeys(['ui/', 'state/'].flatMap((at) => sources(new URL(at, ROOT))));
  const used = [...written, ...message_keys().keys()];
  assert.ok(used.length > 200, `only ${used.length} keys were found: the search is broken`);
  const missing = used.filter((key) => !has(english, key));
  assert.deepEqual(missing, []);
});

test('every hole of a sentence is filled by the flow that says it', () => {
  for (const [key, params] of message_keys()) {
    for (const form of [key, `${key}_one`, `${key}_other`]) {
      for (const [, hole = ''] of (english[form] ?? '').matchAll(/\{(\w+)\}/g)) {
        assert.ok(params.includes(hole), `${form}: nobody gives {${hole}}`);
      }
    }
  }
});

test('the first screens have their words with them, and no word is in two catalogues', () => {
  const first = read('en');
  const used = [...writtenKeys(firstSources())];
  assert.ok(used.length > 80, `only ${used.length} keys were found: the search is broken`);
  assert.deepEqual(used.filter((key) => !has(first, key)), []);
  assert.deepEqual(Object.keys(first).filter((key) => key in read('flow/en')), []);
});

/** Pages of the desk have words of their own (`messages/desk`), in English for now. */
test('every language has the same keys', () => {
  const base = (words: Catalogue) => new Set(Object.keys(words)
    .map((key) => key.replace(/_(zero|one|two|few|many|other)$/, '')));
  const keys = [...base(english)].sort();
  for (const [name, words] of Object.entries(LANGUAGES)) {
    assert.deepEqual([...base(words)].sort(), keys, name);
  }
});

test('a translation has the same holes as the English sentence', () => {
  const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
  for (const [name, words] of Object.entries(LANGUAGES)) {
    for (const [key, text] of Object.entries(words)) {
      const base = english[key];
      if (base !== undefined) assert.deepEqual(holes(text), holes(base), `${name} ${key}`);
    }
  }
});

/** Longest text in characters by place (visual language, section 11). Holes count as they stand. */
const LIMITS: readonly (readonly [RegExp, number])[] = [
  [/\.ask$/, 28],
  [/^\w+\.title$|^(queue|device|signout)\.title$/, 26],
  [/^stop\.\w+\.title$/, 27], // two lines of 13
  [/^band\.(?!.*note)/, 24],
  [/^mark\.(vor|hold|safety)$|^count\.no_number$/, 12],
  [/\.note$|^notice\.\w+_next$|^hold\.reason\.|_next$/, 80],
  [/^why\./, 42],
  [/^offer\./, 20],
  [/\.confirm$|\.record$/, 32],
  [/^reason\.(short|over|damaged|not_there|wrong_part_in_bin|cannot_reach|bin_full|blocked|other)$/,
    20],
];

const WORD_MAX = 13; // a longer word does not fit one line of a stop title

test('every text fits the place where it stands', () => {
  const tooLong: string[] = [];
  for (const [name, words] of Object.entries(LANGUAGES)) {
    for (const [key, text] of Object.entries(words)) {
      const shown = text.replace(/\{(n|total)\}/g, '00').replace(/\{code\}/g, 'BRK-10442');
      const limit = LIMITS.find(([pattern]) => pattern.test(key))?.[1] ?? Infinity;
      if (shown.length > limit) tooLong.push(`${name} ${key}: ${shown.length} > ${limit} ${text}`);
      if (/^stop\.\w+\.title$/.test(key) && text.split(/\s/).some((one) => one.length > WORD_MAX)) {
        tooLong.push(`${name} ${key}: a word longer than ${WORD_MAX}`);
      }
    }
  }
  assert.deepEqual(tooLong, []);
});

test('no text blames, begs or shouts', () => {
  const banned = /!|\bplease\b|\berror\b|\bbitte\b|\bFehler\b|\bpor favor\b|\bs'il vous plaît\b/i;
  for (const [name, words] of Object.entries(LANGUAGES)) {
    for (const [key, text] of Object.entries(words)) {
      assert.ok(!banned.test(text), `${name} ${key}: ${text}`);
    }
  }
});
