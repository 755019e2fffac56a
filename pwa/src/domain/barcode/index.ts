// SPDX-License-Identifier: Apache-2.0
// Scanned barcodes: from characters to typed candidates. What other rooms may use is named here.

export { candidates, is_lpn } from './candidates.ts';
export type { Candidate, TextKind } from './candidates.ts';
export { gtin14, mod10, mod10_matches } from './check_digits.ts';
export { build_link, read_link, STRICT, TOLERANT } from './digital_link.ts';
export type { LinkOptions } from './digital_link.ts';
export {
  association_warnings,
  bracketed,
  element_string,
  read_bracketed,
  read_elements,
} from './gs1.ts';
export { encode_own, is_own_value } from './own.ts';
export type { OwnKind } from './own.ts';
export { parse, split_scans } from './parse.ts';
export type { Expectation } from './parse.ts';
export { DEFAULT } from './reading.ts';
export type { Pair, Pairs, Profile, Reading } from './reading.ts';
export { build_scan_data, normalise_scan_data } from './symbology.ts';
