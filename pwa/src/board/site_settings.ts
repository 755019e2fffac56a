// SPDX-License-Identifier: Apache-2.0
/** A setting of the site -> its value in words, what was typed as a value, and its change. Pure. */
import { draft } from '../domain/operation.ts';
import { say, type Decision, type Words } from './decision.ts';

export type Value = boolean | number | string | readonly string[];
/** As `GET /api/v1/settings` tells it; a whole number lies from `low` to `high`. */
export type Setting = Readonly<{
  key: string; type: 'bool' | 'whole' | 'choice' | 'list' | 'names'; value: Value; default: Value;
  low: number; high: number; unit: string; choices: readonly string[]; most: number;
  device: boolean;
}>;
export type Settings = Readonly<{ version: number; settings: readonly Setting[] }>;
/** What one person set at once; `value` null: back to the default. */
export type Change = Readonly<{
  version: number; actor: string; at: string;
  changes: readonly Readonly<{ key: string; value: Value | null }>[];
}>;

const NAME_CHARACTERS_MAX = 64;

/** The room of the floor that a setting belongs to: `receive.blind` to `receive`. */
export const areaOf = (key: string): string => key.split('.')[0]!;

/** A value as text that a field holds; a list as one name a line. */
export const typedOf = (value: Value): string =>
  (Array.isArray(value) ? value.join('\n') : String(value));

/** Lists are equal with the same names in the same order. */
export const same = (one: Value, other: Value): boolean => typedOf(one) === typedOf(other);

/** What was typed, as a value; null if the server would not take it. */
export function valueOf(setting: Setting, typed: string): Value | null {
  const { type, low, high, choices, most } = setting;
  if (type === 'bool') return typed === 'true' || (typed === 'false' ? false : null);
  if (type === 'choice') return choices.includes(typed) ? typed : null;
  if (type === 'whole') {
    const n = /^\d{1,15}$/.test(typed.trim()) ? Number(typed) : NaN;
    return n >= low && n <= high ? n : null;
  }
  const names = typed.split('\n').map((one) => one.trim()).filter(Boolean);
  const fits = type === 'names' ? names.every((one) => one.length <= NAME_CHARACTERS_MAX)
    : names.length > 0 && names.every((one) => choices.includes(one));
  return fits && names.length <= most && new Set(names).size === names.length ? names : null;
}

/** What a field may hold, in words; null where its choices say it. */
export function bounds(setting: Setting): Words | null {
  const { type, low, high, unit, most } = setting;
  if (type === 'whole') return say('board.setting.whole', { low, high, unit });
  if (type === 'names') return say('board.setting.names', { n: most });
  return null;
}

/** The change to a value. `base` is the version that was looked at: another declines it. */
export function change(setting: Setting, value: Value, base: number, shown: string): Decision {
  const back = same(value, setting.default);
  return {
    id: 'setting', mark: null,
    title: say(back ? 'board.setting.back' : 'board.setting.set', { value: shown }),
    button: say('board.setting.save'),
    effects: [
      { on: 'later', say: say('board.setting.later') },
      ...(setting.device ? [{ on: 'later' as const, say: say('board.setting.device') }] : []),
    ],
    ask: null, qualify: null,
    draft: () => draft('policy_change', {
      base, changes: { [setting.key]: back ? null : value },
    }, 'policy'),
  };
}

/** "percent of the deposit for grade B" is "percent" beside a number that its name explains. */
export const unitOf = ({ unit }: Setting): string =>
  (unit ?? '').split(/[,;:]| (?:of|that|from|by|before|on|until|between|as|left)\b| offered/)[0]!;
