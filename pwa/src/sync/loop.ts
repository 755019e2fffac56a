// SPDX-License-Identifier: Apache-2.0
/**
 * When to talk to the server: at once after a scan, when the network or the page comes back, by a
 * timer with jittered back-off, and when a person asks. A watchdog restarts a loop that stands.
 */
import { WAIT_MAX_MS, backoff_ms } from '../domain/backoff.ts';
import { utc } from '../domain/clock.ts';
import type { Skew } from '../domain/clock.ts';
import type { Memory } from '../store/marker.ts';
import type { PullDeps } from './pull.ts';
import { pull_once } from './pull.ts';
import { Batch, push_once } from './push.ts';
import type { PushDeps } from './push.ts';

export const POLL_MS = 15_000; // with nothing to send; a stream may say earlier that there is news
export const STALL_MS = 60_000;
// A scan while offline is one more failed try. Counted like the others, ten scans would put the
// next try a minute away; so the wait after a scan begins again at 4 to 8 s.
export const AWAKE_FAILURES = 3;
export const ROUNDS_MAX = 500; // pushes in one cycle: 25,000 operations, more than a device holds

export type Timers = {
  set: (run: () => void, ms: number) => unknown; clear: (timer: unknown) => void;
};
/** Runs `work` if no other tab talks to the server now. */
export type Leader = (work: () => Promise<void>) => Promise<void>;

export type Contact = {
  online: boolean; offline_since: string | null; last_sync: string | null; holds_at: string | null;
  sign_in: boolean; update_needed: boolean; skew: Skew | null; stalled: number;
};

export type LoopDeps = PushDeps & PullDeps & {
  timers: Timers; random: () => number; leader: Leader;
  memory?: Memory | undefined;
  pending: () => number;
  on_change: (queue_changed: boolean) => void;
};

export class Loop {
  readonly #deps: LoopDeps;
  readonly #batch = new Batch();
  #running: Promise<void> | null = null;
  #wanted = false;
  #failures = 0;
  #timer: unknown = null;
  #dog: unknown = null;
  #attempt_ms = 0;
  #stopped = false;
  #away: string | null | undefined; // offline since, as an earlier start left it
  contact: Contact = {
    online: false, offline_since: null, last_sync: null, holds_at: null, sign_in: false,
    update_needed: false, skew: null, stalled: 0,
  };

  constructor(deps: LoopDeps) {
    this.#deps = deps;
    const met = deps.memory?.read();
    this.#away = met?.offline_since;
    this.contact.last_sync = met?.last_sync ?? null;
  }

  start(): void {
    this.#stopped = false;
    this.#watch();
    void this.kick();
  }

  stop(): void {
    this.#stopped = true;
    this.#deps.timers.clear(this.#timer);
    this.#deps.timers.clear(this.#dog);
  }

  /** Talk now: somebody works here. Settles when the cycle that this asked for has ended. */
  async kick(): Promise<void> {
    this.#failures = Math.min(this.#failures, AWAKE_FAILURES);
    await this.#talk();
  }

  async #talk(): Promise<void> {
    if (this.#stopped) return;
    this.#wanted = true;
    this.#running ??= this.#run().finally(() => { this.#running = null; });
    await this.#running;
  }

  async #run(): Promise<void> {
    this.#deps.timers.clear(this.#timer);
    let wait_ms = POLL_MS;
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false;
      this.#attempt_ms = this.#deps.now();
      await this.#deps.leader(async () => { wait_ms = await this.#cycle(); })
        .catch(() => { wait_ms = this.#failed(0); });
    }
    if (!this.#stopped) this.#timer = this.#deps.timers.set(() => void this.#talk(), wait_ms);
  }

  /** Push until nothing waits, then pull. The answer is how long to wait then, in ms. */
  async #cycle(): Promise<number> {
    let beat = true; // one empty push at most: the server hears how long this queue is
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const pushed = await push_once(this.#deps, this.#batch, beat);
      beat = false;
      if (pushed.skew !== null) this.contact.skew = pushed.skew;
      this.#met(pushed.next, pushed.reached);
      this.#deps.on_change(pushed.changed);
      if (pushed.next === 'more') continue;
      if (pushed.next === 'idle') break;
      return this.#failed(pushed.wait_ms);
    }
    return this.#pull();
  }

  async #pull(): Promise<number> {
    let changed = false;
    for (let round = 0; round < 3; round += 1) {
      const pulled = await pull_once(this.#deps);
      this.#met(pulled.next, pulled.reached);
      changed ||= pulled.changed;
      if (pulled.next === 'again') {
        this.#wanted = true; // the queue has to be sent again
        continue;
      }
      if (pulled.next !== 'done') return this.#failed(pulled.wait_ms);
      const now = utc(this.#deps.now());
      this.contact = { ...this.contact, last_sync: now, holds_at: now };
      this.#deps.memory?.write(this.contact);
      break;
    }
    this.#failures = 0;
    this.#deps.on_change(changed);
    return Math.floor(POLL_MS * (0.75 + this.#deps.random() / 2));
  }

  #failed(wait_ms: number): number {
    const wait = Math.max(wait_ms, backoff_ms(this.#failures, this.#deps.random()));
    this.#failures += 1;
    this.#deps.on_change(false);
    return Math.min(wait, WAIT_MAX_MS);
  }

  /** "Online" means that our endpoint answered, whatever it said. */
  #met(next: string, reached: boolean): void {
    const before = this.contact.offline_since;
    const since = before ?? this.#away ?? utc(this.#deps.now());
    this.#away = undefined;
    this.contact = {
      ...this.contact, online: reached, offline_since: reached ? null : since,
      sign_in: reached ? next === 'sign_in' : this.contact.sign_in,
      update_needed: reached ? next === 'update' : this.contact.update_needed,
    };
    if (this.contact.offline_since !== before) this.#deps.memory?.write(this.contact);
  }

  /** Work waits, the server was there, and nothing was tried for a minute: start again. */
  #watch(): void {
    this.#dog = this.#deps.timers.set(() => {
      const stands = this.#deps.now() - this.#attempt_ms > STALL_MS;
      if (stands && this.contact.online && this.#deps.pending() > 0) {
        this.contact = { ...this.contact, stalled: this.contact.stalled + 1 };
        this.#running = null; // what hangs there ends by its own time limit
        void this.kick();
      }
      if (!this.#stopped) this.#watch();
    }, STALL_MS / 2);
  }
}
