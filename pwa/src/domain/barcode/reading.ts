// SPDX-License-Identifier: Apache-2.0
// The words of this room: what a device is known to do to a scan, and what a scan turned out to be.
// The Python twin is backend/domain/barcode; both must read every vector and every fuzz case alike.

export const GS = '\x1d'; // between elements (ISO/IEC 15434, and FNC1 as transmitted)
export const RS = '\x1e'; // between formats of an ISO/IEC 15434 message
export const EOT = '\x04'; // end of an ISO/IEC 15434 message

export const DATA_LENGTH_MAX = 7_200; // characters; the largest QR code holds 7,089 digits

export type Pair = readonly [identifier: string, value: string];
export type Pairs = readonly Pair[];

/** What one scanner does to a scan on its way to us, as its calibration sheet showed. */
export interface Profile {
  /** Characters it puts before and after. */
  readonly prefix: string;
  readonly suffix: string;
  /** What arrives where GS was sent; null if GS itself. A stand-in counts as proof. */
  readonly gs_as: string | null;
  /** It sends the symbology identifier. */
  readonly aim: boolean;
  /** Whether calibration saw separators arrive. */
  readonly gs: 'sent' | 'stripped' | 'unproven';
  /** Read complete element strings as GS1 although the symbol is not marked so. */
  readonly tolerate_gs1: boolean;
}

/** Camera, scan tray and tests: every byte arrives as it was printed. */
export const DEFAULT: Profile = {
  prefix: '',
  suffix: '',
  gs_as: null,
  aim: true,
  gs: 'sent',
  tolerate_gs1: false,
};

/** One scan, understood; `ok` is false when it must not be used. */
export interface Reading {
  readonly ok: boolean;
  /** gs1, digital_link, iso15434, di, vin, gtin, own.<word> or plain. */
  readonly kind: string;
  /** What the symbol said, without prefix, suffix and symbology identifier. */
  readonly text: string;
  readonly symbology: string | null;
  readonly elements: Pairs;
  /** The one key of a kind without elements; a GTIN is padded to 14 digits. */
  readonly value: string;
  /** 05, 06, 12 or bare. */
  readonly format: string;
  /** Rules broken that a receiving dock lives with. */
  readonly warnings: readonly string[];
  /** Oddities met and accepted. */
  readonly flags: readonly string[];
  /** code, or code:detail, of the reason for refusal. */
  readonly error: string | null;
}

/** A reading with its empty fields filled in. */
export function reading(
  fields: Pick<Reading, 'ok' | 'kind' | 'text'> & Partial<Reading>,
): Reading {
  return {
    symbology: null,
    elements: [],
    value: '',
    format: '',
    warnings: [],
    flags: [],
    error: null,
    ...fields,
  };
}
