// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { misfit } from '../src/domain/room.ts';
import type { PartRow } from '../src/domain/rows.ts';

type Line = [string, string, number];
const file = new URL('../../tests/vectors/room.json', import.meta.url);
const { parts, vectors } = JSON.parse(readFileSync(file, 'utf8')) as {
  parts: Record<string, Partial<PartRow>>;
  vectors: { goods: Line[]; there: Line[]; place: object; held: boolean; misfit: string | null }[];
};
const stood = (lines: Line[]) => lines.map(([part, lot, quantity]) =>
  ({ part: { ...parts[part], part } as PartRow, lot, quantity }));

test('goods join what stands in a place, or not, as the server says', () => {
  for (const row of vectors) {
    const found = misfit('us-177.848', row.place, stood(row.goods), stood(row.there), row.held);
    assert.equal(found, row.misfit, JSON.stringify(row));
  }
});
