// SPDX-License-Identifier: Apache-2.0
/**
 * The door before the flows: what a person says is taken one after the other, and waits in order
 * while this device cannot answer yet (its catalogue is being read or pulled).
 *
 * N2  Inputs are taken one after the other.  N4  What waits keeps its order and is taken once; what
 * cannot wait is refused at once, never dropped in silence.
 */

/**
 * What may wait at a closed door. Reading 50,000 parts takes a slow handheld some ten seconds, and
 * a practised hand scans two codes a second: 24 is more than that. Whoever gets further stands
 * before a device that does not answer (no network at its first start) and has to be told.
 */
export const WAITING_MAX = 24;

export class Turns {
  #last: Promise<void> = Promise.resolve();
  #door: Promise<void> | null = null; // null: open
  #let_in: () => void = () => undefined;
  #ended = false;
  /** Taken here and not begun yet. */
  waiting = 0;

  constructor() {
    this.close();
  }

  /** Runs `work` when its turn has come and the door is open. Null: refused, too much waits. */
  take(work: () => Promise<void>): Promise<void> | null {
    if (this.#door !== null && this.waiting >= WAITING_MAX) return null;
    this.waiting += 1;
    const turn = this.#last.then(() => this.#run(work));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  open(): void {
    this.#door = null;
    this.#let_in();
  }

  close(): void {
    this.#door ??= new Promise((done) => { this.#let_in = done; });
  }

  /** The page goes: what has begun ends, what waits is not begun. */
  async end(): Promise<void> {
    this.#ended = true;
    this.open();
    await this.#last;
  }

  async #run(work: () => Promise<void>): Promise<void> {
    while (this.#door !== null) await this.#door; // it may be closed again meanwhile
    this.waiting -= 1;
    if (!this.#ended) await work();
  }
}
