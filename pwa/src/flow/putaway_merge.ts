// SPDX-License-Identifier: Apache-2.0
/**
 * Goods that go onto a plate that is stored already, instead of beside it (PU5): the plate in hand
 * is emptied, or its chosen lines leave it.
 *
 * The place of that plate is held against the rules of a bin (PU3), and what stands on it against
 * those of one plate: held goods never share it with free ones. What may be and was not planned is
 * confirmed by a second scan of the plate.
 */
import type { Quant } from '../domain/books.ts';
import { held_by } from '../domain/coming.ts';
import { draft, plate_holder, plate_of } from '../domain/operation.ts';
import type { Draft } from '../domain/operation.ts';
import { may_mix } from '../domain/storage.ts';
import type { View } from '../domain/view.ts';
import type { Data } from './data.ts';
import { code_of } from './goods.ts';
import { fact } from './pieces.ts';
import { bring, entry, forbidden, goods_of, hazards, lines_of, want } from './putaway.ts';
import { unfit } from './putaway_other.ts';
import { leaves } from './waiting.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, band, plate, stop, text, warn, when } from './words.ts';

/** Where a plate stands: a location of the site, or null. */
const place_of = (view: View, lpn: string): string | null =>
  view.location(view.place(plate_holder(lpn)).location ?? '')?.location ?? null;

/** The plate in hand with the goods on it; of a pallet that carries one carton, the carton. */
const emptied = ({ data, view }: Ctx): string => leaves(view, data.lpn!)[0] ?? data.lpn!;

/** The holds over goods, each by the name of the first of its kind. */
const holds_of = (view: View, goods: readonly Quant[]): string[] => {
  const names = goods.map((quant) => {
    const hold = held_by(view, quant);
    return hold === null ? '' : hold.root || hold.hold || hold.reason;
  });
  return [...new Set(names)].sort();
};

/** Whose goods these may be; nobody's where nothing is known. */
const suppliers = (goods: readonly Quant[]): Set<string> =>
  new Set(goods.flatMap((quant) => [...quant.suppliers]));

/** What the scanned plate is: no plate in hand, with goods, and standing somewhere. */
function other_plate(ctx: Ctx): Fault | null {
  const lpn = code_of(ctx);
  const { data, view } = ctx;
  const mine = [data.lpn ?? [], data.plates ?? []].flat().some((own) => lpn === own
    || view.place(plate_holder(lpn)).plates.includes(own)
    || view.place(plate_holder(own)).plates.includes(lpn));
  if (mine) return attn('scanned_already', lpn);
  if (view.in_holder(plate_holder(lpn)).length === 0) return attn('plate_empty', lpn);
  return place_of(view, lpn) === null ? attn('nothing_known', lpn) : null;
}

/** What the law or the room forbids of this plate and its place, or what only must be said. */
function joins(ctx: Ctx): Fault | null {
  const { data, view } = ctx;
  const lpn = code_of(ctx);
  const place = place_of(view, lpn)!;
  const refused = (name: string): Fault => stop(name, ctx, want(data.directed) ?? null,
    { code: lpn, small: place }, null,
    text(name === 'not_storage' ? 'stop.not_storage.note' : 'stop.note'));
  const law = forbidden(data, view, view.location(place)!);
  const harmless = law === 'hazard_zone' && hazards(data, view).length === 0;
  if (law !== null) return refused(harmless ? 'hazard_only' : law);
  const mine = goods_of(data, view);
  const there = view.in_holder(plate_holder(lpn));
  if (holds_of(view, mine).join() !== holds_of(view, there).join()) return refused('held_apart');
  const odd = unfit(data, view, place);
  if (odd === 'segregated' || odd === 'too_big') return refused(odd);
  if (odd !== null || !mine.every((quant) => may_mix(quant, there))) {
    return warn(odd ?? 'mixes', lpn);
  }
  return differs(data, place, suppliers(mine), suppliers(there), lpn);
}

/** A plate elsewhere than planned, or of another supplier: said, and scanned once more. */
function differs(
  data: Data, place: string, mine: ReadonlySet<string>, there: ReadonlySet<string>, lpn: string,
): Fault | null {
  const known = mine.size > 0 && there.size > 0;
  if (known && [...mine].some((one) => !there.has(one))) return warn('other_supplier', lpn);
  return data.directed && place !== data.directed ? warn('other_place', lpn) : null;
}

function merge(ctx: Ctx): Draft[] {
  const { data, view } = ctx;
  const source = data.lines === undefined ? plate_holder(emptied(ctx)) : data.holder!;
  const suggested = data.named ?? data.directed ?? null;
  return [draft('putaway', {
    task: data.task ?? null, source, target: plate_holder(code_of(ctx)), lpn: null,
    lines: lines_of(data.lines ?? goods_of(data, view).map(entry)), suggested,
    reason: data.named === undefined ? null : data.reason ?? null,
  }, data.lpn === undefined ? `holder:${source}` : `lpn:${plate_of(source)}`, ctx.scans)];
}

export const merge_words: Words = {
  checks: {
    other_plate, joins,
    /** What was said of it at its first scan was heard. */
    joins_again: (ctx) => {
      const fault = joins(ctx);
      return fault?.tone === 'warn' && code_of(ctx) === ctx.data.onto ? null : fault;
    },
    joins_as_planned: (ctx) => when(joins(ctx) === null),
    same_plate: (ctx) => when(code_of(ctx) === ctx.data.onto),
  },
  binds: {
    onto: (ctx) => ({
      ...ctx.data, onto: code_of(ctx), target: place_of(ctx.view, code_of(ctx))!,
    }),
    /** Nothing is in hand any more; a plate that was emptied is named. */
    nothing_in_hand: ({ data, view }) => {
      const lpn = data.lpn === undefined ? undefined : plate_of(data.holder ?? '');
      const taken = lpn !== undefined && view.content(lpn).length === 0;
      return taken ? { emptied: lpn } : {};
    },
  },
  emits: { merge },
  shows: {
    emptied: ({ data }) => (data.emptied === undefined ? {}
      : { band: band('good', 'emptied', data.emptied) }),
    onto_again: (ctx) => ({
      plate: plate(ctx.view, ctx.data.target),
      want: { code: ctx.data.onto!, small: ctx.data.target! },
      facts: [...bring(ctx).facts!.slice(0, 3), fact('lpn', ctx.data.onto!, { current: true })],
    }),
  },
};
