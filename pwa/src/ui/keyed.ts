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

/** Keys that came close together: a person typing digits, or a scanner typing a whole symbol. */
export type Burst = Readonly<{ text: string; at: number }>;
/** What a key means to a pad that listens to a keyboard. `scan`: a symbol's characters ended. */
export type Meant = 'digit' | 'delete' | 'done' | 'scan' | 'symbol' | 'other';

/** Keys further apart than this, in ms, do not belong to one symbol. */
export const BURST_MS = 500;

/**
 * What one key means while a PIN is asked for. Digits are typed as fast as a person likes; but as
 * soon as a burst holds anything else it is a symbol, and its Enter ends that and sends no PIN.
 */
export function heardKey(before: Burst, key: string, at: number): { burst: Burst; meant: Meant } {
  const fresh = at - before.at > BURST_MS;
  const text = fresh ? '' : before.text;
  const symbol = /\D/.test(text);
  if (key === 'Enter') return { burst: { text, at: -Infinity }, meant: symbol ? 'scan' : 'done' };
  if (key === 'Backspace' || key === 'Delete') {
    return { burst: { text: '', at: -Infinity }, meant: 'delete' };
  }
  if ([...key].length !== 1) return { burst: { text, at }, meant: 'other' };
  const joined = text + key;
  return { burst: { text: joined, at }, meant: /\D/.test(joined) ? 'symbol' : 'digit' };
}
