// SPDX-License-Identifier: Apache-2.0
/** Theme, language and volume of this device. The first start asks the system, then the person. */
import { signal } from '@preact/signals';
import { isLanguage, speak, type Language } from '../ui/words.ts';
import type { Keep } from './keep.ts';

export type Theme = 'dark' | 'light';
export type Settings = Readonly<{ theme: Theme; language: Language; volume: number }>;

const VOLUME_FIRST = 100;
export const settings = signal<Settings>({ theme: 'dark', language: 'en', volume: VOLUME_FIRST });

function first(): Settings {
  const light = matchMedia('(prefers-color-scheme: light)').matches;
  const wish = navigator.language.slice(0, 2);
  return {
    theme: light ? 'light' : 'dark', language: isLanguage(wish) ? wish : 'en',
    volume: VOLUME_FIRST,
  };
}

async function show(next: Settings): Promise<void> {
  settings.value = next;
  const root = document.documentElement;
  root.dataset.theme = next.theme;
  root.lang = next.language;
  const bar = document.querySelector('meta[name="theme-color"]');
  bar?.setAttribute('content', next.theme === 'dark' ? '#0e1417' : '#e9ece8');
  await speak(next.language);
}

/** Reads what was kept, or what the system prefers at the first start. */
export async function restoreSettings(keep: Keep): Promise<void> {
  const kept = (await keep.get('settings').catch(() => null)) as Partial<Settings> | null;
  await show({ ...first(), ...(kept ?? {}) });
}

/** Changes and keeps; the step on the screen stays. */
export async function changeSettings(keep: Keep, change: Partial<Settings>): Promise<void> {
  await show({ ...settings.value, ...change });
  await keep.put('settings', settings.value);
}
