// SPDX-License-Identifier: Apache-2.0
// From the characters a device delivered to what they mean: one pure function, no clock, no throw.
// Order: profile, symbology identifier, envelope, Digital Link, own code, EAN and ITF digits,
// expected data identifier, bare licence plate, VIN, plain key. What a symbol declares to be is
// taken at its word.

import { gtin14 } from './check_digits.ts';
import { is_link, read_link, STRICT } from './digital_link.ts';
import type { LinkOptions } from './digital_link.ts';
import {
  association_warnings,
  has_variable_length,
  hidden_separator,
  read_elements,
  repeated,
} from './gs1.ts';
import { is_message, read_bare, read_message, read_plate } from './mh10.ts';
import { PREFIX, read_own } from './own.ts';
import { DATA_LENGTH_MAX, DEFAULT, EOT, GS, reading, RS } from './reading.ts';
import type { Profile, Reading } from './reading.ts';
import { COMPOSITE, IDENTIFIERS, primary_error, strip_eci } from './symbology.ts';
import type { Symbology } from './symbology.ts';
import { read_vin } from './vin.ts';

/** What the present step knows beforehand. */
export interface Expectation {
  /** Data identifiers that may come without an envelope. */
  readonly expect_di?: ReadonlySet<string>;
  readonly link_options?: LinkOptions;
}

const NO_DI: ReadonlySet<string> = new Set();
const EDGE_TERMINATORS = /^[\r\n\t]+|[\r\n\t]+$/g;
const LONE_SURROGATES = /\p{Cs}/gu;
const BEYOND_BMP = /[\u{10000}-\u{10ffff}]/u;
const E3 = 'E3'; // EAN-13 with a two- or five-digit add-on behind it

// Scanners that show GS as one of these show RS and EOT in the same fashion.
const COMPANIONS = new Map<string, readonly [string, string]>([
  ['\u241d', ['\u241e', '\u2404']],
  ['\\x1d', ['\\x1e', '\\x04']],
  ['<GS>', ['<RS>', '<EOT>']],
]);

/** Read one scan. If the burst holds several, the first is read and `further_scans:n` flagged. */
export function parse(
  data: string,
  profile: Profile = DEFAULT,
  expectation: Expectation = {},
): Reading {
  const scans = split_scans(data, profile);
  const text = scans[0] ?? '';
  const flags = scans.length > 1 ? [`further_scans:${scans.length - 1}`] : [];
  const fault = unreadable(text);
  if (fault !== null) {
    const clean = text.replace(LONE_SURROGATES, '\ufffd');
    return reading({ ok: false, kind: 'plain', text: clean, flags, error: fault });
  }
  const found = read_identified(text, profile, expectation);
  return flags.length > 0 ? { ...found, flags: [...flags, ...found.flags] } : found;
}

/** The scans in one keyboard burst: the terminator splits; prefix and terminator are taken off. */
export function split_scans(data: string, profile: Profile = DEFAULT): readonly string[] {
  const pieces = profile.suffix === '' ? [data] : data.split(profile.suffix);
  const scans = pieces.map((piece) => {
    const bare = piece.startsWith(profile.prefix) ? piece.slice(profile.prefix.length) : piece;
    return bare.replace(EDGE_TERMINATORS, '');
  });
  const filled = scans.filter((scan) => scan !== '');
  return filled.length > 0 ? filled : [''];
}

/** Why no reader below should look at this text, or null. */
function unreadable(text: string): string | null {
  if (text === '') return 'empty';
  if (/\p{Cs}/u.test(text)) return 'not_text';
  if (BEYOND_BMP.test(text)) return 'unsupported_character'; // two units here, one in Python
  return text.length > DATA_LENGTH_MAX ? 'too_long' : null;
}

function read_identified(text: string, profile: Profile, expectation: Expectation): Reading {
  if (!text.startsWith(']')) return read_text(text, null, profile, expectation);
  const identifier = text.slice(1, 3);
  const symbology = IDENTIFIERS.get(identifier);
  if (symbology === undefined) {
    const inverted = IDENTIFIERS.has(swap_case(identifier));
    const error = inverted ? 'case_inverted' : 'unsupported_symbology';
    return reading({ ok: false, kind: 'plain', text, error: `${error}:${identifier}` });
  }
  const body = symbology.eci ? strip_eci(text.slice(3)) : text.slice(3);
  if (symbology.mode === 'gs1') return read_gs1(restored(body, profile), symbology.name, profile);
  if (symbology.mode === 'ean13' || symbology.mode === 'ean8') {
    return read_ean(body, symbology, identifier === E3, profile);
  }
  return read_text(body, symbology, profile, expectation);
}

function swap_case(identifier: string): string {
  return identifier.replace(/[A-Za-z]/g, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase());
}

/** With the device's stand-ins turned back into separators. */
function restored(text: string, profile: Profile): string {
  if (profile.gs_as === null || profile.gs_as === '') return text;
  const separated = text.replaceAll(profile.gs_as, GS);
  const companions = COMPANIONS.get(profile.gs_as);
  if (companions === undefined) return separated;
  return separated.replaceAll(companions[0], RS).replaceAll(companions[1], EOT);
}

/** Everything that is not GS1 data by its identifier. */
function read_text(
  text: string,
  symbology: Symbology | null,
  profile: Profile,
  expectation: Expectation,
): Reading {
  const name = symbology?.name ?? null;
  if (is_message(text)) return read_envelope(restored(text, profile), name);
  if (name === null && leads_with_gs(text, profile)) {
    return read_gs1(restored(text, profile), null, profile);
  }
  const link = is_link(text) ? read_web_address(text, name, expectation) : null;
  if (link !== null) return link;
  if (text.startsWith(PREFIX)) return read_own_code(text, name);
  return read_key(text, symbology, profile, expectation.expect_di ?? NO_DI);
}

function leads_with_gs(text: string, { gs_as }: Profile): boolean {
  return text.startsWith(GS) || (gs_as !== null && gs_as !== '' && text.startsWith(gs_as));
}

function read_own_code(text: string, symbology: string | null): Reading {
  const own = read_own(text);
  if (typeof own === 'string') {
    return reading({ ok: false, kind: 'plain', text, symbology, error: own });
  }
  return reading({ ok: true, kind: `own.${own.kind}`, text, symbology, value: own.value });
}

/** Nothing says what it is: digits with a check digit, an expected DI, a VIN, GS1 data where the
 * site tolerates it, or just text. What carries a check digit goes first. */
function read_key(
  text: string,
  symbology: Symbology | null,
  profile: Profile,
  expect_di: ReadonlySet<string>,
): Reading {
  const name = symbology?.name ?? null;
  const common = { ok: true, text, symbology: name };
  const itf = symbology?.mode === 'itf';
  const gtin = symbology === null || (itf && text.length === 14) ? gtin14(text) : null;
  if (gtin !== null) {
    const flags = name === null ? ['gtin_by_length'] : [];
    return reading({ ...common, kind: 'gtin', value: gtin, flags });
  }
  const bare = read_bare(text, expect_di) ?? read_plate(text);
  if (bare !== null) return reading({ ...common, kind: 'di', elements: [bare], format: 'bare' });
  const vin = read_vin(text);
  const tolerated = profile.tolerate_gs1 && vin?.check_digit_matches !== true
    ? restored(text, profile) : '';
  if (tolerated !== '' && read_elements(tolerated).error === null) {
    const found = read_gs1(tolerated, name, profile);
    return { ...found, flags: [...found.flags, 'gs1_by_tolerance'] };
  }
  if (vin !== null) {
    const warnings = vin.check_digit_matches ? [] : ['vin_check_digit'];
    return reading({ ...common, kind: 'vin', value: vin.vin, warnings });
  }
  return reading({ ...common, kind: 'plain', value: text });
}

function read_gs1(text: string, symbology: string | null, profile: Profile): Reading {
  const body = text.startsWith(GS) ? text.slice(1) : text; // FNC1 first, delivered by some
  const { pairs, error } = read_elements(body);
  const contradiction = repeated(pairs)[0];
  const refusal = error ?? (contradiction === undefined ? null : `repeated_ai:${contradiction}`);
  if (refusal !== null) {
    return reading({ ok: false, kind: 'gs1', text, symbology, error: refusal });
  }
  let doubt: string | null = null;
  if (profile.gs === 'stripped' && has_variable_length(pairs)) {
    doubt = 'separator_lost';
  } else if (profile.gs !== 'sent' && !profile.gs_as) {
    const code = hidden_separator(body, pairs);
    doubt = code === null ? null : `separator_doubt:${code}`;
  }
  const warnings = association_warnings(pairs);
  const fields = { kind: 'gs1', text, symbology, elements: pairs, warnings };
  return reading({ ...fields, ok: doubt === null, error: doubt });
}

function read_ean(text: string, symbology: Symbology, add_on: boolean, profile: Profile): Reading {
  const length = symbology.mode === 'ean13' ? 13 : 8;
  const mark = text.indexOf(COMPOSITE);
  let primary = mark < 0 ? text : text.slice(0, mark);
  const tail = primary.slice(length);
  let flags: string[] = [];
  if (add_on && (tail.length === 2 || tail.length === 5)) {
    primary = primary.slice(0, length);
    flags = [`add_on:${tail}`];
  }
  const error = primary_error(primary, length);
  const common = { kind: 'gtin', text, symbology: symbology.name };
  if (error !== null) return reading({ ...common, ok: false, error });
  const value = primary.padStart(14, '0');
  if (mark < 0) return reading({ ...common, ok: true, value, flags });
  const composite = restored(text.slice(mark + COMPOSITE.length), profile);
  const rest = read_gs1(composite, symbology.name, profile);
  return { ...rest, ...common, value: rest.ok ? value : '', flags };
}

function read_envelope(text: string, symbology: string | null): Reading {
  const { pairs, format, flags, error } = read_message(text);
  const fields = { kind: 'iso15434', text, symbology, elements: pairs, format, flags, error };
  return reading({ ...fields, ok: error === null });
}

/** A Digital Link, right or broken; null for any other web address. */
function read_web_address(
  text: string,
  symbology: string | null,
  expectation: Expectation,
): Reading | null {
  const { pairs, error } = read_link(text, expectation.link_options ?? STRICT);
  if (error === 'not_a_link' || error === 'no_key') return null;
  const fields = { kind: 'digital_link', text, symbology };
  if (error !== null) return reading({ ...fields, ok: false, error });
  return reading({ ...fields, ok: true, elements: pairs, warnings: association_warnings(pairs) });
}
