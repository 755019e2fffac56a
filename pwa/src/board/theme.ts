// SPDX-License-Identifier: Apache-2.0
/**
 * Light or dark as the system has it, by day and by night, until somebody presses the button: only
 * what a person chose is kept.
 */
import { changeSettings, restoreSettings } from '../state/settings.ts';
import { keep } from './keep.ts';

const unkept: typeof keep = { get: keep.get, put: async () => {} };

export async function dress(): Promise<void> {
  await restoreSettings(keep);
  await changeSettings(unkept, { language: 'en' }); // its words are English only, so far
  matchMedia('(prefers-color-scheme: light)').addEventListener('change', ({ matches }) => {
    void keep.get('settings').then((kept) => {
      if (!kept) void changeSettings(unkept, { theme: matches ? 'light' : 'dark' });
    });
  });
}
