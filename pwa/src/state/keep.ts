// SPDX-License-Identifier: Apache-2.0
/**
 * Small things a screen remembers on this device: who was signed in (no credential), the demo's
 * barcodes, theme and language. `main.tsx` gives the device's database; a test gives a map.
 */
export interface Keep {
  get(name: string): Promise<unknown>;
  put(name: string, value: unknown): Promise<void>;
}

/** A keep that forgets: for the gallery and for tests. */
export function forgetful(): Keep {
  const held = new Map<string, unknown>();
  return {
    get: async (name) => held.get(name),
    put: async (name, value) => { held.set(name, value); },
  };
}
