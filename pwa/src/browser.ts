// SPDX-License-Identifier: Apache-2.0
/** Puts the engine together for a real browser: its clock, storage, network, speaker and locks. */
import { DEFAULT } from './domain/barcode/index.ts';
import type { Profile } from './domain/barcode/index.ts';
import { uuid7 } from './domain/uuid7.ts';
import type { View } from './domain/view.ts';
import { FloorEngine } from './engine.ts';
import { badge_of, reader_for } from './flow/reading.ts';
import type { Feedback } from './flow/step.ts';
import { ask_persist, is_persisted } from './device/persist.ts';
import { Signals, device_speaker } from './device/tones.ts';
import { Cache } from './store/cache.ts';
import { local_marker } from './store/marker.ts';
import { Queue } from './store/queue.ts';
import { web_lock_leader } from './sync/loop.ts';

const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
const new_id = (): string => uuid7(Date.now(), random(10));

/** What only the screens know: the site and the name of this device, and its scanner's habits. */
export type Known = { site: () => string; device_name: () => string; profile?: Profile };

export type Floor = {
  engine: FloorEngine;
  keep: { get(name: string): Promise<unknown>; put(name: string, value: unknown): Promise<void> };
  installation: () => Promise<string>;
  view: () => View | null;
  badge_of: (raw: string) => string;
  play: (feedback: Feedback, volume: number) => void;
  acknowledge: () => void; // a stop was acknowledged: silence
  persisted: () => Promise<boolean>;
  persist: () => Promise<boolean>;
};

/** Opens the stores and starts to talk to the server. Settles when the first step can be shown. */
export async function open_floor(known: Known): Promise<Floor> {
  const queue = new Queue(local_marker(localStorage), new_id);
  const engine = new FloorEngine({
    queue, cache: new Cache(), fetch: (path, init) => fetch(path, init),
    read: reader_for(known.profile ?? DEFAULT),
    timers: {
      set: (run, ms) => setTimeout(run, ms),
      clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout> | undefined),
    },
    leader: web_lock_leader(navigator.locks), now: () => Date.now(),
    mono: () => performance.now(), random, boot: new_id(),
    site: known.site, device_name: known.device_name,
  });
  await engine.open();
  window.addEventListener('online', () => void engine.sync_now());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void engine.sync_now();
  });
  const signals = new Signals(device_speaker(() =>
    (typeof AudioContext === 'undefined' ? null : new AudioContext())));
  return {
    engine, keep: queue, view: () => engine.view(), badge_of,
    installation: async () => (await queue.meta()).installation,
    play: (feedback, volume) => { if (feedback !== 'none') signals.give(feedback, volume); },
    acknowledge: () => signals.silence(),
    persisted: () => is_persisted(navigator.storage),
    persist: () => ask_persist(navigator.storage),
  };
}
