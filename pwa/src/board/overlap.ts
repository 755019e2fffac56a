// SPDX-License-Identifier: Apache-2.0
/** Which other holds keep goods held when one of their holds ends. Pure: scopes are compared. */
import type { HoldRow, Scope } from '../domain/rows.ts';
import { holdsOf, unitsOf } from './cards.ts';
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

/** What an exception names: of several units on a truck, those that this hold is on. */
function namedWith(hold: HoldRow, about: ExceptionRow): readonly string[] {
  const units = unitsOf(about);
  if (!units.length) return holdsOf(about);
  const id = hold.root || hold.hold;
  return units.filter((one) => one.includes(id)).flat();
}

/** Holds that cover the very goods of the question: named by the server, or wide enough. */
export function staysOn(
  hold: HoldRow, rows: Rows, about: ExceptionRow,
): readonly HoldRow[] {
  const named = namedWith(hold, about).map((id) => rows.hold.get(id)?.root || id);
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

const ASKED = ['part', 'lot', 'serial', 'lpn', 'location'] as const; // that balances are read by

/** How to ask for the balances that a hold may cover; null: by nothing that they are read by. */
export function askedAs({ scope }: HoldRow): Readonly<Record<string, string>> | null {
  const by = ASKED.flatMap((name) => (scope[name] ? [[name, scope[name]]] : []));
  return by.length ? Object.fromEntries(by) as Readonly<Record<string, string>> : null;
}

/** True: nothing of these goods comes free, as each of them is under one of these holds. */
export const allUnder = (goods: readonly Held[], stops: readonly Stop[]): boolean =>
  goods.every((it) => it.holds.some((by) => stops.some((stop) => stop.hold.hold === by.hold)));

/** An open hold that stops something, and the goods of it that it lies on. */
export type Stop = Readonly<{ hold: HoldRow; on: readonly string[] }>;

type Held = Readonly<{
  part: string; lot: string; serial: string; holds: readonly Readonly<{ hold: string }>[];
}>;

/** What stops goods beside one hold, each hold once with the goods that it lies on. */
export function stopsBeside(hold: HoldRow, goods: readonly Held[], rows: Rows): readonly Stop[] {
  return others(hold, rows).flatMap((one) => {
    const under = goods.filter((it) => it.holds.some((by) => by.hold === one.hold));
    const names = under.map((it) => [it.serial, it.part, it.lot].filter(Boolean).join(' '));
    return under.length ? [{ hold: one, on: [...new Set(names)] }] : [];
  });
}
