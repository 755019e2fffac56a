// SPDX-License-Identifier: Apache-2.0
/**
 * What of a supplier's notice is in: carton by carton, or unit by unit. The Python twin is
 * backend/domain/notices.py; tests/vectors/notice_tick.json keeps the two equal.
 */
import type { AsnLine, AsnPack } from './rows.ts';

/** Units of one part and lot, as a receipt brings them. */
export type Counted = Readonly<{ part: string; lot: string | null; quantity: number }>;

/**
 * The packs after a receipt on plate `lpn`. An announced plate is ticked off whole; units on a
 * plate of our own fill the open lines of their part and lot, in the notice's order.
 */
export function tick(
  packs: readonly AsnPack[], lpn: string, counted: readonly Counted[],
): AsnPack[] {
  if (packs.some((pack) => pack.lpn === lpn)) {
    return packs.map((pack) => (pack.lpn === lpn ? { ...pack, received: true } : pack));
  }
  const left = by_kind(counted);
  return packs.map((pack) => (pack.received ? pack : filled(pack, left)));
}

type Left = { part: string; lot: string; units: number };

function by_kind(counted: readonly Counted[]): Left[] {
  const left = new Map<string, Left>();
  for (const { part, lot, quantity } of counted) {
    const key = `${part}|${lot ?? ''}`;
    const units = (left.get(key)?.units ?? 0) + quantity;
    left.set(key, { part, lot: lot ?? '', units });
  }
  return [...left.keys()].sort().map((key) => left.get(key)!);
}

function filled(pack: AsnPack, left: readonly Left[]): AsnPack {
  const lines = pack.lines.map((line) => with_units(line, left));
  if (lines.every((line, n) => line === pack.lines[n])) return pack;
  const full = lines.every((line) => (line.received ?? 0) >= line.quantity);
  return full ? { ...pack, lines, received: true } : { ...pack, lines };
}

/** The packs after a receipt was undone: its plate is open again, or the units filled last are. */
export function untick(
  packs: readonly AsnPack[], lpn: string, counted: readonly Counted[],
): AsnPack[] {
  if (packs.some((pack) => pack.lpn === lpn)) {
    return packs.map((pack) => (pack.lpn === lpn ? open_again(pack, pack.lines) : pack));
  }
  const left = by_kind(counted);
  return [...packs].reverse().map((pack) => {
    const lines = [...pack.lines].reverse().map((line) => without(line, left)).reverse();
    return lines.every((line, n) => line === pack.lines[n]) ? pack : open_again(pack, lines);
  }).reverse();
}

function open_again({ received: _, ...pack }: AsnPack, lines: AsnLine[]): AsnPack {
  return { ...pack, lines };
}

function without(line: AsnLine, left: readonly Left[]): AsnLine {
  let taken = 0;
  for (const one of left) {
    if (one.part !== line.part || (line.lot && line.lot !== one.lot)) continue;
    const units = Math.min(one.units, (line.received ?? 0) - taken);
    one.units -= units;
    taken += units;
  }
  return taken === 0 ? line : { ...line, received: line.received! - taken };
}

/** A line announced without a lot takes units of any lot. */
function with_units(line: AsnLine, left: readonly Left[]): AsnLine {
  const wanted = line.quantity - (line.received ?? 0);
  let taken = 0;
  for (const one of left) {
    if (one.part !== line.part || (line.lot && line.lot !== one.lot)) continue;
    const units = Math.min(one.units, wanted - taken);
    one.units -= units;
    taken += units;
  }
  return taken === 0 ? line : { ...line, received: (line.received ?? 0) + taken };
}
