// SPDX-License-Identifier: Apache-2.0
/** When being offline becomes something to act on (visual language, section 6). */
import type { SyncState } from '../contract.ts';

const OLDEST_MIN_MAX = 30;
const PENDING_MAX = 200; // operations; beyond that the device should come near a network soon

export type Risk = 'old' | 'many';

/** Null while the person can simply go on. `now` in milliseconds of this device's clock. */
export function atRisk(sync: Pick<SyncState, 'oldest_at' | 'pending'>, now: number): Risk | null {
  if (sync.pending > PENDING_MAX) return 'many';
  if (sync.oldest_at && now - Date.parse(sync.oldest_at) > OLDEST_MIN_MAX * 60_000) return 'old';
  return null;
}
