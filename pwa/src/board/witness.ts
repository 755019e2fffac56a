// SPDX-License-Identifier: Apache-2.0
/** The second person who saw something: chosen by name, and proven by badge and PIN. Pure. */
import type { Keys } from './ask.ts';
import { say, type Field, type More } from './decision.ts';
import type { Team } from './disposing.ts';

const named = (more: More | undefined): boolean => (more?.['witness'] ?? '') !== '';

/** Somebody other than who decides; without `needed` nobody may be chosen. */
export function witnessFields(team: Team, needed = true): readonly Field[] {
  const proves = (value: string, more: More): boolean => !named(more) || value !== '';
  const secret = { type: 'secret' as const, half: true, fits: proves };
  return [
    {
      name: 'witness', label: say('board.field.witness'),
      ...(needed ? { needed } : { empty: say('board.setting.nobody') }),
      fits: (value) => !needed || value !== '',
      choices: team.people.filter(({ id }) => id !== team.me)
        .map(({ id, name }) => ({ value: id, say: say('text.plain', { text: name }) })),
    },
    { name: 'badge', label: say('board.field.badge'), ...secret },
    { name: 'pin', label: say('board.field.pin'), ...secret },
  ];
}

/** What the witness gave to confirm it; undefined where there is none. */
export const keysIn = (more: More | undefined): Keys | undefined =>
  (named(more) ? { badge: more!['badge'] ?? '', pin: more!['pin'] ?? '' } : undefined);
