// SPDX-License-Identifier: Apache-2.0
/** One IndexedDB database that closes for a newer tab and opens again after a lost connection. */
import { openDB } from 'idb';
import type { IDBPDatabase } from 'idb';
import { StoreFault, is_connection_loss } from './fault.ts';

/** How long an open may be blocked by an old tab; a second waiting opener gets no event at all. */
export const OPEN_MS_MAX = 2_000;

export type Upgrade = (db: IDBPDatabase, old_version: number) => void;

export class Database {
  readonly #name: string;
  readonly #version: number;
  readonly #upgrade: Upgrade;
  #open: Promise<IDBPDatabase> | null = null;

  constructor(name: string, version: number, upgrade: Upgrade) {
    this.#name = name;
    this.#version = version;
    this.#upgrade = upgrade;
  }

  /** Runs `work` on an open connection; once more on a fresh one where the connection is dead. */
  async use<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#connect());
    } catch (error) {
      if (!is_connection_loss(error)) throw error;
      await this.close();
      return work(await this.#connect());
    }
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    if (open !== null) (await open.catch(() => null))?.close();
  }

  #connect(): Promise<IDBPDatabase> {
    this.#open ??= this.#opened().catch((error: unknown) => {
      this.#open = null;
      throw error;
    });
    return this.#open;
  }

  async #opened(): Promise<IDBPDatabase> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let late = false;
    const opening = openDB(this.#name, this.#version, {
      upgrade: (db, old) => this.#upgrade(db, old),
      blocking: () => void this.close(), // a newer tab wants to upgrade: let it
      terminated: () => { this.#open = null; },
    });
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        late = true;
        reject(new StoreFault('blocked', this.#name));
      }, OPEN_MS_MAX);
    });
    opening.then((db) => { if (late) db.close(); }, () => undefined);
    try {
      return await Promise.race([opening, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }
}
