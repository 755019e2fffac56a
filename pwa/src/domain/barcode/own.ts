// SPDX-License-Identifier: Apache-2.0
// Codes of our own: a dot, a type letter, the value, one check character (ISO 7064 MOD 37,36 over
// the type letter and the value's letters and digits). No AI and no DI begins with a dot.

import { mod37_36 } from './check_digits.ts';

export const PREFIX = '.';
export const VALUE_LENGTH_MAX = 60; // characters; beyond that no linear symbol is readable

export type OwnKind =
  | 'location' | 'lpn' | 'tote' | 'badge' | 'enrolment'
  | 'station' | 'printer' | 'command' | 'task' | 'document';

export const TYPES: ReadonlyMap<string, OwnKind> = new Map<string, OwnKind>([
  ['L', 'location'],
  ['U', 'lpn'],
  ['T', 'tote'],
  ['B', 'badge'],
  ['E', 'enrolment'],
  ['S', 'station'],
  ['P', 'printer'],
  ['C', 'command'],
  ['K', 'task'],
  ['D', 'document'],
]);

const VALUE = /^[A-Z0-9](?:[A-Z0-9.-]*[A-Z0-9])?$/;

/** The last character of an own code. */
export function check_character(letter: string, value: string): string {
  return mod37_36(letter + value.replace(/[.-]/g, ''));
}

/** True if `value` can stand in an own code. */
export function is_own_value(value: string): boolean {
  return value.length <= VALUE_LENGTH_MAX && VALUE.test(value);
}

/** The text of an own code, or null if the value cannot stand in one. */
export function encode_own(kind: OwnKind, value: string): string | null {
  const letter = [...TYPES].find(([, known]) => known === kind)?.[0];
  if (letter === undefined || !is_own_value(value)) return null;
  return PREFIX + letter + value + check_character(letter, value);
}

export interface OwnRead {
  readonly kind: OwnKind;
  readonly value: string;
}

/** Kind and value of an own code, or an error code; `text` begins with the dot. */
export function read_own(text: string): OwnRead | string {
  const letter = text.slice(1, 2);
  const kind = TYPES.get(letter);
  const value = text.slice(2, -1);
  if (kind === undefined || text.length < 4) return 'own_unknown_type';
  if (!is_own_value(value)) return 'own_malformed';
  if (check_character(letter, value) !== text.slice(-1)) return 'own_check_character';
  return { kind, value };
}
