// SPDX-License-Identifier: Apache-2.0
/** Marks outside IndexedDB: how far the numbers had got, and when the server was there. */

export type Mark = { installation: string; seq: number };
/** When the server was there last, and since when it is not: true over a new start of the page. */
export type Met = { offline_since: string | null; last_sync: string | null };
type Slot<T> = { read(): T | null; write(value: T): void };
export type Marker = Slot<Mark>;
export type Memory = Slot<Met>;
type Local = Pick<Storage, 'getItem' | 'setItem'>;

/** A place in local storage; where that fails the queue itself still works. */
export const slot = <T>(storage: Local, key: string): Slot<T> => ({
  read: () => {
    try {
      return JSON.parse(storage.getItem(key) ?? 'null') as T | null;
    } catch {
      return null;
    }
  },
  write: (value) => {
    try {
      storage.setItem(key, JSON.stringify(value));
    } catch {
      // a full local storage must not stop the work: a mark only detects a loss, or tells a time
    }
  },
});

export function local_marker(storage: Local): Marker {
  const { read, write } = slot<Mark>(storage, 'pickface.mark');
  return {
    write,
    read: () => {
      const found = read();
      return typeof found?.seq === 'number' ? found : null; // of another installation: no mark
    },
  };
}

export const local_memory = (storage: Local): Memory => slot(storage, 'pickface.met');
