// SPDX-License-Identifier: Apache-2.0
// Vehicle identification numbers (ISO 3779): 17 characters without I, O and Q.

import { vin_check_digit } from './check_digits.ts';

const VIN = /^I?([A-HJ-NPR-Z0-9]{17})$/;
const ASCII = /^[\x00-\x7f]*$/;

/** `check_digit_matches` false is no fault: European makers put filler in position 9. */
export interface VinRead {
  readonly vin: string;
  readonly check_digit_matches: boolean;
}

/** The VIN in `text`, upper-cased; a leading I before 17 characters is the data identifier. */
export function read_vin(text: string): VinRead | null {
  if (text.length < 17 || text.length > 18 || !ASCII.test(text)) return null;
  const vin = VIN.exec(text.toUpperCase())?.[1];
  if (vin === undefined) return null;
  return { vin, check_digit_matches: vin_check_digit(vin) === vin.charAt(8) };
}
