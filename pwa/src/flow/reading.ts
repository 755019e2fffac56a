// SPDX-License-Identifier: Apache-2.0
/** What a scanner read, in the few words that a flow needs; the barcode room knows the rest. */
import { candidates, is_lpn, mod10_matches, parse, DEFAULT } from '../domain/barcode/index.ts';
import type { Candidate, Profile } from '../domain/barcode/index.ts';

/** Values found in one symbol. A plain code has only `plain`. */
export type Reading = Readonly<{
  plain: string; // what the symbol said, without prefix, suffix and symbology identifier
  error: string | null; // it must not be used: a check digit fails, a separator is lost
  misread: boolean; // a check character says so: the same label may read well the next time
  label: string | null; // a kind of label that names itself, whatever this device knows of it
  secret: boolean; // a badge or an enrolment code: never kept, never shown
  control: string | null; // a printed command: id of an offer, `confirm` or `back`
  lpn: string | null; location: string | null; part: string | null; gtin: string | null;
  lot: string | null; serial: string | null; expires_on: string | null;
  quantity: number | null; document: string | null;
}>;

/** `bare`: also without envelope and identifier, for a code that means nothing otherwise. */
export type Reader = (raw: string, bare: boolean, year: number) => Reading;

/** Data identifiers of transport labels that scanners deliver without an envelope. */
const BARE_DI: ReadonlySet<string> = new Set([
  'K', 'P', '1P', 'Q', 'S', 'T', '1T', '1J', '3S', '4S', '5J', '6J',
]);

/** Own codes of badges and enrolment (domain/barcode/own.ts). */
const SECRET = /^\.[BE]/;

const MISREAD = /check_(character|digit|pair)/;
const SSCC_LENGTH = 18; // GS1 General Specifications, AI 00: often printed without its identifier

/** A reader for what one scanner does to its scans. */
export function reader_for(profile: Profile = DEFAULT): Reader {
  return (raw, bare, year) => {
    const found = bare
      ? parse(raw, { ...profile, tolerate_gs1: true }, { expect_di: BARE_DI })
      : parse(raw, profile);
    const meant = candidates(found, year);
    const secret = SECRET.test(found.text); // a misread badge is a secret too
    return {
      plain: found.kind.startsWith('own.') ? found.value : found.text,
      error: found.error, misread: MISREAD.test(found.error ?? ''), secret,
      label: label_of(found.kind, found.text, meant), ...values(meant),
    };
  };
}

/** Our own codes say what they are; an SSCC and a licence plate are plates. */
function label_of(kind: string, plain: string, meant: readonly Candidate[]): string | null {
  if (kind.startsWith('own.')) return kind.slice('own.'.length);
  const bare = plain.length === SSCC_LENGTH && mod10_matches(plain);
  return bare || meant.some(is_lpn) ? 'lpn' : null;
}

type Values = Omit<Reading, 'plain' | 'error' | 'misread' | 'label' | 'secret'>;

function values(meant: readonly Candidate[]): Values {
  const first = (...kinds: string[]): string | null => {
    const found = meant.find((one) => kinds.includes(one.as));
    return found === undefined || found.as === 'quantity' ? null : found.value;
  };
  const quantity = meant.find((one) => one.as === 'quantity');
  const plate = meant.find((one) => is_lpn(one));
  const command = first('command');
  return {
    control: command === null ? null : command.toLowerCase().replaceAll('-', '_'),
    lpn: plate === undefined || plate.as === 'quantity' ? null : plate.value,
    location: first('location'), part: first('part'), gtin: first('gtin'), lot: first('lot'),
    serial: first('serial'), expires_on: first('expires_on'),
    quantity: quantity?.as === 'quantity' ? quantity.value : null,
    document: first('order', 'document'),
  };
}
