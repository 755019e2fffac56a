// SPDX-License-Identifier: Apache-2.0
/**
 * Which announced plates are opened and counted (RC2): drawn by their numbers. The Python twin is
 * backend/domain/sampling/plates.py; tests/vectors/opened_plates.json keeps them equal.
 */
import { drawn } from './draw.ts';

/** Whether a plate is one of those that are opened where so many of a hundred are. */
export function is_opened(lpn: string, percent: number): boolean {
  const [lot] = drawn(100, 1, lpn) ?? [];
  return lot !== undefined && lot <= percent;
}
