// SPDX-License-Identifier: Apache-2.0
/** What was announced, and how much of it is in. */
import { tick, untick } from '../domain/notices.ts';
import { TOLD_BESIDE, plate_of } from '../domain/operation.ts';
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

/** The notice's packs after what this device told and the server has not put into them yet. */
function packs_now(view: View, asn: AsnRow): readonly AsnPack[] {
  let packs: readonly AsnPack[] = asn.packs;
  for (const body of view.undone) {
    if (body.verb !== 'receipt' || body.asn !== asn.asn) continue;
    if (TOLD_BESIDE.includes(body.aside)) continue;
    packs = untick(packs, plate_of(body.source), body.lines);
  }
  for (const op of view.told) {
    if (op.kind !== 'receipt' || op.body.asn !== asn.asn) continue;
    if (TOLD_BESIDE.includes(op.body.aside)) continue;
    packs = tick(packs, op.body.lpn, op.body.lines);
  }
  return packs;
}

/** Whether goods of this notice are in: on their plate, or unit by unit. */
export function pack_in(view: View, asn: AsnRow, pack: AsnPack): boolean {
  if (pack.lpn !== null && view.received(pack.lpn)) return true;
  return packs_now(view, asn)[asn.packs.indexOf(pack)]?.received === true;
}

/** Whether nothing of this pack is awaited any more: it is in, or it went back on the truck. */
export function pack_done(view: View, asn: AsnRow, pack: AsnPack): boolean {
  if (pack.refused || pack_in(view, asn, pack)) return true;
  return view.told.some(({ kind, body }) => kind === 'refusal' && body.asn === asn.asn
    && (body.lpns.length === 0 || body.lpns.includes(pack.lpn ?? '')
      || body.lpns.includes(pack.parent ?? '')));
}

/** Units of this part and lot (null: any) that a notice still announces; null: it names none. */
export function still_announced(
  view: View, asn: AsnRow, part: string, lot: string | null,
): number | null {
  const now = packs_now(view, asn);
  const open = asn.packs.flatMap((pack, at) => now[at]!.lines
    .filter((line) => line.part === part && (!lot || !line.lot || line.lot === lot))
    .map((line) => (pack_in(view, asn, pack) ? 0 : line.quantity - (line.received ?? 0))));
  return open.length === 0 ? null : open.reduce((sum, n) => sum + n, 0);
}

/** Whether a plate and all inside it are awaited no more. */
export function all_in(view: View, asn: AsnRow, lpn: string): boolean {
  const cartons = inside(asn, lpn);
  const own = asn.packs.find((pack) => pack.lpn === lpn);
  if (cartons.length === 0) return own !== undefined && pack_done(view, asn, own);
  return cartons.every((carton) => (carton.lpn === null
    ? pack_done(view, asn, carton) : all_in(view, asn, carton.lpn)));
}

/** Whether nothing of a notice is awaited any more, as far as this device knows. */
export const asn_in = (view: View, asn: AsnRow): boolean =>
  asn.packs.length > 0 && asn.packs.every((pack) => (pack.lpn === null
    ? pack_done(view, asn, pack) : all_in(view, asn, pack.lpn)));

/** Trucks to receive: what is in already stands last, until the server has closed it. */
export function open_asns(view: View): { asn: AsnRow; received: boolean }[] {
  const rows = view.asns().filter((asn) => OPEN_ASN_STATES.includes(asn.state ?? ''))
    .map((asn) => ({ asn, received: asn_in(view, asn) }));
  return [...rows.filter((row) => !row.received), ...rows.filter((row) => row.received)];
}

export function asn_of(ctx: Ctx): AsnRow {
  return ctx.view.asn(ctx.data.asn!)!;
}

/** The data with the line in hand changed. */
export function with_current(data: Data, change: Partial<Found>): Data {
  const found = data.found!.map((line, at) =>
    (at === data.current ? { ...line, ...change } : line));
  return { ...data, found };
}

export function current(data: Data): Found {
  return data.found![data.current!]!;
}
