// SPDX-License-Identifier: Apache-2.0
// GS1 element strings: read, check, write; rules between AIs. GS stands for FNC1.
// Syntax is strict: one wrong value refuses the whole message. Rules between AIs only warn, because
// a linear pair is often split over two symbols.

import { is_digits } from './check_digits.ts';
import { GS } from './reading.ts';
import type { Pair, Pairs } from './reading.ts';
import { AI_LENGTHS, AIS, unknown_ai } from './table.ts';
import type { Ai } from './table.ts';

export const ELEMENTS_MAX = 64; // far above any label; bounds the work for a hostile symbol

// AIs met beside a lot or a serial on parts labels: what a lost separator would hide in a value.
const NEIGHBOURS = ['10', '11', '15', '17', '21', '30', '37', '240', '241', '400'];

// Keys that may carry a digital signature only with their serial component.
const SIGNED_LENGTHS = new Map([['253', 13], ['255', 13], ['8003', 14]]);

/** What was read; `pairs` is empty when `error` (code:detail) is set. */
export interface Elements {
  readonly pairs: Pairs;
  readonly error: string | null;
}

export function refused(error: string): Elements {
  return { pairs: [], error };
}

/** Error code of a value under its AI: length first, then each component's set and checks. */
export function value_error(ai: Ai, value: string): string | null {
  if (value.length < ai.low) return 'too_short';
  if (value.length > ai.high) return 'too_long';
  let at = 0;
  for (const { low, high, optional, checks } of ai.components) {
    const part = value.slice(at, at + high);
    if (optional && part === '') continue;
    if (part.length < low) return 'wrong_length';
    for (const check of checks) {
      const error = check(part);
      if (error !== null) return error;
    }
    at += part.length;
  }
  return at === value.length ? null : 'too_long';
}

/** The AI with exactly this code; with `unknown`, also one that only could exist. */
export function find_ai(code: string, unknown = false): Ai | null {
  return AIS.get(code) ?? (unknown && is_digits(code) ? unknown_ai(code) : null);
}

/** Read an element string without its leading FNC1; GS separates, tolerated anywhere legal. */
export function read_elements(text: string): Elements {
  if (text === '') return refused('empty_gs1');
  const pairs: Pair[] = [];
  let at = 0;
  while (at < text.length) {
    const ai = AIS.get(text.slice(at, at + (AI_LENGTHS.get(text.slice(at, at + 2)) ?? 0)));
    if (ai === undefined) return refused(`unknown_ai:${text.slice(at, at + 4)}`);
    const start = at + ai.code.length;
    let stop = text.indexOf(GS, start);
    if (stop < 0) stop = text.length;
    if (ai.predefined) stop = Math.min(stop, start + ai.high);
    const value = text.slice(start, stop);
    const error = value_error(ai, value);
    if (error !== null) return refused(`${error}:${ai.code}`);
    if (pairs.length === ELEMENTS_MAX) return refused('too_many_ais');
    pairs.push([ai.code, value]);
    at = text.charAt(stop) === GS ? stop + 1 : stop;
  }
  return { pairs, error: null };
}

/** The pairs as a symbol holds them after its first FNC1: GS only where the length is not fixed. */
export function element_string(pairs: Pairs): string {
  return pairs
    .map(([code, value], place) => {
      const last = place + 1 === pairs.length;
      return code + value + (last || find_ai(code, true)?.predefined === true ? '' : GS);
    })
    .join('');
}

/** Read `(01)...(10)...` as people write it; a backslash keeps a bracket inside a value. */
export function read_bracketed(text: string, unknown_ais = false): Elements {
  const pairs: Pair[] = [];
  let at = 0;
  while (at < text.length) {
    const close = text.indexOf(')', at);
    if (text.charAt(at) !== '(' || close < 0) return refused('malformed_brackets');
    const code = text.slice(at + 1, close);
    const ai = find_ai(code, unknown_ais);
    if (ai === null) return refused(`unknown_ai:${code.slice(0, 4)}`);
    at = value_end(text, close + 1);
    const value = text.slice(close + 1, at).replaceAll('\\(', '(');
    const error = value === '' ? 'empty_value' : value_error(ai, value);
    if (error !== null) return refused(`${error}:${code}`);
    if (pairs.length === ELEMENTS_MAX) return refused('too_many_ais');
    pairs.push([code, value]);
  }
  return pairs.length > 0 ? { pairs, error: null } : refused('empty_gs1');
}

/** Where the value ends: at the next bracket that no backslash precedes, or at the end. */
function value_end(text: string, start: number): number {
  let at = text.indexOf('(', start);
  while (at > start && text.charAt(at - 1) === '\\') at = text.indexOf('(', at + 1);
  return at < 0 ? text.length : at;
}

/** The human-readable form, for messages; never for encoding. */
export function bracketed(pairs: Pairs): string {
  return pairs.map(([code, value]) => `(${code})${value}`).join('');
}

/** AIs that stand more than once with different values: the label contradicts itself. */
export function repeated(pairs: Pairs): string[] {
  const first = new Map<string, string>();
  const found = new Set<string>();
  for (const [code, value] of pairs) {
    if (!first.has(code)) first.set(code, value);
    else if (first.get(code) !== value) found.add(code);
  }
  return [...found];
}

/** The first other AI that begins with `pattern`. */
function met(pattern: string, code: string, pairs: Pairs): string | null {
  return pairs.find(([other]) => other !== code && other.startsWith(pattern))?.[0] ?? null;
}

/** Rules between AIs that these pairs break; apply over all symbols of one label. */
export function association_warnings(pairs: Pairs): string[] {
  const found = repeated(pairs).map((code) => `repeated_ai:${code}`);
  const signed = pairs.some(([code]) => code === '8030');
  for (const [code, value] of new Map(pairs)) {
    const ai = AIS.get(code);
    if (ai === undefined) continue;
    for (const pattern of ai.excludes) {
      const other = met(pattern, code, pairs);
      if (other !== null) found.push(`excluded_ai:${code}+${other}`);
    }
    const satisfied = ai.requires.some((choice) =>
      choice.every((pattern) => met(pattern, code, pairs) !== null));
    if (ai.requires.length > 0 && !satisfied) found.push(`required_ai:${code}`);
    if (signed && value.length === SIGNED_LENGTHS.get(code)) {
      found.push(`unsigned_serial:${code}`);
    }
  }
  return found;
}

/** True if any AI's end depends on a separator. */
export function has_variable_length(pairs: Pairs): boolean {
  return pairs.some(([code]) => AIS.get(code)?.predefined !== true);
}

/** The AI whose value could be two elements, had a separator been lost on the way; or null. */
export function hidden_separator(text: string, pairs: Pairs): string | null {
  const [code, value] = pairs.at(-1) ?? ['', ''];
  const ai = AIS.get(code);
  if (text.includes(GS) || ai === undefined || ai.predefined) return null;
  const absent = NEIGHBOURS.filter((known) => !pairs.some(([present]) => present === known));
  for (let at = 1; at < value.length - 1; at += 1) {
    const tail = value.slice(at);
    const starts = absent.some((known) => tail.startsWith(known));
    const splits = starts && value_error(ai, value.slice(0, at)) === null;
    if (splits && read_elements(tail).error === null) return code;
  }
  return null;
}
