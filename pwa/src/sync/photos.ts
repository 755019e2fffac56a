// SPDX-License-Identifier: Apache-2.0
/**
 * Sends pictures, the oldest first, one at a time, and only while no operation waits: a picture
 * never holds a scan up. Nothing is forgotten before our own server said that it has it.
 */
import type { KeptPhoto, PhotoStore } from '../store/photos.ts';
import type { Leader } from './loop.ts';
import type { Fetch } from './wire.ts';

export const PHOTO_MS_MAX = 60_000; // one picture over one weak radio link
export const WAIT_MS_MIN = 1_000;
export const WAIT_MS_MAX = 60_000;
/** Answers after which the same bytes will never be taken. */
const NEVER = [409, 413, 415];

export type PhotoDeps = {
  store: PhotoStore; fetch: Fetch; leader: Leader; now: () => number;
  may_send: () => boolean; // the server answers, and no operation waits
  on_number: (waiting: number) => void;
};

type Sent = 'kept' | 'never' | 'again' | { wait_ms: number };

/** Hands in one picture. The same bytes may be sent as often as needed. */
export async function send_photo(fetch: Fetch, photo: KeptPhoto): Promise<Sent> {
  try {
    const response = await fetch(`/api/v1/photos/${photo.id}?hash=${photo.hash}`, {
      method: 'PUT', body: photo.bytes, credentials: 'same-origin', cache: 'no-store',
      headers: { 'Content-Type': photo.type, 'X-Pickface': '1', Accept: 'application/json' },
      redirect: 'manual', signal: AbortSignal.timeout(PHOTO_MS_MAX),
    });
    const is_json = (response.headers.get('Content-Type') ?? '').includes('json');
    const body = (is_json ? await response.json() : null) as { photo?: unknown } | null;
    if (response.ok && body?.photo === photo.id) return 'kept';
    if (body !== null && NEVER.includes(response.status)) return 'never';
    if (body !== null && response.status === 422) return 'again'; // damaged on its way
    const wait_ms = Number(response.headers.get('Retry-After') ?? '0') * 1000;
    return { wait_ms: Number.isFinite(wait_ms) ? wait_ms : 0 };
  } catch {
    return { wait_ms: 0 };
  }
}

/**
 * Has no timer: the loop of the operations looks for the server every some seconds (jittered), and
 * whatever it finds kicks this one too.
 */
export class PhotoLoop {
  readonly #deps: PhotoDeps;
  #running = false;
  #waiting: number | null = null; // not counted yet
  #failures = 0;
  #not_before = 0;

  constructor(deps: PhotoDeps) { this.#deps = deps; }

  /** Something changed: the network is back, an operation was sent, time has passed. */
  async kick(): Promise<void> {
    const { now, may_send, leader } = this.#deps;
    const idle = this.#running || now() < this.#not_before || this.#waiting === 0;
    if (idle || !may_send()) return;
    this.#running = true;
    await leader(() => this.#send_all()).catch(() => this.#later(0));
    this.#running = false;
  }

  /** Counts what waits: a picture was kept. It goes once its operation has gone. */
  async count(): Promise<void> {
    this.#waiting = await this.#deps.store.number().catch(() => 0);
    this.#deps.on_number(this.#waiting);
  }

  async #send_all(): Promise<void> {
    const { store, now, may_send } = this.#deps;
    while (may_send()) {
      const photo = await store.oldest();
      await this.count();
      if (photo === null) return;
      const sent = await send_photo(this.#deps.fetch, photo);
      if (sent === 'kept') await store.forget(photo.id);
      else if (sent === 'never') await store.put_off(photo.id, { refused: 'refused' });
      else {
        if (sent === 'again') await store.put_off(photo.id, { at: now() });
        return this.#later(sent === 'again' ? 0 : sent.wait_ms);
      }
      this.#failures = 0;
    }
  }

  #later(wait_ms: number): void {
    const doubled = Math.max(wait_ms, WAIT_MS_MIN * 2 ** this.#failures);
    this.#failures += 1;
    this.#not_before = this.#deps.now() + Math.min(doubled, WAIT_MS_MAX);
  }
}
