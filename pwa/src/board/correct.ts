// SPDX-License-Identifier: Apache-2.0
/** What may be decided on an undo that came too late: the goods are taken out of the book. */
import { draft } from '../domain/operation.ts';
import { say, type Decision } from './decision.ts';
import { plain, text, whole, type ExceptionRow } from './rows.ts';

export const CORRECT_REASONS = ['told_wrongly', 'not_found', 'other'];

type Stands = Readonly<{ holder: string; quantity: number }>;

/** One choice for each place where the book has such goods; the ERP hears of it. */
export function correct(row: ExceptionRow): readonly Decision[] {
  const stands = Array.isArray(row['stands']) ? row['stands'] as readonly Stands[] : [];
  return stands.map(({ holder, quantity: there }): Decision => {
    const quantity = Math.min(whole(row, 'quantity') ?? 0, there);
    const params = { quantity, part: text(row, 'part'), place: plain(holder) };
    return {
      id: `correct:${holder}`, mark: null,
      title: say('board.decide.correct', params), button: say('board.decide.correct.go', params),
      effects: [
        { on: 'goods', say: say('board.effect.correct.goods', params) },
        { on: 'erp', say: say('board.effect.approve.erp.less', params) },
      ],
      ask: { name: 'reason', choices: CORRECT_REASONS }, qualify: null,
      draft: ({ why }) => draft('adjustment', {
        holder, part: params.part, lot: text(row, 'lot') || null, serial: null,
        quantity: -quantity, against: '@adjustment', reason: why, corrects: row.operation,
      }, `holder:${holder}`),
    };
  });
}
