// SPDX-License-Identifier: Apache-2.0
/** Who scanned last for an order or a plate, and when: by the journal's latest lines. Pure. */
import type { JournalLine } from './reads.ts';

export type Worked = Readonly<{ actor: string; at: string }>;
/** By the group of the operations: `order:...`, `lpn:...`. */
export type Activity = ReadonlyMap<string, Worked>;

const SCANS: readonly string[] = ['receipt', 'putaway', 'pick', 'short_pick', 'pack', 'load'];

export function activity(lines: readonly JournalLine[]): Activity {
  const found = new Map<string, Worked>();
  for (const line of lines) {
    const known = found.get(line.group);
    if (!line.group || !SCANS.includes(line.kind)) continue;
    if (!known || known.at < line.occurred_at) {
      found.set(line.group, { actor: line.actor, at: line.occurred_at });
    }
  }
  return found;
}

/** The last of several groups: of a notice, whoever scanned one of its plates. */
export function lastOf(groups: readonly string[], known: Activity): Worked | null {
  return groups.map((group) => known.get(group)).filter((one) => one !== undefined)
    .reduce<Worked | null>((last, one) => (last && last.at >= one.at ? last : one), null);
}
