// SPDX-License-Identifier: Apache-2.0
/** What a key of the quantity pad does to the digits typed so far. */

import { SCAN_GAP_MS } from '../device/wedge.ts';

/** `fresh` is true until the first key, and once the number was handed over: then a digit replaces
 * what stood there. */
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

/**
 * A quantity pad under a keyboard and a scanner that types. `before` is what stood there when the
 * keys of now began, for the case that they turn out to be a symbol.
 */
export type Pad = Readonly<{
  typed: Typed; before: Typed | null; at: number; fast: boolean; symbol: boolean;
}>;

/** A pad that nobody has typed on; with `first`, a digit that opened it. */
export function padOf(start: number | null, first = ''): Pad {
  const digits = first !== '' ? first : start === null ? '' : String(start);
  const typed = { digits, fresh: first === '' };
  return { typed, before: null, at: -Infinity, fast: true, symbol: false };
}

/** A press of the pad's own keys. */
export const pressed = (pad: Pad, key: string, max: number): Pad =>
  ({ ...pad, typed: keyed(pad.typed, key, max), before: null });

/** The pad once its number was handed over. What was refused stays to be read, and the next digit
 * begins another number. */
export const handed = (pad: Pad): Pad =>
  ({ ...pad, typed: { ...pad.typed, fresh: true }, before: null });

/**
 * The pad after one key of a keyboard. `taken`: the wedge has made a scan of what ended with this
 * Enter. Then the number is what it was before; but where somebody may have meant the digits, it
 * is empty, so that no old number is booked for another that was typed.
 */
export function padKey(pad: Pad, key: string, at: number, taken: boolean, max: number): Pad {
  if (key === 'Enter') return ended(pad, taken);
  if (key === 'Backspace' || key === 'Delete') return pressed(pad, 'delete', max);
  if ([...key].length !== 1) return pad;
  const begins = pad.before === null || at - pad.at > BURST_MS;
  const before = begins || pad.before === null ? pad.typed : pad.before;
  const fast = begins || (pad.fast && at - pad.at <= SCAN_GAP_MS);
  const symbol = (!begins && pad.symbol) || !/^\d$/.test(key);
  const typed = symbol ? before : keyed(pad.typed, key, max);
  return { typed, before, at, fast, symbol };
}

function ended(pad: Pad, taken: boolean): Pad {
  if (!taken || pad.before === null) return { ...pad, before: null };
  const typed = pad.fast || pad.symbol ? pad.before : { digits: '', fresh: true };
  return { ...pad, typed, before: null };
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
