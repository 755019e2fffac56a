// SPDX-License-Identifier: Apache-2.0
/** Words about goods in hand, shared by the flows: is it the part, is it held, how many. */
import type { Quant } from '../domain/books.ts';
import { held_by } from '../domain/coming.ts';
import { plate_holder } from '../domain/operation.ts';
import type { HoldRow } from '../domain/rows.ts';
import { free_stock } from '../domain/source.ts';
import { readable } from '../domain/visible.ts';
import { serial_fits } from './resolve.ts';
import { QUANTITY_MAX, hold_stop } from './pieces.ts';
import { home_of } from './home.ts';
import type { Stop } from './step.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { SERIAL_STEPS, attn, part_of, small, stop, text, when } from './words.ts';

export const code_of = (ctx: Ctx): string => ctx.given.got?.code ?? ctx.given.id;

const CONTROLS = /[\x00-\x1f\x7f-\x9f]+/g;
const SAID_MAX = 60;

/**
 * What was scanned, tapped or typed where any text is an answer: a name, the number of a paper.
 * What a scanner sends around and between texts is no part of it.
 */
export const said = (ctx: Ctx): string => said_whole(ctx).slice(0, SAID_MAX);

export const said_whole = (ctx: Ctx): string =>
  (ctx.given.got?.code ?? (ctx.given.id || ctx.given.raw)).replace(CONTROLS, ' ').trim();

/** A text of nothing but such signs says nothing. */
export const says_something = (ctx: Ctx): Fault | null =>
  (said(ctx) === '' ? attn('name_odd', null) : null);

/** The unit with this serial, where the view has it. */
export function serial_quant(ctx: Ctx, serial: string, part: string): Quant | null {
  return ctx.view.of_serial(serial).find((quant) => quant.part === part) ?? null;
}

/** A serial of the part in hand that may be taken here: of the tote, of the bin; or null. */
export function free_serial(ctx: Ctx): string | null {
  const { data, view } = ctx;
  const packing = data.tote !== undefined && data.carton !== undefined;
  const there = packing
    ? view.in_holder(plate_holder(data.tote!)).filter((quant) => held_by(view, quant) === null)
    : free_stock(view, data.part!).filter(({ place }) => place.location === data.source?.location)
      .map(({ quant }) => quant);
  const unit = there.find((quant) => quant.part === data.part
    && !(data.serials ?? []).includes(quant.serial));
  return unit?.serial || null;
}

/** What a stop asks for: at a serial step a unit of the part, where one is known. */
export function wanted_now(ctx: Ctx): Stop['wanted'] {
  const { part } = ctx.data;
  if (part === undefined) return null;
  const serial = SERIAL_STEPS.includes(ctx.state) ? free_serial(ctx) : null;
  return serial === null
    ? { code: part, small: small(ctx.view.part(part)) } : { code: serial, small: part };
}

/** Wrong part: wanted against scanned, and where the scanned one belongs. */
function same_part(ctx: Ctx): Fault | null {
  const got = ctx.given.got!;
  const part = got.part?.part ?? got.code;
  if (part === ctx.data.part) return null;
  return stop(
    'wrong_part', ctx, wanted_now(ctx),
    { code: part, small: small(got.part) }, home_of(ctx.view, { ...got, what: 'part', code: part }),
  );
}

/** A unit on hold is not taken: nothing is recorded, the screen says where it goes. */
export function held_fault(ctx: Ctx, quant: Quant | null, name: string): Fault | null {
  const hold: HoldRow | null = quant === null ? null : held_by(ctx.view, quant);
  return hold === null ? null : hold_stop(ctx, hold, quant!, name);
}

/** A serial that came with the scan, alone or in the part's own symbol. */
export const serial_in = (ctx: Ctx): string | null =>
  ctx.given.got?.serial ?? (ctx.given.got?.what === 'serial' ? ctx.given.got.code : null);

/** The lot that a scan names: only what is there by that lot may be taken as it. */
export function lot_in(ctx: Ctx): string | null {
  const { got } = ctx.given;
  const lots = (got?.part ?? part_of(ctx))?.tracking === 'lot';
  return !lots || got === null ? null : got.lot ?? (got.what === 'lot' ? got.code : null);
}

function serial_shape(ctx: Ctx): Fault | null {
  const part = ctx.view.part(ctx.data.part ?? '');
  const serial = serial_in(ctx) ?? ctx.given.raw;
  if (part === null || serial_fits(part, serial)) return null;
  const scanned = { code: readable(serial).slice(0, 60), small: null };
  const kept = ctx.given.got === null ? text('band.unknown.note') : undefined;
  return stop('serial_shape', ctx, wanted_now(ctx), scanned, null, kept);
}

/**
 * A number that no reader reads is typed, and typed once more: the same both times (SE3). Both stay
 * with what is told of it, marked as keyed.
 */
function typed_twice(ctx: Ctx): Fault | null {
  const last = ctx.scans.at(-1);
  if (last?.entry !== 'keyed' || ctx.given.input !== 'scan') return null;
  const before = ctx.scans.slice(0, -1).some(({ raw, entry }) =>
    entry === 'keyed' && raw.trim() === last.raw.trim());
  return before ? null : attn('type_again', serial_in(ctx) ?? last.raw.slice(0, 60));
}

export const goods: Words = {
  checks: {
    same_part, serial_shape, typed_twice,
    quantity_positive: (ctx) => (ctx.given.value > 0 && ctx.given.value <= QUANTITY_MAX
      ? null : attn('quantity_odd', String(ctx.given.value))),
    quantity_whole: (ctx) => (ctx.given.value >= 0 && ctx.given.value <= QUANTITY_MAX
      ? null : attn('quantity_odd', String(ctx.given.value))),
    quantity_said: (ctx) => when((ctx.data.quantity ?? 0) > 0),
    part_is_serial: (ctx) => when(ctx.view.part(ctx.data.part ?? '')?.tracking === 'serial'),
  },
  binds: {
    say_quantity: (ctx) => ({ ...ctx.data, quantity: ctx.given.value }),
    one_more: (ctx) => ({ ...ctx.data, quantity: (ctx.data.quantity ?? 1) + 1 }),
    say_reason: (ctx) => ({ ...ctx.data, reason: ctx.given.id }),
  },
  emits: {},
  shows: {},
};
