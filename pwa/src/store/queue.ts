// SPDX-License-Identifier: Apache-2.0
/**
 * The queue: every operation that this device was told, in a database of its own.
 *
 * Q1  One transaction stores operation, number and flow state, or nothing; durability strict.
 * Q2  Numbers are 1, 2, 3... without holes, given inside that transaction.
 * Q3  The text is written once and never again; it is what is hashed and sent.
 * Q4  Accepted operations stay seven days; the schema is only ever added to.
 * Q5  A flow state that is older than the stored one is refused: another tab has gone on.
 */
import type { IDBPDatabase, IDBPTransaction } from 'idb';
import type { Operation } from '../domain/operation.ts';
import { Database } from './database.ts';
import { StaleFlow, StoreFault } from './fault.ts';
import type { Marker } from './marker.ts';

export const QUEUE_DB = 'pickface-queue';
export const QUEUE_VERSION = 1;
export const KEPT_MS = 7 * 24 * 3_600_000;

export type Outcome = {
  outcome: string; reason: string | null; detail: unknown; version: number | null;
};

/** An operation as kept. `gen` counts installations: a copied one starts its numbers anew. */
export type Kept = {
  op_id: string; gen: number; seq: number; text: string; hash: string; kind: string;
  captured_at: string; answer: Outcome | null; answered_at: number | null; booked: boolean;
  due?: number; // its number while it waits to be sent; absent once answered (index `by_due`)
};
export type Sealed = { op: Operation; text: string; hash: string };

/** What the queue knows of itself. */
export type Meta = {
  gen: number; seq: number; installation: string; epoch: string | null;
  durable_through: number; lost: number;
};

type Tx = IDBPTransaction<unknown, string[], 'readwrite'>;

const upgrade = (db: IDBPDatabase, old: number): void => {
  if (old < 1) {
    const ops = db.createObjectStore('ops', { keyPath: 'op_id' });
    ops.createIndex('by_seq', ['gen', 'seq'], { unique: true });
    ops.createIndex('by_due', ['gen', 'due']);
    db.createObjectStore('meta');
  }
};

export class Queue {
  readonly #db: Database;
  readonly #marker: Marker;
  readonly #new_id: () => string;
  /** Operations found missing when this queue was opened: a vanished or cleared storage. */
  vanished = 0;
  #turn: number | null = null; // how often the flow was stored when this tab read it

  constructor(marker: Marker, new_id: () => string, name: string = QUEUE_DB) {
    this.#db = new Database(name, QUEUE_VERSION, upgrade);
    this.#marker = marker;
    this.#new_id = new_id;
  }

  /** Opens the queue. `lost` counts operations that the marker knew of and the store has not. */
  async open(): Promise<Meta> {
    const mark = this.#marker.read();
    return this.#write(async (tx) => {
      const store = tx.objectStore('meta');
      const found = await store.get('meta') as Meta | undefined;
      const meta: Meta = found ?? {
        gen: 0, seq: 0, installation: mark?.installation ?? this.#new_id(), epoch: null,
        durable_through: 0, lost: 0,
      };
      const known = mark !== null && mark.installation === meta.installation ? mark.seq : 0;
      this.vanished = Math.max(known - meta.seq, 0);
      if (this.vanished > 0) {
        meta.lost += this.vanished;
        meta.seq = known; // numbers already used are never given again
      }
      await store.put(meta, 'meta');
      return meta;
    }).then((meta) => this.#mark(meta));
  }

  async meta(): Promise<Meta> {
    return this.#db.use(async (db) => await db.get('meta', 'meta') as Meta);
  }

  /**
   * Stores operations and the flow state that told them. Throws `StoreFault`: nothing is kept.
   * Throws `StaleFlow`, and nothing is kept: another tab has stored a flow meanwhile (Q5).
   */
  async commit(sealed: readonly Sealed[], flow: unknown): Promise<Kept[]> {
    const kept = await this.#write(async (tx) => {
      const turn = (await tx.objectStore('meta').get('turn') as number | undefined) ?? 0;
      const stale = this.#turn !== null && this.#turn !== turn;
      if (stale && !await went_through(tx, sealed, flow)) return null;
      const meta = await tx.objectStore('meta').get('meta') as Meta;
      const rows: Kept[] = [];
      for (const { op, text, hash } of sealed) {
        const before = await tx.objectStore('ops').get(op.op_id) as Kept | undefined;
        if (before !== undefined) { // the write before a lost connection did go through
          rows.push(before);
          continue;
        }
        meta.seq += 1;
        const row: Kept = {
          op_id: op.op_id, gen: meta.gen, seq: meta.seq, text, hash, kind: op.kind,
          captured_at: op.captured_at, answer: null, answered_at: null, booked: false,
          due: meta.seq,
        };
        await tx.objectStore('ops').add(row);
        rows.push(row);
      }
      await tx.objectStore('meta').put(flow, 'flow');
      await tx.objectStore('meta').put(turn + 1, 'turn');
      await tx.objectStore('meta').put(meta, 'meta');
      return { rows, meta, turn: turn + 1 };
    });
    if (kept === null) throw new StaleFlow();
    if (this.#turn !== null) this.#turn = kept.turn;
    this.#mark(kept.meta);
    return kept.rows;
  }

  /** The flow state as last stored; from now on this tab goes on from there. */
  async standing(): Promise<unknown> {
    return this.#db.use(async (db) => {
      const store = db.transaction('meta').store;
      const [flow, turn] = await Promise.all([store.get('flow'), store.get('turn')]);
      this.#turn = (turn as number | undefined) ?? 0;
      return (flow as unknown) ?? null;
    });
  }

  /** The flow state as last stored, or null. */
  async flow(): Promise<unknown> {
    return this.#db.use(async (db) => (await db.get('meta', 'flow') as unknown) ?? null);
  }

  /** All kept operations of this installation and those before it, oldest first. */
  async all(): Promise<Kept[]> {
    return this.#db.use(async (db) => await db.getAllFromIndex('ops', 'by_seq') as Kept[]);
  }

  /** The next operations to send: at most `most`, at most `bytes_max` bytes of text. */
  async batch(most: number, bytes_max: number): Promise<Kept[]> {
    const { gen } = await this.meta();
    const range = IDBKeyRange.bound([gen, 0], [gen, Number.MAX_SAFE_INTEGER]);
    const waiting = await this.#db.use(async (db) =>
      await db.getAllFromIndex('ops', 'by_due', range, most) as Kept[]);
    const batch: Kept[] = [];
    let bytes = 0;
    for (const row of waiting) {
      bytes += row.text.length * 3; // a UTF-16 unit is at most three bytes of UTF-8
      const gap = batch.length > 0 && row.seq !== batch.at(-1)!.seq + 1;
      if (gap || (batch.length > 0 && bytes > bytes_max)) break;
      batch.push(row);
    }
    return batch;
  }

  /** Keeps outcomes. An outcome never changes, but for parked to its one resolution. */
  async answer(
    results: readonly (Outcome & { op_id: string })[], more: Partial<Meta>, now_ms: number,
  ): Promise<void> {
    await this.#write(async (tx) => {
      for (const { op_id, outcome, reason, detail, version } of results) {
        const row = await tx.objectStore('ops').get(op_id) as Kept | undefined;
        if (row === undefined) continue;
        const open = row.due !== undefined || row.answer?.outcome === 'parked';
        if (open) row.answer = { outcome, reason, detail, version };
        row.answered_at ??= now_ms;
        delete row.due;
        await tx.objectStore('ops').put(row);
      }
      await this.#update(tx, more);
    });
  }

  /** Marks what the pulled outcomes say: resolved, booked by the ERP. */
  async follow(
    rows: readonly { op_id: string; outcome: string; reason: string | null; booked: boolean }[],
  ): Promise<void> {
    if (rows.length === 0) return;
    await this.#write(async (tx) => {
      for (const { op_id, outcome, reason, booked } of rows) {
        const row = await tx.objectStore('ops').get(op_id) as Kept | undefined;
        if (row === undefined) continue;
        row.booked = booked;
        if (row.answer?.outcome === 'parked') row.answer = { ...row.answer, outcome, reason };
        await tx.objectStore('ops').put(row);
      }
    });
  }

  /** The server was restored: everything kept is sent again, the same bytes. */
  async resend(epoch: string): Promise<void> {
    await this.#write(async (tx) => {
      for (const row of await tx.objectStore('ops').getAll() as Kept[]) {
        await tx.objectStore('ops').put({ ...row, due: row.seq });
      }
      await this.#update(tx, { epoch, durable_through: 0 });
    });
  }

  /** Whether something waits that was told under an installation before this one. */
  async stranded(): Promise<boolean> {
    const { gen } = await this.meta();
    const before = IDBKeyRange.upperBound([gen, 0], true);
    return this.#db.use(async (db) =>
      await db.getKeyFromIndex('ops', 'by_due', before) !== undefined);
  }

  /**
   * A new installation sends what waits, under the same ids and in the order of its telling:
   * after a restore that is also what was answered, and what was told before a copy was noticed.
   */
  async renumber(installation: string): Promise<void> {
    const meta = await this.#write(async (tx) => {
      const before = await tx.objectStore('meta').get('meta') as Meta;
      const gen = before.gen + 1;
      const rows = await tx.objectStore('ops').index('by_seq').getAll() as Kept[];
      let seq = 0;
      for (const row of rows.filter((one) => one.answer === null || is_waiting(one))) {
        seq += 1;
        await tx.objectStore('ops').put({ ...row, gen, seq, due: seq });
      }
      return this.#update(tx, { gen, seq, installation });
    });
    this.#mark(meta);
  }

  /** Sends a number again that the server misses. False: this device has truly lost it. */
  async again(seq: number): Promise<boolean> {
    return this.#write(async (tx) => {
      const meta = await tx.objectStore('meta').get('meta') as Meta;
      const row = await tx.objectStore('ops').index('by_seq').get([meta.gen, seq]) as
        Kept | undefined;
      if (row !== undefined) await tx.objectStore('ops').put({ ...row, due: seq });
      return row !== undefined;
    });
  }

  /** Fills a number that this device truly lost with an operation that says so (`void`). */
  async fill(sealed: Sealed, seq: number): Promise<void> {
    await this.#write(async (tx) => {
      const meta = await tx.objectStore('meta').get('meta') as Meta;
      await tx.objectStore('ops').add({
        op_id: sealed.op.op_id, gen: meta.gen, seq, text: sealed.text, hash: sealed.hash,
        kind: sealed.op.kind, captured_at: sealed.op.captured_at, answer: null, answered_at: null,
        booked: false, due: seq,
      } satisfies Kept);
    });
  }

  /** Deletes what was answered more than seven days ago; pending ones never. */
  async prune(now_ms: number): Promise<number> {
    return this.#write(async (tx) => {
      let gone = 0;
      for (const row of await tx.objectStore('ops').getAll() as Kept[]) {
        const old = row.answered_at !== null && now_ms - row.answered_at > KEPT_MS;
        const open = is_waiting(row) || row.answer === null || row.answer.outcome === 'parked';
        if (!old || open) continue;
        await tx.objectStore('ops').delete(row.op_id);
        gone += 1;
      }
      return gone;
    });
  }

  /** Small things that must outlive the cache (see src/state/keep.ts). */
  async get(name: string): Promise<unknown> {
    return this.#db.use(async (db) => await db.get('meta', `keep:${name}`) as unknown);
  }

  async put(name: string, value: unknown): Promise<void> {
    await this.#write(async (tx) => { await tx.objectStore('meta').put(value, `keep:${name}`); });
  }

  close(): Promise<void> {
    return this.#db.close();
  }

  async #update(tx: Tx, more: Partial<Meta>): Promise<Meta> {
    const meta = { ...await tx.objectStore('meta').get('meta') as Meta, ...more };
    await tx.objectStore('meta').put(meta, 'meta');
    return meta;
  }

  #mark(meta: Meta): Meta {
    this.#marker.write({ installation: meta.installation, seq: meta.seq });
    return meta;
  }

  /** One strict transaction over both stores; settles only when it is complete (Q1). */
  async #write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.#db.use(async (db) => {
        const tx = db.transaction(['ops', 'meta'], 'readwrite', { durability: 'strict' }) as Tx;
        const done = tx.done.then(() => null, (error: unknown) => error ?? new Error('aborted'));
        try {
          const value = await work(tx);
          const error = await done;
          if (error !== null) throw error;
          return value;
        } catch (error) {
          try { tx.abort(); } catch { /* it has ended already */ }
          throw error;
        }
      });
    } catch (error) {
      throw error instanceof StoreFault ? error : new StoreFault('not_saved', error);
    }
  }
}

/** The write before a lost connection did go through: it is this tab's own. */
async function went_through(tx: Tx, sealed: readonly Sealed[], flow: unknown): Promise<boolean> {
  const first = sealed[0];
  if (first !== undefined) return await tx.objectStore('ops').get(first.op.op_id) !== undefined;
  const stored = await tx.objectStore('meta').get('flow') as unknown;
  return JSON.stringify(stored ?? null) === JSON.stringify(flow ?? null);
}

export const is_waiting = (row: Kept): boolean => row.due !== undefined;
