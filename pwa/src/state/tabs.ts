// SPDX-License-Identifier: Apache-2.0
/**
 * The tabs of one browser are one handheld in one hand. Who works in it stands in local storage,
 * which every tab can read before it takes a scan, and hears of when it changes.
 */
import { slot } from '../store/marker.ts';
import type { Kept } from './session.ts';

export interface Tabs {
  read(): Kept | null; // null: nothing is known, so nothing is doubted
  write(kept: Kept): void;
  listen(heard: () => void): void;
}

const KEY = 'pickface.person';

export function local_tabs(storage: Storage, page: Window): Tabs {
  return {
    read: slot<Kept>(storage, KEY).read,
    write: (kept) => {
      try {
        storage.setItem(KEY, JSON.stringify(kept));
      } catch {
        storage.removeItem(KEY); // what is old would sign the wrong person in
      }
    },
    listen: (heard) => page.addEventListener('storage', (event) => {
      if (event.key === KEY) heard();
    }),
  };
}
