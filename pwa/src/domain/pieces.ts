// SPDX-License-Identifier: Apache-2.0
/**
 * Pallets and loose cartons that a notice announces; twin of `pieces` in
 * `backend/domain/rules/arrival.py`, with the vector `tests/vectors/pieces.json`.
 */
import type { AsnPack } from './rows.ts';

type Pack = Pick<AsnPack, 'lpn' | 'parent'>;

/** What stands on a pallet is not counted while a driver waits. */
export function pieces(packs: readonly Pack[]): { pallets: number; cartons: number } {
  const outermost = packs.filter((pack) => pack.lpn !== null && pack.parent === null);
  const pallets = outermost.filter(({ lpn }) => packs.some(({ parent }) => parent === lpn)).length;
  return { pallets, cartons: outermost.length - pallets };
}
