// SPDX-License-Identifier: Apache-2.0
// Every row of the shared vectors, read by the TypeScript parser; the Python twin reads the same.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { check_component } from '../../src/domain/barcode/content.ts';
import {
  association_warnings,
  build_link,
  build_scan_data,
  DEFAULT,
  element_string,
  gtin14,
  mod10_matches,
  normalise_scan_data,
  parse,
  read_bracketed,
  read_elements,
  read_link,
  split_scans,
} from '../../src/domain/barcode/index.ts';
import type { LinkOptions, Profile } from '../../src/domain/barcode/index.ts';
import { read_vin } from '../../src/domain/barcode/vin.ts';

interface Row {
  readonly [field: string]: unknown;
  readonly id?: string;
  readonly input: string;
  readonly ok: boolean;
  readonly options?: readonly string[];
  readonly ai_values?: readonly (readonly [string, string])[];
  readonly elements?: readonly (readonly [string, string])[];
}

const VECTORS = new URL('../../../tests/vectors/', import.meta.url);
const RULES = new Map<unknown, string>([
  ['repeats', 'repeated_ai'],
  ['mutex', 'excluded_ai'],
  ['requisites', 'required_ai'],
  ['other', 'unsigned_serial'],
]);

function each_row(name: string, sentence: string, judge: (row: Row) => void): void {
  test(sentence, () => {
    const text = readFileSync(new URL(`${name}.json`, VECTORS), 'utf8');
    const rows = (JSON.parse(text) as { vectors: Row[] }).vectors;
    assert.ok(rows.length > 5);
    rows.forEach((row, place) => {
      try {
        judge(row);
      } catch (fault) {
        throw new Error(`${name} row ${place}: ${JSON.stringify(row)}`, { cause: fault });
      }
    });
  });
}

function options(row: Row): LinkOptions {
  const on = new Set(row.options ?? []);
  return {
    short_gtin: on.has('short_gtin'),
    word_keys: on.has('word_keys'),
    unknown_ais: on.has('unknown_ais'),
    unknown_ai_as_dl_attr: on.has('unknown_ai_as_dl_attr'),
  };
}

each_row('gs1_scan_data', 'scanner output reads as the reference reads it', (row) => {
  const found = parse(row.input);
  assert.equal(found.ok, row.ok);
  if (!row.ok) return;
  assert.deepEqual(normalise_scan_data(row.input), [row['symbology'], row['normalised']]);
  assert.equal(found.symbology, row['symbology']);
  assert.deepEqual(found.elements, row.ai_values);
});

each_row('gs1_element_strings', 'element string is judged by syntax and by association', (row) => {
  if (row['fnc1_first'] === false) {
    assert.notEqual(parse(row.input).kind, 'gs1');
    return;
  }
  const { pairs, error } = read_elements(row.input);
  assert.equal(error === null, row['ok_syntax'], String(error));
  const associated = error === null && association_warnings(pairs).length === 0;
  assert.equal(associated, row['ok_with_association_rules']);
  if (row['ok_syntax'] === true) assert.deepEqual(pairs, row.ai_values);
});

each_row('gs1_bracketed', 'bracketed form becomes the element string', (row) => {
  const { pairs, error } = read_bracketed(row.input);
  assert.equal(error === null, row.ok);
  if (!row.ok) return;
  assert.deepEqual(pairs, row.ai_values);
  assert.equal(element_string(pairs), row['element_string']);
});

each_row('gs1_ai_content_errors', 'wrong content is named', (row) => {
  const { error } = read_bracketed(row.input);
  assert.equal(error?.split(':')[0]?.toUpperCase() ?? null, row['error']);
});

each_row('gs1_associations', 'partners are missed or unwelcome', (row) => {
  const { pairs, error } = read_bracketed(row.input, true);
  assert.equal(error, null);
  const rule = RULES.get(row['rule']) ?? 'none';
  const broken = association_warnings(pairs).some((warning) => warning.startsWith(rule));
  assert.equal(broken, !row.ok);
});

each_row('gs1_digital_link_parse', 'digital link reads under its options', (row) => {
  const { pairs, error } = read_link(row.input, options(row));
  assert.equal(error === null, row.ok, String(error));
  if (row.ok) assert.equal(element_string(pairs), row['element_string']);
  if (row.ai_values !== undefined) assert.deepEqual(pairs, row.ai_values);
});

each_row('gs1_digital_link_build', 'digital link is built', (row) => {
  const wanted = options(row);
  const { pairs, error } = read_bracketed(row.input, wanted.unknown_ais);
  const built = error === null ? build_link(pairs, row['stem'] as string | null, wanted) : null;
  assert.equal(built?.error === null, row.ok);
  assert.equal(built?.uri || null, row['uri']);
});

each_row('gs1_scan_data_build', 'a symbol transmits exactly these characters', (row) => {
  const adds = row.options?.includes('add_check_digit') ?? false;
  const scan = build_scan_data(String(row['symbology']), String(row['data']), adds);
  assert.equal(scan, row['scan']);
});

each_row('gs1_linter_units', 'component check says what is wrong', (row) => {
  const wanted = typeof row['error'] === 'string' ? row['error'].toLowerCase() : null;
  assert.equal(check_component(String(row['linter']), row.input), wanted);
});

each_row('iso15434_mh10', 'envelope and bare identifiers', (row) => {
  const bare = row['format'] === 'bare';
  const expect_di = new Set(bare ? row.elements?.map(([code]) => code) : []);
  const found = parse(row.input, DEFAULT, { expect_di });
  assert.equal(found.ok, row.ok);
  assert.equal(found.kind, bare ? 'di' : 'iso15434');
  assert.equal(found.format, String(row['format']).replace('none', ''));
  assert.deepEqual(found.elements, row.elements);
  assert.deepEqual(found.flags, row['flags']);
});

each_row('bare_readings', 'without an expectation only a plate is a plate', (row) => {
  const found = parse(row.input);
  assert.deepEqual([found.ok, found.kind, found.elements], [true, row['kind'], row.elements]);
});

each_row('wedge_transforms', 'keyboard wedge path is undone', (row) => {
  const fields = row['profile'] as Partial<Profile>;
  const profile: Profile = { ...DEFAULT, gs: 'unproven', ...fields };
  const received = String(row['received']);
  const found = parse(received, profile);
  assert.equal(found.ok, row.ok);
  if (row.id === 'caps-lock') assert.equal(found.error, 'case_inverted:c1');
  else assert.deepEqual(found.elements, row.elements ?? row.ai_values);
  if (row.id === 'two-scans') assert.equal(split_scans(received, profile).length, 2);
});

each_row('vin', 'vin is read and its check digit only warns', (row) => {
  const found = read_vin(row.input);
  assert.equal(found !== null, row.ok);
  assert.equal(found?.check_digit_matches ?? null, row['check_digit_matches']);
});

each_row('mod10', 'mod 10 check digit', (row) => {
  assert.equal(mod10_matches(row.input), row.ok);
  const other = String((Number(row.input.slice(-1)) + 1) % 10);
  assert.equal(mod10_matches(row.input.slice(0, -1) + other), false);
  if (row.input.length < 15) assert.equal(gtin14(row.input), row.input.padStart(14, '0'));
});
