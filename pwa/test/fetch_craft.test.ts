// SPDX-License-Identifier: Apache-2.0
/** What the first screen does without is fetched until it is here, and told as lacking before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetch_craft } from '../src/fetch_craft.ts';
import type { Craft, Means } from '../src/fetch_craft.ts';

const FILES = ['/assets/a.js', '/assets/b.js'];
const CRAFT = { words: Promise.resolve() } as Craft;

const script = (): Response =>
  new Response('export {}', { headers: { 'Content-Type': 'text/javascript; charset=utf-8' } });
const cut = (): Response => { throw new TypeError('cut'); };
const hotel = (): Response =>
  new Response('<h1>Welcome</h1>', { headers: { 'Content-Type': 'text/html' } });
const gone = (): Response => new Response('', { status: 404 });

/** A network that gives these answers, then scripts; notes what happens in order. */
function network(...answers: (() => Response)[]): { means: Means; told: string[] } {
  const told: string[] = [];
  const means: Means = {
    files: FILES,
    fetch: async (file) => { told.push(file); return (answers.shift() ?? script)(); },
    load: async () => { told.push('import'); return CRAFT; },
    pause: async (ms) => { told.push(`pause ${ms}`); },
    random: () => 0,
    tell: (lacking) => { told.push(lacking ? 'lacking' : 'here'); },
  };
  return { means, told };
}

test('all files are here before they are imported', async () => {
  const { means, told } = network();
  assert.equal(await fetch_craft(means), CRAFT);
  assert.deepEqual(told, [...FILES, 'import', 'here']);
});

test('a file that does not come is told as lacking; nothing is imported before', async () => {
  for (const bad of [cut, hotel, gone]) {
    const { means, told } = network(bad, script, script, bad);
    assert.equal(await fetch_craft(means), CRAFT);
    assert.deepEqual(told, [...FILES, 'lacking', 'pause 1000', ...FILES, 'lacking', 'pause 1000',
      ...FILES, 'import', 'here']);
  }
});

test('an import that fails all the same is tried again', async () => {
  const { means, told } = network();
  let failures = 2;
  means.load = async () => { if ((failures -= 1) >= 0) throw new TypeError('cut'); return CRAFT; };
  assert.equal(await fetch_craft(means), CRAFT);
  assert.equal(told.filter((one) => one === 'lacking').length, 2);
});

test('the wait between two tries grows, and never above 8 s', async () => {
  const { means, told } = network(...Array.from({ length: 12 }, () => cut));
  means.files = ['/assets/a.js'];
  means.random = () => 0.999_999;
  await fetch_craft(means);
  const waits = told.filter((one) => one.startsWith('pause')).map((one) => Number(one.slice(6)));
  assert.equal(waits.length, 12);
  assert.deepEqual(waits, [...waits].sort((a, b) => a - b));
  assert.ok(waits[0]! >= 1_000 && waits.at(-1)! <= 8_000, `${waits}`);
});
