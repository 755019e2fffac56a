// SPDX-License-Identifier: Apache-2.0
/** Small parts of a screen that several flows show in the same way. */
import type { Quant } from '../domain/books.ts';
import { is_virtual, plate_holder } from '../domain/operation.ts';
import type { HoldRow, PartRow, Scope } from '../domain/rows.ts';
import { free_stock } from '../domain/source.ts';
import { HOLD_ROLES, refuses } from '../domain/storage.ts';
import type { View } from '../domain/view.ts';
import type { Band, Choice, Fact, HoldStop, Mark, Offer, QuantityAsk, Text } from './step.ts';
import type { Ctx, Held } from './words.ts';
import { plate, small, text, unit } from './words.ts';

export const QUANTITY_MAX = 99_999;

export function fact(name: string, value: string | number, more: Partial<Fact> = {}): Fact {
  return {
    name, label: text(`fact.${name}`), value: String(value), unit: null, small: null, plate: null,
    done: false, current: false, ...more,
  };
}

export function place_fact(view: View, name: string, code: string, more: Partial<Fact> = {}): Fact {
  const role = name === 'place' ? view.location(code)?.role ?? '' : '';
  const label = ['dock', 'door'].includes(role) ? { label: text(`fact.${role}`) } : {};
  return fact(name, code, { plate: plate(view, code), ...label, ...more });
}

export function part_fact(part: PartRow | null, code: string, more: Partial<Fact> = {}): Fact {
  return fact('part', code, { small: small(part), ...more });
}

export function quantity_fact(part: PartRow | null, value: number, more: Partial<Fact> = {}): Fact {
  return fact('quantity', value, { unit: unit(part), ...more });
}

export function choice(id: string, label: Text, more: Partial<Choice> = {}): Choice {
  return { id, label, small: null, plate: null, marks: [], done: false, chosen: false, ...more };
}

/** A choice that is a code or a name as it is: no words to look up. */
export const coded = (id: string, more: Partial<Choice> = {}): Choice =>
  choice(id, text('text.plain', { text: id }), more);

export function reasons(list: readonly string[], chosen: string | null | undefined): Choice[] {
  return list.map((id) => choice(id, text(`reason.${id}`), { chosen: id === chosen }));
}

export function ask_quantity(
  part: PartRow | null, value: number | null, expected: number | null,
): QuantityAsk {
  return { value, expected, unit: unit(part), max: QUANTITY_MAX };
}

/** Marks of goods: dangerous, held. */
export function marks(part: PartRow | null, held: boolean): Mark[] {
  const found: Mark[] = [];
  if (part?.hazard) {
    found.push({ kind: 'haz', hazard_class: part.hazard.class, un: part.hazard.un });
  }
  if (held) found.push({ kind: 'hold' });
  return found;
}

/** A side door that a piece leaves open: icon and words are the flow's, only the id counts. */
export function door(id: string): Offer {
  return { id, icon: 'other', label: text(`offer.${id}`) };
}

/** All that a person must know of a part before taking it: also whether lives hang on it. */
export function part_marks(part: PartRow | null): Mark[] {
  const safety: Mark[] = part?.critical === 'safety' ? [{ kind: 'safety' }] : [];
  return [...safety, ...marks(part, false)];
}

/** A part with a newer number: which one, and what becomes of the old stock. Only a hint. */
export function superseded_band(part: PartRow | null): Band | null {
  if (part === null || !part.superseded_by) return null;
  const policy = part.supersession === 'immediate' ? 'immediate' : 'exhaust';
  const code = part.superseded_by;
  return {
    tone: 'attn', title: text('band.superseded'), code,
    note: text(`supersession.${policy}.note`, { code }),
  };
}

/** The first of several parts that has a newer number. */
export const superseded_among = (view: View, parts: readonly string[]): Band | null =>
  parts.map((part) => superseded_band(view.part(part))).find((band) => band !== null) ?? null;

/** Marks of several goods together: the first hazard among them, and whether any is held. */
export function marks_of(view: View, parts: readonly string[], held: boolean): Mark[] {
  const rows = parts.map((part) => view.part(part));
  return marks(rows.find((row) => row?.hazard) ?? rows[0] ?? null, held);
}

/** Where held goods of this class belong: the nearest hold place that may take them, or null. */
export function hold_place(
  view: View, hazard_class: string | null, role = 'hold',
): string | null {
  const zone = [...view.checkpoint.tables.location.values()]
    .filter((row) => row.role === role && refuses(row, hazard_class, true) === null)
    .sort((a, b) => a.travel - b.travel || (a.location < b.location ? -1 : 1));
  return zone[0]?.location ?? null;
}

/** The hold screen: why, since when, where to take it, and which free unit to take instead. */
export function hold_stop(
  ctx: Ctx, hold: HoldRow, quant: Quant, name: string, order = ctx.data.order ?? null,
): Held {
  const { part } = quant;
  const free = free_stock(ctx.view, part)[0];
  const steps = [...(is_place(hold.scope) ? closed(ctx, hold.scope.location!)
    : taken_away(ctx, quant.holder, part))];
  if (free !== undefined) {
    const code = free.quant.serial !== '' ? free.quant.serial : free.quant.lot;
    const at = free.place.location;
    const words = text('hold.pick_instead', { location: at, code });
    steps.push({ text: words, plate: plate(ctx.view, at), code: code === '' ? null : code });
  } else {
    steps.push({ text: text('hold.none_free'), plate: null, code: null });
  }
  return {
    tone: 'hold',
    hold: hold_screen(hold, part, name, steps),
    met: {
      hold: hold.hold, part, lot: quant.lot || null, serial: quant.serial || null,
      holder: is_virtual(quant.holder) ? worked(ctx) : quant.holder, order,
    },
  };
}

const closed = (ctx: Ctx, code: string): HoldStop['steps'] =>
  [{ text: text('hold.place_closed', { location: code }), plate: plate(ctx.view, code), code }];

/** What is held, why and since when, and what to do. */
export function hold_screen(
  hold: HoldRow, part: string, unit: string, steps: HoldStop['steps'],
): HoldStop {
  return {
    hold: hold.name ?? hold.hold, part, unit, steps, since: hold.placed_at,
    why: text(`hold.reason.${reason_name(hold.reason)}`),
  };
}

/** A hold on a place and all that is in it: a shelf is not carried anywhere. */
export const is_place = (scope: Scope): boolean => scope.location != null
  && Object.entries(scope).every(([field, value]) => field === 'location' || value == null);

/** Where held goods or plates go: they stay where such may stand, else to the nearest of these. */
export function taken_away(ctx: Ctx, holder: string, part: string): HoldStop['steps'] {
  const at = ctx.view.location(ctx.view.place(holder).location ?? '');
  const stands = at !== null && HOLD_ROLES.includes(at.role);
  const to = stands ? at.location
    : hold_place(ctx.view, ctx.view.part(part)?.hazard?.class ?? null);
  if (to === null) return [];
  const words = text(stands ? 'hold.stands_in' : 'hold.take_to', { location: to });
  return [{ text: words, plate: plate(ctx.view, to), code: to }];
}

/** The holder being worked, for a unit that the books have nowhere: gone, and yet in the hand. */
export function worked(ctx: Ctx): string {
  const { source, holder, tote, door } = ctx.data;
  const from = tote === undefined ? door : plate_holder(tote);
  return source?.holder ?? holder ?? from ?? 'unknown';
}

/** Reasons that have words of their own; any other is told in general. */
export const HOLD_REASONS: readonly string[] = [
  'first_delivery', 'sample_due', 'supplier_on_watch', 'damage', 'recall', 'wrong_part',
  'label_unreadable', 'suspect', 'expired', 'awaiting_paper', 'surplus', 'unexpected',
  'mislabelled', 'unmatched_receipt', 'short_dated', 'superseded', 'return_inspection',
  'return_provisional', 'warranty_keep', 'hazard_return', 'core_unearned', 'core_rejected', 'core',
  'vendor_return', 'send_back', 'marks_missing',
];
export const reason_name = (reason: string): string =>
  (HOLD_REASONS.includes(reason) ? reason : 'other');

/** The planner's reasons (backend/domain/plan/putaway_choice.py) as words; null: not worth one. */
const PLANNED: Readonly<Record<string, string | null>> = {
  empty: 'empty_bin', velocity_a: 'fast_mover', velocity_b: null, velocity_c: null,
};
export const WHY: readonly string[] = [
  'same_part', 'same_lot', 'hazard_zone', 'hold_zone', 'fast_mover', 'empty_bin', 'demand_waiting',
  'golden_zone', 'heavy_low', 'needs_truck', 'no_bin_free', 'two_people', 'bin_taken',
  'demand', 'wave', 'minimum', 'top_off', 'slotting', 'overflow', 'counted_here',
];

/** Reasons for a directed place; a sentence that is no name is shown as it is. */
export function why(list: readonly unknown[] | undefined): Text[] {
  return (list ?? []).filter((one): one is string => typeof one === 'string')
    .map((one) => (one in PLANNED ? PLANNED[one]! : one))
    .filter((one) => one !== null)
    .map((one) => (WHY.includes(one) ? text(`why.${one}`) : text('text.plain', { text: one })));
}
