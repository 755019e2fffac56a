// SPDX-License-Identifier: Apache-2.0
/**
 * Training (X9): a handheld that plays. What is told in it goes into a queue of its own that is
 * never sent, over the goods and places that were pulled last; at its end that queue is deleted.
 *
 * The queue of the real work is not even opened for writing meanwhile, and nothing talks to the
 * server for it. Every tab of the device is in it or none is.
 */
const KEY = 'pickface.training';
export const TRAINING_QUEUE = 'pickface-training-queue';
export const TRAINING_PHOTOS = 'pickface-training-photos';

type Local = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
export type Training = Readonly<{
  on: boolean;
  /** Begins or ends it: what was played is deleted, and the page starts anew. */
  turn: (on: boolean) => Promise<void>;
}>;

/** A storage that fails knows of no training: the work is real then. */
function is_training(storage: Local): boolean {
  try {
    return storage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

/** A database that is still open somewhere goes when it is closed. */
const forget = (names: readonly string[], bases: IDBFactory): Promise<unknown> =>
  Promise.all(names.map((name) => new Promise<void>((done) => {
    const asked = bases.deleteDatabase(name);
    asked.onsuccess = asked.onerror = asked.onblocked = () => done();
  })));

/** How it stands on this device; `stop` lets go of what is open, `reload` starts the page anew. */
export function training_here(
  storage: Local, bases: IDBFactory, page: EventTarget, stop: () => Promise<void>,
  reload: () => void,
): Training {
  page.addEventListener('storage', (event) => {
    if ((event as StorageEvent).key === KEY) reload(); // another tab began or ended it
  });
  return {
    on: is_training(storage),
    turn: async (on) => {
      if (on === is_training(storage)) return;
      await stop();
      await forget([TRAINING_QUEUE, TRAINING_PHOTOS], bases);
      if (on) storage.setItem(KEY, '1');
      else storage.removeItem(KEY);
      reload();
    },
  };
}
