// SPDX-License-Identifier: Apache-2.0
/** What a key of the quantity pad does to the digits typed so far. */

/** `fresh` is true until the first key: then a digit replaces what stood there. */
export type Typed = Readonly<{ digits: string; fresh: boolean }>;

/**
 * The digits after one key: '0' to '9' or 'delete'. A number above `max` is refused, so that a
 * burst of characters can never become a quantity; leading zeros fall away.
 */
export function keyed(before: Typed, key: string, max: number): Typed {
  const kept = before.fresh ? '' : before.digits;
  if (key === 'delete') return { digits: kept.slice(0, -1), fresh: false };
  const joined = kept + key;
  const digits = max === Infinity ? joined : joined.replace(/^0+(?=\d)/, '');
  return Number(digits) > max ? { ...before, fresh: false } : { digits, fresh: false };
}
