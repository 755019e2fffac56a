// SPDX-License-Identifier: Apache-2.0
/**
 * Words of the putaway flow: from the dock to the directed place.
 *
 * P1  Held goods go only where held goods may stand. P2  A hazard area takes what it lists, and
 * nothing hazardous stands elsewhere. P3  A legal place of one's own choice is confirmed by a
 * second scan and a reason. P4  Nobody is sent to a bin where this device knows other goods.
 * P5  Where goods only pass (dock, stage, pack, door) nothing is put away.
 */
import type { Quant } from '../domain/books.ts';
import { held_by, held_in } from '../domain/coming.ts';
import { draft, plate_holder } from '../domain/operation.ts';
import type { Draft, Line } from '../domain/operation.ts';
import { setting } from '../domain/policy.ts';
import type { AsnLine, LocationRow, TaskRow } from '../domain/rows.ts';
import { SETTINGS } from '../domain/settings.gen.ts';
import { may_mix, refuses } from '../domain/storage.ts';
import type { Refusal } from '../domain/storage.ts';
import type { View } from '../domain/view.ts';
import type { Data, Entry } from './data.ts';
import { code_of, lot_in, serial_in, serial_quant } from './goods.ts';
import {
  coded, fact, hold_place, marks, marks_of, part_fact, place_fact, quantity_fact, reasons, why,
} from './pieces.ts';
import type { Choice, Fact, Text } from './step.ts';
import {
  faced_first, for_face, is_stored, leaves, loose, waiting, waiting_face,
} from './waiting.ts';
import type { Ctx, Fault, Piece, Words } from './words.ts';
import { attn, plate, small, stop, text, warn, when } from './words.ts';

/** Reasons that say something of the named bin: the server has it counted. The Python twin is
 * backend/domain/rules/putaway.py; tests/vectors/other_bin.json keeps the two equal. */
export const OF_NAMED_BIN: readonly string[] = ['bin_full', 'blocked', 'other_part_there',
  'unsafe'];
export const PUTAWAY_REASONS: readonly string[] = SETTINGS['putaway.reasons'].choices;

/**
 * Stock that the step is about: whole plates, or the chosen lines of a holder, as many units as
 * these say.
 */
export function goods_of(data: Data, view: View): Quant[] {
  const lines = data.lines;
  const plates = [...(lines === undefined ? [data.lpn!] : []), ...data.plates ?? []];
  const whole = plates.flatMap((lpn) => view.content(lpn));
  const some = lines === undefined ? [] : view.in_holder(data.holder!).flatMap((quant) => {
    const line = lines.find((one) => one.part === quant.part && (one.lot ?? '') === quant.lot
      && (one.serial ?? quant.serial) === quant.serial);
    if (line === undefined) return [];
    return line.quantity < quant.quantity ? [{ ...quant, quantity: line.quantity }] : [quant];
  });
  return [...whole, ...some];
}

export const held = (data: Data, view: View): boolean =>
  goods_of(data, view).some((quant) => held_by(view, quant) !== null);

/** Hazard classes among the goods. */
export const hazards = (data: Data, view: View): string[] => [...new Set(goods_of(data, view)
  .map((quant) => view.part(quant.part)?.hazard?.class ?? '').filter((cls) => cls !== ''))];

/** Why the law forbids this place for these goods, or null (P1, P2). */
export function forbidden(data: Data, view: View, row: LocationRow): Refusal | null {
  const classes = hazards(data, view);
  for (const hazard_class of classes.length > 0 ? classes : [null]) {
    const refusal = refuses(row, hazard_class, held(data, view));
    if (refusal !== null) return refusal;
  }
  return null;
}

export function legal(ctx: Ctx): Fault | null {
  const code = code_of(ctx);
  const fault = forbidden(ctx.data, ctx.view, ctx.view.location(code)!);
  if (fault === null) return null;
  const to = ctx.data.directed ?? null;
  const wanted = to === null ? null : { code: to, small: null };
  const note = text(fault === 'not_storage' ? 'stop.not_storage.note' : 'stop.note');
  const harmless = fault === 'hazard_zone' && hazards(ctx.data, ctx.view).length === 0;
  return stop(harmless ? 'hazard_only' : fault, ctx, wanted, { code, small: null }, null, note);
}

/** What stands in a place, loose and on plates. */
export const standing = (view: View, code: string): Quant[] => [
  ...view.in_holder(code), ...view.books.plates_at(code).flatMap((lpn) => view.content(lpn)),
];

/** Whether the plan found no free bin: the goods stand on their plate, beside others (PU10). */
const shares = (why: unknown): boolean => Array.isArray(why) && why.includes('no_bin_free');

/** True if these goods are legal here and, as far as is known, may join what stands here (P4). */
export function open_to(data: Data, view: View, code: string | null, shared = false): boolean {
  const row = code === null ? null : view.location(code);
  if (row === null || forbidden(data, view, row) !== null) return false;
  const there = standing(view, row.location);
  return shared || held(data, view) || goods_of(data, view).every((quant) => may_mix(quant, there));
}

/** A bin where these very goods lie; how much more it takes only the server knows. */
export function beside(data: Data, view: View): string | null {
  const first = goods_of(data, view)[0];
  if (first === undefined) return null;
  const places = view.of_part(first.part).filter((quant) => quant.lot === first.lot)
    .map((quant) => view.place(quant.holder).location)
    .map((code) => (code === null ? null : view.location(code)))
    .filter((row) => row !== null)
    .filter((row) => open_to(data, view, row.location));
  return places.sort((a, b) => a.travel - b.travel)[0]?.location ?? null;
}

/** Where the plan sends these goods: their task, else what was announced. */
export function planned(data: Data, view: View): { location: string | null; why: unknown } {
  const first = goods_of(data, view)[0];
  const task = task_of(data, view, first);
  const line = first === undefined ? null : announced_line(view, data, first)?.putaway ?? null;
  return task?.location ? { location: task.location, why: task.why }
    : { location: line?.location ?? null, why: line?.why };
}

/** The planned place if it is open to the goods, else what this device itself knows to fit. */
function direct(ctx: Ctx): Data {
  const { data, view } = ctx;
  const { location, why } = planned(data, view);
  const own = held(data, view) ? hold_place(view, hazards(data, view)[0] ?? null)
    : beside(data, view);
  const task = task_of(data, view, goods_of(data, view)[0]);
  const directed = open_to(data, view, location, shares(why)) ? location : own;
  const { named: _, ...rest } = data;
  return { ...rest, directed, task: task?.task ?? null, reason: null };
}

export function task_of(data: Data, view: View, first: Quant | undefined): TaskRow | null {
  const face = data.lpn === undefined || data.lines === undefined ? null
    : waiting_face(view, data.lpn);
  if (face !== null && face.part === first?.part) return face;
  const asked = [...view.tasks('move'), ...view.tasks('putaway')];
  return asked.find((task) => task.lpn === (data.lpn ?? null)
    && (data.lines === undefined || ((task.part === null || task.part === first?.part)
      && (!task.lot || task.lot === first?.lot)))) ?? null;
}

/** Lines announced for a plate, or for the truck whose units were put on a plate of our own. */
function announced_lines(view: View, lpn: string): AsnLine[] {
  const pack = view.announced(lpn)?.pack;
  if (pack !== undefined) return pack.lines;
  for (const op of view.told) {
    if (op.kind !== 'receipt' || op.body.lpn !== lpn || op.body.asn === null) continue;
    return view.asn(op.body.asn)?.packs.flatMap((one) => one.lines) ?? [];
  }
  return [];
}

function announced_line(view: View, data: Data, quant: Quant): AsnLine | null {
  const lines = announced_lines(view, data.lpn ?? '');
  return lines.find((line) => line.part === quant.part && (line.lot ?? '') === quant.lot)
    ?? lines.find((line) => line.part === quant.part) ?? null;
}

/** A single kind of goods, or anything held, travels as a whole plate. */
function whole_plate(ctx: Ctx): Fault | null {
  const content = ctx.view.content(ctx.data.lpn!);
  const kinds = new Set(content.map((quant) => `${quant.part}|${quant.lot}`));
  return when(kinds.size <= 1 || held_in(ctx.view, ctx.data.lpn!) !== null);
}

/** Goods right in a holder that this scan, or this choice, names. */
export function named(ctx: Ctx, quants: readonly Quant[]): Quant[] {
  const { got, id } = ctx.given;
  const [part, lot] = got === null ? id.split('|') : [got.part?.part ?? got.code, lot_in(ctx)];
  return quants.filter((quant) => quant.part === part && (lot === null || quant.lot === lot));
}

function take_line(ctx: Ctx): Data {
  const found = named(ctx, ctx.view.in_holder(ctx.data.holder!));
  return { ...ctx.data, part: found[0]!.part, lines: found.map(entry) };
}

/** Goods that stand without a plate: those of the first place that has them. */
function take_loose(quants: readonly Quant[]): Data {
  const { holder, part } = quants[0]!;
  return { holder, part, lines: quants.filter((one) => one.holder === holder).map(entry) };
}

/** The loose goods of a choice: `place|part|lot`. */
const chosen_loose = ({ given, view }: Ctx): Quant[] =>
  (given.got !== null ? [] : loose(view).filter((quant) => loose_id(quant) === given.id));
export const loose_id = (quant: Quant): string => [quant.holder, quant.part, quant.lot].join('|');

/** A waiting plate with the goods that this scan names. */
const plate_with = (ctx: Ctx): string | undefined => waiting(ctx.view)
  .find((lpn) => named(ctx, ctx.view.in_holder(plate_holder(lpn))).length > 0);

/** The part is in this carton, and of the lot and number that the scan says. */
function line_in_plate(ctx: Ctx): Fault | null {
  const there = ctx.view.in_holder(ctx.data.holder!);
  const found = named(ctx, there);
  if (found.length > 0) return null;
  const part = ctx.given.got?.part?.part ?? code_of(ctx).split('|')[0]!;
  const first = there.find((quant) => quant.part === part);
  const lot = lot_in(ctx);
  if (first === undefined || lot === null) return attn('not_in_plate', part);
  const fault = stop('not_in_plate', ctx, { code: first.lot, small: part },
    { code: lot, small: part }, null);
  const next = text('stop.next.lot', { code: first.lot }); // the lot alone is no answer here
  return fault.tone === 'stop' ? { ...fault, stop: { ...fault.stop, next } } : fault;
}

export const entry = (quant: Quant): Entry => ({
  part: quant.part, lot: quant.lot || null, serial: quant.serial || null, quantity: quant.quantity,
});

/** Entries as lines of an operation: one line a part and lot, serials gathered. */
export function lines_of(entries: readonly Entry[]): Line[] {
  const lines = new Map<string, Line>();
  for (const one of entries) {
    const key = `${one.part}|${one.lot ?? ''}|${one.serial === null ? 'n' : 's'}`;
    const line = lines.get(key) ?? { part: one.part, quantity: 0, lot: one.lot, serials: [] };
    line.quantity += one.quantity;
    if (one.serial !== null) line.serials.push(one.serial);
    lines.set(key, line);
  }
  return [...lines.values()];
}

function putaway(ctx: Ctx): Draft[] {
  const { data } = ctx;
  const whole = data.lines === undefined;
  const source = whole
    ? ctx.view.plate(data.lpn!)?.place ?? data.holder! : data.holder!;
  const target = code_of(ctx);
  const suggested = data.named ?? data.directed;
  const body = {
    task: data.task ?? null, source, target, lpn: whole ? data.lpn! : null,
    lines: whole ? [] : lines_of(data.lines!), suggested: suggested ?? null,
    reason: target === suggested ? null : data.reason ?? null,
  };
  const group = data.lpn === undefined ? `holder:${source}` : `lpn:${data.lpn}`;
  return [draft('putaway', body, group, ctx.scans)];
}

function plate_choice(view: View, lpn: string): Choice {
  const content = view.content(lpn);
  const parts = [...new Set(content.map((quant) => quant.part))];
  return coded(lpn, {
    small: text('text.plain', { text: parts.join(', ') }),
    marks: marks_of(view, parts, held_in(view, lpn) !== null),
  });
}

/** Loose goods, by part and lot of one place. */
function loose_choices(view: View): Choice[] {
  const kinds = new Map(loose(view).map((quant) => [loose_id(quant), quant]));
  return [...kinds].map(([id, quant]) => ({
    ...coded(quant.part, {
      small: text('text.plain', { text: quant.lot || (small(view.part(quant.part)) ?? '') }),
      plate: plate(view, quant.holder),
      marks: marks(view.part(quant.part), held_by(view, quant) !== null),
    }),
    id,
  }));
}

const in_hand = (data: Data): Text => (data.lpn === undefined
  ? text('text.plain', { text: data.holder! }) : text('putaway.subtitle', { lpn: data.lpn }));

export function bring(ctx: Ctx): Piece {
  const content = goods_of(ctx.data, ctx.view);
  const facts: Fact[] = lines_of(content.map(entry)).slice(0, 4).flatMap((line) => {
    const part = ctx.view.part(line.part);
    const lot = line.lot === null ? [] : [fact('lot', line.lot)];
    return [part_fact(part, line.part), quantity_fact(part, line.quantity), ...lot];
  });
  return {
    subtitle: in_hand(ctx.data), facts,
    marks: marks_of(ctx.view, content.map((quant) => quant.part), held(ctx.data, ctx.view)),
  };
}

/** Why this place. What the plan called empty may have been filled since. */
function reasons_for(ctx: Ctx): Text[] {
  const { data, view } = ctx;
  if (!data.directed) return [];
  const plan = planned(data, view);
  const filled = standing(view, data.directed).length > 0;
  const lots = goods_of(data, view).some((quant) => quant.lot !== '');
  const same = lots ? 'same_lot' : 'same_part';
  if (plan.location !== data.directed) return why(held(data, view) ? ['hold_zone'] : [same]);
  const given = Array.isArray(plan.why) ? plan.why as unknown[] : [];
  if (shares(given)) return why(given.filter((one) => one !== 'empty' || !filled));
  return why(given.map((one) => (one === 'same_lot' || (one === 'empty' && filled) ? same : one)));
}

const plate_stands = (ctx: Ctx): Fault | null => (ctx.view.content(code_of(ctx)).length > 0
  ? null : attn('plate_empty', code_of(ctx)));

function not_stored(ctx: Ctx): Fault | null {
  const lpn = code_of(ctx);
  return is_stored(ctx.view, lpn)
    ? attn('already_stored', ctx.view.place(plate_holder(lpn)).location) : null;
}

export const want = (code: string | null | undefined): Piece['want'] =>
  (code ? { code, small: null } : null);

export const putaway_words: Words = {
  checks: {
    legal,
    plate_stands, not_stored,
    choice_stands: (ctx) => (chosen_loose(ctx).length > 0 ? null
      : plate_stands(ctx) ?? not_stored(ctx)),
    chose_loose: (ctx) => when(chosen_loose(ctx).length > 0),
    loose_in_hand: (ctx) => when(ctx.data.lines !== undefined),
    several_plates: (ctx) => when(leaves(ctx.view, ctx.data.lpn!).length > 1),
    whole_plate,
    face_waits: (ctx) => when(waiting_face(ctx.view, ctx.data.lpn!) !== null
      && held_in(ctx.view, ctx.data.lpn!) === null),
    goods_known: (ctx) => {
      const serial = serial_in(ctx);
      const quant = serial === null ? null : serial_quant(ctx, serial, ctx.given.got!.part!.part);
      const stands = quant !== null && (quant.holder.startsWith('lpn:')
        || loose(ctx.view).some((one) => one.serial === serial));
      return stands ? null : attn('scan_plate', code_of(ctx));
    },
    part_waits: (ctx) => (plate_with(ctx) !== undefined || named(ctx, loose(ctx.view)).length > 0
      ? null : attn('not_at_dock', code_of(ctx))),
    line_in_plate,
    other_bin: (ctx) => (ctx.data.directed && code_of(ctx) !== ctx.data.directed
      ? warn('other_bin', code_of(ctx)) : null),
    reason_first: (ctx) => (code_of(ctx) === ctx.data.target
      ? attn('say_why', code_of(ctx)) : null),
    same_again: (ctx) => ([ctx.data.target, ctx.data.directed].includes(code_of(ctx)) // back to it
      ? null : attn('scan_again', ctx.data.target!)),
    lines_left: (ctx) => when(ctx.data.lpn !== undefined && ctx.data.lines !== undefined
      && ctx.view.in_holder(ctx.data.holder!).length > 0),
  },
  binds: {
    plate: (ctx) => ({ lpn: code_of(ctx), holder: plate_holder(code_of(ctx)) }),
    plate_of_serial: (ctx) => {
      const quant = serial_quant(ctx, serial_in(ctx)!, ctx.given.got!.part!.part)!;
      return quant.holder.startsWith('lpn:')
        ? { lpn: quant.holder.slice(4), holder: quant.holder } : take_loose([quant]);
    },
    goods_of_part: (ctx) => {
      const lpn = plate_with(ctx);
      return lpn === undefined ? take_loose(named(ctx, loose(ctx.view)))
        : { lpn, holder: plate_holder(lpn) };
    },
    take_loose: (ctx) => take_loose(chosen_loose(ctx)),
    keep_plate: (ctx) => ({ lpn: ctx.data.lpn!, holder: ctx.data.holder! }),
    take_line, direct,
    take_for_face: (ctx) => ({ ...ctx.data, lines: [for_face(ctx.view, ctx.data.lpn!)] }),
    deviate: (ctx) => ({ ...ctx.data, target: code_of(ctx), reason: null }),
  },
  emits: { putaway },
  shows: {
    waiting: (ctx) => ({
      choices: [...faced_first(ctx.view).map((lpn) => plate_choice(ctx.view, lpn)),
        ...loose_choices(ctx.view)],
    }),
    inside: (ctx) => ({
      choices: leaves(ctx.view, ctx.data.lpn!).map((lpn) => plate_choice(ctx.view, lpn)),
      subtitle: text('putaway.subtitle', { lpn: ctx.data.lpn! }),
    }),
    lines: (ctx) => ({
      subtitle: text('putaway.subtitle', { lpn: ctx.data.lpn! }),
      choices: lines_of(ctx.view.in_holder(ctx.data.holder!).map(entry)).map((line) => ({
        ...coded(`${line.quantity} ${line.part}`, {
          small: text('text.plain', { text: line.lot ?? small(ctx.view.part(line.part)) ?? '' }),
          marks: marks(ctx.view.part(line.part), false),
        }),
        id: `${line.part}|${line.lot ?? ''}`,
      })),
    }),
    bring,
    directed: (ctx) => ({
      plate: plate(ctx.view, ctx.data.directed), want: want(ctx.data.directed),
      why: reasons_for(ctx),
    }),
    deviation: (ctx) => ({
      facts: [
        ...(ctx.data.directed ? [place_fact(ctx.view, 'place', ctx.data.directed)] : []),
        place_fact(ctx.view, 'chosen', ctx.data.target!, { current: true }),
      ],
      want: want(ctx.data.directed),
      sheet: {
        id: 'deviation', title: text('sheet.why_other_bin'), note: text('sheet.deviation.note'),
        quantity: null, primary: null,
        choices: reasons(setting(ctx.view, 'putaway.reasons'), ctx.data.reason),
      },
    }),
    again: (ctx) => ({
      plate: plate(ctx.view, ctx.data.target), want: want(ctx.data.target),
      why: [text(`reason.${ctx.data.reason ?? 'other'}`),
        ...(OF_NAMED_BIN.includes(ctx.data.reason ?? '') && (ctx.data.named ?? ctx.data.directed)
          ? [text('putaway.named_counted', { location: ctx.data.named ?? ctx.data.directed! })]
          : [])],
    }),
  },
};
