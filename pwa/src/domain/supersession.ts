// SPDX-License-Identifier: Apache-2.0
/**
 * What may be given for a part that was ordered, in the order of the promise. Twin of
 * `backend/domain/serve.py`, which says the rules; the vector is `tests/vectors/supersession.json`.
 */

import { by_name } from './pick_choice.ts';
import type { PartRow } from './rows.ts';

export const DEPTH_MAX = 10; // links from the first number of a chain to the last

export type Supersession = Readonly<{
  old: string; new: readonly Readonly<{ part: string; factor: number }>[];
  kind: 'forward' | 'full'; join: 'and' | 'or'; condition: string;
  strategy: 'use_up' | 'immediate' | 'date'; valid_from: string; safety: boolean; active: boolean;
}>;

/** `factor` units for one ordered; `together` names a set of which every number is needed. */
export type Served = Readonly<{
  part: string; factor: number; why: 'ordered' | 'predecessor' | 'successor' | 'set';
  via: readonly string[]; together: readonly string[];
}>;

type Names = ReadonlySet<string>;
type Force = ReadonlyMap<string, readonly Supersession[]>;
const NONE: Names = new Set();

/** The link that a part's own record tells of: forward, one for one. */
export function told_by(part: PartRow): Supersession | null {
  if (!part.superseded_by) return null;
  return {
    old: part.part, new: [{ part: part.superseded_by, factor: 1 }], kind: 'forward', join: 'or',
    condition: '', strategy: part.supersession === 'immediate' ? 'immediate' : 'use_up',
    valid_from: '', safety: false, active: true,
  };
}

/** Links on file, and what parts tell of themselves where no link without a condition is filed. */
export function links_of(
  parts: readonly PartRow[], links: readonly Supersession[],
): Supersession[] {
  const filed = links.filter((link) => link.active && link.condition === '');
  const known = new Set(filed.map((link) => link.old));
  const derived = parts.filter((part) => !known.has(part.part)).map(told_by);
  return [...links, ...derived.filter((link) => link !== null)];
}

const is_set = (link: Supersession): boolean => link.join === 'and' && link.new.length > 1;

/** By old number, what holds on a day for a vehicle that fits these conditions. */
function in_force(links: readonly Supersession[], on_day: string, fits: Names): Force {
  const latest = new Map<string, Supersession>();
  for (const link of links) {
    if (!link.active || link.valid_from > on_day) continue;
    if (link.condition !== '' && !fits.has(link.condition)) continue;
    const key = `${link.old}|${link.condition}`;
    const known = latest.get(key);
    if (known === undefined || link.valid_from > known.valid_from) latest.set(key, link);
  }
  const sorted = [...latest.values()].sort((a, b) =>
    by_name(a.old, b.old) || by_name(a.condition, b.condition));
  const found = Map.groupBy(sorted, (link) => link.old);
  for (const [old, all] of found) {
    const special = all.filter((link) => link.condition !== '');
    if (special.length > 0) found.set(old, special);
  }
  return found;
}

const is_given = (part: string, force: Force): boolean =>
  (force.get(part) ?? []).every((link) => link.strategy === 'use_up');

const hops = (link: Supersession, safety: Names): boolean =>
  link.safety || ![link.old, ...link.new.map((one) => one.part)].some((part) => safety.has(part));

function before(force: Force, ordered: string, safety: Names): Served[] {
  const links = [...force.values()].flat().filter((link) =>
    link.kind === 'full' && link.new.length === 1 && hops(link, safety));
  const behind = Map.groupBy(links, (link) => link.new[0]!.part);
  const seen = new Set([ordered]);
  const found: Served[] = [];
  let frontier: string[][] = [[ordered]];
  for (let depth = 0; depth < DEPTH_MAX && frontier.length > 0; depth += 1) {
    const following: string[][] = [];
    for (const via of frontier) {
      for (const { old } of behind.get(via.at(-1)!) ?? []) {
        if (seen.has(old) || !is_given(old, force)) continue;
        seen.add(old);
        following.push([...via, old]);
      }
    }
    frontier = following.sort((a, b) => by_name(a.at(-1)!, b.at(-1)!));
    found.unshift(...frontier.map((via): Served =>
      ({ part: via.at(-1)!, factor: 1, why: 'predecessor', via, together: [] })));
  }
  return found;
}

/** One link further. A set within a set is not followed: nobody could check it at a shelf. */
function next(here: Served, force: Force, safety: Names): Served[] {
  return (force.get(here.part) ?? []).flatMap((link) => {
    if (!hops(link, safety) || (is_set(link) && here.together.length > 0)) return [];
    const together = is_set(link) ? link.new.map((one) => one.part) : here.together;
    return link.new.map((one): Served => ({
      part: one.part, factor: here.factor * one.factor,
      why: together.length > 0 ? 'set' : 'successor', via: [...here.via, one.part], together,
    }));
  });
}

/** The number of the set that this one stands for; '' when it serves by itself. */
export const stands_for = (one: Served): string =>
  one.via.find((number) => one.together.includes(number)) ?? '';

function after(force: Force, ordered: string, safety: Names): Served[] {
  const name = (one: Served): string => [one.part, stands_for(one), ...one.together].join('|');
  const start: Served = { part: ordered, factor: 1, why: 'ordered', via: [ordered], together: [] };
  const seen = new Set([name(start)]);
  const found: Served[] = [];
  let frontier = [start];
  for (let depth = 0; depth < DEPTH_MAX && frontier.length > 0; depth += 1) {
    const following: Served[] = [];
    for (const one of frontier.flatMap((here) => next(here, force, safety))) {
      if (seen.has(name(one)) || one.via.slice(0, -1).includes(one.part)) continue;
      seen.add(name(one));
      following.push(one);
    }
    frontier = following;
    found.push(...frontier.filter((one) => is_given(one.part, force)));
  }
  return found.filter(({ together }) => together.every((part) => found.some((one) =>
    one.together.join('|') === together.join('|') && stands_for(one) === part)));
}

/**
 * Numbers that may be given for `ordered` on a day. `fits`: conditions that the vehicle is known
 * to meet. `safety`: parts that are safety critical.
 */
export function may_serve(
  links: readonly Supersession[], ordered: string, on_day: string,
  fits: Names = NONE, safety: Names = NONE,
): Served[] {
  const force = in_force(links, on_day, fits);
  const own: Served = { part: ordered, factor: 1, why: 'ordered', via: [ordered], together: [] };
  return [
    ...(is_given(ordered, force) ? [own] : []), ...before(force, ordered, safety),
    ...after(force, ordered, safety),
  ];
}

export type Substitute = Readonly<{
  part: string; for_part: string; customers: readonly string[]; price: 'neutral' | 'call';
  active: boolean;
}>;

/** Approved substitutes for a customer, same price first. Safety-critical parts have none. */
export function may_substitute(
  approved: readonly Substitute[], ordered: string, customer: string, safety: Names = NONE,
): Substitute[] {
  return approved
    .filter((one) => one.active && one.for_part === ordered && !safety.has(one.part)
      && !safety.has(ordered)
      && (one.customers.length === 0 || one.customers.includes(customer)))
    .sort((a, b) => Number(a.price === 'call') - Number(b.price === 'call')
      || by_name(a.part, b.part));
}
