// SPDX-License-Identifier: Apache-2.0
/**
 * Which units of a lot are inspected: the same for everybody who knows the seed. The Python twin is
 * backend/domain/sampling/draw.py; tests/vectors/sample_draw.json keeps them equal.
 */

/** Numbers, from 1, of the n units to take from a lot, in order; null where there are none. */
export function drawn(lot_size: number, n: number, seed: string): number[] | null {
  if (lot_size < 1 || n < 1) return null;
  const next = numbers(seed);
  const moved = new Map<number, number>(); // a shuffle of which only the changed places are kept
  const taken: number[] = [];
  for (let at = 0; at < Math.min(n, lot_size); at += 1) {
    const pick = at + (next() % (lot_size - at));
    taken.push((moved.get(pick) ?? pick) + 1);
    moved.set(pick, moved.get(at) ?? at);
  }
  return taken.sort((a, b) => a - b);
}

/** mulberry32, seeded with the FNV-1a hash of the text's characters. */
function numbers(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const character of seed) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
