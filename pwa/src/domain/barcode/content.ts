// SPDX-License-Identifier: Apache-2.0
// What the value of one AI component may hold: a check takes a value, gives an error code or null.
// The names of the checks are those in the table's component column.

import { CSET32, check_pair, is_digits, mod10_matches } from './check_digits.ts';
import { coupon_code, positive_offer } from './coupon.ts';
import { date_error, time_error } from './dates.ts';
import { ISO3166, ISO3166ALPHA2, ISO4217, PACKAGETYPE } from './tables.gen.ts';

export type Check = (value: string) => string | null;

const NOT_82 = /[^!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]/;
const NOT_39 = /[^#\-/0-9A-Z]/;
const BODY_64 = /^[A-Za-z0-9_-]*$/;
const IBAN = /^[A-Z0-9]*$/;
const ZEROS = /^0*$/;
const PAIR_LENGTH_MAX = 99;

const words = (text: string): Set<string> => new Set(text.trim().split(/\s+/));
const COUNTRIES = words(ISO3166);
const COUNTRY_LETTERS = words(ISO3166ALPHA2);

function csetnumeric(value: string): string | null {
  return value === '' || is_digits(value) ? null : 'non_digit_character';
}

function cset82(value: string): string | null {
  return NOT_82.test(value) ? 'invalid_cset82_character' : null;
}

function cset39(value: string): string | null {
  return NOT_39.test(value) ? 'invalid_cset39_character' : null;
}

function cset64(value: string): string | null {
  const body = value.replace(/=+$/, '');
  if (!BODY_64.test(body)) return 'invalid_cset64_character';
  const padding = value.length - body.length;
  const wrong = padding > 2 || (padding > 0 && value.length % 3 !== 0);
  return wrong ? 'invalid_cset64_padding' : null;
}

function csum(value: string): string | null {
  if (value === '') return 'too_short_for_check_digit';
  if (!is_digits(value)) return 'non_digit_character';
  return value === '0' || mod10_matches(value) ? null : 'incorrect_check_digit';
}

function csumalpha(value: string): string | null {
  if (value.length < 2) return 'too_short_for_check_pair';
  if (value.length > PAIR_LENGTH_MAX) return 'too_long_for_check_pair_implementation';
  const body = value.slice(0, -2);
  const pair = value.slice(-2);
  if (NOT_82.test(body)) return 'invalid_cset82_character';
  const matches = CSET32.includes(pair.charAt(0)) && pair === check_pair(body);
  return matches ? null : 'incorrect_check_pair';
}

function gcppos1(value: string): string | null {
  if (value.length < 4) return 'too_short_for_gcp';
  return is_digits(value.slice(0, 4)) ? null : 'invalid_gcp_prefix';
}

function iban(value: string): string | null {
  if (value.length < 11) return 'iban_too_short';
  if (value.length > 34) return 'iban_too_long';
  if (!COUNTRY_LETTERS.has(value.slice(0, 2))) return 'illegal_iban_country_code';
  if (!IBAN.test(value)) return 'invalid_iban_character';
  let remainder = 0;
  for (const character of value.slice(4) + value.slice(0, 4)) {
    const number = parseInt(character, 36);
    remainder = (remainder * (number > 9 ? 100 : 10) + number) % 97;
  }
  return remainder === 1 ? null : 'incorrect_iban_checksum';
}

function importeridx(value: string): string | null {
  if (value.length !== 1) return 'importer_idx_must_be_one_character';
  return BODY_64.test(value) ? null : 'invalid_import_idx_character';
}

function one_of(allowed: Set<string>, error: string): Check {
  return (value) => (allowed.has(value) ? null : error);
}

/** Ten digits: degrees times ten million, shifted to be positive. */
function degrees(name: string, largest: string): Check {
  return (value) => {
    if (value.length !== 10) return `${name}_invalid_length`;
    if (!is_digits(value)) return 'non_digit_character';
    return value <= largest ? null : `invalid_${name}`;
  };
}

function nonzero(value: string): string | null {
  if (value !== '' && !is_digits(value)) return 'non_digit_character';
  return ZEROS.test(value) ? 'illegal_zero_value' : null;
}

function nozeroprefix(value: string): string | null {
  if (value !== '' && !is_digits(value)) return 'non_digit_character';
  return value.startsWith('0') ? 'illegal_zero_prefix' : null;
}

function pieceoftotal(value: string): string | null {
  if (value === '' || value.length % 2 !== 0) return 'invalid_length_for_piece_of_total';
  if (!is_digits(value)) return 'non_digit_character';
  const piece = value.slice(0, value.length / 2);
  const total = value.slice(value.length / 2);
  if (ZEROS.test(piece)) return 'zero_piece_number';
  if (ZEROS.test(total)) return 'zero_total_pieces';
  return piece <= total ? null : 'piece_number_exceeds_total';
}

function posinseqslash(value: string): string | null {
  const [, position, end] = /^([0-9]+)\/([0-9]+)$/.exec(value) ?? [];
  if (position === undefined || end === undefined) return 'position_in_sequence_malformed';
  if (position.startsWith('0') || end.startsWith('0')) return 'illegal_zero_prefix';
  const shorter = position.length < end.length;
  const in_order = shorter || (position.length === end.length && position <= end);
  return in_order ? null : 'position_exceeds_end';
}

function media_types(): Set<string> {
  const codes = Array.from({ length: 100 }, (_, code) => code);
  const used = codes.filter((code) => (code >= 1 && code <= 10) || code >= 80);
  return new Set(used.map((code) => String(code).padStart(2, '0')));
}

export const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['csetnumeric', csetnumeric],
  ['cset82', cset82],
  ['cset39', cset39],
  ['cset64', cset64],
  ['csum', csum],
  ['csumalpha', csumalpha],
  ['gcppos1', gcppos1],
  ['gcppos2', (value) => gcppos1(value.slice(1))],
  ['hasnondigit', (value) =>
    value === '' || is_digits(value) ? 'requires_non_digit_character' : null],
  ['hyphen', (value) => (/^-+$/.test(value) ? null : 'not_hyphen')],
  ['iban', iban],
  ['importeridx', importeridx],
  ['iso3166', one_of(COUNTRIES, 'not_iso3166')],
  ['iso3166999', one_of(new Set([...COUNTRIES, '999']), 'not_iso3166_or_999')],
  ['iso3166alpha2', one_of(COUNTRY_LETTERS, 'not_iso3166_alpha2')],
  ['iso4217', one_of(words(ISO4217), 'not_iso4217')],
  ['packagetype', one_of(words(PACKAGETYPE), 'invalid_package_type')],
  ['mediatype', one_of(media_types(), 'invalid_media_type')],
  ['iso5218', one_of(new Set('0129'), 'invalid_biological_sex_code')],
  ['winding', one_of(new Set('019'), 'invalid_winding_direction')],
  ['yesno', one_of(new Set('01'), 'not_zero_or_one')],
  ['latitude', degrees('latitude', '1800000000')],
  ['longitude', degrees('longitude', '3600000000')],
  ['nonzero', nonzero],
  ['nozeroprefix', nozeroprefix],
  ['pcenc', (value) =>
    /%(?![0-9A-Fa-f]{2})/.test(value) ? 'invalid_percent_sequence' : null],
  ['pieceoftotal', pieceoftotal],
  ['posinseqslash', posinseqslash],
  ['zero', (value) => (ZEROS.test(value) ? null : 'not_zero')],
  ['yymmdd', (value) => date_error(value, 2, false)],
  ['yymmd0', (value) => date_error(value, 2, true)],
  ['yyyymmdd', (value) => date_error(value, 4, false)],
  ['yyyymmd0', (value) => date_error(value, 4, true)],
  ['hh', (value) => time_error(value, 'h')],
  ['mi', (value) => time_error(value, 'm')],
  ['ss', (value) => time_error(value, 's')],
  ['hhmi', (value) => time_error(value, 'hm')],
  ['couponcode', coupon_code],
  ['couponposoffer', positive_offer],
]);

export const CHARSETS: ReadonlyMap<string, Check> = new Map([
  ['N', csetnumeric],
  ['X', cset82],
  ['Y', cset39],
  ['Z', cset64],
]);

/** Run one named check on one component value; error code or null. */
export function check_component(name: string, value: string): string | null {
  const check = CHECKS.get(name);
  return check === undefined ? 'unknown_check' : check(value);
}
