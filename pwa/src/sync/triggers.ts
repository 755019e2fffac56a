// SPDX-License-Identifier: Apache-2.0
/** The network or the page comes back: a good moment to talk. Where there is no page: nothing. */
export function listen_triggers(talk: () => void): () => void {
  if (typeof window === 'undefined') return () => undefined;
  const undo = new AbortController();
  const { signal } = undo;
  window.addEventListener('online', talk, { signal });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') talk();
  }, { signal });
  return () => undo.abort();
}
