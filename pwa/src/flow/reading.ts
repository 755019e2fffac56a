// SPDX-License-Identifier: Apache-2.0
/** What a scanner read, in the few words that a flow needs; the barcode room knows the rest. */

/** Values found in one symbol. A plain code has only `plain`. */
export type Reading = Readonly<{
  plain: string; // the text without symbology identifier and control characters
  control: string | null; // a printed command: id of an offer, or `confirm`
  lpn: string | null; location: string | null; part: string | null; gtin: string | null;
  lot: string | null; serial: string | null; expires_on: string | null;
  quantity: number | null; order: string | null;
}>;

export type Reader = (raw: string) => Reading;

export const EMPTY: Reading = {
  plain: '', control: null, lpn: null, location: null, part: null, gtin: null, lot: null,
  serial: null, expires_on: null, quantity: null, order: null,
};
