// SPDX-License-Identifier: Apache-2.0
// GS1 Digital Link URIs: read (strict, or tolerant by option) and build (URI Syntax 1.6).

import { is_digits } from './check_digits.ts';
import { ELEMENTS_MAX, find_ai, refused, value_error } from './gs1.ts';
import type { Elements } from './gs1.ts';
import type { Pair, Pairs } from './reading.ts';
import { AIS } from './table.ts';
import type { Ai } from './table.ts';

export const CANONICAL_STEM = 'https://id.gs1.org';

const SCHEMES = ['https://', 'HTTPS://', 'http://', 'HTTP://'];
const URI = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/;
const DOMAIN = /^[A-Za-z0-9\-.:[\]]+$/;
const WORDS = new Map<string, string>([
  ['cpid', '8010'], ['cpsn', '8011'], ['cpv', '22'], ['gcn', '255'], ['gdti', '253'],
  ['giai', '8004'], ['ginc', '401'], ['gln', '414'], ['glnx', '254'], ['gmn', '8013'],
  ['grai', '8003'], ['gsin', '402'], ['gsrn', '8018'], ['gsrnp', '8017'], ['gtin', '01'],
  ['itip', '8006'], ['lot', '10'], ['party', '417'], ['refno', '8020'], ['ser', '21'],
  ['srin', '8019'], ['sscc', '00'],
]);

/** What a site accepts beyond the standard. */
export interface LinkOptions {
  /** GTIN-8, -12, -13 without padding. */
  readonly short_gtin?: boolean;
  /** /gtin/ and its kin, as before 2020. */
  readonly word_keys?: boolean;
  /** AIs newer than our table. */
  readonly unknown_ais?: boolean;
  /** Those also in the query. */
  readonly unknown_ai_as_dl_attr?: boolean;
}

export const STRICT: LinkOptions = {};
export const TOLERANT: LinkOptions = { short_gtin: true, word_keys: true };

/** True if the text has the scheme of a Digital Link; a mixed-case scheme has not. */
export function is_link(text: string): boolean {
  return SCHEMES.some((scheme) => text.startsWith(scheme));
}

/** Split at the first `mark`; the second part is "" without one. */
function cut(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** The elements in the order of the URI. Errors `not_a_link` and `no_key`: it is some other URI. */
export function read_link(text: string, options: LinkOptions = STRICT): Elements {
  const scheme = SCHEMES.find((known) => text.startsWith(known));
  if (scheme === undefined || !URI.test(text)) return refused('not_a_link');
  const [domain, rest] = cut(text.slice(scheme.length), '/');
  if (!text.slice(scheme.length).includes('/') || !DOMAIN.test(domain)) {
    return refused('not_a_link');
  }
  const [path, query] = cut(cut(rest, '#')[0], '?');
  const keys = path_keys(path.split('/'), options);
  if (keys.length === 0) return refused('no_key');
  const in_path = values(keys, options, false);
  if (in_path.error !== null) return in_path;
  if (!sequence_allowed(in_path.pairs.map(([code]) => code))) return refused('key_sequence');
  const attributes = query_keys(query, options);
  if (typeof attributes === 'string') return refused(attributes);
  const in_query = values(attributes, options, true);
  return in_query.error !== null ? in_query : joined(in_path.pairs, in_query.pairs, options);
}

type Keyed = readonly [ai: Ai, raw: string];

function find(key: string, options: LinkOptions): Ai | null {
  const word = options.word_keys === true ? WORDS.get(key) : undefined;
  return word !== undefined ? find_ai(word) : find_ai(key, options.unknown_ais);
}

/** Pairs of AI and raw value from the last primary key to the end of the path; [] without one. */
function path_keys(segments: string[], options: LinkOptions): Keyed[] {
  const found: Keyed[] = [];
  for (let at = segments.length - 2; at >= 0; at -= 2) {
    const ai = find(segments[at] ?? '', options);
    if (ai === null) return [];
    found.unshift([ai, segments[at + 1] ?? '']);
    if (ai.qualifiers !== null) return found;
  }
  return [];
}

/** The AIs of the query with their raw values, or an error code. */
function query_keys(query: string, options: LinkOptions): Keyed[] | string {
  const found: Keyed[] = [];
  for (const parameter of query.split('&')) {
    const [key, value] = cut(parameter, '=');
    if (!parameter.includes('=') || !is_digits(key)) continue;
    const ai = find_ai(key, options.unknown_ais);
    if (ai === null) return `unknown_ai:${key.slice(0, 4)}`;
    found.push([ai, value]);
  }
  return found;
}

function values(keys: readonly Keyed[], options: LinkOptions, plus_is_space: boolean): Elements {
  if (keys.length > ELEMENTS_MAX) return refused('too_many_ais');
  const pairs: Pair[] = [];
  for (const [ai, raw] of keys) {
    let value = unescape(raw, plus_is_space);
    if (options.short_gtin === true && ai.code === '01' && [8, 12, 13].includes(value.length)) {
      value = value.padStart(14, '0');
    }
    const error = value === '' ? 'empty_value' : value_error(ai, value);
    if (error !== null) return refused(`${error}:${ai.code}`);
    pairs.push([ai.code, value]);
  }
  return { pairs, error: null };
}

function unescape(raw: string, plus_is_space: boolean): string {
  const spaced = plus_is_space ? raw.replaceAll('+', ' ') : raw;
  return spaced.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)));
}

/** True if the first is a key and the rest are some of its qualifiers in their fixed order. */
function sequence_allowed(codes: readonly string[]): boolean {
  const qualifiers = AIS.get(codes[0] ?? '')?.qualifiers ?? null;
  if (qualifiers === null) return false;
  const rest = codes.slice(1);
  return rest.length === 0 || qualifiers.some((choice) => in_order(rest, choice));
}

function in_order(codes: readonly string[], choice: readonly string[]): boolean {
  let at = 0;
  return codes.every((code) => {
    at = choice.indexOf(code, at) + 1;
    return at > 0;
  });
}

function joined(in_path: Pairs, in_query: Pairs, options: LinkOptions): Elements {
  const codes = in_path.map(([code]) => code);
  const seen = new Set(codes);
  for (const [code] of in_query) {
    if (seen.has(code)) return refused(`repeated_ai:${code}`);
    seen.add(code);
    if (!is_attribute(code, options)) return refused(`not_an_attribute:${code}`);
    const fits = codes.some((_, at) =>
      sequence_allowed([...codes.slice(0, at + 1), code, ...codes.slice(at + 1)]));
    if (fits) return refused(`belongs_in_path:${code}`);
  }
  return { pairs: [...in_path, ...in_query], error: null };
}

function is_attribute(code: string, options: LinkOptions): boolean {
  return AIS.get(code)?.attribute ?? options.unknown_ai_as_dl_attr === true;
}

/** The URI for these pairs, or an error code. The first primary key leads, its longest qualifiers
 * follow, everything else goes to the query: predefined lengths first, repeats once. */
export function build_link(
  pairs: Pairs,
  stem: string | null = null,
  options: LinkOptions = STRICT,
): { readonly uri: string; readonly error: string | null } {
  const first = new Map([...pairs].reverse());
  const codes = [...new Set(pairs.map(([code]) => code))];
  const key = codes.find((code) => sequence_allowed([code]));
  if (key === undefined) return { uri: '', error: 'no_key' };
  const path = [key, ...best_qualifiers(key, first)];
  const query = codes.filter((code) => !path.includes(code));
  const stray = query.find((code) => !is_attribute(code, options));
  if (stray !== undefined) return { uri: '', error: `not_an_attribute:${stray}` };
  const fixed = query.filter((code) => predefined(code));
  const ordered = [...fixed, ...query.filter((code) => !predefined(code))];
  const written = (code: string): string => escape(first.get(code) ?? '');
  const head = (stem || CANONICAL_STEM).replace(/\/$/, '');
  const tail = ordered.map((code) => `${code}=${written(code)}`).join('&');
  const uri = head + path.map((code) => `/${code}/${written(code)}`).join('');
  return { uri: tail === '' ? uri : `${uri}?${tail}`, error: null };
}

function best_qualifiers(key: string, first: ReadonlyMap<string, string>): readonly string[] {
  let best: readonly string[] = [];
  for (const choice of AIS.get(key)?.qualifiers ?? []) {
    const present = choice.filter((code) => first.has(code));
    if (present.length > best.length) best = present;
  }
  return best;
}

function predefined(code: string): boolean {
  return find_ai(code, true)?.predefined === true;
}

function escape(value: string): string {
  return value.replace(/[^A-Za-z0-9\-._~]/g, (character) =>
    `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
