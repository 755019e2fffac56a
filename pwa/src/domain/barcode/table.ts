// SPDX-License-Identifier: Apache-2.0
// The AI table as objects, unpacked once from the generated rows.

import { CHARSETS, CHECKS } from './content.ts';
import type { Check } from './content.ts';
import { AI_ROWS } from './tables.gen.ts';

/** One part of an AI's value: `low` to `high` characters that pass `checks`. */
export interface Component {
  readonly low: number;
  readonly high: number;
  readonly optional: boolean;
  readonly checks: readonly Check[];
}

/** One GS1 application identifier; fields as in the Python twin, but for its title. */
export interface Ai {
  readonly code: string;
  readonly predefined: boolean;
  readonly attribute: boolean;
  readonly components: readonly Component[];
  readonly low: number;
  readonly high: number;
  readonly excludes: readonly string[];
  readonly requires: readonly (readonly string[])[];
  readonly qualifiers: readonly (readonly string[])[] | null;
}

const COMPONENT = /^(\[?)([NXYZ])(\.\.)?([0-9]+)\]?((?:,[a-z0-9]+)*)$/;

function checks_of(charset: string, names: string): Check[] {
  const named = names.split(',').slice(1).map((name) => CHECKS.get(name));
  return [CHARSETS.get(charset), ...named].filter((check) => check !== undefined);
}

function component(spec: string): Component {
  const [, bracket, charset = '', variable, length, checks = ''] = COMPONENT.exec(spec) ?? [];
  const high = Number(length);
  return {
    low: variable ? 1 : high,
    high,
    optional: bracket === '[',
    checks: checks_of(charset, checks),
  };
}

/** 31nn matches every AI beginning with 31. */
function pattern(text: string): string {
  return text.replace(/n+$/, '');
}

function list(text: string, joint: string): string[] {
  return text === '' ? [] : text.split(joint);
}

function qualifiers_of(text: string): string[][] | null {
  if (text === '') return null;
  return text === '-' ? [] : text.split('|').map((choice) => choice.split(','));
}

function total(parts: readonly Component[], size: (part: Component) => number): number {
  return parts.reduce((sum, part) => sum + size(part), 0);
}

function row_ais(row: string): Ai[] {
  const [range = '', flags = '', spec = '', excludes = '', requires = '', keys = ''] =
    row.split('~');
  const [first = '', last = first] = range.split('-');
  const components = spec.split(' ').map(component);
  const shared = {
    predefined: flags.includes('f'),
    attribute: flags.includes('a'),
    components,
    low: total(components, (part) => (part.optional ? 0 : part.low)),
    high: total(components, (part) => part.high),
    excludes: list(excludes, ',').map(pattern),
    requires: list(requires, ',').map((choice) => choice.split('+').map(pattern)),
    qualifiers: qualifiers_of(keys),
  };
  const codes: string[] = [];
  for (let code = Number(first); code <= Number(last); code += 1) {
    codes.push(String(code).padStart(first.length, '0'));
  }
  return codes.map((code) => ({ code, ...shared }));
}

export const AIS: ReadonlyMap<string, Ai> = new Map(
  AI_ROWS.replaceAll('\n', '').split(';').filter(Boolean).flatMap(row_ais)
    .map((ai) => [ai.code, ai]),
);

/** The first two digits of an AI fix its length. */
export const AI_LENGTHS: ReadonlyMap<string, number> = new Map(
  [...AIS.keys()].map((code) => [code.slice(0, 2), code.length]),
);

const PREDEFINED: readonly (readonly [string, number])[] = [
  ['00', 18], ['01', 14], ['02', 14], ['03', 14], ['04', 16], ['20', 2], ['41', 13],
];
const SIX_DIGITS = /^(?:1[1-9]|3[1-6])/;

/** Length fixed for ever by the first two digits, unassigned AIs included (GenSpecs 7.8.5). */
function predefined_length(code: string): number {
  if (SIX_DIGITS.test(code)) return 6;
  return new Map(PREDEFINED).get(code.slice(0, 2)) ?? 0;
}

/** An AI that the table does not know but that could exist, for callers who permit it; or null. */
export function unknown_ai(code: string): Ai | null {
  const length = AI_LENGTHS.get(code.slice(0, 2));
  if (AIS.has(code) || code.length < 2 || code.length > 4) return null;
  if (length !== undefined && length !== code.length) return null;
  const fixed = predefined_length(code);
  const part = component(fixed > 0 ? `N${fixed}` : 'X..90');
  return {
    code,
    predefined: fixed > 0,
    attribute: true,
    components: [part],
    low: part.low,
    high: part.high,
    excludes: [],
    requires: [],
    qualifiers: null,
  };
}
