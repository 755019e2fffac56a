// SPDX-License-Identifier: Apache-2.0
/**
 * Words of the inspection flow (IN1 to IN3): which units of a lot are looked at, what was found
 * check by check, and what comes of the lot. Failed units go onto a plate of their own before the
 * result is told. The result is asked of the server, never queued; until it was heard, all that was
 * said stays.
 */
import { decimal } from '../domain/measure.ts';
import { draft, plate_holder } from '../domain/operation.ts';
import type { Draft, Line } from '../domain/operation.ts';
import type { InspectCheck, TaskRow } from '../domain/rows.ts';
import type { Data, Inspecting } from './data.ts';
import { code_of } from './goods.ts';
import { RESULTS, bad_findings, fits_limits, inspect_shows, said_of } from './inspect_shows.ts';
import { to_inspect } from './inspect_tasks.ts';
import type { Ctx, Words } from './words.ts';
import { attn, part_of, warn, when } from './words.ts';

const MEASURE_MAX = 999_999;
const DRAWN_SHOWN = 24;

/** Whether a task is about what was scanned: its plate, its part and lot, one of its units. */
export function is_about(ctx: Ctx, task: TaskRow): boolean {
  const { got } = ctx.given;
  if (got === null) return task.task === ctx.given.id;
  const same = (one: { part: string; lot: string | null }): boolean =>
    one.part === task.part && (one.lot ?? '') === (task.lot ?? '');
  if (got.what === 'lpn') {
    return (task.lpns ?? []).includes(got.code) || ctx.view.content(got.code).some(same);
  }
  if (got.what === 'serial') return ctx.view.of_serial(got.code).some(same);
  return got.code === task.part && (got.lot === null || got.lot === (task.lot ?? ''));
}

const open_tasks = (ctx: Ctx): TaskRow[] =>
  to_inspect(ctx.view).filter(({ task }) => task !== ctx.data.tried);
const named = (ctx: Ctx): TaskRow[] => open_tasks(ctx).filter((task) => is_about(ctx, task));

/** All that the work needs of its task, so that it goes on when another device ends the task. */
function inspect(ctx: Ctx): Data {
  const task = named(ctx)[0]!;
  const { n, ac, re, units } = task.sample!;
  const drawn = units.slice(0, DRAWN_SHOWN).join(', ');
  const inspecting: Inspecting = {
    task: task.task, receipt: task.receipt ?? '', lpns: task.lpns ?? [],
    size: task.quantity ?? n, n, ac, re,
    drawn: n >= (task.quantity ?? n) ? '' : units.length > DRAWN_SHOWN ? `${drawn} …` : drawn,
    checks: task.checks ?? [], findings: [], today: ctx.moment.now.slice(0, 10),
    lead: ctx.moment.lead === true,
  };
  return { inspect: inspecting, part: task.part!, lot: task.lot || null,
    ...(task.lpn == null ? {} : { lpn: task.lpn }) };
}

const with_said = (ctx: Ctx, more: Partial<Inspecting>): Data =>
  ({ ...ctx.data, inspect: { ...said_of(ctx), ...more } });

const open_check = (ctx: Ctx): InspectCheck | undefined =>
  said_of(ctx).checks[said_of(ctx).findings.length];

const found = (ctx: Ctx, finding: object): Data =>
  with_said(ctx, { findings: [...said_of(ctx).findings,
    { check: open_check(ctx)!.check, ...finding }] });

const numbered = (ctx: Ctx): boolean => part_of(ctx)?.tracking === 'serial';
const lot_here = (ctx: Ctx, holder: string): number => ctx.view.in_holder(holder)
  .filter((one) => one.part === ctx.data.part && one.lot === (ctx.data.lot ?? ''))
  .reduce((sum, one) => sum + one.quantity, 0);

/** The one plate of the lot that holds as many as go apart; else a person says which. */
function only_source(ctx: Ctx): string | null {
  const { lpns, apart = 0 } = said_of(ctx);
  const holders = lpns.map(plate_holder).filter((holder) => lot_here(ctx, holder) > 0);
  return holders.length === 1 && lot_here(ctx, holders[0]!) >= apart ? holders[0]! : null;
}

/** A unit of the part that came with the receipt, or of which this device knows nothing else. */
const is_unit = (ctx: Ctx, serial: string): boolean =>
  ctx.given.got!.part?.part === ctx.data.part && ctx.view.of_serial(serial)
    .filter(({ part }) => part === ctx.data.part)
    .every(({ receipts }) => receipts.length === 0 || receipts.includes(said_of(ctx).receipt));

/** Where a failed unit with a number is, as far as this device knows. */
const holder_of = (ctx: Ctx, serial: string): string =>
  ctx.view.of_serial(serial).find((one) => one.part === ctx.data.part)?.holder
  ?? plate_holder(ctx.data.lpn ?? '');

/** The failed units onto their plate: told before the result, which holds what stands on it. */
function set_apart(ctx: Ctx): Draft[] {
  const { part, lot, serials = [], target, holder } = ctx.data;
  const line = (quantity: number, numbers: string[]): Line =>
    ({ part: part!, quantity, lot: lot ?? null, serials: numbers });
  const moved = (from: string, one: Line): Draft => draft('transfer', {
    task: null, source: from, target: plate_holder(target!), lpn: null, lines: [one],
    suggested: null, reason: null,
  }, `lpn:${target!}`, ctx.scans);
  if (!numbered(ctx)) {
    return [moved(only_source(ctx) ?? holder!, line(said_of(ctx).apart!, []))];
  }
  const holders = [...new Set(serials.map((one) => holder_of(ctx, one)))];
  return holders.map((from) => {
    const there = serials.filter((one) => holder_of(ctx, one) === from);
    return moved(from, line(there.length, there));
  });
}

function inspection(ctx: Ctx): Draft[] {
  const { task, result, nonconforming = 0, findings, until = null } = said_of(ctx);
  return [draft('inspection', {
    task, result: result!, nonconforming, lpn: ctx.data.lpn ?? null, plan: {},
    findings: [...findings], until, reason: '',
    failed_lpn: result === 'partial' ? ctx.data.target! : null,
  }, `inspect:${task}`)];
}

const checks: Words['checks'] = {
  inspected: (ctx) => {
    const tasks = named(ctx);
    if (tasks.length === 1) return null;
    return tasks.length === 0 ? attn('not_inspected', code_of(ctx))
      : attn('which_inspection', code_of(ctx));
  },
  more_wait: (ctx) => when(open_tasks(ctx).some(({ task }) => task !== said_of(ctx).task)),
  measure_open: (ctx) => when(open_check(ctx)?.asks === 'measure'),
  check_open: (ctx) => when(open_check(ctx) !== undefined),
  is_answer: (ctx) => when(['yes', 'no'].includes(ctx.given.id)),
  measurable: ({ given: { value } }) => (value >= 0 && value <= MEASURE_MAX
    && Number.isInteger(value) ? null : attn('quantity_odd', String(value))),
  within_limits: (ctx) => {
    const check = open_check(ctx)!;
    return fits_limits(check, ctx.given.value) ? null
      : warn('out_of_limits', `${decimal(ctx.given.value, check.scale ?? 0)} ${check.unit ?? ''}`);
  },
  bad_fits: (ctx) => (ctx.given.value >= 0 && ctx.given.value <= said_of(ctx).n
    ? null : attn('more_than_sample', String(said_of(ctx).n))),
  bad_said: (ctx) => (ctx.given.value > 0 || bad_findings(said_of(ctx)).length === 0
    ? null : attn('check_failed', bad_findings(said_of(ctx))[0]!)),
  is_result: (ctx) => when(RESULTS.some((one) => one === ctx.given.id)
    && (ctx.given.id !== 'pass' || said_of(ctx).nonconforming! < said_of(ctx).re)
    && (ctx.given.id !== 'partial' || said_of(ctx).size > 1)),
  is_partial: (ctx) => when(said_of(ctx).result === 'partial'),
  is_conditional: (ctx) => when(said_of(ctx).result === 'conditional'),
  apart_fits: (ctx) => (ctx.given.value > 0 && ctx.given.value < said_of(ctx).size
    ? null : attn('fewer_than_lot', String(said_of(ctx).size))),
  serials_open: (ctx) => when(numbered(ctx)
    && (ctx.data.serials ?? []).length < said_of(ctx).apart!),
  from_open: (ctx) => when(!numbered(ctx) && only_source(ctx) === null),
  serial_of_lot: (ctx) => (is_unit(ctx, ctx.given.got!.serial ?? code_of(ctx))
    ? null : attn('not_inspected', code_of(ctx))),
  serial_once: (ctx) => ((ctx.data.serials ?? []).includes(code_of(ctx))
    ? attn('serial_twice', code_of(ctx)) : null),
  some_there: (ctx) => (lot_here(ctx, holder_in(ctx)) > 0 ? null
    : attn('not_inspected', code_of(ctx))),
  plate_apart: (ctx) => (ctx.view.content(code_of(ctx)).length === 0
    && !said_of(ctx).lpns.includes(code_of(ctx)) ? null : attn('plate_used', code_of(ctx))),
  is_day: (ctx) => when(/^\d{4}-\d\d-\d\d$/.test(ctx.given.id)
    && ctx.given.id >= said_of(ctx).today),
};

const holder_in = (ctx: Ctx): string =>
  (ctx.given.got!.what === 'lpn' ? plate_holder(code_of(ctx)) : code_of(ctx));

const binds: Words['binds'] = {
  fresh: ({ data: { inspect: last, tried } }) => {
    const task = last?.task ?? tried; // its row stays here until the server's answer came down
    return task === undefined ? {} : { tried: task };
  },
  inspect,
  say_answer: (ctx) => found(ctx, { answer: ctx.given.id }),
  say_measure: (ctx) => {
    const { scale = 0, unit = '' } = open_check(ctx)!;
    return found(ctx, { value: ctx.given.value, scale, unit });
  },
  say_bad: (ctx) => with_said(ctx, { nonconforming: ctx.given.value }),
  say_result: (ctx) => with_said(ctx, { result: ctx.given.id as Inspecting['result'] & string }),
  say_apart: (ctx) => ({ ...with_said(ctx, { apart: ctx.given.value }), serials: [] }),
  add_serial: (ctx) => ({
    ...ctx.data, serials: [...ctx.data.serials ?? [], ctx.given.got!.serial ?? code_of(ctx)],
  }),
  drop_serial: (ctx) => ({
    ...ctx.data, serials: (ctx.data.serials ?? []).filter((one) => one !== ctx.given.id),
  }),
  say_from: (ctx) => ({ ...ctx.data, holder: holder_in(ctx) }),
  say_plate: (ctx) => ({ ...ctx.data, target: code_of(ctx) }),
  say_until: (ctx) => with_said(ctx, { until: ctx.given.id }),
};

export const inspect_words: Words = {
  checks, binds, emits: { set_apart, inspection }, shows: inspect_shows,
};
