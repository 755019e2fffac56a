// SPDX-License-Identifier: Apache-2.0
// Scanned barcodes: from characters to typed candidates. What other rooms may use is named here.

export { candidates, isLpn } from "./candidates.ts";
export type { Candidate, TextKind } from "./candidates.ts";
export { gtin14, mod10, mod10Matches } from "./check_digits.ts";
export { buildLink, readLink, STRICT, TOLERANT } from "./digital_link.ts";
export type { LinkOptions } from "./digital_link.ts";
export {
  associationWarnings,
  bracketed,
  elementString,
  readBracketed,
  readElements,
} from "./gs1.ts";
export { encodeOwn, isOwnValue } from "./own.ts";
export type { OwnKind } from "./own.ts";
export { parse, splitScans } from "./parse.ts";
export type { Expectation } from "./parse.ts";
export { DEFAULT } from "./reading.ts";
export type { Pair, Pairs, Profile, Reading } from "./reading.ts";
export { buildScanData, normaliseScanData } from "./symbology.ts";
export { titleOf } from "./table.ts";
