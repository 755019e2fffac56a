// SPDX-License-Identifier: Apache-2.0
/**
 * Over-delivery; twin of `backend/domain/tolerance.py`, with the vector
 * `tests/vectors/tolerance.json`. Beyond the tolerance all that was not announced is surplus.
 */
export function surplus(
  announced: number, counted: number, percent: number, units: number,
): number {
  const over = counted - announced;
  return over > Math.max(Math.floor(announced * percent / 100), units) ? over : 0;
}

/** Whether a carton weighs another thing than its content should; not judged by a computed 0. */
export const weight_off = (computed: number, measured: number, percent: number): boolean =>
  computed > 0 && Math.abs(measured - computed) > Math.floor(computed * percent / 100);
