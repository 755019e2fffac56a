// SPDX-License-Identifier: Apache-2.0
/**
 * What a picker finds at the bin: damaged units (PK6), a lot that is not the next one out (PK10),
 * a bin that should be empty now (PK16), a case that is opened for a few (PK17).
 */
import { scope } from '../domain/holds.ts';
import { draft, plate_holder } from '../domain/operation.ts';
import type { Draft, Line } from '../domain/operation.ts';
import { setting } from '../domain/policy.ts';
import { free_stock } from '../domain/source.ts';
import type { Data } from './data.ts';
import { code_of, serial_in } from './goods.ts';
import { taken } from './lots.ts';
import {
  ask_quantity, choice, fact, hold_place, part_fact, place_fact, quantity_fact, reasons,
} from './pieces.ts';
import { is_carton } from './tote.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, part_of, plate, stop, text, when } from './words.ts';

const missing = ({ short }: Data): number => (short ? short.asked - short.found : 0);

/** Units that were said to be damaged: of what is missing for that reason, as many as were seen. */
const damaged = (data: Data): number => (data.short?.reason === 'damaged' && !data.damaged_told
  ? data.short.damaged ?? missing(data) : 0);

/** Why too few were picked: where some are damaged and others are not there, the bin is counted. */
export const short_reason = (data: Data): string => (data.short!.damaged !== undefined
  && data.short!.damaged < missing(data) ? 'not_there' : data.short!.reason);

/** The holder here that has this lot or serial: the bin, or a plate that stands in it. */
export function holder_here(ctx: Ctx, lot: string | null, serial: string | null): string {
  const source = ctx.data.source!;
  const here = free_stock(ctx.view, ctx.data.part!).filter(({ quant, place }) =>
    place.location === source.location && (lot === null || quant.lot === lot)
    && (serial === null || quant.serial === serial));
  const same = here.find(({ quant }) => quant.holder === source.holder);
  return (same ?? here[0])?.quant.holder ?? source.location;
}

/** Held first, then moved: not for one instant are they free on their plate. */
function damage(ctx: Ctx): Draft[] {
  const { data } = ctx;
  const lpn = code_of(ctx);
  const serials = data.damaged ?? [];
  const lot = data.lot ?? (data.source?.lot || null);
  const lines: Line[] = [{ part: data.part!, quantity: damaged(data), lot: serials.length > 0
    ? null : lot, serials }];
  const moved = {
    task: null, source: holder_here(ctx, lot, serials[0] ?? null), target: plate_holder(lpn),
    lpn: null, lines, suggested: null, reason: null,
  };
  const held = { hold: ctx.moment.id, scope: scope({ lpn }), reason: 'damage', note: '' };
  return [
    draft('hold', held, `hold:${ctx.moment.id}`),
    draft('transfer', moved, `lpn:${lpn}`, ctx.scans),
  ];
}

/** Damaged units get a plate with nothing but damaged goods on it. */
function damage_plate(ctx: Ctx): Fault | null {
  const lpn = code_of(ctx);
  const used = ctx.view.content(lpn).length > 0 || is_carton(ctx.view, lpn);
  return lpn === ctx.data.tote || used
    ? stop('plate_used', ctx, null, { code: lpn, small: null }, null) : null;
}

const expiry = (ctx: Ctx, lot: string): string => ctx.view.of_part(ctx.data.part!)
  .find((quant) => quant.lot === lot && quant.expires_on)?.expires_on ?? '9999';

/** The lot in hand expires later than the one that should go first, and nobody said why. */
function breaks_rotation(ctx: Ctx): Fault | null {
  const { lot, source, swap } = ctx.data;
  if (!lot || !source?.lot || lot === source.lot || swap) return when(false);
  return when(expiry(ctx, lot) > expiry(ctx, source.lot));
}

/** By the book nothing is left in the bin after this pick: worth a look (PK16). */
function bin_empties(ctx: Ctx): Fault | null {
  const at = ctx.data.source?.location;
  if (at === undefined || !setting(ctx.view, 'pick.zero_check')) return when(false);
  const said = ctx.view.told.some((op) => op.kind === 'count' && op.body.holder === at);
  return when(!said && ctx.view.in_holder(at).length === 0
    && ctx.view.books.plates_at(at).length === 0);
}

/** Units that stay in the case that was opened; 0 where none was. */
const left_in_case = (ctx: Ctx): number => {
  const { data } = ctx;
  const units = taken(data).reduce((sum, one) => sum + one.quantity, 0);
  return Math.max((data.case ?? 0) - units, 0);
};

/** For the operation: how many are left in the case that was opened. */
export const opened = (ctx: Ctx): { opened?: number } =>
  (left_in_case(ctx) > 0 ? { opened: left_in_case(ctx) } : {});

export const found_words: Words = {
  checks: {
    breaks_rotation, bin_empties, damage_plate,
    zero_yes: (ctx) => when(ctx.given.id === 'empty'),
    case_opened: (ctx) => when(left_in_case(ctx) > 0),
    damaged_some: (ctx) => when(damaged(ctx.data) > 1),
    no_more_than_missing: (ctx) => (ctx.given.value <= missing(ctx.data)
      ? null : attn('too_many', String(missing(ctx.data)))),
    damaged_found: (ctx) => when(damaged(ctx.data) > 0),
    damaged_serial: (ctx) => when(part_of(ctx)?.tracking === 'serial'
      && (ctx.data.damaged ?? []).length < damaged(ctx.data)),
    damaged_new: (ctx) => {
      const serial = serial_in(ctx) ?? '';
      const said = [...ctx.data.damaged ?? [], ...ctx.data.serials ?? []].includes(serial);
      return said ? attn('serial_twice', serial) : null;
    },
    /** Nothing of the part is free here any more: somebody put a hold on it (PK11). */
    source_held: (ctx) => when(ctx.data.source !== undefined && ctx.data.part !== undefined
      && ctx.view.of_part(ctx.data.part).length > 0
      && !free_stock(ctx.view, ctx.data.part).some(({ place }) =>
        place.location === ctx.data.source!.location)),
  },
  binds: {
    say_swap: (ctx) => ({ ...ctx.data, swap: ctx.given.id }),
    damaged_serial: (ctx) => ({
      ...ctx.data, damaged: [...ctx.data.damaged ?? [], serial_in(ctx)!],
    }),
    say_damaged: (ctx) => ({
      ...ctx.data, short: { ...ctx.data.short!, damaged: ctx.given.value },
    }),
    damage_done: (ctx) => ({ ...ctx.data, damaged_told: true }),
  },
  emits: {
    damage,
    counted_empty: (ctx) => {
      const holder = ctx.data.source!.location;
      return [draft('count', {
        task: null, holder, lines: [], lpns: [], empty: true,
      }, `count:${holder}`, [])];
    },
  },
  shows: {
    rotation_sheet: (ctx) => ({
      sheet: {
        id: 'rotation', title: text('sheet.rotation'), quantity: null, primary: null,
        note: text('sheet.rotation.note', { lot: ctx.data.source!.lot }),
        choices: reasons(setting(ctx.view, 'pick.rotation_reasons'), null),
      },
    }),
    zero_sheet: (ctx) => ({
      plate: plate(ctx.view, ctx.data.source!.location),
      sheet: {
        id: 'zero', title: text('sheet.zero'), quantity: null, primary: null,
        note: text('sheet.zero.note', { location: ctx.data.source!.location }),
        choices: [choice('empty', text('sheet.zero.yes')), choice('left', text('sheet.zero.no'))],
      },
    }),
    opened_case: (ctx) => ({
      done: {
        title: text('done.opened', { n: left_in_case(ctx) }), attn: true,
        facts: [
          place_fact(ctx.view, 'place', ctx.data.source!.location),
          part_fact(part_of(ctx), ctx.data.part!),
          quantity_fact(part_of(ctx), left_in_case(ctx)),
        ],
      },
    }),
    damaged_many: (ctx) => ({
      facts: [part_fact(part_of(ctx), ctx.data.part!)],
      quantity: ask_quantity(part_of(ctx), null, missing(ctx.data)),
    }),
    damaged_units: (ctx) => ({
      ask: { n: (ctx.data.damaged ?? []).length + 1, total: damaged(ctx.data) },
    }),
    damaged_goods: (ctx) => {
      const to = hold_place(ctx.view, part_of(ctx)?.hazard?.class ?? null);
      return {
        facts: [
          part_fact(part_of(ctx), ctx.data.part!, { done: true }),
          fact('damaged', damaged(ctx.data)),
          ...(to === null ? [] : [place_fact(ctx.view, 'target', to)]),
        ],
        band: {
          tone: 'hold' as const, title: text('band.beside'), code: ctx.data.part!,
          note: text('side.damaged.note'),
        },
      };
    },
  },
};
