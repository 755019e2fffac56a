// SPDX-License-Identifier: Apache-2.0
/**
 * Fetches the craft (`craft.ts`) behind the first screen, and again until it is here: at the very
 * first start no worker keeps its files yet, and the network may go at any moment.
 *
 * The files are fetched before they are imported. Many browsers keep a failed `import()` for as
 * long as the page stands, and the page must stand, because what was scanned meanwhile waits in it.
 */
import type * as Whole from './craft.ts';
import { backoff_ms } from './domain/backoff.ts';

export type Craft = typeof Whole;

/** Files on one radio link; after that the try has failed. */
const FETCH_MS_MAX = 20_000;
/** Tries that make the wait longer: somebody stands before this screen, so never above 8 s. */
const FAILURES_MAX = 2;

export type Means = {
  files: readonly string[]; // addresses of everything that the import needs
  fetch: (file: string, init: RequestInit) => Promise<Response>;
  load: () => Promise<Craft>;
  pause: (ms: number) => Promise<void>; // may end sooner, when the network comes back
  random: () => number;
  tell: (lacking: boolean) => void; // true: a try has failed, there will be others
};

/** Settles with the craft; never fails, it goes on trying. */
export async function fetch_craft(means: Means): Promise<Craft> {
  for (let failures = 0; ; failures += 1) {
    try {
      await Promise.all(means.files.map((file) => arrived(file, means)));
      const craft = await means.load();
      await craft.words;
      means.tell(false);
      return craft;
    } catch {
      means.tell(true);
      await means.pause(backoff_ms(Math.min(failures, FAILURES_MAX), means.random()));
    }
  }
}

/** The whole file is in the browser's cache, and it is ours, not the page of a hotel's network. */
async function arrived(file: string, { fetch }: Means): Promise<void> {
  const response = await fetch(file, { signal: AbortSignal.timeout(FETCH_MS_MAX) });
  const kind = response.headers.get('Content-Type') ?? '';
  if (!response.ok || !kind.includes('javascript')) throw new TypeError(`${file} did not come`);
  await response.arrayBuffer();
}
