// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 15434 messages and ANSI MH10.8.2 data identifiers, as printed and as really met.
// Format 05 carries GS1 AIs, 06 data identifiers, 12 text element identifiers (ATA Spec 2000).

import { ELEMENTS_MAX, read_elements, refused } from './gs1.ts';
import type { Elements } from './gs1.ts';
import { EOT, GS, RS } from './reading.ts';
import type { Pair, Pairs } from './reading.ts';

const DI = /^([0-9]{0,3}[A-Z])(.*)$/s;
const TEXT_ELEMENT = /^([A-Z0-9]{3}) (.*)$/s;
const PLATE = /^([1-6]?J|[3-5]S)(UN[0-9]{9}[0-9A-Z]+)$/;
const CONTROL = /[\x00-\x1f\x7f]/;

/** `pairs` empty when `error` is set; `format` holds the two digits, several joined by +. */
export interface Message {
  readonly format: string;
  readonly pairs: Pairs;
  readonly flags: readonly string[];
  readonly error: string | null;
}

/** True if the text begins like an ISO/IEC 15434 message, well-formed or not. */
export function is_message(text: string): boolean {
  return text.startsWith('[)>') || text.startsWith('>[)>');
}

function without_start(text: string, start: string): string {
  return text.startsWith(start) ? text.slice(start.length) : text;
}

function without_end(text: string, end: string): string {
  return text.endsWith(end) ? text.slice(0, -end.length) : text;
}

/** Read an ISO/IEC 15434 message; every format in it that we know. */
export function read_message(text: string): Message {
  const header = /^>?\[\)>/.exec(text)?.[0];
  if (header === undefined) return { format: '', pairs: [], flags: [], error: 'no_envelope' };
  const flags: string[] = [];
  const rest = text.slice(header.length);
  if (header.startsWith('>') || !rest.startsWith(RS)) flags.push('malformed_header');
  const body = without_start(rest, RS);
  const closed = without_end(body, EOT);
  if (closed === '' || closed === RS) {
    return { format: '', pairs: [], flags: [], error: 'empty_envelope' };
  }
  if (closed === body || !closed.endsWith(RS)) flags.push('missing_trailer');
  return read_formats(without_end(closed, RS).split(RS), flags);
}

function read_formats(segments: readonly string[], flags: string[]): Message {
  const names: string[] = [];
  const unsupported: string[] = [];
  const pairs: Pair[] = [];
  for (const segment of segments) {
    const name = segment.slice(0, 2);
    names.push(name);
    const found = read_content(name, without_start(segment.slice(2), GS), flags);
    if (found === null) {
      unsupported.push(name);
      continue;
    }
    const too_many = pairs.length + found.pairs.length > ELEMENTS_MAX;
    const error = found.error ?? (too_many ? 'too_many_elements' : null);
    if (error !== null) return { format: names.join('+'), pairs: [], flags, error };
    pairs.push(...found.pairs);
  }
  const format = names.join('+');
  if (unsupported.length === segments.length) {
    return { format, pairs: [], flags, error: `unsupported_format:${unsupported[0] ?? ''}` };
  }
  const oddities = [
    ...unsupported.map((name) => `unsupported_format:${name}`),
    ...repeated_codes(pairs).map((code) => `repeated_di:${code}`),
  ];
  return { format, pairs, flags: [...flags, ...oddities], error: null };
}

function read_content(name: string, content: string, flags: string[]): Elements | null {
  if (name === '05') return read_elements(content);
  if (name === '06') return split(content, flags, DI, 'not_a_data_identifier');
  if (name === '12') return split(content, flags, TEXT_ELEMENT, 'not_a_text_element');
  return null;
}

function repeated_codes(pairs: Pairs): string[] {
  const codes = pairs.map(([code]) => code);
  return [...new Set(codes)].filter((code) => codes.indexOf(code) !== codes.lastIndexOf(code));
}

function split(content: string, flags: string[], grammar: RegExp, error: string): Elements {
  const parts = content.split(GS);
  if (parts.length > 1 && parts.at(-1) === '') {
    flags.push('empty_trailing_element');
    parts.pop();
  }
  const pairs: Pair[] = [];
  for (const part of parts) {
    const [, code, value] = grammar.exec(part) ?? [];
    if (code === undefined || value === undefined) {
      if (part !== '') return refused(`${error}:${part.slice(0, 4)}`);
      flags.push('empty_element');
      continue;
    }
    if (CONTROL.test(value)) return refused(`control_character:${code}`);
    if (value === '') flags.push(`empty_element:${code}`);
    pairs.push([code, value]);
  }
  return { pairs, error: null };
}

/** (DI, value) without an envelope, if the step expects that DI: P12345 may be a part number. */
export function read_bare(text: string, expected: ReadonlySet<string>): Pair | null {
  const [, code, value] = DI.exec(text) ?? [];
  if (code === undefined || !value || !expected.has(code) || CONTROL.test(text)) return null;
  return [code, value];
}

/** (DI, value) of a licence plate without an envelope that says itself what it is: a plate's
 * identifier, then UN and the nine digits of a company's D-U-N-S number (ISO/IEC 15459). */
export function read_plate(text: string): Pair | null {
  const [, code, value] = PLATE.exec(text) ?? [];
  return code === undefined || value === undefined ? null : [code, value];
}
