// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checklist, grade } from '../../src/domain/core_grade.ts';
import { effects } from '../../src/domain/effects.ts';
import { covers, hold_on, rests, scope } from '../../src/domain/holds.ts';
import type { Unit } from '../../src/domain/holds.ts';
import { malformed } from '../../src/domain/malformed.ts';
import { tick, untick } from '../../src/domain/notices.ts';
import type { Counted } from '../../src/domain/notices.ts';
import { pieces } from '../../src/domain/pieces.ts';
import { in_force } from '../../src/domain/policy.ts';
import type { SettingKey } from '../../src/domain/policy.ts';
import { pick_choice } from '../../src/domain/pick_choice.ts';
import type { Offered } from '../../src/domain/pick_choice.ts';
import { serial_fits } from '../../src/flow/resolve.ts';
import type { AsnPack, PartRow, Scope } from '../../src/domain/rows.ts';
import { cross_dock } from '../../src/domain/cross_dock.ts';
import type { Waiting } from '../../src/domain/cross_dock.ts';
import { inner_mark } from '../../src/domain/inner_limits.ts';
import type { Hazard } from '../../src/domain/rows.ts';
import { may_mix, refuses } from '../../src/domain/storage.ts';
import { surplus, weight_off } from '../../src/domain/tolerance.ts';
import { may_serve } from '../../src/domain/supersession.ts';
import type { Supersession } from '../../src/domain/supersession.ts';

type Vectors = { vectors: Record<string, unknown>[] };
type Told = { changed?: Record<string, unknown> };
const read = (name: string): Vectors => {
  const file = new URL(`../../../tests/vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Vectors;
};

test('the device and the server refuse the same places', () => {
  const { vectors } = read('storage');
  assert.ok(vectors.length > 10);
  for (const row of vectors) {
    const place = row as { role: string; hazards: string[]; blocked: boolean };
    const found = refuses(place, row['hazard_class'] as string | null, row['held'] as boolean,
      row['transfer'] === true);
    assert.equal(found, row['refuses'], JSON.stringify(row));
  }
});

test('the device and the server grade a core alike', () => {
  const { vectors } = read('core_grade');
  assert.ok(vectors.length > 8);
  for (const row of vectors) {
    const { name, family, answers, ...graded } = row as {
      name: string; family: string; answers: Record<string, boolean>;
    };
    assert.deepEqual(grade(answers, checklist(family)), graded, name);
  }
});

test('the device and the server find the same bodies malformed', () => {
  const { vectors } = read('sense');
  assert.ok(vectors.length > 20);
  for (const one of vectors) {
    const { fault, ...told } = one as { fault: string | null; kind: 'putaway'; body: never };
    assert.equal(malformed(told), fault, JSON.stringify(one));
  }
});

test('the device and the server let the same goods share a bin', () => {
  const { vectors } = read('mixing');
  assert.ok(vectors.length > 5);
  for (const row of vectors) {
    const there = (row['there'] as [string, string][]).map(([part, lot]) => ({ part, lot }));
    const goods = { part: row['part'] as string, lot: row['lot'] as string };
    assert.equal(may_mix(goods, there), row['may_mix'], String(row['name']));
  }
});

test('the device and the server see the same units under a hold', () => {
  const { vectors } = read('hold_scope');
  assert.ok(vectors.length > 10);
  for (const row of vectors) {
    const found = covers(scope(row['scope'] as Partial<Scope>), row['unit'] as Unit);
    assert.equal(found, row['covers'], JSON.stringify(row));
  }
  type Rest = { until: string; day: string; rests: boolean };
  const { rests: rows } = read('hold_scope') as unknown as { rests: Rest[] };
  for (const { until, day, rests: wanted } of rows) {
    assert.equal(rests(until, day), wanted, `${until} on ${day}`);
    const hold = { hold: 'H', state: 'open', scope: scope({ part: 'P' }), placed_at: '', until };
    const unit = { part: 'P', lot: '', serial: '', plates: [], location: null, suppliers: ['S'],
      receipts: [] };
    assert.equal(hold_on([hold as never], unit, () => day) === null, wanted);
  }
});

test('the device and the server read the same effects in a body', () => {
  const { vectors } = read('effects');
  assert.ok(vectors.length > 20);
  for (const row of vectors) {
    const told = { kind: row['kind'], body: row['body'] } as Parameters<typeof effects>[0];
    const found = effects(told);
    const { moves, placements } = row;
    assert.deepEqual({ ...found }, { moves, placements, found: row['found'] }, String(row['name']));
  }
});

test('the device and the server walk to the same stock first', () => {
  const { vectors } = read('pick_choice');
  assert.ok(vectors.length > 10);
  for (const row of vectors) {
    const sources = row['sources'] as Offered[];
    const waiting = new Set(row['waiting'] as string[] | undefined);
    const chosen = pick_choice(row['wanted'] as number, sources, waiting);
    const index = chosen === null ? null : sources.indexOf(chosen);
    assert.equal(index, row['chosen'], String(row['name']));
  }
});

test('the device and the server tick off a notice alike, by carton and by unit', () => {
  const { vectors } = read('notice_tick');
  assert.ok(vectors.length > 10);
  for (const row of vectors) {
    const after = tick(row['packs'] as AsnPack[], row['lpn'] as string, row['lines'] as Counted[]);
    assert.deepEqual(after, row['after'], JSON.stringify(row));
  }
});

test('the device and the server open a notice again alike where a receipt was undone', () => {
  const { vectors } = read('notice_untick');
  assert.ok(vectors.length > 2);
  for (const row of vectors) {
    const [lpn, lines] = [row['lpn'] as string, row['lines'] as Counted[]];
    assert.deepEqual(untick(row['packs'] as AsnPack[], lpn, lines), row['after'],
      String(row['name']));
  }
});

test('the device and the server have the same settings in force', () => {
  const { vectors } = read('policy');
  assert.ok(vectors.length > 2);
  for (const row of vectors) {
    for (const [key, value] of Object.entries(row['in_force'] as Record<string, unknown>)) {
      const found = in_force(row['settings'] as Told, key as SettingKey);
      assert.deepEqual(found, value, `${String(row['name'])}: ${key}`);
    }
  }
});

test('the device and the server give what came in to the same orders', () => {
  const { vectors } = read('cross_dock');
  assert.ok(vectors.length > 5);
  for (const row of vectors) {
    const given = cross_dock(row['units'] as number, row['waiting'] as Waiting[]);
    assert.deepEqual(Object.fromEntries(given), row['given'], row['name'] as string);
  }
});

test('the device and the server call the same units surplus', () => {
  const { vectors } = read('tolerance');
  assert.ok(vectors.length > 5);
  for (const row of vectors) {
    const [announced, counted, percent, units] =
      [row['announced'], row['counted'], row['percent'], row['units']].map(Number);
    const found = surplus(announced!, counted!, percent!, units!);
    assert.equal(found, row['surplus'], JSON.stringify(row));
  }
});
test('the device and the server give the same numbers for the one ordered', () => {
  const { vectors } = read('supersession');
  assert.ok(vectors.length > 30);
  for (const row of vectors) {
    const links = row['links'] as Supersession[];
    const [fits, safety] = [row['fits'], row['safety']].map((names) => new Set(names as string[]));
    for (const some of [links, links.toReversed()]) {
      const { ordered, on_day } = row as { ordered: string; on_day: string };
      const found = may_serve(some, ordered, on_day, fits, safety);
      assert.deepEqual(found, row['serve'], String(row['name']));
    }
  }
});

test('the device and the server count the same pieces of a notice', () => {
  const { vectors } = read('pieces');
  assert.ok(vectors.length > 5);
  for (const row of vectors) {
    const { pallets, cartons } = row;
    assert.deepEqual(pieces(row['packs'] as AsnPack[]), { pallets, cartons }, String(row['name']));
  }
});

test('the device and the server doubt the same cartons by their weight', () => {
  for (const { computed, measured, percent, off } of read('carton_weight').vectors) {
    assert.equal(weight_off(Number(computed), Number(measured), Number(percent)), off);
  }
});

test('the device and the server call the same inner packs a limited quantity', () => {
  for (const { hazard, ml, g, limited } of read('inner_limits').vectors) {
    const pack = { hazard: hazard as Hazard, volume_ml: Number(ml), weight_g: Number(g) };
    assert.equal(inner_mark(pack), limited, JSON.stringify(pack));
  }
});

test('the device and the server know a serial number by its shape and check digit', () => {
  for (const { pattern, check, serial, fits } of read('serial_shape').vectors) {
    const part = { serial_pattern: pattern, serial_check: check } as unknown as PartRow;
    assert.equal(serial_fits(part, String(serial)), fits, String(serial));
  }
});
