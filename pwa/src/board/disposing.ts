// SPDX-License-Identifier: Apache-2.0
/**
 * What may become of held goods (IN9), and who sees to a hold (IN10): each choice with what it does
 * to goods, hold and ERP. To use goods as they are is to release them, and no choice of its own.
 */
import { draft } from '../domain/operation.ts';
import type { HoldRow } from '../domain/rows.ts';
import type { Picked } from './decisions.ts';
import { say, type Decision, type Field, type More, type Words } from './decision.ts';
import { plain, type Rows } from './rows.ts';
import type { Person, Standing } from './reads.ts';
import { holdName } from './told.ts';
import { witnessFields } from './witness.ts';

/** Who sits here, who else is there, and the time. */
export type Team = Readonly<{ me: string; people: readonly Person[]; now_ms: number }>;
export const NOBODY: Team = { me: '', people: [], now_ms: 0 };

export const DISPOSALS = ['rework', 'return_to_vendor', 'scrap', 'downgrade'] as const;
type Disposal = typeof DISPOSALS[number];
export const DISPOSE_REASONS = ['nonconforming', 'damaged', 'expired', 'supplier_agreed', 'other'];
const DAY_MS = 86_400_000;

const free = (text: string): Words => say('text.plain', { text });

/** "4 × BRK-10442, L26-0190, A02-015-B": one line of the book that the hold lies over. */
const lineText = (one: Standing): string => [`${one.quantity} × ${one.part}`,
  one.serial || one.lot, plain(one.holder)].filter(Boolean).join(', ');

const lineIn = (under: readonly Standing[], more: More): Standing | undefined =>
  (more['goods'] === '' ? undefined : under[Number(more['goods'])]);

function fitsQuantity(under: readonly Standing[], value: string, more: More): boolean {
  const n = Number(value);
  return /^\d{1,6}$/.test(value) && n >= 1 && n <= (lineIn(under, more)?.quantity ?? 0);
}

/** Which goods, how many of them, and who saw it or under which number they go on. */
function fields(decision: Disposal, under: readonly Standing[], team: Team): Field[] {
  const only = under.length === 1 ? under[0] : undefined;
  const goods: Field = {
    name: 'goods', label: say('board.field.goods'), ...(only ? { starts: '0' } : {}),
    choices: under.map((one, n) => ({ value: String(n), say: free(lineText(one)) })),
    fits: (_, more) => lineIn(under, more) !== undefined,
  };
  const quantity: Field = {
    name: 'quantity', label: say('board.field.quantity'),
    ...(only ? { starts: String(only.quantity) } : {}),
    fits: (value, more) => fitsQuantity(under, value, more),
  };
  const number: Field = {
    name: 'to_part', label: say('board.field.to_part'), part: true,
    fits: (value) => value.trim() !== '',
  };
  return [goods, quantity, ...(decision === 'downgrade' ? [number] : []),
    ...(decision === 'scrap' || decision === 'downgrade'
      ? witnessFields(team, decision === 'scrap') : [])];
}

function dispose(
  decision: Disposal, hold: HoldRow, rows: Rows, under: readonly Standing[], team: Team,
): Decision {
  const params = { hold: holdName(hold.hold, rows) };
  return {
    id: `${decision}:${hold.hold}`, mark: null,
    title: say(`board.decide.${decision}`, params), button: say(`board.decide.${decision}.go`),
    effects: (['goods', 'hold', 'erp'] as const)
      .map((on) => ({ on, say: say(`board.effect.${decision}.${on}`, params) })),
    ask: { name: 'reason', choices: DISPOSE_REASONS }, qualify: null,
    fields: fields(decision, under, team),
    draft: ({ why, more = {} }) => {
      const one = lineIn(under, more)!;
      return draft('disposition', {
        hold: hold.hold, decision, reason: why, holder: one.holder, part: one.part,
        quantity: Number(more['quantity']), lot: one.lot || null, serial: one.serial || null,
        witness: more['witness'] || null, to_part: more['to_part']?.trim() || null,
        location: null,
      }, `hold:${hold.hold}`);
    },
  };
}

/** Each way in which held goods end, where it is known which goods the hold lies over. */
export function disposals(
  hold: HoldRow, rows: Rows, under: Picked | undefined, team: Team,
): readonly Decision[] {
  if (!Array.isArray(under) || hold.root) return [];
  const here = (under as readonly Standing[])
    .filter(({ holder, quantity }) => quantity > 0 && !holder.startsWith('@'));
  return here.length === 0 ? []
    : DISPOSALS.map((decision) => dispose(decision, hold, rows, here, team));
}

/** Gives the hold to somebody, and says who has it and for how long it has been on. */
export function owner(hold: HoldRow, rows: Rows, team: Team): readonly Decision[] {
  if (hold.root || team.people.length === 0) return [];
  const has = hold.owner || hold.placed_by;
  const days = Math.max(0, Math.floor((team.now_ms - Date.parse(hold.placed_at)) / DAY_MS));
  const params = {
    hold: holdName(hold.hold, rows), n: days,
    owner: team.people.find(({ id }) => id === has)?.name ?? has,
  };
  return [{
    id: `owner:${hold.hold}`, mark: null,
    title: say('board.decide.owner', params), button: say('board.decide.owner.go'),
    effects: [
      { on: 'hold', say: say('board.effect.owner.hold', params) },
      { on: 'goods', say: say('board.effect.owner.goods') },
    ],
    ask: null, qualify: null,
    fields: [{
      name: 'owner', label: say('board.field.owner'),
      fits: (value) => value !== '' && value !== has,
      starts: has === team.me ? '' : team.me,
      choices: team.people.map(({ id, name }) => ({ value: id, say: free(name) })),
    }],
    draft: ({ more = {} }) => draft('hold_owner', { hold: hold.hold, owner: more['owner']! },
      `hold:${hold.hold}`),
  }];
}
