// SPDX-License-Identifier: Apache-2.0
/** How long to wait before the next try. Jitter keeps forty handhelds from calling at once. */

export const WAIT_MIN_MS = 1_000;
export const WAIT_MAX_MS = 60_000;

/**
 * Milliseconds to wait after `failures` tries in a row that failed (0: none did), between 1 and
 * 60 s. `random` is in [0, 1): half of the wait is fixed, half is drawn.
 */
export function backoff_ms(failures: number, random: number): number {
  const doubled = WAIT_MIN_MS * 2 ** Math.min(Math.max(failures, 0), 16);
  const ceiling = Math.min(doubled, WAIT_MAX_MS);
  const half = Math.floor(ceiling / 2);
  return Math.max(WAIT_MIN_MS, half + Math.floor(random * half));
}
