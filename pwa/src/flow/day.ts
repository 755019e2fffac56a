// SPDX-License-Identifier: Apache-2.0
/**
 * The day on a label, scanned or typed (RC15). A symbol that says what it is says one day. Digits
 * that a person typed may be read in several ways, and a wrong day is worse than a question: it is
 * shown in words and chosen.
 */
import type { Ctx } from './words.ts';

const YEARS_MAX = 30; // ahead: further away, somebody is asked whether it is meant

/** A day of the calendar as 2026-12-31; null: there is none. */
function day(year: string, month: string, date: string): string | null {
  const full = year.length === 4 ? year : `20${year.padStart(2, '0')}`;
  const text = `${full}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text ? text : null;
}

function three(raw: string): readonly string[][] {
  const apart = /^(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})$/.exec(raw.trim());
  if (apart !== null) return [apart.slice(1)];
  const [, a = '', b = '', c = '', d = ''] = /^(\d\d)(\d\d)(\d\d)(\d\d)?$/.exec(raw.trim()) ?? [];
  if (a === '') return [];
  return d === '' ? [[a, b, c]] : [[a + b, c, d], [a, b, c + d]];
}

/** All days that typed characters may mean: year first, day first, month first; each once. */
export function days_meant(raw: string): string[] {
  const found = three(raw).flatMap(([a, b, c]) => {
    if (a!.length > 2) return [day(a!, b!, c!)];
    const year_last = [day(c!, b!, a!), day(c!, a!, b!)];
    return c!.length > 2 ? year_last : [day(a!, b!, c!), ...year_last];
  });
  return [...new Set(found.filter((one) => one !== null))];
}

const today = ({ moment }: Ctx): string => moment.now.slice(0, 10);
export const is_past = (ctx: Ctx, one: string): boolean => one < today(ctx);

/** A day that nobody doubts: still to come, and not in another lifetime. */
const likely = (ctx: Ctx, one: string): boolean =>
  !is_past(ctx, one) && Number(one.slice(0, 4)) - Number(today(ctx).slice(0, 4)) <= YEARS_MAX;

/** What was given as a day: the symbol's own, else what the characters may mean, likely first. */
export function days_given(ctx: Ctx): string[] {
  const told = ctx.given.got?.expires_on;
  const meant = told ? [told] : days_meant(ctx.given.raw);
  return [...meant.filter((one) => likely(ctx, one)), ...meant.filter((one) => !likely(ctx, one))];
}

/** The one day that is certain: of a symbol or with its year in full, and likely. */
export function certain(ctx: Ctx): string | null {
  const [first, ...others] = days_given(ctx);
  const written = Boolean(ctx.given.got?.expires_on)
    || ctx.given.raw.includes(first?.slice(0, 4) ?? '-');
  return first !== undefined && others.length === 0 && written && likely(ctx, first) ? first : null;
}
