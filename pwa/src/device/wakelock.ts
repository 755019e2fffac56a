// SPDX-License-Identifier: Apache-2.0
/** Keeps the screen on while somebody works; where the device refuses, the work goes on. */

export type Wake = { keep: () => Promise<boolean>; release: () => Promise<void> };

export function wake_lock(page: Document, locks: WakeLock | undefined): Wake {
  let held: WakeLockSentinel | null = null;
  let wanted = false;
  const keep = async (): Promise<boolean> => {
    wanted = true;
    if (locks === undefined || page.visibilityState !== 'visible') return false;
    if (held !== null && !held.released) return true;
    held = await locks.request('screen').catch(() => null);
    return held !== null;
  };
  // The system takes the lock back whenever the page is hidden.
  page.addEventListener('visibilitychange', () => { if (wanted) void keep(); });
  return {
    keep,
    release: async () => {
      wanted = false;
      await held?.release().catch(() => undefined);
      held = null;
    },
  };
}
