// SPDX-License-Identifier: Apache-2.0
/** Marks outside IndexedDB: how far the numbers had got, and when the server was there. */

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

/** When the server was there last, and since when it is not: true over a new start of the page. */
export type Met = { offline_since: string | null; last_sync: string | null };
export interface Memory { read(): Met | null; write(met: Met): void }

const MET = 'pickface.met';

/** Where it fails the times begin with this start, as on a new device. */
export function local_memory(storage: Pick<Storage, 'getItem' | 'setItem'>): Memory {
  return {
    read: () => {
      try {
        return JSON.parse(storage.getItem(MET) ?? 'null') as Met | null;
      } catch {
        return null;
      }
    },
    write: ({ offline_since, last_sync }) => {
      try {
        storage.setItem(MET, JSON.stringify({ offline_since, last_sync }));
      } catch {
        // a full local storage must not stop the work
      }
    },
  };
}
