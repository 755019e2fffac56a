// SPDX-License-Identifier: Apache-2.0
// AIM symbology identifiers (ISO/IEC 15424), and the exact characters a scanner transmits.
// A *message* is written as label software writes it: ^ for FNC1, | before a composite component,
// a backslash before a ^ that is data at the start.

import { is_digits, mod10, mod10_matches } from './check_digits.ts';
import { read_elements } from './gs1.ts';
import { GS } from './reading.ts';
import { AIS } from './table.ts';

export const COMPOSITE = '|]e0'; // before the composite component of an EAN or UPC symbol

export interface Symbology {
  readonly name: string;
  readonly mode: 'gs1' | 'plain' | 'ean13' | 'ean8' | 'itf';
  /** A \nnnnnn character-set mark may come first. */
  readonly eci: boolean;
}

// name, mode, eci, identifiers without their bracket
const ROWS: readonly (readonly [string, Symbology['mode'], boolean, string])[] = [
  ['Code39', 'plain', false, 'A0 A1 A2 A3 A4 A5 A7 A8'],
  ['Code128', 'plain', false, 'C0 C2 C4'],
  ['Codabar', 'plain', false, 'F0 F1 F2 F4'],
  ['Code93', 'plain', false, 'G0 G1 G2 G3 G4 G5 G6 G7 G8 G9'],
  ['PDF417', 'plain', false, 'L0 L1 L2 L3 L4 L5'],
  ['MSI', 'plain', false, 'M0 M1'],
  ['MaxiCode', 'plain', false, 'U0 U1 U2 U3'],
  ['DM', 'plain', false, 'd0 d1 d3'],
  ['QR', 'plain', false, 'Q0 Q1 Q5'],
  ['DotCode', 'plain', false, 'J0 J2'],
  ['HanXin', 'plain', false, 'h0 h1 h2 h3'],
  ['Aztec', 'plain', false, 'z0 z1 z2 z3 z4 z5 z6 z7 z8 z9 zA zB zC'],
  ['GS1_128_CCA', 'gs1', false, 'C1'],
  ['DataBarExpanded', 'gs1', false, 'e0'],
  ['DM', 'gs1', false, 'd2'],
  ['DM', 'gs1', true, 'd5'],
  ['DM', 'plain', true, 'd4 d6'],
  ['QR', 'gs1', false, 'Q3'],
  ['QR', 'gs1', true, 'Q4'],
  ['QR', 'plain', true, 'Q2 Q6'],
  ['DotCode', 'gs1', false, 'J1'],
  ['EAN13', 'ean13', false, 'E0 E3'],
  ['EAN8', 'ean8', false, 'E4'],
  ['ITF', 'itf', false, 'I0 I1 I3'],
];

export const IDENTIFIERS: ReadonlyMap<string, Symbology> = new Map(
  ROWS.flatMap(([name, mode, eci, identifiers]) =>
    identifiers.split(' ').map((identifier): [string, Symbology] =>
      [identifier, { name, mode, eci }])),
);

const MODES = new Map<string, readonly [string, string]>([
  ['QR', [']Q1', ']Q3']],
  ['DM', [']d1', ']d2']],
  ['DotCode', [']J0', ']J1']],
]);
const LINEAR_GS1 = new Set(['GS1_128_CCA', 'GS1_128_CCC', 'DataBarExpanded']);
const DATABAR = /^DataBar(?:Omni|Truncated|Stacked|StackedOmni|Limited)$/;
const EAN = new Map<string, readonly [number, string]>([
  ['EAN13', [13, ']E0']],
  ['UPCA', [12, ']E00']],
  ['UPCE', [12, ']E00']],
  ['EAN8', [8, ']E4']],
]);
const LIMITED_MAX = '19999999999999';

/** Without the \nnnnnn that announces a character set (AIM ECI protocol). */
export function strip_eci(text: string): string {
  return text.replace(/^\\[0-9]{6}/, '');
}

/** Error code of the digits of an EAN symbol, or null. */
export function primary_error(text: string, length: number): string | null {
  if (text.length !== length) {
    return text.length < length ? 'primary_too_short' : 'primary_too_long';
  }
  if (!is_digits(text)) return 'primary_not_digits';
  return mod10_matches(text) ? null : 'incorrect_check_digit';
}

/** (symbology name, message) for scanner output with a known identifier; null without one. */
export function normalise_scan_data(scan: string): readonly [string, string] | null {
  const known = scan.startsWith(']') ? IDENTIFIERS.get(scan.slice(1, 3)) : undefined;
  if (known === undefined) return null;
  const text = scan.slice(3);
  if (known.mode === 'gs1') return [known.name, '^' + text.replaceAll(GS, '^')];
  const mark = text.indexOf(COMPOSITE);
  if (known.mode.startsWith('ean') && mark >= 0) {
    const composite = text.slice(mark + COMPOSITE.length).replaceAll(GS, '^');
    return [known.name, `${text.slice(0, mark)}|^${composite}`];
  }
  return [known.name, /^\\*\^/.test(text) ? '\\' + text : text];
}

/** What a conforming scanner transmits for `message` in symbology `name`; null if it cannot be. */
export function build_scan_data(
  name: string,
  message: string,
  add_check_digit = false,
): string | null {
  const modes = MODES.get(name);
  if (modes !== undefined) return matrix(modes, message);
  const at = message.indexOf('|');
  const linear = at < 0 ? message : message.slice(0, at);
  const composite = at < 0 ? '' : message.slice(at + 1);
  if (at >= 0 && !composite.startsWith('^')) return null;
  if (composite !== '' && read_elements(transmitted(composite)).error !== null) return null;
  if (LINEAR_GS1.has(name)) return linear_scan(name, linear, composite);
  if (DATABAR.test(name)) return databar_scan(name, linear, composite, add_check_digit);
  const ean = EAN.get(name);
  return ean === undefined ? null : ean_scan(ean, linear, composite, add_check_digit);
}

function transmitted(message: string): string {
  return message.slice(1).replaceAll('^', GS);
}

function matrix([plain, gs1]: readonly [string, string], message: string): string | null {
  if (message.startsWith('^')) {
    const text = transmitted(message);
    return read_elements(text).error === null ? gs1 + text : null;
  }
  return plain + (/^\\+\^/.test(message) ? message.slice(1) : message);
}

function linear_scan(name: string, linear: string, composite: string): string | null {
  const text = transmitted(linear);
  const { pairs, error } = read_elements(text);
  if (!linear.startsWith('^') || error !== null) return null;
  if (composite === '') return (name === 'DataBarExpanded' ? ']e0' : ']C1') + text;
  const last = AIS.get(pairs.at(-1)?.[0] ?? '');
  const joint = last?.predefined === true || text.endsWith(GS) ? '' : GS;
  return ']e0' + text + joint + transmitted(composite);
}

function databar_scan(
  name: string,
  linear: string,
  composite: string,
  add_check_digit: boolean,
): string | null {
  const digits = primary(linear.replace(/^\^01/, ''), 14, add_check_digit);
  if (digits === null || (name === 'DataBarLimited' && digits > LIMITED_MAX)) return null;
  return ']e001' + digits + transmitted(composite);
}

function ean_scan(
  [length, identifier]: readonly [number, string],
  linear: string,
  composite: string,
  add_check_digit: boolean,
): string | null {
  const zeros = '^01' + '0'.repeat(14 - length);
  const bare = linear.startsWith(zeros) ? linear.slice(zeros.length) : linear;
  const digits = primary(bare, length, add_check_digit);
  if (digits === null) return null;
  return identifier + digits + (composite === '' ? '' : COMPOSITE + transmitted(composite));
}

function primary(digits: string, length: number, add_check_digit: boolean): string | null {
  if (add_check_digit) {
    return digits.length === length - 1 && is_digits(digits) ? digits + mod10(digits) : null;
  }
  return primary_error(digits, length) === null ? digits : null;
}
