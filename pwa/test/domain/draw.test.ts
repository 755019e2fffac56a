// SPDX-License-Identifier: Apache-2.0
/** Which units of a lot are drawn: tests/vectors/sample_draw.json, as the server reads it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { drawn } from '../../src/domain/draw.ts';
import { is_opened } from '../../src/domain/opened.ts';

type Row = { name: string; lot_size: number; n: number; seed: string; drawn: number[] };
const file = new URL('../../../tests/vectors/sample_draw.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Row[] };

test('the device and the server draw the same units', () => {
  assert.ok(vectors.length > 10);
  for (const row of vectors) {
    assert.deepEqual(drawn(row.lot_size, row.n, row.seed), row.drawn, row.name);
  }
});

test('from no lot, or for no sample, nothing is drawn', () => {
  assert.equal(drawn(0, 5, 'x'), null);
  assert.equal(drawn(5, 0, 'x'), null);
});

test('the device and the server open the same plates', () => {
  const plates = new URL('../../../tests/vectors/opened_plates.json', import.meta.url);
  const { vectors: rows } = JSON.parse(readFileSync(plates, 'utf8')) as {
    vectors: { lpn: string; percent: number; opened: boolean }[];
  };
  assert.ok(rows.length > 10);
  for (const { lpn, percent, opened } of rows) {
    assert.equal(is_opened(lpn, percent), opened, `${lpn} ${percent}`);
  }
});
