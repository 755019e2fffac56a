// SPDX-License-Identifier: Apache-2.0
/** The app's own updates: a new version waits until a person takes it, between two tasks. */

/**
 * Registers the service worker. `on_update` gets what takes the new version over; the page loads
 * again when it has. Without workers (plain http on a LAN name) the app runs, but not from cold.
 */
export async function install_worker(
  workers: ServiceWorkerContainer | undefined, on_update: (take: () => void) => void,
  reload: () => void,
): Promise<boolean> {
  if (workers === undefined) return false;
  const found = await workers.register('/sw.js', { updateViaCache: 'none' }).catch(() => null);
  if (found === null) return false;
  let taken = false;
  const offer = (worker: ServiceWorker): void => on_update(() => {
    taken = true;
    worker.postMessage({ type: 'skip_waiting' });
  });
  workers.addEventListener('controllerchange', () => { if (taken) reload(); });
  if (found.waiting !== null && workers.controller !== null) offer(found.waiting);
  found.addEventListener('updatefound', () => {
    const worker = found.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && workers.controller !== null) offer(worker);
    });
  });
  return true;
}
