// SPDX-License-Identifier: Apache-2.0
// Dates and times as barcodes write them, judged by digits alone: this room has no clock.

import { isDigits } from "./check_digits.ts";

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

type TimePart = "h" | "m" | "s" | "hm";
const LIMITS: Record<TimePart, readonly (readonly [string, number])[]> = {
  h: [["hour", 23]],
  m: [["minute", 59]],
  s: [["second", 59]],
  hm: [["hour", 23], ["minute", 59]],
};
const NAMES: Record<TimePart, string> = {
  h: "hour",
  m: "minute",
  s: "second",
  hm: "hour_with_minute",
};

/** Days in a month of the Gregorian calendar. */
export function monthDays(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && !leap ? 28 : (DAYS[month - 1] ?? 0);
}

/** Error code of YYMMDD or YYYYMMDD, or null. `dayZero`: day 00 stands for the month's last day. */
export function dateError(value: string, yearDigits: 2 | 4, dayZero: boolean): string | null {
  if (value.length !== yearDigits + 4) {
    return value.length < yearDigits + 4 ? "date_too_short" : "date_too_long";
  }
  if (!isDigits(value)) return "non_digit_character";
  const year = Number(value.slice(0, yearDigits));
  const month = Number(value.slice(-4, -2));
  const day = Number(value.slice(-2));
  if (month < 1 || month > 12) return "illegal_month";
  return day > monthDays(year, month) || (day === 0 && !dayZero) ? "illegal_day" : null;
}

/** Error code of HH, MM, SS or HHMM, or null. */
export function timeError(value: string, parts: TimePart): string | null {
  const limits = LIMITS[parts];
  if (value.length !== 2 * limits.length) {
    return `${NAMES[parts]}_too_${value.length < 2 * limits.length ? "short" : "long"}`;
  }
  if (!isDigits(value)) return "non_digit_character";
  const wrong = limits.find(
    ([, largest], place) => Number(value.slice(2 * place, 2 * place + 2)) > largest,
  );
  return wrong === undefined ? null : `illegal_${wrong[0]}`;
}

/** The year meant by two digits: 49 years back to 50 years ahead of today (GS1 GenSpecs 7.12). */
export function fullYear(twoDigits: number, todayYear: number): number {
  const year = todayYear - (todayYear % 100) + twoDigits;
  if (year - todayYear > 50) return year - 100;
  return year - todayYear < -49 ? year + 100 : year;
}

/** YYMMDD (day 00 = last day of the month) or YYYYMMDD as YYYY-MM-DD; null if it is no date. */
export function isoDate(value: string, todayYear: number): string | null {
  const yearDigits = value.length === 8 ? 4 : 2;
  if (dateError(value, yearDigits, true) !== null) return null;
  const written = Number(value.slice(0, yearDigits));
  const year = yearDigits === 4 ? written : fullYear(written, todayYear);
  const month = Number(value.slice(-4, -2));
  const day = Number(value.slice(-2));
  const last = monthDays(year, month);
  if (day > last) return null;
  const padded = [month, day || last].map((part) => String(part).padStart(2, "0"));
  return `${String(year).padStart(4, "0")}-${padded.join("-")}`;
}
