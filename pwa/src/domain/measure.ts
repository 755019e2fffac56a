// SPDX-License-Identifier: Apache-2.0
/** Measured values: whole numbers with a scale, so that what is compared is what was typed. */

/** 1260 at scale 2 is 12.60. */
export function decimal(value: number, scale: number): string {
  if (scale === 0) return String(value);
  const digits = String(Math.abs(value)).padStart(scale + 1, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
