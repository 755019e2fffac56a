// SPDX-License-Identifier: Apache-2.0
// What a reading may stand for, in the order of the symbol, for a flow that knows what it accepts.

import { is_digits } from './check_digits.ts';
import { iso_date } from './dates.ts';
import type { Reading } from './reading.ts';
import { read_vin } from './vin.ts';

export const QUANTITY_LENGTH_MAX = 8; // digits of AI 30 and 37; a longer Q is a misread

/** sscc, licence_plate and tote are LPNs too; a plain key is looked up in the step's order. */
export type TextKind =
  | 'lpn' | 'sscc' | 'licence_plate' | 'tote' | 'gtin' | 'part' | 'serial' | 'lot'
  | 'expires_on' | 'made_on' | 'order' | 'supplier' | 'vin' | 'location' | 'badge'
  | 'enrolment' | 'station' | 'printer' | 'command' | 'task' | 'document' | 'plain';

export type Candidate =
  | { readonly as: TextKind; readonly value: string }
  | { readonly as: 'quantity'; readonly value: number; readonly unit: string };

const LPN_KINDS: ReadonlySet<string> = new Set(['lpn', 'sscc', 'licence_plate', 'tote']);

const TEXTS = new Map<string, TextKind>([
  ['00', 'sscc'],
  ['01', 'gtin'],
  ['02', 'gtin'],
  ['10', 'lot'],
  ['21', 'serial'],
  ['240', 'part'],
  ['241', 'part'],
  ['254', 'location'],
  ['400', 'order'],
  ['414', 'location'],
  ['P', 'part'],
  ['1P', 'part'],
  ['30P', 'part'],
  ['S', 'serial'],
  ['T', 'lot'],
  ['1T', 'lot'],
  ['K', 'order'],
  ['V', 'supplier'],
  ['PNR', 'part'],
  ['SER', 'serial'],
  ['MFR', 'supplier'],
  ...['J', '1J', '2J', '3J', '4J', '5J', '6J', '3S', '4S', '5S'].map(
    (code): [string, TextKind] => [code, 'licence_plate'],
  ),
]);
const DATES = new Map<string, TextKind>([
  ['17', 'expires_on'],
  ['14D', 'expires_on'],
  ['11', 'made_on'],
  ['16D', 'made_on'],
]);

/** True if the candidate names a container, whoever numbered it. */
export function is_lpn(candidate: Candidate): boolean {
  return LPN_KINDS.has(candidate.as);
}

/** Typed candidates of a reading, none if it was refused. `today_year` settles two-digit years. */
export function candidates(reading: Reading, today_year: number): readonly Candidate[] {
  if (!reading.ok) return [];
  const plain: Candidate = { as: 'plain', value: reading.text };
  if (reading.kind.startsWith('own.')) {
    return [{ as: reading.kind.slice(4) as TextKind, value: reading.value }];
  }
  if (reading.kind === 'vin') return [{ as: 'vin', value: reading.value }, plain];
  if (reading.kind === 'plain') return reading.text === '' ? [] : [plain];
  const found: (Candidate | null)[] = reading.elements.map(([code, value]) =>
    element(code, value, today_year));
  if (reading.kind === 'gtin') found.unshift({ as: 'gtin', value: reading.value });
  if (reading.kind === 'di' || reading.flags.includes('gtin_by_length')) found.push(plain);
  return distinct(found.filter((candidate) => candidate !== null));
}

function distinct(found: readonly Candidate[]): Candidate[] {
  return [...new Map(found.map((candidate) => [JSON.stringify(candidate), candidate])).values()];
}

function element(code: string, value: string, today_year: number): Candidate | null {
  const text = TEXTS.get(code);
  if (text !== undefined) return value === '' ? null : { as: text, value };
  const dated = DATES.get(code);
  if (dated !== undefined) {
    const day = iso_date(value, today_year);
    return day === null ? null : { as: dated, value: day };
  }
  if (code === '30' || code === '37' || code === 'Q') return quantity(value, '');
  if (code === '7Q') return quantity(value.slice(0, -2), value.slice(-2));
  const vin = code === 'I' ? read_vin(value) : null;
  return vin === null ? null : { as: 'vin', value: vin.vin };
}

/** Whole numbers only: the books know no fractions, so 1.5 stays for a person to enter. */
function quantity(digits: string, unit: string): Candidate | null {
  if (!is_digits(digits) || digits.length > QUANTITY_LENGTH_MAX) return null;
  return { as: 'quantity', value: Number(digits), unit };
}
