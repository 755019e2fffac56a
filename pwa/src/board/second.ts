// SPDX-License-Identifier: Apache-2.0
/** A release that two people have to say (IN6): who said it first, and whom it waits for. Pure. */
import type { HoldRow } from '../domain/rows.ts';
import type { Reply } from './ask.ts';
import { say, type Decision } from './decision.ts';
import type { Team } from './disposing.ts';

/** Who has said so already; shown where somebody else is awaited. */
export const first = (hold: HoldRow, team: Team): Decision['effects'] =>
  (hold.consents ?? []).map(({ actor, reason }) => ({
    on: 'hold' as const, odd: true,
    say: say(`board.effect.release.first.${actor === team.me ? 'me' : 'other'}`, {
      who: team.people.find(({ id }) => id === actor)?.name ?? actor, reason,
    }),
  }));

/** Who said it first does not say it again: the server would decline it. */
export const saidByMe = (hold: HoldRow, team: Team): Pick<Decision, 'stopped'> =>
  (hold.consents?.some(({ actor }) => actor === team.me) ? { stopped: [] } : {});

/** Whether an answer is one of two: nothing is released by it yet. */
export const isFirst = (reply: Reply | null): boolean =>
  reply?.is === 'done' && reply.detail?.['needs'] === 2;
