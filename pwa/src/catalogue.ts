// SPDX-License-Identifier: Apache-2.0
/**
 * The catalogue as the engine holds it: the checkpoint, read from the cache or indexed from a first
 * pull in slices, and kept up by deltas after that.
 *
 * N3  The checkpoint never changes half for whoever reads it: slices are taken only while nobody is
 * answered, deltas at one stroke.
 */
import type { FeedRow } from './domain/rows.ts';
import { Checkpoint } from './domain/view.ts';
import type { Cache } from './store/cache.ts';

/** Rows of a first pull indexed at a stretch: some 30 ms on a desk, 200 ms on a handheld. */
export const SLICE_ROWS = 4_000;
/** Readings of a cache that another tab changes meanwhile; then the next pull mends the rest. */
export const READS_MAX = 3;

/** How far each part of the feed is in; the same names as in the cache's checkpoints. */
export type Since = Readonly<Record<string, number>>;

const same = (one: Since, other: Since): boolean =>
  one['hold'] === other['hold'] && one['rest'] === other['rest'];

export class Catalogue {
  readonly #cache: Cache;
  #gone: FeedRow[] = []; // rows that left the feed while a flow stands on them
  #in: Since | null = {}; // what the checkpoint holds; null: not known, the cache has to be read
  checkpoint = new Checkpoint([], 0);

  constructor(cache: Cache) {
    this.#cache = cache;
  }

  /** Site version of the checkpoint; 0 before the first pull. */
  get since(): number { return this.#in?.['rest'] ?? 0; }

  /** True: a catalogue has been pulled and is here; a scan can be answered. */
  get whole(): boolean { return this.#in?.['rest'] !== undefined; }

  /** Reads the whole cache, bucket by bucket, and takes its place when it is complete. */
  async read(in_flow = false): Promise<void> {
    let made = new Checkpoint([], 0);
    let since: Since = {};
    let after: Since = { rest: -1 };
    for (let n = 0; n < READS_MAX && !same(since, after); n += 1) {
      ({ since } = await this.#cache.checkpoints());
      made = new Checkpoint([], since['rest'] ?? 0);
      for await (const rows of this.#cache.buckets()) made.apply(rows, made.version);
      after = (await this.#cache.checkpoints()).since;
    }
    if (in_flow) this.#pin_into(made);
    this.checkpoint = made;
    this.#in = since;
  }

  /**
   * Takes rows pulled since `before`, which are in the cache already. Another tab may have pulled
   * what lies between them and this checkpoint: then the cache is read. A first pull is taken in
   * slices, as nobody is answered before it is in. True: views made before must be made anew.
   */
  async take(
    rows: readonly FeedRow[], before: Since, next: Since, in_flow: boolean,
  ): Promise<boolean> {
    const moved = this.#in === null || !same(this.#in, next);
    if (this.#in === null || !same(this.#in, before)) await this.read(in_flow);
    else if (this.whole) this.#follow(rows, next, in_flow);
    else await this.#fill(rows, next);
    this.#in = next;
    return rows.length > 0 || moved;
  }

  async #fill(rows: readonly FeedRow[], next: Since): Promise<void> {
    for (let at = 0; at < rows.length; at += SLICE_ROWS) {
      this.checkpoint.apply(rows.slice(at, at + SLICE_ROWS), next['rest'] ?? 0);
      await new Promise((done) => setTimeout(done, 0)); // let the screen be painted
    }
  }

  #follow(rows: readonly FeedRow[], next: Since, in_flow: boolean): void {
    // An order that is done leaves the feed; whoever stands in it must still see its lines.
    const pinned = (row: FeedRow): boolean => row.body === null && in_flow
      && (row.topic === 'asn' || row.topic === 'order');
    this.#gone.push(...rows.filter(pinned));
    this.checkpoint.apply(rows.filter((row) => !pinned(row)), next['rest'] ?? 0);
  }

  /** The same for a checkpoint that takes the place of this one. */
  #pin_into(made: Checkpoint): void {
    for (const topic of ['asn', 'order'] as const) {
      for (const [key, body] of this.checkpoint.tables[topic]) {
        if (made.tables[topic].has(key)) continue;
        made.apply([{ topic, key, body }], made.version);
        this.#gone.push({ topic, key, version: made.version, body: null });
      }
    }
  }

  /** Nobody stands on them any more. */
  forget_gone(): void {
    this.checkpoint.apply(this.#gone, this.since);
    this.#gone = [];
  }

  /** The cache could not be read: it is read again after the next pull. */
  doubt(): void {
    this.#in = null;
  }

  /** The rows so far belong to a database that is gone; so does the cache, which is empty now. */
  begin_anew(): void {
    this.#in = {};
    this.checkpoint = new Checkpoint([], 0);
    this.#gone = [];
  }
}
