// SPDX-License-Identifier: Apache-2.0
// North American coupon data in AI 8110 and 8112: fields whose length stands in the digit before.

import { is_digits } from './check_digits.ts';
import { date_error } from './dates.ts';

const REQUIREMENT_CODES = '012349';

/** Walks over the digits; after the first fault every further step is a no-op. */
class Cursor {
  readonly text: string;
  at = 0;
  fault: string | null;

  constructor(text: string) {
    this.text = text;
    this.fault = text === '' || is_digits(text) ? null : 'non_digit_character';
  }

  fail(error: string): void {
    this.fault ??= `coupon_${error}`;
  }

  digit(allowed: string, missing: string, invalid: string): string {
    if (this.at === this.text.length) this.fail(missing);
    if (this.fault !== null) return '';
    const found = this.text.charAt(this.at);
    this.at += 1;
    if (!allowed.includes(found)) this.fail(invalid);
    return found;
  }

  take(length: number, truncated: string): string {
    if (this.text.length - this.at < length) this.fail(truncated);
    if (this.fault !== null) return '';
    this.at += length;
    return this.text.slice(this.at - length, this.at);
  }

  /** A field as long as the digit before it says, plus `base`. */
  sized(name: string, allowed: string, base: number): void {
    const size = this.digit(allowed, `missing_${name}_vli`, `invalid_${name}_length`);
    if (this.fault === null) this.take(Number(size) + base, `truncated_${name}`);
  }

  /** A company prefix of six to twelve digits, or none if its length digit is 9. */
  company(name: string): void {
    const size = this.digit('01234569', `missing_${name}_vli`, `invalid_${name}_length`);
    if (this.fault === null && size !== '9') this.take(Number(size) + 6, `truncated_${name}`);
  }

  /** True, and past the mark, if the optional field `mark` comes next. */
  option(mark: string): boolean {
    if (this.fault !== null || this.text.charAt(this.at) !== mark) return false;
    this.at += 1;
    return true;
  }

  end(): string | null {
    if (this.at !== this.text.length) this.fail('excess_data');
    return this.fault;
  }
}

function purchase(cursor: Cursor, ordinal: string): void {
  const name = `${ordinal}_purchase`;
  cursor.sized(`${name}_requirement`, '12345', 0);
  cursor.digit(
    REQUIREMENT_CODES,
    `missing_${name}_requirement_code`,
    `invalid_${name}_requirement_code`,
  );
  cursor.take(3, `truncated_${name}_family_code`);
}

function dates(cursor: Cursor): void {
  let expires = '';
  let starts = '';
  if (cursor.option('3')) {
    expires = cursor.take(6, 'too_short_for_expiration_date');
    // spelt so in the GS1 dictionary
    if (expires !== '' && date_error(expires, 2, false)) cursor.fail('invalid_exipiration_date');
  }
  if (cursor.option('4')) {
    starts = cursor.take(6, 'too_short_for_start_date');
    if (starts !== '' && date_error(starts, 2, false)) cursor.fail('invalid_start_date');
  }
  if (expires !== '' && starts > expires) cursor.fail('expiration_before_start');
}

function switches(cursor: Cursor): void {
  cursor.digit('01256', 'missing_save_value_code', 'invalid_save_value_code');
  const item = 'save_value_applies_to_item';
  cursor.digit('012', `missing_${item}`, `invalid_${item}`);
  cursor.digit('0123456789', 'missing_store_coupon_flag', '');
  cursor.digit('01', 'missing_dont_multiply_flag', 'invalid_dont_multiply_flag');
}

/** Error code of the value of AI 8110, or null. */
export function coupon_code(value: string): string | null {
  const cursor = new Cursor(value);
  cursor.sized('gcp', '0123456', 6);
  cursor.take(6, 'truncated_offer_code');
  cursor.sized('save_value', '12345', 0);
  purchase(cursor, '1st');
  if (cursor.option('1')) {
    const rules = 'additional_purchase_rules_code';
    cursor.digit('0123', `missing_${rules}`, `invalid_${rules}`);
    purchase(cursor, '2nd');
    cursor.company('2nd_purchase_gcp');
  }
  if (cursor.option('2')) {
    purchase(cursor, '3rd');
    cursor.company('3rd_purchase_gcp');
  }
  dates(cursor);
  if (cursor.option('5')) cursor.sized('serial_number', '0123456789', 6);
  if (cursor.option('6')) cursor.sized('retailer_gcp_or_gln', '1234567', 6);
  if (cursor.option('9')) switches(cursor);
  return cursor.end();
}

/** Error code of the value of AI 8112, or null. */
export function positive_offer(value: string): string | null {
  const cursor = new Cursor(value);
  cursor.digit('01', 'missing_format_code', 'invalid_format_code');
  cursor.sized('funder', '0123456', 6);
  cursor.take(6, 'truncated_offer_code');
  cursor.sized('serial_number', '0123456789', 6);
  return cursor.end();
}
