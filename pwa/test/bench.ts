// SPDX-License-Identifier: Apache-2.0
/** A device on a table, for tests: storage in memory, a clock and a server that we move by hand. */
import 'fake-indexeddb/auto';
import { sha256 } from '../src/domain/hash.ts';
import { draft, seal, write } from '../src/domain/operation.ts';
import { uuid7 } from '../src/domain/uuid7.ts';
import { FloorEngine } from '../src/engine.ts';
import type { Rules } from '../src/engine.ts';
import * as rules from '../src/flow/rules.ts';
import { Cache } from '../src/store/cache.ts';
import type { Mark, Marker, Memory } from '../src/store/marker.ts';
import { Queue } from '../src/store/queue.ts';
import type { Sealed } from '../src/store/queue.ts';
import type { Fetch } from '../src/sync/wire.ts';
import { NOW } from './fixture.ts';

let names = 0;
/** A name that no other test uses. */
export const fresh = (word: string): string => { names += 1; return `${word}-${names}`; };

export class TestClock {
  ms = Date.parse(NOW);
  #n = 0;
  now = (): number => { this.ms += 1; return this.ms; };
  random = (bytes: number): Uint8Array => {
    this.#n += 1;
    return Uint8Array.from({ length: bytes }, (_, at) => (this.#n >> (8 * (at % 3))) % 256);
  };
  id = (): string => uuid7(this.now(), this.random(10));
}

export class TestMarker implements Marker {
  mark: Mark | null = null;
  read(): Mark | null { return this.mark; }
  write(mark: Mark): void { this.mark = { ...mark }; }
}

export async function sealed(clock: TestClock, raw: string): Promise<Sealed> {
  const body = { raw, where: 'count.items', holder: 'B04-011-B', quantity: 1, note: '' };
  const op = seal(draft('unknown_scan', body, `scan:${raw}`), {
    op_id: clock.id(), site: 'DC01', actor: 'ana', session: 's1', captured_at: NOW,
    clock_offset_ms: 0, clock_err_ms: 0, mono_ms: 5, boot: 'b1', seen: 7,
  });
  const text = write(op);
  return { op, text, hash: await sha256(text) };
}

/** Timers that never run by themselves. */
export class TestTimers {
  waiting: { run: () => void; ms: number }[] = [];
  set = (run: () => void, ms: number): unknown => {
    const timer = { run, ms };
    this.waiting.push(timer);
    return timer;
  };
  clear = (timer: unknown): void => {
    this.waiting = this.waiting.filter((one) => one !== timer);
  };
}

export type Device = {
  engine: FloorEngine; queue: Queue; cache: Cache; clock: TestClock; timers: TestTimers;
  marker: TestMarker; names: { queue: string; cache: string };
};

export function device(
  fetch: Fetch, names_of: { queue: string; cache: string }, clock = new TestClock(),
  marker = new TestMarker(), known: Promise<Rules> = Promise.resolve(rules),
  memory?: Memory,
): Device {
  const queue = new Queue(marker, clock.id, names_of.queue);
  const cache = new Cache(names_of.cache);
  const timers = new TestTimers();
  const engine = new FloorEngine({
    queue, cache, fetch, rules: known, timers, leader: (work) => work(), now: clock.now,
    mono: () => clock.ms, random: clock.random, boot: 'b1', site: () => 'DC01',
    device_name: () => 'H-14', ...(memory === undefined ? {} : { memory }),
  });
  engine.sign_in({ actor: 'ana', session: 's1', name: 'Ana Lopez' });
  return { engine, queue, cache, clock, timers, marker, names: names_of };
}
