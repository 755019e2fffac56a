// SPDX-License-Identifier: Apache-2.0
/**
 * What the site has set of its own, else the default; twin of `backend/domain/policy.py`, with the
 * vector `tests/vectors/policy.json`. What this release does not take is as if it were not set.
 */
import { SETTINGS } from './settings.gen.ts';
import type { View } from './view.ts';

type Settings = typeof SETTINGS;
export type SettingKey = keyof Settings;
type Wide<T> = T extends boolean ? boolean : T extends number ? number
  : T extends readonly string[] ? readonly string[] : string;
type Value<K extends SettingKey> = Wide<Settings[K]['default']>;
type Told = Readonly<{ changed?: Readonly<Record<string, unknown>> }>;
type Setting = Readonly<{
  type: string; low?: number; high?: number; choices?: readonly string[]; most?: number;
}>;

/** The setting in force on this site. */
export function setting<K extends SettingKey>(view: View, key: K): Value<K> {
  const [row] = view.checkpoint.tables.site.values();
  return in_force((row?.settings ?? {}) as Told, key);
}

/** The setting in force, by what the server told of the site. */
export function in_force<K extends SettingKey>(settings: Told, key: K): Value<K> {
  const told = settings.changed?.[key];
  return (takes(SETTINGS[key], told) ? told : SETTINGS[key].default) as Value<K>;
}

function takes(one: Setting, value: unknown): boolean {
  const { type, low = 0, high, choices = [], most } = one;
  if (type === 'bool') return typeof value === 'boolean';
  if (type === 'whole') {
    return Number.isInteger(value) && value as number >= low && value as number <= high!;
  }
  if (type === 'choice') return choices.includes(value as string);
  return Array.isArray(value) && value.length >= 1 && value.length <= most!
    && new Set(value).size === value.length && value.every((name) => choices.includes(name));
}
