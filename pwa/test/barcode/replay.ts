// SPDX-License-Identifier: Apache-2.0
// Reads cases, one JSON line each, from the file named as argument; writes what this parser makes
// of them. A test of the server runs it and compares with the Python parser, line by line.

import { readFileSync, writeSync } from 'node:fs';

import { check_component } from '../../src/domain/barcode/content.ts';
import {
  build_link,
  build_scan_data,
  candidates,
  DEFAULT,
  encode_own,
  parse,
  read_bracketed,
  STRICT,
  TOLERANT,
} from '../../src/domain/barcode/index.ts';
import type { Candidate, OwnKind, Profile, Reading } from '../../src/domain/barcode/index.ts';

interface Case {
  readonly do: 'parse' | 'check' | 'link' | 'build' | 'own';
  readonly data: string;
  readonly name?: string;
  readonly profile?: Partial<Profile>;
  readonly expect_di?: readonly string[];
  readonly tolerant?: boolean;
  readonly year?: number;
}

function written(found: Reading, typed: readonly Candidate[]): unknown {
  const kinds = typed.map((candidate) =>
    candidate.as === 'quantity'
      ? [candidate.as, candidate.value, candidate.unit]
      : [candidate.as, candidate.value]);
  const { ok, kind, text, symbology, elements, value, format, warnings, flags, error } = found;
  return [ok, kind, text, symbology, elements, value, format, warnings, flags, error, kinds];
}

function answer(given: Case): unknown {
  const name = given.name ?? '';
  if (given.do === 'check') return check_component(name, given.data);
  if (given.do === 'build') return build_scan_data(name, given.data);
  if (given.do === 'own') return encode_own(name as OwnKind, given.data);
  if (given.do === 'link') {
    const { pairs, error } = read_bracketed(given.data, true);
    const built = error === null ? build_link(pairs) : null;
    return [pairs, error, built?.uri ?? null, built?.error ?? null];
  }
  const expect_di = new Set(given.expect_di ?? []);
  const link_options = given.tolerant === true ? TOLERANT : STRICT;
  const profile: Profile = { ...DEFAULT, ...given.profile };
  const found = parse(given.data, profile, { expect_di, link_options });
  return written(found, candidates(found, given.year ?? 2026));
}

const lines = readFileSync(process.argv[2] ?? '', 'utf8').trimEnd().split('\n');
const answers = lines.map((line) => JSON.stringify(answer(JSON.parse(line) as Case)));
const bytes = Buffer.from(`${answers.join("\n")}\n`, 'utf8');
for (let at = 0; at < bytes.length; at += writeSync(1, bytes, at));
