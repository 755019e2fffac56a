// SPDX-License-Identifier: Apache-2.0
/** A mark outside IndexedDB: how far the numbers had got, so that a vanished queue is noticed. */

export type Mark = { installation: string; seq: number };
export interface Marker { read(): Mark | null; write(mark: Mark): void }

const KEY = 'pickface.mark';

/** Kept in local storage; where that fails the queue itself still works. */
export function local_marker(storage: Pick<Storage, 'getItem' | 'setItem'>): Marker {
  return {
    read: () => {
      try {
        const found = JSON.parse(storage.getItem(KEY) ?? 'null') as Mark | null;
        return typeof found?.seq === 'number' && typeof found.installation === 'string'
          ? found : null;
      } catch {
        return null;
      }
    },
    write: (mark) => {
      try {
        storage.setItem(KEY, JSON.stringify(mark));
      } catch {
        // a full local storage must not stop the work: the mark only detects a loss
      }
    },
  };
}
