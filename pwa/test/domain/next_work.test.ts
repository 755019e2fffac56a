// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { next_work } from '../../src/domain/next_work.ts';
import type { Offer, Work, Worker } from '../../src/domain/next_work.ts';

type Row = { name: string; worker: Worker; tasks: Work[]; offers: Offer[] };
const FILE = new URL('../../../tests/vectors/next_work.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(FILE, 'utf8')) as { vectors: Row[] };

test('the device and the server give the same work for the same reasons', () => {
  assert.ok(vectors.length > 20);
  for (const { name, worker, tasks, offers } of vectors) {
    assert.deepEqual(next_work(worker, tasks), offers, name);
    assert.deepEqual(next_work(worker, [...tasks].reverse()), offers, `${name}, turned round`);
  }
});
