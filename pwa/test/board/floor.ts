// SPDX-License-Identifier: Apache-2.0
/** Rows of a small site as the feed brings them to the desk. */
import type { FeedRow, HoldRow } from '../../src/domain/rows.ts';
import { put } from '../../src/board/pages.ts';
import {
  DESK_TOPICS, type ExceptionRow, type Rows, type ServedOrder,
} from '../../src/board/rows.ts';

export const EMPTY: Rows = Object.fromEntries(
  DESK_TOPICS.map((topic) => [topic, new Map()]),
) as unknown as Rows;

export const row = (topic: string, key: string, body: unknown, version = 1): FeedRow =>
  ({ topic, key, version, body });

export function site(...rows: readonly FeedRow[]): Rows {
  return put(EMPTY, rows);
}

export function order(name: string, more: Partial<ServedOrder> = {}): FeedRow {
  return row('order', name, {
    order: name, customer: 'C-1', name: 'HILLSIDE MOTORS', priority: 'STOCK', must_ship: '',
    state: 'open', lines: [{ line: 1, part: 'BRK-10442', requested: 4, picked: 0 }], ...more,
  });
}

export function hold(name: string, more: Partial<HoldRow> = {}): FeedRow {
  return row('hold', name, {
    hold: name, reason: 'first_delivery', note: '', placed_at: '2026-11-23T09:16:00.000Z',
    placed_by: 'weber', state: 'open', scope: { part: 'ECU-77810-AB', supplier: 'SUP0417' },
    ...more,
  });
}

export function question(name: string, kind: string, more: object = {}): FeedRow {
  return row('exception', name, {
    exception: name, kind, state: 'open', operation: `op-${name}`, actor: 'lopez', device: 'H-1',
    raised_at: '2026-11-23T09:33:00.000Z', decisions: [], ...more,
  });
}

export const held = (name: string, ...holds: readonly string[]): FeedRow =>
  question(name, 'picked_held', {
    decisions: ['hold_release'], part: 'ECU-77810-AB', serial: 'E7A000287', holder: 'lpn:T-0418',
    order: 'DLR2207-0091', holds,
  });

export function only(rows: Rows): ExceptionRow {
  const [first] = rows.exception.values();
  if (!first) throw new Error('no exception here');
  return first;
}
