// SPDX-License-Identifier: Apache-2.0
/** Which other holds keep goods held when one of their holds ends. Pure: scopes are compared. */
import type { HoldRow, Scope } from '../domain/rows.ts';
import { holdsOf } from './cards.ts';
import { isPlace, plain, text, type ExceptionRow, type Rows } from './rows.ts';

const FIELDS = ['part', 'lot', 'serial', 'supplier', 'receipt', 'lpn', 'location'] as const;
type Known = Readonly<Partial<Record<(typeof FIELDS)[number], string>>>;

const given = (scope: Partial<Scope>): readonly (readonly [keyof Known, string])[] =>
  FIELDS.flatMap((field) => (scope[field] ? [[field, scope[field]] as const] : []));

/** What an exception says of its goods, with the place or plate that they are in. */
function goods(about: ExceptionRow): Known {
  const holder = text(about, 'holder');
  const known: Record<string, string> = {};
  for (const field of FIELDS) if (text(about, field)) known[field] = text(about, field);
  if (isPlace(holder)) known['location'] ??= holder;
  else if (holder.startsWith('lpn:')) known['lpn'] ??= plain(holder);
  return known;
}

/** Every open hold but this one, each once, by the hold that somebody placed. */
function others(hold: HoldRow, rows: Rows): readonly HoldRow[] {
  return [...rows.hold.values()].filter((one) => one.state === 'open' && !one.root
    && one.hold !== hold.hold && one.hold !== hold.root);
}

/** Holds that cover the very goods of the question: named by the server, or wide enough. */
export function staysOn(
  hold: HoldRow, rows: Rows, about: ExceptionRow,
): readonly HoldRow[] {
  const named = holdsOf(about).map((id) => rows.hold.get(id)?.root || id);
  const known = goods(about);
  return others(hold, rows).filter((one) => named.includes(one.hold)
    || given(one.scope).every(([field, value]) => known[field] === value));
}

/** Holds that cover some of what this one covers: one field in common, and none that differs. */
export function stays(hold: HoldRow, rows: Rows, about: ExceptionRow): readonly HoldRow[] {
  const on = staysOn(hold, rows, about);
  const near = (one: HoldRow): boolean => {
    const both = given(one.scope).filter(([field]) => hold.scope[field]);
    return both.length > 0 && both.every(([field, value]) => hold.scope[field] === value);
  };
  return others(hold, rows).filter((one) => on.includes(one) || near(one));
}
