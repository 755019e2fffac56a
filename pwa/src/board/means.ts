// SPDX-License-Identifier: Apache-2.0
/** What is known of a kind of exception before one happens: what follows from it, who is told. */
import { RECORDS } from './exceptions.gen.ts';

const SAID = ['stock', 'order', 'count', 'hold', 'alert'] as const;

/** The sentences of a kind's record, as keys: goods, order, count, hold, people. */
export function meaning(kind: string): readonly string[] {
  const record = RECORDS[kind];
  if (record === undefined) return [];
  return SAID.filter((name) => record[name] !== 'no')
    .map((name) => `board.record.${name}.${record[name]}`);
}
