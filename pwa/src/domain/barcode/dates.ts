// SPDX-License-Identifier: Apache-2.0
// Dates and times as barcodes write them, judged by digits alone: this room has no clock.

import { is_digits } from './check_digits.ts';

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

type TimePart = 'h' | 'm' | 's' | 'hm';
const LIMITS: Record<TimePart, readonly (readonly [string, number])[]> = {
  h: [['hour', 23]],
  m: [['minute', 59]],
  s: [['second', 59]],
  hm: [['hour', 23], ['minute', 59]],
};
const NAMES: Record<TimePart, string> = {
  h: 'hour',
  m: 'minute',
  s: 'second',
  hm: 'hour_with_minute',
};

/** Days in a month of the Gregorian calendar. */
export function month_days(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && !leap ? 28 : (DAYS[month - 1] ?? 0);
}

/** Error code of YYMMDD or YYYYMMDD, or null. `day_zero`: day 00 is the month's last day. */
export function date_error(value: string, year_digits: 2 | 4, day_zero: boolean): string | null {
  if (value.length !== year_digits + 4) {
    return value.length < year_digits + 4 ? 'date_too_short' : 'date_too_long';
  }
  if (!is_digits(value)) return 'non_digit_character';
  const year = Number(value.slice(0, year_digits));
  const month = Number(value.slice(-4, -2));
  const day = Number(value.slice(-2));
  if (month < 1 || month > 12) return 'illegal_month';
  return day > month_days(year, month) || (day === 0 && !day_zero) ? 'illegal_day' : null;
}

/** Error code of HH, MM, SS or HHMM, or null. */
export function time_error(value: string, parts: TimePart): string | null {
  const limits = LIMITS[parts];
  if (value.length !== 2 * limits.length) {
    return `${NAMES[parts]}_too_${value.length < 2 * limits.length ? 'short' : 'long'}`;
  }
  if (!is_digits(value)) return 'non_digit_character';
  const wrong = limits.find(
    ([, largest], place) => Number(value.slice(2 * place, 2 * place + 2)) > largest,
  );
  return wrong === undefined ? null : `illegal_${wrong[0]}`;
}

/** The year meant by two digits: 49 years back to 50 years ahead of today (GS1 GenSpecs 7.12). */
export function full_year(two_digits: number, today_year: number): number {
  const year = today_year - (today_year % 100) + two_digits;
  if (year - today_year > 50) return year - 100;
  return year - today_year < -49 ? year + 100 : year;
}

/** YYMMDD (day 00 = last day of the month) or YYYYMMDD as YYYY-MM-DD; null if it is no date. */
export function iso_date(value: string, today_year: number): string | null {
  const year_digits = value.length === 8 ? 4 : 2;
  if (date_error(value, year_digits, true) !== null) return null;
  const written = Number(value.slice(0, year_digits));
  const year = year_digits === 4 ? written : full_year(written, today_year);
  const month = Number(value.slice(-4, -2));
  const day = Number(value.slice(-2));
  const last = month_days(year, month);
  if (day > last) return null;
  const padded = [month, day || last].map((part) => String(part).padStart(2, '0'));
  return `${String(year).padStart(4, '0')}-${padded.join("-")}`;
}
