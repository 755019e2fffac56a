// SPDX-License-Identifier: Apache-2.0
/**
 * The cache: rows pulled from the server, and how far. Disposable: it can be pulled again.
 *
 * Rows lie in buckets of a topic (one record a bucket): thousands of single records would take a
 * handheld half a minute to write. Rows and checkpoint change in one transaction, so a screen
 * never sees half a change.
 */
import type { IDBPDatabase } from 'idb';
import type { FeedRow } from '../domain/rows.ts';
import { Database } from './database.ts';

export const CACHE_DB = 'pickface-cache';
export const CACHE_VERSION = 1;

/** Buckets a topic; each holds some hundred rows on a site of usual size. */
const BUCKETS: Readonly<Record<string, number>> = { part: 16, location: 16, quant: 32, lpn: 16 };

/** How far each part of the feed is pulled. Holds have their own: they come first. */
export type Checkpoints = { epoch: string | null; since: Record<string, number> };

type Bucket = Record<string, { version: number; body: unknown }>;

const upgrade = (db: IDBPDatabase): void => {
  for (const name of Array.from(db.objectStoreNames)) db.deleteObjectStore(name);
  db.createObjectStore('rows');
  db.createObjectStore('meta');
};

/** The bucket of a key: the same on every device and for ever within a cache version. */
function bucket_of(topic: string, key: string): string {
  let hash = 0;
  for (const character of key) hash = (hash * 31 + character.codePointAt(0)!) % 1_000_003;
  return `${topic}|${hash % (BUCKETS[topic] ?? 4)}`;
}

export class Cache {
  readonly #db: Database;

  constructor(name: string = CACHE_DB) {
    this.#db = new Database(name, CACHE_VERSION, upgrade);
  }

  async checkpoints(): Promise<Checkpoints> {
    const found = await this.#db.use(async (db) => await db.get('meta', 'checkpoints') as unknown);
    return (found as Checkpoints | undefined) ?? { epoch: null, since: {} };
  }

  /**
   * All rows, a bucket at a time: reading them in one piece holds a handheld's screen for seconds.
   * Another tab may change buckets meanwhile; whoever reads compares the checkpoints afterwards.
   */
  async* buckets(): AsyncGenerator<FeedRow[]> {
    const names = await this.#db.use(async (db) => await db.getAllKeys('rows') as string[]);
    for (const name of names) {
      const bucket = await this.#db.use(async (db) =>
        await db.get('rows', name) as Bucket | undefined);
      const topic = name.split('|')[0]!;
      yield Object.entries(bucket ?? {}).map(([key, row]) => ({ topic, key, ...row }));
    }
  }

  /** All rows at once. */
  async rows(): Promise<FeedRow[]> {
    const all: FeedRow[][] = [];
    for await (const rows of this.buckets()) all.push(rows);
    return all.flat();
  }

  /** Lays pulled rows over the cached ones and moves the checkpoint, in one transaction. */
  async flip(rows: readonly FeedRow[], checkpoints: Checkpoints): Promise<void> {
    const grouped = Map.groupBy(rows, (row) => bucket_of(row.topic, row.key));
    await this.#db.use(async (db) => {
      const tx = db.transaction(['rows', 'meta'], 'readwrite', { durability: 'relaxed' });
      for (const [name, news] of grouped) {
        const bucket = (await tx.objectStore('rows').get(name) as Bucket | undefined) ?? {};
        for (const { key, version, body } of news) {
          if (body === null) delete bucket[key];
          else bucket[key] = { version, body };
        }
        await tx.objectStore('rows').put(bucket, name);
      }
      await tx.objectStore('meta').put(checkpoints, 'checkpoints');
      await tx.done;
    });
  }

  /** Forgets all rows: a new epoch begins. The queue is another database and stays. */
  async clear(epoch: string | null): Promise<void> {
    await this.#db.use(async (db) => {
      const tx = db.transaction(['rows', 'meta'], 'readwrite', { durability: 'relaxed' });
      await tx.objectStore('rows').clear();
      await tx.objectStore('meta').put({ epoch, since: {} } satisfies Checkpoints, 'checkpoints');
      await tx.done;
    });
  }

  close(): Promise<void> {
    return this.#db.close();
  }
}
