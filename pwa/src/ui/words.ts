// SPDX-License-Identifier: Apache-2.0
/**
 * Words for keys. The catalogues are flat: one key, one sentence with `{name}` holes. A key whose
 * sentence depends on a number `n` has the forms `key_one` and `key_other` (CLDR plural names).
 * English is always there; another language is fetched once and falls back key by key. The first
 * screens have a catalogue of their own; further words are learnt with what needs them.
 */
import { signal } from '@preact/signals';
import type { Params, Text } from '../flow/step.ts';
import english from '../../messages/en.json' with { type: 'json' };

export type Catalogue = Readonly<Record<string, string>>;
export const LANGUAGES = ['en', 'de', 'es', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language on the screen; components that call `t` follow it. */
export const language = signal<Language>('en');
const catalogue = signal<Catalogue>(english);
/** Words that the first screens do without (of a flow, of the desk), in English. */
const further = signal<Catalogue>({});

type Loaders = Readonly<Record<Language, () => Promise<{ default: Catalogue }>>>;

/** All that one language is made of: the first screens' words, then what was learnt. */
const loaders: Loaders[] = [{
  en: async () => ({ default: english }),
  de: () => import('../../messages/de.json', { with: { type: 'json' } }),
  es: () => import('../../messages/es.json', { with: { type: 'json' } }),
  fr: () => import('../../messages/fr.json', { with: { type: 'json' } }),
}];
let wished: Language = 'en';

/** Changes the words on the screen; the step stays. A catalogue that cannot be read changes
nothing. */
export async function speak(next: Language): Promise<void> {
  wished = next;
  const asked = loaders.length;
  const loaded = await Promise.all(loaders.map((one) => one[next]())).catch(() => null);
  if (wished !== next) return; // another wish came meanwhile
  if (loaded === null) wished = language.value;
  else if (loaders.length > asked) await speak(next); // so did words to learn
  else {
    catalogue.value = Object.assign({}, ...loaded.map((one) => one.default));
    language.value = next;
  }
}

/** Adds words; the English ones stand in until they are there in the language on the screen. */
export async function learn(words: Catalogue, others?: Loaders): Promise<void> {
  further.value = { ...further.value, ...words };
  if (others === undefined) return; // not translated so far
  loaders.push(others);
  await speak(wished);
}

/** Changes every word that is here, for pictures of a language that nobody translated. */
export function rewrite(change: (words: string) => string): void {
  const all = { ...further.value, ...english, ...catalogue.value };
  const changed = Object.entries(all).map(([key, words]) => [key, change(words)] as const);
  catalogue.value = Object.fromEntries(changed);
}

export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

function sentence(key: string, params: Params | undefined): string | undefined {
  const words = catalogue.value;
  const n = params?.n;
  if (typeof n === 'number') {
    const form = `${key}_${new Intl.PluralRules(language.value).select(n)}`;
    const found = words[form] ?? words[`${key}_other`]
      ?? further.value[form] ?? further.value[`${key}_other`];
    if (found !== undefined) return found;
  }
  return words[key] ?? (english as Catalogue)[key] ?? further.value[key];
}

/** True if the catalogue has words for this key; for keys that come from the server. */
export function known(key: string): boolean {
  return sentence(key, undefined) !== undefined || sentence(key, { n: 2 }) !== undefined;
}

/** The words of a key; a key without words shows itself, so that its absence is seen. */
export function t(key: string, params?: Params): string {
  const found = sentence(key, params);
  if (found === undefined) return key;
  return found.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = params?.[name];
    if (value === undefined) return hole;
    return typeof value === 'number' ? count(value) : name === 'iso_day' ? long_day(value) : value;
  });
}

/** The words of a flow's message. */
export function say(text: Text | null | undefined): string {
  return text ? t(text.key, text.params) : '';
}

/** The name of a unit beside a number: "1 pièce", "2 pièces". */
export function units(unit: Text, n: number): string {
  return t(unit.key, { ...unit.params, n });
}

/** Sentences for a screen reader, each with one end mark of its own. Empty ones fall away. */
export function spoken(...sentences: readonly string[]): string {
  return sentences.map((one) => one.trim()).filter(Boolean)
    .map((one) => (/[.!?…:]$/.test(one) ? one : `${one}.`)).join(' ');
}

/** A whole number by locale, with a true minus sign. */
export function count(value: number): string {
  return new Intl.NumberFormat(language.value).format(value).replace('-', '−');
}

/** "31 December 2026". `iso` is a day of the calendar, wherever the device is. */
function long_day(iso: string): string {
  return new Intl.DateTimeFormat(language.value, { dateStyle: 'long', timeZone: 'UTC' })
    .format(new Date(iso));
}

/** Clock time to the minute, on this device's clock. `iso` is an instant. */
export function clock(iso: string): string {
  return new Intl.DateTimeFormat(language.value, { hour: '2-digit', minute: '2-digit',
    hour12: false })
    .format(new Date(iso));
}

/** "26 min", "3 h 10". `ms` below one minute gives "0 min". */
export function age(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 60) return t('age.min', { m: String(minutes) });
  const [hours, rest] = [Math.floor(minutes / 60), String(minutes % 60).padStart(2, '0')];
  return t('age.hours', { h: String(hours), m: rest });
}
