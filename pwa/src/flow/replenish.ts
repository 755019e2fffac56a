// SPDX-License-Identifier: Apache-2.0
/**
 * Words of a task that brings goods from one place to another: a pick face is replenished from the
 * reserve (RP1), or a part goes to the bin that was chosen for it (SL1).
 *
 * R1  Fewer than asked: how many, why; the rest comes from the next place that has any (RP2).
 * R2  A face that needs nothing any more, or is full: taken back, or put there anyway (RP3).
 */
import { draft } from '../domain/operation.ts';
import type { Draft } from '../domain/operation.ts';
import { setting } from '../domain/policy.ts';
import type { TaskRow } from '../domain/rows.ts';
import { SETTINGS } from '../domain/settings.gen.ts';
import { free_stock, to_count } from '../domain/source.ts';
import type { View } from '../domain/view.ts';
import type { Data } from './data.ts';
import { code_of, lot_in } from './goods.ts';
import { me } from './me.ts';
import { ask_quantity, coded, fact, part_fact, place_fact, quantity_fact, reasons, why,
} from './pieces.ts';
import type { Choice, Fact, Text } from './step.ts';
import { is_slotted } from './waiting.ts';
import type { Ctx, Fault, Piece, Words } from './words.ts';
import { attn, band, plate, small, stop, text, when } from './words.ts';

export const REPLENISH_REASONS: readonly string[] = SETTINGS['replenish.reasons'].choices;
const RESERVE: readonly string[] = ['reserve', 'bulk'];

/** Tasks to bring goods somewhere, the most pressing first. */
export const replenish_tasks = (view: View): TaskRow[] =>
  [...view.tasks('replenish'), ...view.tasks('move').filter(is_slotted)]
    .filter((task) => task.part !== null && task.location !== null && (task.quantity ?? 0) > 0)
    .sort((a, b) => Number(a.priority) - Number(b.priority) || (a.task < b.task ? -1 : 1));

const task_of = (ctx: Ctx): TaskRow | null =>
  ctx.view.checkpoint.tables.task.get(ctx.data.task ?? '') ?? null;

/** Whether the task still stands: the face may have been filled meanwhile (RP3). */
const stands = (ctx: Ctx): boolean => task_of(ctx)?.state === 'open';

function replenish(ctx: Ctx): Data {
  const task = replenish_tasks(ctx.view).find((one) => one.task === ctx.given.id)!;
  return { ...of_task(ctx, task), me: me(ctx) };
}

function of_task({ view }: Ctx, task: TaskRow): Data {
  const holder = task.source!;
  const location = view.place(holder).location ?? '';
  return {
    task: task.task, part: task.part!, lot: task.lot ?? '', holder, directed: task.location,
    asked: task.quantity!, quantity: task.quantity!, avoid: [], reason: null,
    source: { holder, location, lot: task.lot ?? '', serial: '', quantity: task.quantity! },
  };
}

/** Another place with free goods of the part, in the order of rotation. */
function elsewhere({ data, view }: Ctx): ReturnType<typeof free_stock>[number] | null {
  const avoid = [...data.avoid ?? [], data.source?.location ?? '', data.directed ?? '',
    ...to_count(view, data.part!)];
  return free_stock(view, data.part!).find(({ quant, place }) => RESERVE.includes(place.role)
    && !avoid.includes(place.location) && (!data.lot || quant.lot === data.lot)) ?? null;
}

/** Units that are still to be brought when those in hand are. */
const rest = ({ data }: Ctx): number => data.asked! - data.quantity!;

/** The rest from another place that has any; `asked` is 0 where there is none, or no rest. */
function next_source(ctx: Ctx): Data {
  const other = rest(ctx) > 0 && ctx.data.reason ? elsewhere(ctx) : null;
  if (other === null) return { ...ctx.data, asked: 0 };
  const { quant, place } = other;
  const asked = Math.min(rest(ctx), quant.quantity);
  return {
    ...ctx.data, holder: quant.holder, asked, quantity: asked, reason: null,
    avoid: [...ctx.data.avoid ?? [], ctx.data.source!.location],
    source: { holder: quant.holder, location: place.location, lot: quant.lot, serial: '',
      quantity: quant.quantity },
  };
}

/** What is told of a replenish that is not done, or not all of it. */
function missed(ctx: Ctx, reason: string, found: number): Draft {
  const { data } = ctx;
  return draft('replenish_short', {
    task: data.task!, source: data.holder!, target: data.directed!, part: data.part!,
    lot: data.source!.lot || null, wanted: data.asked!, found, reason,
  }, `task:${data.task!}`, ctx.scans);
}

function brought(ctx: Ctx): Draft[] {
  const { data } = ctx;
  const line = { part: data.part!, quantity: data.quantity!, lot: data.source!.lot || null,
    serials: [] };
  const moved = draft('transfer', {
    task: data.task!, source: data.holder!, target: data.directed!, lpn: null, lines: [line],
    suggested: data.directed!, reason: null,
  }, `task:${data.task!}`, ctx.scans);
  return rest(ctx) > 0 && data.reason ? [missed(ctx, data.reason, data.quantity!), moved] : [moved];
}

function at_source(ctx: Ctx): Fault | null {
  const wanted = ctx.data.source!.location;
  if (code_of(ctx) === wanted) return null;
  return stop('wrong_location', ctx, { code: wanted, small: null },
    { code: code_of(ctx), small: null }, null);
}

/** The lot of the task is the one in the hand: one lot a bin. */
function right_lot(ctx: Ctx): Fault | null {
  const wanted = ctx.data.source!.lot;
  const lot = lot_in(ctx);
  return !wanted || lot === null || lot === wanted ? null
    : stop('wrong_part', ctx, { code: wanted, small: ctx.data.part! },
      { code: lot, small: ctx.data.part! }, null);
}

function face_or_source(ctx: Ctx): Fault | null {
  const { directed, source } = ctx.data;
  if ([directed, source!.location].includes(code_of(ctx))) return null;
  return stop('wrong_location', ctx, { code: directed!, small: null },
    { code: code_of(ctx), small: null }, null);
}

/** Whole cases and what comes from one that is opened (RP5). */
function cases(ctx: Ctx): Text[] {
  const task = task_of(ctx);
  if (!task?.case || !ctx.data.asked) return [];
  const whole = Math.floor(ctx.data.asked / task.case);
  const loose = ctx.data.asked % task.case;
  if (loose === 0) return [text('move.cases', { n: whole, each: task.case })];
  return [text(whole > 0 ? 'move.cases_and' : 'move.opened', { n: whole, each: task.case, loose })];
}

function facts(ctx: Ctx): Fact[] {
  const { data, view, state } = ctx;
  const part = view.part(data.part!);
  const steps = ['from', 'take', 'amount', 'short', 'face', 'full'];
  const is = (name: string): object => ({
    current: state === name, done: steps.indexOf(state) > steps.indexOf(name),
  });
  const on = data.holder!.startsWith('lpn:') ? [fact('lpn', data.holder!.slice(4))] : [];
  return [
    place_fact(view, 'place', data.source!.location, is('from')), ...on,
    part_fact(part, data.part!, is('take')),
    quantity_fact(part, data.quantity!, is('amount')),
    ...(data.source!.lot ? [fact('lot', data.source!.lot)] : []),
    place_fact(view, 'target', data.directed!, { current: ['face', 'full'].includes(state) }),
  ];
}

const as_choice = (view: View, task: TaskRow): Choice => ({
  ...coded(`${task.quantity} ${task.part}`, {
    small: small(view.part(task.part!)) === null ? null
      : text('text.plain', { text: small(view.part(task.part!))! }),
    plate: plate(view, task.location),
  }),
  id: task.task,
});

const to_face = (ctx: Ctx): Piece => ({
  plate: plate(ctx.view, ctx.data.directed), want: { code: ctx.data.directed!, small: null },
});

export const replenish_words: Words = {
  checks: {
    is_replenish: (ctx) => (replenish_tasks(ctx.view).some((task) => task.task === ctx.given.id)
      ? null : attn('task_gone', null)),
    at_source,
    at_source_plate: (ctx) => (`lpn:${code_of(ctx)}` === ctx.data.holder ? null
      : stop('wrong_plate', ctx, { code: ctx.data.source!.location, small: null },
        { code: code_of(ctx), small: null }, null)),
    right_lot, face_or_source,
    no_more_than_asked: (ctx) => (ctx.given.value <= ctx.data.asked! ? null
      : attn('asked_only', String(ctx.data.asked!))),
    all_there: (ctx) => when(ctx.given.value === ctx.data.asked),
    some_there: (ctx) => when(ctx.data.quantity! > 0),
    is_face: (ctx) => when(code_of(ctx) === ctx.data.directed),
    more_to_bring: (ctx) => when((ctx.data.asked ?? 0) > 0),
  },
  binds: {
    replenish, next_source,
    none_found: (ctx) => ({ ...ctx.data, quantity: 0 }),
    as_asked: (ctx) => ({ ...ctx.data, quantity: ctx.data.asked! }),
    face_full: (ctx) => ({ ...ctx.data, tried: 'face_full' }),
  },
  emits: {
    replenish: brought,
    replenish_short: (ctx) => [missed(ctx, ctx.data.reason!, 0)],
    replenish_back: (ctx) => [missed(ctx, ctx.data.tried ?? 'not_needed', 0)],
  },
  shows: {
    replenish_tasks: (ctx) => ({
      choices: replenish_tasks(ctx.view).map((task) => as_choice(ctx.view, task)),
    }),
    replenish_facts: (ctx) => ({ facts: facts(ctx) }),
    take_from: (ctx) => ({
      plate: plate(ctx.view, ctx.data.source!.location),
      want: { code: ctx.data.source!.location, small: null },
      why: [...why(task_of(ctx)?.why as unknown[] | undefined), ...cases(ctx)],
    }),
    take_part: (ctx) => ({
      want: { code: ctx.data.part!, small: small(ctx.view.part(ctx.data.part!)) },
      why: cases(ctx),
    }),
    take_amount: (ctx) => ({
      quantity: ask_quantity(ctx.view.part(ctx.data.part!), null, ctx.data.asked!),
      why: cases(ctx),
    }),
    short_why: (ctx) => ({
      sheet: {
        id: 'replenish_short', title: text('sheet.replenish_short', {
          n: ctx.data.quantity!, total: ctx.data.asked!,
        }),
        note: text('sheet.replenish_short.note', { location: ctx.data.source!.location }),
        quantity: null, primary: null,
        choices: reasons(setting(ctx.view, 'replenish.reasons'), ctx.data.reason),
      },
    }),
    bring_to: (ctx) => ({
      ...to_face(ctx),
      ...(stands(ctx) ? {} : {
        band: band('attn', 'not_needed', null, false),
        why: [text('move.take_back', { location: ctx.data.source!.location })],
      }),
    }),
    take_back: (ctx) => ({
      plate: plate(ctx.view, ctx.data.source!.location),
      want: { code: ctx.data.source!.location, small: null },
      why: [text('move.anyway', { location: ctx.data.directed! })],
    }),
  },
};
