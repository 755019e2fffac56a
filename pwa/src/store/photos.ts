// SPDX-License-Identifier: Apache-2.0
/**
 * Pictures that wait to be sent, in a database of their own: the queue stays small and quick, and
 * a disk that is full of pictures is not full for scans.
 *
 * A picture is written before its operation is told, and deleted when the server has it.
 */
import type { Database } from './database.ts';

export const PHOTOS_DB = 'pickface-photos';
export const PHOTOS_VERSION = 1;
/** Pictures a device keeps: about 30 MB, some shifts without network. */
export const PHOTOS_MAX = 200;

/** `at` orders them; `refused` names why the server will never take it: kept, and not sent. */
export type KeptPhoto = {
  id: string; hash: string; type: string; bytes: ArrayBuffer; at: number; refused?: string;
};

export class PhotoStore {
  readonly #db: Database;

  /** The class comes from outside: the first load has it already, and stays as it is. */
  constructor(opener: typeof Database, name: string = PHOTOS_DB) {
    this.#db = new opener(name, PHOTOS_VERSION, (db) => {
      db.createObjectStore('photos', { keyPath: 'id' }).createIndex('by_at', 'at');
    });
  }

  /** Keeps a picture; settles only when it would outlive this page. Throws: it is not kept. */
  async keep(photo: KeptPhoto): Promise<void> {
    await this.#db.use(async (db) => {
      if (await db.count('photos') >= PHOTOS_MAX) throw new RangeError('full');
      const tx = db.transaction('photos', 'readwrite', { durability: 'strict' });
      await Promise.all([tx.store.put(photo), tx.done]);
    });
  }

  /** The picture that waits longest; null where none does. */
  async oldest(): Promise<KeptPhoto | null> {
    return this.#db.use(async (db) => {
      let cursor = await db.transaction('photos').store.index('by_at').openCursor();
      while (cursor !== null && (cursor.value as KeptPhoto).refused !== undefined) {
        cursor = await cursor.continue();
      }
      return (cursor?.value as KeptPhoto | undefined) ?? null;
    });
  }

  /** How many wait to be sent. */
  async number(): Promise<number> {
    return this.#db.use(async (db) => {
      const all = await db.getAll('photos') as KeptPhoto[];
      return all.filter(({ refused }) => refused === undefined).length;
    });
  }

  /** The server has it. */
  async forget(id: string): Promise<void> {
    await this.#db.use((db) => db.delete('photos', id));
  }

  /** Changes what is known of a kept picture: others go first, or it is not sent any more. */
  async put_off(id: string, change: { at: number } | { refused: string }): Promise<void> {
    await this.#db.use(async (db) => {
      const tx = db.transaction('photos', 'readwrite');
      const found = await tx.store.get(id) as KeptPhoto | undefined;
      if (found !== undefined) await tx.store.put({ ...found, ...change });
      await tx.done;
    });
  }

  close(): Promise<void> { return this.#db.close(); }
}
