// SPDX-License-Identifier: Apache-2.0
/**
 * Names of people for the ids that rows carry: read once, and again when an id comes that nobody
 * knew then. An id without a name (`console`, the server itself) is shown as it is.
 */
import { signal } from '@preact/signals';
import { people } from './reads.ts';

const AGAIN_MS = 60_000; // between two readings, however many ids stay unknown

const names = signal<ReadonlyMap<string, string>>(new Map());
let readAt = -Infinity;

async function read(): Promise<void> {
  readAt = Date.now();
  const found = new Map<string, string>();
  let after: string | null = null;
  do {
    const page = await people(after);
    if (page.is !== 'ok') return; // ids stay ids; asked again later
    for (const one of page.body.items) found.set(one.id, one.name);
    after = page.body.next;
  } while (after !== null);
  names.value = found;
}

/** What people call somebody. */
export function personName(id: string): string {
  const name = names.value.get(id);
  if (name === undefined && id && Date.now() - readAt > AGAIN_MS) void read();
  return name ?? id;
}
