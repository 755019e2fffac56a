// SPDX-License-Identifier: Apache-2.0
/**
 * Words of a move: a plate, a part of a bin, or a whole bin goes to another place, or its goods
 * onto a plate that stands somewhere (MV1).
 *
 * The place is held against the same rules as one of the worker's own choice in put-away (PU3).
 * Promised goods, and held ones to or from a hold zone, are moved by whom the site lets (MV2, MV3);
 * whoever may not is told so before the way. What is brought for a task is in `replenish.ts`.
 */
import type { Quant } from '../domain/books.ts';
import { draft, plate_holder } from '../domain/operation.ts';
import type { Draft } from '../domain/operation.ts';
import { setting } from '../domain/policy.ts';
import type { TaskRow } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';
import type { Data, Entry } from './data.ts';
import { code_of, serial_in } from './goods.ts';
import { me } from './me.ts';
import { ask_quantity, coded, marks, part_fact, quantity_fact } from './pieces.ts';
import { entry, goods_of, held, lines_of, named, standing } from './putaway.ts';
import type { Band } from './step.ts';
import { leaves } from './waiting.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, band, small, text, when } from './words.ts';

const sum = (all: readonly Pick<Quant, 'quantity'>[]): number =>
  all.reduce((total, one) => total + one.quantity, 0);

/** Whether a pick was sent to these goods and would not find enough of them any more. */
export function promised(data: Data, view: View): boolean {
  const moved = goods_of(data, view);
  const of_task = (task: TaskRow, all: readonly Quant[]): Quant[] => all.filter((quant) =>
    quant.holder === task.source && quant.part === task.part && (task.lot ?? '') === quant.lot
    && (!task.serial || task.serial === quant.serial));
  return view.tasks('pick').some((task) => {
    const taken = sum(of_task(task, moved));
    const there = sum(of_task(task, view.in_holder(task.source ?? '')));
    return taken > 0 && there - taken < (task.quantity ?? 0);
  });
}

/** What keeps this person from moving these goods, as the name of a band; null: nothing known. */
function kept_from(ctx: Ctx): 'promised' | 'held_move' | null {
  const { data, view } = ctx;
  if (me(ctx).lead) return null;
  if (held(data, view) && setting(view, 'move.held') === 'supervisor') return 'held_move';
  const asks = setting(view, 'move.promised') === 'supervisor';
  return asks && promised(data, view) ? 'promised' : null;
}

function mine_to_move(ctx: Ctx): { band?: Band } {
  const why = kept_from(ctx);
  return why === null ? {} : { band: band('attn', why, null) };
}

/** Lines of one kind, so many units of them. */
function some(entries: readonly Entry[], wanted: number): Entry[] {
  let left = wanted;
  return entries.flatMap((one) => {
    const quantity = Math.min(one.quantity, left);
    left -= quantity;
    return quantity === 0 ? [] : [{ ...one, quantity }];
  });
}

/** What this scan or choice names in the bin. */
const here = (ctx: Ctx): Quant[] => named(ctx, ctx.view.in_holder(ctx.data.holder!));

/** Plates first: a plate that is moved is told by itself, and so are loose goods. */
function move(ctx: Ctx): Draft[] {
  const { data, view } = ctx;
  const target = code_of(ctx);
  const same = { task: null, target, suggested: null, reason: data.reason ?? null };
  const whole = data.lpn !== undefined ? [data.lpn] : data.plates ?? [];
  const plates = whole.map((lpn) => draft('transfer', {
    ...same, source: view.plate(lpn)?.place ?? plate_holder(lpn), lpn, lines: [],
  }, `lpn:${lpn}`, ctx.scans));
  if (!data.lines?.length) return plates;
  const loose = { ...same, source: data.holder!, lpn: null, lines: lines_of(data.lines) };
  return [...plates, draft('transfer', loose, `holder:${data.holder!}`, ctx.scans)];
}

/** Onto another plate: what stands on plates leaves them, each plate told by itself. */
function move_onto(ctx: Ctx): Draft[] {
  const { data, view } = ctx;
  const whole = data.lpn !== undefined ? [data.lpn] : data.plates ?? [];
  const from = whole.flatMap((lpn) => (leaves(view, lpn).length > 0 ? leaves(view, lpn) : [lpn]))
    .map((lpn) => ({ source: plate_holder(lpn), lines: view.in_holder(plate_holder(lpn)).map(entry),
      stream: `lpn:${lpn}` }));
  const loose = { source: data.holder!, lines: data.lines ?? [], stream: `holder:${data.holder!}` };
  return [...from, loose].filter((one) => one.lines.length > 0)
    .map(({ source, lines, stream }) => draft('transfer', {
      task: null, source, target: plate_holder(code_of(ctx)), lpn: null, lines: lines_of(lines),
      suggested: null, reason: null,
    }, stream, ctx.scans));
}

/** Where the goods in hand came from: a location. */
const from_place = ({ data, view }: Ctx): string | null =>
  view.place(data.lpn === undefined ? data.holder! : plate_holder(data.lpn)).location;

const all_there = ({ data }: Ctx): number => sum(data.lines ?? []);

export const move_words: Words = {
  checks: {
    is_somewhere: (ctx) => (ctx.view.place(plate_holder(code_of(ctx))).location === null
      ? attn('nothing_known', code_of(ctx)) : null),
    has_goods: (ctx) => (standing(ctx.view, code_of(ctx)).length > 0
      ? null : attn('bin_bare', code_of(ctx))),
    part_here: (ctx): Fault | null => (here(ctx).length > 0 ? null
      : attn('not_in_bin', ctx.given.got?.part?.part ?? code_of(ctx).split('|')[0]!)),
    one_lot: (ctx) => when_or(new Set(here(ctx).map((quant) => quant.lot)).size <= 1,
      attn('which_lot', here(ctx)[0]?.part ?? null)),
    not_numbered: (ctx) => when_or(here(ctx).every((quant) => quant.serial === ''),
      attn('scan_unit', here(ctx)[0]?.part ?? null)),
    unit_here: (ctx) => when_or(unit_here(ctx) !== undefined,
      attn('not_in_bin', serial_in(ctx) ?? code_of(ctx))),
    plate_here: (ctx) => when_or(ctx.view.books.plates_at(ctx.data.holder!).includes(code_of(ctx)),
      attn('not_in_bin', code_of(ctx))),
    no_more_than_there: (ctx) => when_or(ctx.given.value <= all_there(ctx),
      attn('too_many', String(all_there(ctx)))),
    not_where_it_is: (ctx) => when_or(code_of(ctx) !== from_place(ctx),
      attn('is_there', code_of(ctx))),
    may_move: (ctx) => {
      const why = kept_from(ctx);
      return why === null ? null : attn(why, null);
    },
    more_in_bin: (ctx) => when(ctx.data.lpn === undefined && ctx.data.plates === undefined
      && ctx.data.holder !== undefined && ctx.view.in_holder(ctx.data.holder).length > 0),
  },
  binds: {
    fresh: (ctx) => ({ me: me(ctx) }),
    move_plate: (ctx) => ({
      me: me(ctx), lpn: code_of(ctx), holder: plate_holder(code_of(ctx)),
    }),
    move_from: (ctx) => ({ me: me(ctx), holder: code_of(ctx) }),
    keep_bin: (ctx) => ({ me: me(ctx), holder: ctx.data.holder! }),
    move_line: (ctx) => ({
      ...ctx.data, part: here(ctx)[0]!.part, lines: here(ctx).map(entry),
    }),
    move_unit: (ctx) => ({ ...ctx.data, lines: [entry(unit_here(ctx)!)] }),
    move_all: (ctx) => ({
      ...ctx.data, lines: ctx.view.in_holder(ctx.data.holder!).map(entry),
      plates: ctx.view.books.plates_at(ctx.data.holder!),
    }),
    all_of_it: (ctx) => ctx.data,
    some_of_it: (ctx) => ({ ...ctx.data, lines: some(ctx.data.lines!, ctx.given.value) }),
  },
  emits: { move, move_onto },
  shows: {
    in_bin: (ctx) => ({
      subtitle: text('text.plain', { text: ctx.data.holder! }),
      choices: lines_of(ctx.view.in_holder(ctx.data.holder!).map(entry)).map((line) => ({
        ...coded(`${line.quantity} ${line.part}`, {
          small: text('text.plain', { text: line.lot ?? small(ctx.view.part(line.part)) ?? '' }),
          marks: marks(ctx.view.part(line.part), false),
        }),
        id: `${line.part}|${line.lot ?? ''}`,
      })),
    }),
    how_many: (ctx) => {
      const part = ctx.view.part(ctx.data.part!);
      return {
        subtitle: text('text.plain', { text: ctx.data.holder! }),
        facts: [part_fact(part, ctx.data.part!), quantity_fact(part, all_there(ctx))],
        quantity: ask_quantity(part, null, all_there(ctx)),
      };
    },
    mine_to_move,
  },
};

function unit_here(ctx: Ctx): Quant | undefined {
  const serial = serial_in(ctx);
  const part = ctx.given.got?.part?.part;
  return ctx.view.in_holder(ctx.data.holder!).find((quant) => quant.serial !== ''
    && quant.serial === serial && (part === undefined || quant.part === part));
}

const when_or = (passes: boolean, fault: Fault): Fault | null => (passes ? null : fault);
