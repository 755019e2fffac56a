// SPDX-License-Identifier: Apache-2.0
/**
 * Goods that nobody wants any more go back from the tote (PK15, PK22): the task says how many of
 * what, the part is scanned, then the bin. Told as a transfer that names the task.
 */
import { draft, plate_holder } from '../domain/operation.ts';
import type { Draft } from '../domain/operation.ts';
import type { TaskRow } from '../domain/rows.ts';
import { refuses } from '../domain/storage.ts';
import type { View } from '../domain/view.ts';
import type { Data } from './data.ts';
import { code_of, serial_in } from './goods.ts';
import { home_of } from './home.ts';
import { coded, fact, part_fact, place_fact, quantity_fact } from './pieces.ts';
import { sort_choices } from './pick_sort.ts';
import type { Choice, Fact } from './step.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, plate, small, stop, text, when } from './words.ts';

/** What is to be put back, of goods that are still in their tote. */
export const to_put_back = (view: View): TaskRow[] => view.tasks('put_back')
  .filter((task) => there(view, task) > 0);

const there = (view: View, task: TaskRow): number =>
  view.in_holder(plate_holder(task.lpn ?? '')).filter((quant) => quant.part === task.part)
    .reduce((sum, quant) => sum + quant.quantity, 0);

export const back_choices = (view: View): Choice[] => to_put_back(view).map((task) =>
  coded(task.lpn!, {
    id: task.task,
    small: text('pick.put_back', { n: task.quantity ?? 0, part: task.part! }),
  }));

const task_in_hand = (ctx: Ctx): TaskRow =>
  ctx.view.checkpoint.tables.task.get(ctx.data.task!)!;

function in_tote(ctx: Ctx): Fault | null {
  const got = ctx.given.got!;
  const part = got.part?.part ?? got.code;
  const serial = serial_in(ctx);
  const wanted = { code: ctx.data.part!, small: small(ctx.view.part(ctx.data.part!)) };
  const here = ctx.view.in_holder(plate_holder(ctx.data.tote!)).some((quant) =>
    quant.part === part && (serial === null || quant.serial === serial));
  const scanned = { code: serial ?? got.code, small: small(got.part) };
  return part === ctx.data.part && here ? null : stop('not_in_tote', ctx, wanted, scanned, null);
}

/** How many go back now: one numbered unit at a time, else what the task says and the tote has. */
function units(ctx: Ctx): number {
  if (ctx.data.serial) return 1;
  return Math.min(ctx.data.quantity ?? 1, there(ctx.view, task_in_hand(ctx)));
}

function put_back(ctx: Ctx): Draft[] {
  const { data, view } = ctx;
  const source = plate_holder(data.tote!);
  let left = units(ctx);
  const lines = view.in_holder(source)
    .filter((quant) => quant.part === data.part && (!data.serial || quant.serial === data.serial))
    .flatMap((quant) => {
      const quantity = Math.min(quant.quantity, left);
      left -= quantity;
      return quantity === 0 ? [] : [{
        part: quant.part, quantity, lot: quant.lot || null,
        serials: quant.serial ? [quant.serial] : [],
      }];
    });
  const body = {
    task: data.task!, source, target: code_of(ctx), lpn: null, lines, suggested: null, reason: null,
  };
  return [draft('transfer', body, `lpn:${data.tote!}`, ctx.scans)];
}

/** Any storage place that may take the part. */
function back_place(ctx: Ctx): Fault | null {
  const row = ctx.view.location(code_of(ctx))!;
  const hazard = ctx.view.part(ctx.data.part!)?.hazard?.class ?? null;
  const refusal = refuses(row, hazard, false);
  const wanted = home(ctx);
  return refusal === null ? null : stop(refusal === 'not_storage' ? 'not_storage' : 'blocked', ctx,
    wanted === null ? null : { code: wanted, small: null }, { code: row.location, small: null },
    null);
}

/** Where other units of the part lie. */
const home = (ctx: Ctx): string | null => home_of(ctx.view, {
  what: 'part', code: ctx.data.part!, part: null, lot: null, serial: null, expires_on: null,
  quantity: null,
});

function facts(ctx: Ctx): Fact[] {
  const { data, view } = ctx;
  const part = view.part(data.part!);
  return [
    fact('target', data.tote!, { done: true }), part_fact(part, data.part!, { current: true }),
    quantity_fact(part, ctx.state === 'back_done' ? data.quantity ?? 1 : units(ctx)),
    ...(data.serial ? [fact('serial', data.serial)] : []),
  ];
}

function back(ctx: Ctx): Data {
  const task = ctx.view.checkpoint.tables.task.get(ctx.given.id)!;
  return {
    task: task.task, tote: task.lpn!, part: task.part!, quantity: task.quantity ?? 1,
    ...(task.order === null ? {} : { order: task.order }),
  };
}

export const back_words: Words = {
  checks: {
    is_back: (ctx) => when(to_put_back(ctx.view).some((task) => task.task === ctx.given.id)),
    is_work: (ctx) => (ctx.view.order(ctx.given.id) !== null
      || sort_choices(ctx.view).some(({ id }) => id === ctx.given.id)
      || to_put_back(ctx.view).some((task) => task.task === ctx.given.id)
      ? null : attn('not_order', ctx.given.id)),
    in_tote, back_place,
    back_serial: (ctx) => when(ctx.view.part(ctx.data.part!)?.tracking === 'serial'
      && serial_in(ctx) === null),
  },
  binds: { back, back_unit: (ctx) => ({ ...ctx.data, serial: serial_in(ctx) }) },
  emits: { put_back },
  shows: {
    back_facts: (ctx) => ({
      subtitle: text('pick.put_back_of', { tote: ctx.data.tote! }), facts: facts(ctx),
      want: ctx.state === 'back' ? { code: ctx.data.part!, small: null } : null,
    }),
    back_to: (ctx) => {
      const to = home(ctx);
      return { plate: plate(ctx.view, to), want: to === null ? null : { code: to, small: null } };
    },
    put_back: (ctx) => ({
      done: {
        title: text('done.put_back'), facts: [part_fact(ctx.view.part(ctx.data.part!),
          ctx.data.part!), ...(home(ctx) === null ? [] : [place_fact(ctx.view, 'place',
          home(ctx)!)])],
      },
    }),
  },
};
