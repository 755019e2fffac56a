// SPDX-License-Identifier: Apache-2.0
/**
 * Where to take units from. The task's own source first, unless it waits for a count; what is
 * held is never offered.
 */

import type { Quant } from './books.ts';
import { held_by } from './coming.ts';
import { is_plate, is_virtual } from './operation.ts';
import { pick_choice } from './pick_choice.ts';
import { setting } from './policy.ts';
import type { LocationRow } from './rows.ts';
import type { View } from './view.ts';

/** Roles whose stock may be promised to an order; same list as backend/domain/locations.py. */
export const STORAGE_ROLES: readonly string[] = ['forward', 'reserve', 'bulk', 'hazmat'];

export type Source = Readonly<{
  holder: string; location: string; lot: string; serial: string; quantity: number;
}>;

/** What a task or the person says about where to look. */
export type Wish = Readonly<{
  location?: string | null; lot?: string | null; serial?: string | null;
  avoid?: readonly string[]; // locations found short or skipped
  wanted?: number; // units; a source that covers them all comes first
}>;

type Free = { quant: Quant; place: LocationRow };

/**
 * Stock of a part that may be picked now: what is stored; where nothing is, what has come in and
 * stands on the dock, unless the site stores everything first (RC18).
 */
export function free_stock(view: View, part: string): Free[] {
  const stored = stored_stock(view, part);
  return stored.length > 0 ? stored : dock_stock(view, part);
}

/** Free stock on storage locations. */
export const stored_stock = (view: View, part: string): Free[] =>
  free_in(view, part, STORAGE_ROLES);

/** Free stock on plates at a dock, where a site picks from there. */
export const dock_stock = (view: View, part: string): Free[] =>
  (setting(view, 'receive.cross_dock') ? free_in(view, part, ['dock']) : [])
    .filter(({ quant }) => is_plate(quant.holder));

/** Stock at places of these roles that are not blocked, under no open hold. */
function free_in(view: View, part: string, roles: readonly string[]): Free[] {
  const found: Free[] = [];
  for (const quant of view.of_part(part)) {
    if (is_virtual(quant.holder)) continue;
    const place = view.location(view.place(quant.holder).location ?? '');
    if (place === null || place.blocked || !roles.includes(place.role)) continue;
    if (held_by(view, quant) === null) found.push({ quant, place });
  }
  return found.sort(by_rotation);
}

/** First expired first out; stock without a date after stock with one; then the walking order. */
function by_rotation(a: Free, b: Free): number {
  const expiry = (free: Free): string => free.quant.expires_on ?? '9999';
  return compare(expiry(a), expiry(b))
    || a.place.travel - b.place.travel
    || compare(a.place.location, b.place.location)
    || compare(`${a.quant.lot}|${a.quant.serial}`, `${b.quant.lot}|${b.quant.serial}`);
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/**
 * Places that wait for a count, as far as this device knows: by an open task, or because it told
 * itself that too few of the part are there. A count that it told since answers both.
 */
export function to_count(view: View, part: string): Set<string> {
  const waiting = new Set(view.tasks('count').flatMap((task) => task.location ?? []));
  for (const op of view.told) {
    if (op.kind === 'count') waiting.delete(op.body.holder);
    if (op.kind !== 'short_pick' || op.body.part !== part) continue;
    waiting.add(view.place(op.body.source).location ?? '');
  }
  return waiting;
}

/** Places where too few of a part were found and nobody counted since: nothing of it is there. */
export function found_short(view: View, part: string): Set<string> {
  const short = new Set(view.tasks('count').filter((task) => (task.part ?? part) === part
    && String(task.why).includes('short_pick')).flatMap((task) => task.location ?? []));
  for (const op of view.told) {
    if (op.kind === 'count') short.delete(op.body.holder);
    if (op.kind !== 'short_pick' || op.body.part !== part) continue;
    short.add(view.place(op.body.source).location ?? '');
  }
  return short;
}

/** The source to send a person to, or null where nothing free is known. */
export function pick_source(view: View, part: string, wish: Wish = {}): Source | null {
  const free = free_stock(view, part)
    .filter(({ place }) => !(wish.avoid ?? []).includes(place.location));
  const waiting = to_count(view, part);
  const wished = free.filter(({ quant, place }) => !waiting.has(place.location)
    && fits(wish.location, place.location) && fits(wish.lot, quant.lot)
    && fits(wish.serial, quant.serial));
  const offered = (wished.length > 0 ? wished : free).map(({ quant, place }) => ({
    holder: quant.holder, location: place.location, lot: quant.lot, serial: quant.serial,
    quantity: quant.quantity, travel: place.travel, expires_on: quant.expires_on,
  }));
  const first = pick_choice(wish.wanted ?? 1, offered, waiting);
  if (first === null) return null;
  const { holder, location, lot, serial, quantity } = first;
  return { holder, location, lot, serial, quantity };
}

const fits = (wanted: string | null | undefined, found: string): boolean =>
  wanted === null || wanted === undefined || wanted === '' || wanted === found;
