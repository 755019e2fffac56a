// SPDX-License-Identifier: Apache-2.0
/** Training begins and ends on a device as a whole, and leaves nothing behind (X9). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TRAINING_PHOTOS, TRAINING_QUEUE, training_here } from '../../src/device/training.ts';

function device() {
  const kept = new Map<string, string>();
  const did: string[] = [];
  const page = new EventTarget();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => { kept.set(key, value); },
    removeItem: (key: string) => { kept.delete(key); },
  };
  const bases = { deleteDatabase: (name: string) => {
    did.push(`forget ${name}`);
    const asked = {} as { onsuccess: () => void };
    queueMicrotask(() => asked.onsuccess());
    return asked;
  } } as unknown as IDBFactory;
  const here = () => training_here(storage, bases, page, async () => { did.push('stop'); },
    () => { did.push('reload'); });
  return { did, page, here };
}

test('it begins and ends with an empty queue of its own, and the page anew', async () => {
  const { did, here } = device();
  assert.equal(here().on, false);
  await here().turn(true);
  const whole = ['stop', `forget ${TRAINING_QUEUE}`, `forget ${TRAINING_PHOTOS}`, 'reload'];
  assert.deepEqual(did.splice(0), whole);
  assert.equal(here().on, true);
  await here().turn(true);
  assert.deepEqual(did, [], 'it is on already');
  await here().turn(false);
  assert.deepEqual(did, whole);
  assert.equal(here().on, false);
});

test('another tab that begins or ends it starts this one anew', () => {
  const { did, page, here } = device();
  here();
  page.dispatchEvent(Object.assign(new Event('storage'), { key: 'pickface.mark' }));
  assert.deepEqual(did, []);
  page.dispatchEvent(Object.assign(new Event('storage'), { key: 'pickface.training' }));
  assert.deepEqual(did, ['reload']);
});

test('a storage that fails knows of no training: the work is real', () => {
  const broken = { getItem: () => { throw new Error('denied'); }, setItem: () => undefined,
    removeItem: () => undefined };
  const found = training_here(broken, {} as IDBFactory, new EventTarget(), async () => undefined,
    () => undefined);
  assert.equal(found.on, false);
});
