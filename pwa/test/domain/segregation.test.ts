// SPDX-License-Identifier: Apache-2.0
/** Dangerous goods together: tests/vectors/segregation.json, as the server reads it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Hazard } from '../../src/domain/rows.ts';
import { conflict, may_share, segregation } from '../../src/domain/segregation.ts';
import type { Segregation } from '../../src/domain/segregation.ts';

type Vectors = {
  tables: { edition: string; name: string; apart: string[]; hazards: Hazard[]; codes: string[] }[];
  goods: Hazard[];
  cases: [number, number, string, boolean][];
  vectors: { name: string; edition: string; a: Hazard; b: Hazard; told: Segregation }[];
  shared: { name: string; edition: string; hazards: Hazard[]; may_share: boolean }[];
};
const file = new URL('../../../tests/vectors/segregation.json', import.meta.url);
const rows = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const RAISED = ['4.3,2.1', '2.1,4.3', '4.3,3', '3,4.3'];

test('the device has every cell of the tables', () => {
  let cells = 0;
  for (const { edition, apart, hazards, codes } of rows.tables) {
    for (const [n, a] of hazards.entries()) {
      for (const [m, cell] of (codes[n] ?? '').split(' ').entries()) {
        const b = hazards[m];
        assert.ok(b);
        const told = segregation(edition, a, b);
        const raised = edition.startsWith('imdg') && RAISED.includes(`${a.class},${b.class}`);
        assert.equal(told.code, raised ? '2' : cell.replace('.', ''), `${a.class} ${b.class}`);
        assert.equal(told.apart, apart.includes(told.code), `${a.class} ${b.class}`);
        cells += 1;
      }
    }
  }
  assert.equal(cells, 18 * 18 + 17 * 17 + 13 * 13);
});

test('the device parts the same goods of a parts warehouse', () => {
  assert.equal(rows.cases.length, 60);
  for (const [first, second, code, beside] of rows.cases) {
    const [a, b] = [rows.goods[first], rows.goods[second]];
    assert.ok(a && b);
    for (const told of [segregation('us-177.848', a, b), segregation('us-177.848', b, a)]) {
      assert.deepEqual([told.code, told.never_beside, told.apart], [code, beside, code !== '']);
    }
  }
});

test('the device and the server give the same answer, both ways', () => {
  assert.ok(rows.vectors.length > 40);
  for (const { name, edition, a, b, told } of rows.vectors) {
    assert.deepEqual(segregation(edition, a, b), told, name);
    const turned = segregation(edition, b, a);
    assert.deepEqual([...turned.between].sort(), [...told.between].sort(), name);
    assert.deepEqual({ ...turned, between: told.between }, told, name);
  }
});

test('the device and the server let the same dangerous goods share a tote', () => {
  assert.ok(rows.shared.length > 5);
  for (const { name, edition, hazards, may_share: expected } of rows.shared) {
    assert.equal(may_share(edition, hazards), expected, name);
    assert.equal(may_share(edition, hazards.toReversed()), expected, name);
    assert.equal(conflict(edition, hazards) === null, expected, name);
  }
});

test('a class that is none, or a row of old without further hazards, is not guessed', () => {
  for (const text of ['', ' ', '3 ', '3\n', '2', '3A', '1.4I', '1.4g', '8L', '2.1 or 2.2', '٣']) {
    assert.equal(may_share('us-177.848', [{ class: text, un: 'UN1203' }]), false, text);
  }
  const told = segregation('us-177.848', { class: '8', un: 'UN1760' }, { class: '5.1', un: '' });
  assert.deepEqual([told.code, told.never_beside], ['O', true]);
});
