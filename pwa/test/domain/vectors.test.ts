// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { refuses } from '../../src/domain/storage.ts';

const read = (name: string): { vectors: Record<string, unknown>[] } =>
  JSON.parse(readFileSync(new URL(`../../../tests/vectors/${name}.json`, import.meta.url), 'utf8')) as
    { vectors: Record<string, unknown>[] };

test('the device and the server refuse the same places', () => {
  const { vectors } = read('storage');
  assert.ok(vectors.length > 10);
  for (const row of vectors) {
    const place = row as { role: string; hazards: string[]; blocked: boolean };
    const found = refuses(place, row['hazard_class'] as string | null, row['held'] as boolean);
    assert.equal(found, row['refuses'], JSON.stringify(row));
  }
});
