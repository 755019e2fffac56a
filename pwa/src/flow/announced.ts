// SPDX-License-Identifier: Apache-2.0
/** What was announced, and how much of it is in. */
import type { AsnPack, AsnRow } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';
import type { Data, Found } from './data.ts';
import type { Ctx } from './words.ts';

export const OPEN_ASN_STATES: readonly string[] = ['open', 'announced', 'arrived', 'receiving', ''];

/** Announced plates that hold goods themselves. */
export const cartons_of = (asn: AsnRow): AsnPack[] => asn.packs.filter((p) => p.lines.length > 0);
export const inside = (asn: AsnRow, lpn: string): AsnPack[] =>
  asn.packs.filter((pack) => pack.parent === lpn);
export const is_pallet = (asn: AsnRow, lpn: string): boolean => inside(asn, lpn).length > 0;

/** Whether goods of this notice are in; loose lines have no plate, so only the server can tell. */
export function pack_in(view: View, pack: AsnPack): boolean {
  return pack.lpn === null ? pack.received === true : view.received(pack.lpn);
}

/** Whether a plate and all inside it have been received. */
export function all_in(view: View, asn: AsnRow, lpn: string): boolean {
  const cartons = inside(asn, lpn);
  if (cartons.length === 0) return view.received(lpn);
  return cartons.every((carton) => (carton.lpn === null
    ? pack_in(view, carton) : all_in(view, asn, carton.lpn)));
}

export function asn_of(ctx: Ctx): AsnRow {
  return ctx.view.asn(ctx.data.asn!)!;
}

export function current(data: Data): Found {
  return data.found![data.current!]!;
}
