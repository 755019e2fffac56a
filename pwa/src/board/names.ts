// SPDX-License-Identifier: Apache-2.0
/**
 * Names of people for the ids that rows carry: read once, and again when an id comes that nobody
 * knew then. An id without a name (`console`, the server itself) is shown as it is.
 */
import { signal } from '@preact/signals';
import { people, type Person } from './reads.ts';

const AGAIN_MS = 60_000; // between two readings, however many ids stay unknown

const names = signal<ReadonlyMap<string, Person>>(new Map());
let readAt = -Infinity;

async function read(): Promise<void> {
  readAt = Date.now();
  const found = new Map<string, Person>();
  let after: string | null = null;
  do {
    const page = await people(after);
    if (page.is !== 'ok') return; // ids stay ids; asked again later
    for (const one of page.body.items) found.set(one.id, one);
    after = page.body.next;
  } while (after !== null);
  names.value = found;
}

function person(id: string): Person | undefined {
  const found = names.value.get(id);
  if (found === undefined && id && Date.now() - readAt > AGAIN_MS) void read();
  return found;
}

/** What people call somebody. */
export const personName = (id: string): string => person(id)?.name ?? id;

/** Everybody of the site, by name; nobody before they were read. */
export function everybody(): readonly Person[] {
  if (readAt === -Infinity) void read();
  return [...names.value.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** The letters on somebody's disc; of an id without a name, its first two. */
export const personInitials = (id: string): string =>
  person(id)?.initials ?? id.slice(0, 2).toUpperCase();
