// SPDX-License-Identifier: Apache-2.0
/**
 * What a packer finds in a tote: goods that may be taken whole (PA1), that are missing (PA2), that
 * are held and come out (PA4), dangerous ones that want a mark and a carton of their own (PA6).
 */
import type { Quant } from '../domain/books.ts';
import { held_by } from '../domain/coming.ts';
import { inner_mark } from '../domain/inner_limits.ts';
import { scope } from '../domain/holds.ts';
import { draft, plate_holder, plate_of } from '../domain/operation.ts';
import type { Draft } from '../domain/operation.ts';
import { setting } from '../domain/policy.ts';
import { conflict } from '../domain/segregation.ts';
import { SETTINGS } from '../domain/settings.gen.ts';
import { HOLD_ROLES } from '../domain/storage.ts';
import type { View } from '../domain/view.ts';
import { order_in, orders_in } from './claims.ts';
import type { Data, Entry } from './data.ts';
import { code_of, held_fault } from './goods.ts';
import {
  ask_quantity, choice, coded, door, fact, hold_place, part_fact, place_fact, quantity_fact,
  reasons,
} from './pieces.ts';
import { packable } from './kit_parts.ts';
import { lines_of } from './putaway.ts';
import { line_for } from './served.ts';
import { is_carton } from './tote.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { NO, attn, part_of, stop, text, when } from './words.ts';

export const MISSING_REASONS = SETTINGS['pack.missing_reasons'].choices;

const DOORS = ['undo', 'other_carton', 'missing', 'more', 'hold', 'look_up'].map(door);
/** At most six: who takes all of it at once looks nothing up. */
const DOORS_OF_TRUST = ['all', ...DOORS.map(({ id }) => id).slice(0, -1)].map(door);

export const in_tote = (ctx: Ctx): Quant[] =>
  (ctx.data.tote === undefined ? [] : ctx.view.in_holder(plate_holder(ctx.data.tote)));

export const entry = (quant: Quant): Entry => ({
  part: quant.part, lot: quant.lot || null, serial: quant.serial || null,
  quantity: quant.quantity,
});

const key = (quant: Quant): string => [quant.part, quant.lot, quant.serial].join('|');

/** All of the tote in one tap: only where the site trusts its pickers, and nothing is in doubt. */
function trusted(ctx: Ctx): Fault | null {
  const { order, tote, carton } = ctx.data;
  const seen = tote !== undefined && is_carton(ctx.view, tote); // each unit was when it went in
  if ((setting(ctx.view, 'pack.scan_units') && !seen) || carton === undefined) return NO;
  const there = in_tote(ctx);
  const numbered = there.every((quant) => quant.serial !== ''
    || ctx.view.part(quant.part)?.tracking !== 'serial');
  const asked = packable(ctx.view, order ?? '');
  return when(there.length > 0 && numbered && order_in(ctx.view, tote!) === order
    && there.every((quant) => (asked.get(quant.part) ?? 0) > 0));
}

/** The first held thing among all that is in the tote. */
function all_free(ctx: Ctx): Fault | null {
  for (const quant of in_tote(ctx)) {
    const fault = held_fault(ctx, quant, quant.serial || quant.lot || quant.part);
    if (fault !== null) return fault;
  }
  return null;
}

/** Dangerous goods that may not lie in one carton, by the table that this site goes by. */
function apart(ctx: Ctx, parts: readonly string[]): Fault | null {
  const all = [...ctx.view.content(ctx.data.carton!).map((quant) => quant.part), ...parts];
  const hazards = [...new Set(all)].map((part) => ctx.view.part(part)?.hazard ?? null)
    .filter((hazard) => hazard !== null);
  const told = hazards.length < 2 ? null
    : conflict(setting(ctx.view, 'hazmat.edition'), hazards);
  if (told === null) return null;
  const [one, other] = told.between;
  const note = text('stop.tote_hazard.note', { one: one || '?', other: other || '?' });
  return stop('carton_hazard', ctx, null, { code: ctx.data.carton!, small: null }, null, note);
}

export const scanned_part = (ctx: Ctx): string =>
  ctx.given.got?.part?.part ?? ctx.given.got?.code ?? ctx.data.part!;

/** By air nothing dangerous goes without somebody who knows: no table here says what may. */
function by_ground(ctx: Ctx, parts: readonly string[]): Fault | null {
  const service = ctx.view.order(ctx.data.order ?? '')?.service ?? '';
  const hazard = parts.map((part) => ctx.view.part(part)?.hazard).find(Boolean);
  if (!/\b(air|aero|flug)/i.test(service) || hazard == null) return null;
  const note = text('stop.not_by_air.note', { un: hazard.un, service });
  return stop('not_by_air', ctx, null, { code: hazard.un, small: null }, null, note);
}

/** Dangerous parts in the carton of which nobody said that it bears their marks. */
const unmarked = (ctx: Ctx): string | undefined => ctx.data.carton === undefined ? undefined
  : ctx.view.content(ctx.data.carton).map((quant) => quant.part).find((part) =>
    ctx.view.part(part)?.hazard
    && !(ctx.data.marked ?? []).includes(`${ctx.data.carton!}|${part}`));

/** What of the tote was said to be missing. */
const missing = (ctx: Ctx): Entry => ({
  part: ctx.data.part!, lot: ctx.data.lot ?? null, serial: ctx.data.serial ?? null,
  quantity: ctx.data.serial ? 1 : ctx.data.quantity ?? 0,
});

const there_of = (ctx: Ctx): number => in_tote(ctx).filter((quant) =>
  quant.part === ctx.data.part && quant.lot === (ctx.data.lot ?? ''))
  .reduce((sum, quant) => sum + quant.quantity, 0);

/** Where units of a part were picked for an order, as far as this device knows. */
export function picked_at(view: View, order: string, part: string): string | null {
  const line = line_for(view, order, part);
  const from = view.checkpoint.tables.task.get(`pick:${order}:${line?.line ?? 0}`);
  const last = [...view.past, ...view.told].findLast((op) => op.kind === 'pick'
    && op.body.order === order && op.body.lines.some((one) => one.part === part));
  const source = last?.kind === 'pick' ? last.body.source : null;
  return source === null ? from?.location ?? null : view.place(source).location;
}

function pack_short(ctx: Ctx): Draft[] {
  const { order, tote, part, reason } = ctx.data;
  const at = picked_at(ctx.view, order!, part!);
  return [draft('pack_short', {
    order: order!, source: plate_holder(tote!), lines: lines_of([missing(ctx)]), reason: reason!,
    location: at,
  }, `order:${order!}`, ctx.scans)];
}

/** Held goods in the tote, and in the carton that is being packed. */
function held_here(view: View, data: Data): Quant[] {
  return [data.tote, data.carton].filter((lpn) => lpn !== undefined)
    .flatMap((lpn) => view.in_holder(plate_holder(lpn)))
    .filter((quant) => held_by(view, quant) !== null);
}

/** Out of the tote, one transfer a part: each names whose line is owed again. */
function pull(ctx: Ctx): Draft[] {
  const target = ctx.given.got!.what === 'location' ? code_of(ctx) : plate_holder(code_of(ctx));
  const held = held_here(ctx.view, ctx.data);
  const groups = [...new Set(held.map((quant) => `${quant.holder}|${quant.part}`))];
  return groups.map((group, at) => {
    const mine = held.filter((quant) => `${quant.holder}|${quant.part}` === group);
    const source = mine[0]!.holder;
    const lpn = plate_of(source);
    const order = orders_in(ctx.view, lpn, mine[0]!.part)[0] ?? ctx.data.order;
    return draft('transfer', {
      task: order === undefined ? null : `put_back|${order}|${group}`, source, target, lpn: null,
      lines: lines_of(mine.map(entry)), suggested: null, reason: 'held',
    }, `lpn:${lpn}`, at === 0 ? ctx.scans : []);
  });
}

/** Held goods go to a hold place, or on a plate of their own that is taken there. */
function takes_held(ctx: Ctx): Fault | null {
  const code = code_of(ctx);
  if (ctx.given.got!.what === 'location') {
    return HOLD_ROLES.includes(ctx.view.location(code)!.role) ? null
      : stop('hold_zone_only', ctx, null, { code, small: null }, null);
  }
  const used = ctx.view.content(code).length > 0 || is_carton(ctx.view, code);
  return used || code === ctx.data.tote
    ? stop('plate_used', ctx, null, { code, small: null }, null) : null;
}

/** Totes and cartons with held goods for orders that are still here. */
const held_totes = (view: View, totes: readonly string[]): string[] =>
  totes.filter((tote) => held_here(view, { tote }).length > 0);

export const bench_words = (totes_of: (view: View) => readonly string[]): Words => ({
  checks: {
    trusted: (ctx) => trusted(ctx) ?? all_free(ctx)
      ?? apart(ctx, in_tote(ctx).map((quant) => quant.part))
      ?? by_ground(ctx, in_tote(ctx).map((quant) => quant.part)),
    may_join: (ctx) => apart(ctx, [scanned_part(ctx)]) ?? by_ground(ctx, [scanned_part(ctx)]),
    one_kind: (ctx) => when(new Set(in_tote(ctx).map(key)).size === 1),
    is_there: (ctx) => when(in_tote(ctx).some((quant) => key(quant) === ctx.given.id)),
    missing_said: (ctx) => {
      if (!ctx.data.reason || missing(ctx).quantity === 0) return attn('say_why', null);
      return missing(ctx).quantity <= there_of(ctx) ? null
        : attn('too_many', String(there_of(ctx)));
    },
    marks_wanted: (ctx) => when(unmarked(ctx) !== undefined),
    tote_left: (ctx) => when(in_tote(ctx).length > 0),
    carton_known: (ctx) => when(ctx.data.carton !== undefined),
    some_held: (ctx) => (held_here(ctx.view, ctx.data).length > 0 ? null
      : attn('none_held', ctx.data.tote ?? null)),
    tote_held: (ctx) => (held_totes(ctx.view, [code_of(ctx)]).length > 0 ? null
      : attn('none_held', code_of(ctx))),
    takes_held,
  },
  binds: {
    the_kind: (ctx) => {
      const quant = in_tote(ctx).find((one) =>
        ctx.given.input !== 'choose' || key(one) === ctx.given.id)!;
      return { ...ctx.data, part: quant.part, lot: quant.lot || null, serial: quant.serial || null,
        quantity: null, reason: null };
    },
    marked: (ctx) => ({
      ...ctx.data,
      marked: [...ctx.data.marked ?? [], `${ctx.data.carton!}|${unmarked(ctx) ?? ''}`],
    }),
    held_tote: (ctx) => {
      const order = order_in(ctx.view, code_of(ctx));
      return { tote: code_of(ctx), ...(order === null ? {} : { order }) };
    },
  },
  emits: {
    pack_short, pull,
    marks_hold: (ctx) => [draft('hold', {
      hold: ctx.moment.id, reason: 'marks_missing', note: '', scope: scope({
        lpn: ctx.data.carton!,
      }),
    }, `hold:${ctx.moment.id}`, [])],
  },
  shows: {
    all_of_tote: (ctx) => ({ offers: trusted(ctx) === null ? DOORS_OF_TRUST : DOORS }),
    kinds: (ctx) => ({
      choices: in_tote(ctx).map((quant) => choice(key(quant),
        text('text.plain', { text: quant.part }), {
          small: text('text.plain', { text: quant.serial || quant.lot }),
        })),
    }),
    missing_sheet: (ctx) => ({
      sheet: {
        id: 'missing', title: text('sheet.missing', { part: ctx.data.part! }),
        note: text('sheet.missing.note'),
        quantity: ctx.data.serial ? null
          : ask_quantity(part_of(ctx), ctx.data.quantity ?? null, null),
        choices: reasons(setting(ctx.view, 'pack.missing_reasons'), ctx.data.reason),
        primary: {
          label: text('sheet.missing.record', { n: missing(ctx).quantity }),
          enabled: missing(ctx).quantity > 0 && Boolean(ctx.data.reason),
        },
      },
    }),
    marks_sheet: (ctx) => {
      const part = unmarked(ctx);
      const row = part === undefined ? null : ctx.view.part(part);
      if (row?.hazard == null) return {};
      const { un } = row.hazard;
      const limited = inner_mark(row);
      return {
        facts: [part_fact(row, row.part)],
        marks: [{ kind: 'haz', hazard_class: row.hazard.class, un }],
        sheet: {
          id: 'marks', quantity: null,
          title: text(limited ? 'sheet.marks.limited' : 'sheet.marks.full', { un }),
          note: text(limited ? 'sheet.marks.limited.note' : 'sheet.marks.full.note',
            { class: row.hazard.class, un }),
          choices: [choice('none', text('pack.no_marks'))],
          primary: { label: text('sheet.marks.record'), enabled: true },
        },
      };
    },
    held_goods: (ctx) => {
      const held = held_here(ctx.view, ctx.data);
      const first = held[0];
      const hazard = first === undefined ? null
        : ctx.view.part(first.part)?.hazard?.class ?? null;
      const to = hold_place(ctx.view, hazard);
      return {
        subtitle: text('pick.put_back_of', { tote: ctx.data.tote ?? '' }),
        facts: [
          ...held.slice(0, 3).flatMap((quant) => [
            part_fact(ctx.view.part(quant.part), quant.part),
            quant.serial ? fact('serial', quant.serial)
              : quantity_fact(ctx.view.part(quant.part), quant.quantity),
          ]),
          ...(to === null ? [] : [place_fact(ctx.view, 'target', to, { current: true })]),
        ],
        want: to === null ? null : { code: to, small: null },
      };
    },
    held_totes: (ctx) => ({
      choices: held_totes(ctx.view, totes_of(ctx.view)).map((tote) => coded(tote)),
    }),
  },
});
