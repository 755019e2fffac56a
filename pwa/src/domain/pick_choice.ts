// SPDX-License-Identifier: Apache-2.0
/**
 * Which free stock to walk to first. Twin of `backend/domain/plan/pick_choice.py`; the shared
 * vector is `tests/vectors/pick_choice.json`.
 */

export type Offered = Readonly<{
  holder: string; location: string; lot: string; serial: string; quantity: number; travel: number;
  expires_on: string | null;
}>;

const NEVER = '9999-12-31';

/** Names compare by code point, as the server compares them. */
export function by_name(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let n = 0; n < Math.min(left.length, right.length); n += 1) {
    const difference = left[n]!.codePointAt(0)! - right[n]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/**
 * Places that wait for a count come last (`waiting`). The earliest expiry first (none is latest),
 * then one that covers the whole quantity, then the travel sequence, then names so that everybody
 * chooses the same. Null when nothing is free.
 */
export function pick_choice<T extends Offered>(
  wanted: number, sources: readonly T[], waiting: ReadonlySet<string> = new Set(),
): T | null {
  const waits = (one: T): number => Number(waiting.has(one.location));
  const covers = (one: T): number => (one.serial !== '' || one.quantity >= wanted ? 0 : 1);
  const order = (a: T, b: T): number => waits(a) - waits(b)
    || by_name(a.expires_on ?? NEVER, b.expires_on ?? NEVER) || covers(a) - covers(b)
    || a.travel - b.travel || by_name(a.holder, b.holder) || by_name(a.lot, b.lot)
    || by_name(a.serial, b.serial);
  return sources.filter((one) => one.quantity > 0).sort(order)[0] ?? null;
}
