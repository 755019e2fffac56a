// SPDX-License-Identifier: Apache-2.0
/** Photos on this device: taken, kept, told, sent. Comes with the craft. */
import { signal } from '@preact/signals';
import type { Engine } from '../contract.ts';
import { hash_of, small_picture } from '../device/camera.ts';
import type { Input } from '../flow/step.ts';
import type { Database } from '../store/database.ts';
import { PhotoStore } from '../store/photos.ts';
import type { Leader } from '../sync/loop.ts';
import { PhotoLoop } from '../sync/photos.ts';

/** Pictures that are only on this device so far. */
export const photosWaiting = signal(0);

type Room = { store: PhotoStore; loop: PhotoLoop; new_id: () => string };
let room: Room | null = null;

/**
 * Makes a picture small and keeps it; the answer says to the step what became of it. Whatever goes
 * wrong, the work goes on: a photo is never a wall.
 */
export async function take_photo(file: File | null): Promise<Input> {
  if (file === null) return { type: 'no_photo', id: 'none' };
  let bytes: ArrayBuffer;
  try {
    bytes = await small_picture(file);
  } catch {
    return { type: 'no_photo', id: 'unreadable' };
  }
  try {
    const { store, loop, new_id } = room!;
    const photo = { id: new_id(), hash: await hash_of(bytes), type: 'image/jpeg' };
    await store.keep({ ...photo, bytes, at: Date.now() });
    await loop.count();
    return { type: 'photo', photo: { ...photo, bytes: bytes.byteLength } };
  } catch {
    return { type: 'no_photo', id: 'full' };
  }
}

/** One tab sends at a time. */
const leader: Leader = async (work) => {
  if (!navigator.locks) return work();
  await navigator.locks.request('pickface-photos', { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
};

/** Sends what is kept, whenever the server answers and no operation waits. */
export function start_photos(
  engine: Engine, opener: typeof Database, new_id: () => string, name?: string,
): void {
  const store = new PhotoStore(opener, name);
  const loop = new PhotoLoop({
    store, leader, fetch: (...given) => fetch(...given), now: () => Date.now(),
    may_send: () => engine.state().sync.online && engine.state().sync.pending === 0,
    on_number: (waiting) => { photosWaiting.value = waiting; },
  });
  room = { store, loop, new_id };
  engine.subscribe(() => void loop.kick());
  void loop.count();
}
