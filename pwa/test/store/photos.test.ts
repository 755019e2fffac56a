// SPDX-License-Identifier: Apache-2.0
/** Pictures on the device: kept before they are told of, sent the oldest first, never lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Database } from '../../src/store/database.ts';
import { PHOTOS_MAX, PhotoStore } from '../../src/store/photos.ts';
import type { KeptPhoto } from '../../src/store/photos.ts';
import { PhotoLoop } from '../../src/sync/photos.ts';
import { fresh } from '../bench.ts';

const photo = (id: string, at: number): KeptPhoto => ({
  id, at, hash: '0a'.repeat(32), type: 'image/jpeg', bytes: new Uint8Array([255, 216, 255]).buffer,
});

type Answer = { status: number; body: unknown; retry?: string } | 'lost';

/** A server that answers what it is told to; without an answer left it takes everything in. */
class Desk {
  readonly store = new PhotoStore(Database, fresh('photos'));
  readonly asked: string[] = [];
  readonly numbers: number[] = [];
  answers: Answer[] = [];
  now = 1_000_000;
  free = true;
  readonly loop = new PhotoLoop({
    store: this.store, leader: (work) => work(), now: () => this.now, may_send: () => this.free,
    on_number: (n) => { this.numbers.push(n); },
    fetch: async (path, init) => {
      const [id = ''] = path.split('/').at(-1)!.split('?');
      assert.equal((init.headers as Record<string, string>)['X-Pickface'], '1');
      this.asked.push(id);
      const answer = this.answers.shift() ?? { status: 200, body: { photo: id } };
      if (answer === 'lost') throw new TypeError('no network');
      const headers = { 'Content-Type': 'application/json', 'Retry-After': answer.retry ?? '0' };
      return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
    },
  });

  async with(...ids: string[]): Promise<this> {
    for (const [n, id] of ids.entries()) await this.store.keep(photo(id, n));
    await this.loop.count();
    return this;
  }

  async later(ms: number): Promise<void> {
    this.now += ms;
    await this.loop.kick();
  }
}

test('pictures go the oldest first, and are forgotten when the server has them', async () => {
  const desk = await new Desk().with('a', 'b', 'c');
  await desk.loop.kick();
  assert.deepEqual(desk.asked, ['a', 'b', 'c']);
  assert.equal(await desk.store.number(), 0);
  assert.equal(desk.numbers.at(-1), 0);
  await desk.loop.kick();
  assert.equal(desk.asked.length, 3, 'nothing waits: nothing is asked');
});

test('no picture goes while an operation waits, or without network', async () => {
  const desk = await new Desk().with('a');
  desk.free = false;
  await desk.loop.kick();
  assert.deepEqual(desk.asked, []);
});

test('a lost answer is asked for again, later and later, with the same picture', async () => {
  const desk = await new Desk().with('a');
  desk.answers = ['lost', 'lost', 'lost'];
  await desk.loop.kick();
  await desk.later(999);
  assert.equal(desk.asked.length, 1);
  await desk.later(1);
  await desk.later(1_000);
  assert.equal(desk.asked.length, 2, 'the second wait is longer');
  await desk.later(1_000);
  await desk.later(60_000);
  assert.deepEqual(desk.asked, ['a', 'a', 'a', 'a']);
  assert.equal(await desk.store.number(), 0);
});

test('a full server is given the time that it asks for', async () => {
  const desk = await new Desk().with('a');
  desk.answers = [{ status: 507, body: { code: 'disk_full' }, retry: '30' }];
  await desk.loop.kick();
  await desk.later(29_000);
  assert.equal(desk.asked.length, 1);
  await desk.later(1_000);
  assert.equal(await desk.store.number(), 0);
});

test('the page of a hotel is no receipt: the picture stays', async () => {
  const desk = await new Desk().with('a');
  desk.answers = [{ status: 200, body: { welcome: 'guest' } }];
  await desk.loop.kick();
  assert.equal(await desk.store.number(), 1);
});

test('bytes damaged on their way let the others go first, and are sent again', async () => {
  const desk = await new Desk().with('a', 'b');
  desk.answers = [{ status: 422, body: { code: 'hash_mismatch' } }];
  await desk.loop.kick();
  await desk.later(60_000);
  assert.deepEqual(desk.asked, ['a', 'b', 'a']);
});

test('what the server will never take holds nothing up, and is not deleted', async () => {
  const desk = await new Desk().with('a', 'b');
  desk.answers = [{ status: 409, body: { code: 'other_bytes' } }];
  await desk.loop.kick();
  assert.deepEqual(desk.asked, ['a', 'b']);
  assert.equal(await desk.store.number(), 0);
  assert.equal(await desk.store.oldest(), null);
});

test('a device keeps so many and says no to the next; the others stay', async () => {
  const store = new PhotoStore(Database, fresh('photos'));
  for (let n = 0; n < PHOTOS_MAX; n += 1) await store.keep(photo(`p${n}`, n));
  await assert.rejects(store.keep(photo('one-more', 9_999)), RangeError);
  assert.equal(await store.number(), PHOTOS_MAX);
  await store.forget('p0');
  await store.keep(photo('one-more', 9_999));
});

test('a picture outlives the page that took it', async () => {
  const name = fresh('photos');
  const store = new PhotoStore(Database, name);
  await store.keep(photo('a', 1));
  await store.close();
  const kept = await new PhotoStore(Database, name).oldest();
  assert.deepEqual([kept?.id, kept?.bytes.byteLength], ['a', 3]);
});
