// SPDX-License-Identifier: Apache-2.0
// Check digits and check characters: GS1 mod 10, GS1 check pair, ISO 7064 mod 37,36, VIN.

export const CSET82 =
  "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
export const CSET32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const DIGITS = /^[0-9]+$/;
const PAIR_LENGTH_MAX = 99; // no AI value is longer than 90
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const VIN_LETTERS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const VIN_VALUES = '012345678912345678123457923456789';

/** True for one or more ASCII digits. */
export function is_digits(text: string): boolean {
  return DIGITS.test(text);
}

/** The GS1 check digit for the digits before it: weights 3, 1 from the right (GS1 GenSpecs 7.9). */
export function mod10(body: string): string {
  let total = 0;
  let weight = 3;
  for (let at = body.length - 1; at >= 0; at -= 1) {
    total += weight * (body.charCodeAt(at) - 48);
    weight = 4 - weight;
  }
  return String((10 - (total % 10)) % 10);
}

/** True if the last digit of `number` is its GS1 check digit (GTIN, SSCC, GLN and the like). */
export function mod10_matches(number: string): boolean {
  return number.length > 1 && is_digits(number) && mod10(number.slice(0, -1)) === number.slice(-1);
}

/** GTIN-8, -12, -13 or -14 padded to 14 digits; null if length or check digit is wrong. */
export function gtin14(number: string): string | null {
  const fits = [8, 12, 13, 14].includes(number.length) && mod10_matches(number);
  return fits ? number.padStart(14, '0') : null;
}

function primes(total: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < total; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

const PRIMES = primes(PAIR_LENGTH_MAX - 2);

/** The GS1 check character pair: prime weights from the right, mod 1021; at most 97 characters. */
export function check_pair(body: string): string {
  let total = 0;
  for (let place = 0; place < body.length; place += 1) {
    total += CSET82.indexOf(body.charAt(body.length - 1 - place)) * (PRIMES[place] ?? 0);
  }
  total %= 1021;
  return CSET32.charAt(total >> 5) + CSET32.charAt(total & 31);
}

/** The ISO 7064 MOD 37,36 check character for digits and capital letters. */
export function mod37_36(body: string): string {
  let carry = 36;
  for (const character of body) {
    carry = (((carry + ALPHANUMERIC.indexOf(character)) % 36 || 36) * 2) % 37;
  }
  return ALPHANUMERIC.charAt((37 - carry) % 36);
}

/** What position 9 of a 17-character VIN should be where it is a check digit (49 CFR 565.15). */
export function vin_check_digit(vin: string): string {
  let total = 0;
  VIN_WEIGHTS.forEach((weight, at) => {
    total += weight * Number(VIN_VALUES.charAt(VIN_LETTERS.indexOf(vin.charAt(at))));
  });
  return '0123456789X'.charAt(total % 11);
}
