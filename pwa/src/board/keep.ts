// SPDX-License-Identifier: Apache-2.0
/** Theme and language of a desk, kept by this browser. A browser that keeps nothing works too. */
import type { Keep } from '../state/keep.ts';

const NAME = 'pickface.desk.';

export const keep: Keep = {
  get: async (name) => {
    try {
      return JSON.parse(localStorage.getItem(NAME + name) ?? 'null') as unknown;
    } catch {
      return null;
    }
  },
  put: async (name, value) => {
    try {
      localStorage.setItem(NAME + name, JSON.stringify(value));
    } catch {
      // full or forbidden: the setting lasts as long as the page
    }
  },
};
