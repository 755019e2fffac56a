// SPDX-License-Identifier: Apache-2.0
/**
 * What is done with a carton: weighed (PA3), its label or papers printed anew (PA7, PA8), a unit in
 * it swapped for another (PA5).
 */
import type { Quant } from '../domain/books.ts';
import { held_by } from '../domain/coming.ts';
import { COPIES_MAX } from '../domain/malformed.ts';
import { draft, is_virtual, plate_holder } from '../domain/operation.ts';
import type { Bodies, Draft, Told } from '../domain/operation.ts';
import { setting } from '../domain/policy.ts';
import { weight_off } from '../domain/tolerance.ts';
import { code_of, held_fault, serial_in, serial_quant } from './goods.ts';
import { choice, coded, fact, part_fact, reasons } from './pieces.ts';
import { entry, in_tote } from './pack_bench.ts';
import { most_g, size_in_hand } from './pack_size.ts';
import { lines_of } from './putaway.ts';
import type { Choice } from './step.ts';
import { has_left, line_for } from './served.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, part_of, stop, text, when } from './words.ts';

export const SWAP_REASONS = ['wrong_unit', 'label_differs', 'damaged'] as const;
export const LABEL_REASONS = ['no_label', 'torn', 'wrong_printer', 'misprint'] as const;
const MORE = ['weigh', 'label', 'papers', 'swap', 'pull'] as const;

/** What a carton should weigh: its goods, and the carton itself; 0 where a weight is missing. */
export function computed(ctx: Ctx): number {
  const goods = ctx.view.content(ctx.data.carton!);
  const each = goods.map((quant) => (ctx.view.part(quant.part)?.weight_g ?? 0) * quant.quantity);
  return goods.length === 0 || each.includes(0) ? 0
    : each.reduce((sum, grams) => sum + grams,
      size_in_hand(ctx)?.weight_g || setting(ctx.view, 'pack.carton_g'));
}

const heavy = (ctx: Ctx, grams: number): boolean => most_g(ctx) > 0 && grams > most_g(ctx);
const weight_fits = (ctx: Ctx): Fault | null => when(!heavy(ctx, ctx.given.value)
  && !weight_off(computed(ctx), ctx.given.value, setting(ctx.view, 'pack.weight_percent')));

/** Which copy of a label comes next, by what this device told of it before. */
export function copy_of(ctx: Ctx, label: string, code: string): number {
  const before = [...ctx.view.past, ...ctx.view.told].filter((op) =>
    op.kind === 'label_wanted' && op.body.label === label && op.body.code === code);
  return Math.min(before.length + 1, COPIES_MAX);
}

export function label_draft(
  ctx: Ctx, label: Bodies['label_wanted']['label'], code: string,
  more: Partial<Bodies['label_wanted']> = {},
): Draft {
  return draft('label_wanted', {
    label, code, copy: copy_of(ctx, label, code), reason: '', order: ctx.data.order ?? null,
    part: null, replaces: null, ...more,
  }, `label:${code}`, ctx.scans);
}

/** Units of this order with a number, in its carton and in its tote. */
const numbered = (ctx: Ctx): Quant[] => [
  ...(ctx.data.carton === undefined ? [] : ctx.view.content(ctx.data.carton)), ...in_tote(ctx),
].filter((quant) => quant.serial !== '');

const going_out = (ctx: Ctx): Quant => numbered(ctx).find((quant) =>
  quant.serial === ctx.data.swap_out)!;

/** The pack that put a unit into the carton, as far as this device told it. */
const pack_of = (ctx: Ctx, serial: string): Told | undefined =>
  [...ctx.view.past, ...ctx.view.told].findLast((op) => op.kind === 'pack'
    && op.body.target === plate_holder(ctx.data.carton ?? '')
    && op.body.lines.some((line) => line.serials.includes(serial)));

function may_leave(ctx: Ctx): Fault | null {
  const serial = serial_in(ctx) ?? ctx.given.id;
  const unit = numbered(ctx).find((quant) => quant.serial === serial);
  if (unit === undefined) return attn('not_in_carton', serial);
  if (has_left(ctx.view, ctx.data.order!)) return attn('only_return', ctx.data.order!);
  const packed = unit.holder === plate_holder(ctx.data.carton ?? '');
  const pack = packed ? pack_of(ctx, serial) : undefined;
  const alone = pack?.kind === 'pack' && pack.body.lines.length === 1;
  return packed && (!alone || pack.op_id === undefined) ? attn('packed_elsewhere', serial) : null;
}

/** The unit that goes instead: of the same part, free, and nobody else's. */
function may_go(ctx: Ctx): Fault | null {
  const serial = serial_in(ctx)!;
  const unit = serial_quant(ctx, serial, ctx.data.part!);
  if (serial === ctx.data.swap_out) return attn('serial_twice', serial);
  if (unit === null) return attn('serial_not_on_book', serial);
  if (is_virtual(unit.holder)) {
    return stop('serial_shipped', ctx, null, { code: serial, small: null }, null);
  }
  if (unit.holder === plate_holder(ctx.data.carton ?? '')) return attn('scanned_already', serial);
  const held = held_by(ctx.view, unit) === null ? null : held_fault(ctx, unit, serial);
  const promised = ctx.view.tasks('pick').find((task) =>
    task.serial === serial && task.order !== ctx.data.order);
  return held ?? (promised === undefined ? null : attn('serial_promised', serial));
}

const from_stock = (ctx: Ctx): boolean => {
  const unit = serial_quant(ctx, ctx.data.swap_in!, ctx.data.part!);
  return unit?.holder !== plate_holder(ctx.data.tote!);
};

/** Out of the carton, out of the order, the other in: each as what a person did. */
function swap(ctx: Ctx): Draft[] {
  const { order, tote, carton, part, swap_in, reason } = ctx.data;
  const out = going_out(ctx);
  const incoming = serial_quant(ctx, swap_in!, part!)!;
  const group = `order:${order!}`;
  const why = `swapped:${reason!}`;
  const source = plate_holder(tote!);
  const told: Draft[] = [];
  if (out.holder !== source) told.push(draft('undo', {
    undoes: pack_of(ctx, out.serial)!.op_id!, verb: 'pack', source: out.holder, target: source,
    lines: lines_of([entry(out)]), lpn: null, order: order!, line: null, asn: null,
    shipment: null, reason: why,
  }, group, ctx.scans));
  if (from_stock(ctx)) {
    const to = ctx.given.got!.what === 'location' ? code_of(ctx) : plate_holder(code_of(ctx));
    const line = line_for(ctx.view, order!, part!)!;
    told.push(draft('transfer', {
      task: `put_back|${order!}|${source}|${part!}`, source, target: to, lpn: null,
      lines: lines_of([entry(out)]), suggested: null, reason: 'swapped',
    }, group));
    told.push(draft('pick', {
      task: `pick:${order!}:${line.line}`, order: order!, line: line.line,
      source: incoming.holder, target: source, lines: lines_of([entry(incoming)]), reason: why,
      ...(line.part === part ? {} : { for_part: line.part }),
    }, group));
  }
  told.push(draft('pack', {
    order: order!, source, target: plate_holder(carton!), lines: lines_of([entry(incoming)]),
  }, group));
  return told;
}

const chosen = (id: string) => (ctx: Ctx): Fault | null => when(ctx.given.id === id);

/** What can be done with this carton now. */
function more_choices(ctx: Ctx): Choice[] {
  const held = [...in_tote(ctx), ...ctx.view.content(ctx.data.carton ?? '')]
    .some((quant) => held_by(ctx.view, quant) !== null);
  const can: Record<(typeof MORE)[number], boolean> = {
    weigh: ctx.view.content(ctx.data.carton!).length > 0, label: true, papers: true,
    swap: numbered(ctx).length > 0, pull: held,
  };
  return MORE.filter((id) => can[id]).map((id) => choice(id, text(`pack.more_${id}`)));
}

/** The order's vehicle was to leave before now: whatever is packed goes with a later one. */
const late = (ctx: Ctx): string | null => {
  const at = ctx.view.order(ctx.data.order ?? '')?.cut_off ?? null;
  return at !== null && at < ctx.moment.now ? at : null;
};

export const carton_words: Words = {
  checks: {
    ...Object.fromEntries(MORE.map((id) => [`is_${id}`, chosen(id)])),
    weight_fits, may_leave, may_go,
    weight_same: (ctx) => when(ctx.given.value === ctx.data.weight),
    is_first_label: (ctx) => when(ctx.given.id === 'label'
      && copy_of(ctx, 'lpn', ctx.data.carton!) === 1),
    from_stock: (ctx) => when(from_stock(ctx)),
    holds_unit: (ctx) => {
      const code = code_of(ctx);
      const taken = code === ctx.data.tote || code === ctx.data.carton;
      return taken ? attn('still_there', code) : null;
    },
  },
  binds: {
    say_weight: (ctx) => ({ ...ctx.data, weight: ctx.given.value }),
    going_out: (ctx) => {
      const unit = numbered(ctx).find((quant) =>
        quant.serial === (serial_in(ctx) ?? ctx.given.id))!;
      return { ...ctx.data, swap_out: unit.serial, part: unit.part, reason: null };
    },
    going_in: (ctx) => ({ ...ctx.data, swap_in: serial_in(ctx)! }),
    missed: (ctx) => ({ ...ctx.data, ...(late(ctx) === null ? {} : { missed: late(ctx)! }) }),
  },
  emits: {
    carton_weighed: (ctx) => [draft('carton_weighed', {
      lpn: ctx.data.carton!, weight_g: ctx.given.value, computed_g: computed(ctx),
      order: ctx.data.order ?? null, ...(most_g(ctx) > 0 ? { most_g: most_g(ctx) } : {}),
    }, `lpn:${ctx.data.carton!}`, ctx.scans)],
    label: (ctx) => [label_draft(ctx, 'lpn', ctx.data.carton!, { reason:
      ctx.given.input === 'choose' && (LABEL_REASONS as readonly string[]).includes(ctx.given.id)
        ? ctx.given.id : '' })],
    papers: (ctx) => [label_draft(ctx, 'packing_list', ctx.data.carton!)],
    swap,
  },
  shows: {
    more_choices: (ctx) => ({ choices: more_choices(ctx) }),
    weigh: (ctx) => ({
      facts: [fact('target', ctx.data.carton!, { current: true })],
      quantity: { value: null, expected: null, unit: text('unit.G'), max: 99_999 },
    }),
    weight_doubt: (ctx) => ({
      band: {
        tone: 'attn', code: ctx.data.carton!,
        ...(heavy(ctx, ctx.data.weight ?? 0) ? {
          title: text('band.too_heavy'),
          note: text('pack.heavy_note', { said: ctx.data.weight!, most: most_g(ctx) }),
        } : {
          title: text('band.weight_off'),
          note: text('pack.weight_note', { said: ctx.data.weight ?? 0, computed: computed(ctx) }),
        }),
      },
    }),
    label_reasons: (ctx) => ({
      facts: [fact('target', ctx.data.carton!)],
      sheet: {
        id: 'label', title: text('sheet.label'), note: text('sheet.label.note'), quantity: null,
        choices: reasons(LABEL_REASONS, null), primary: null,
      },
    }),
    units: (ctx) => ({ choices: numbered(ctx).map((quant) => coded(quant.serial, {
      small: text('text.plain', { text: quant.part }) })) }),
    swap_facts: (ctx) => ({
      facts: [part_fact(part_of(ctx), ctx.data.part!),
        fact('serial', ctx.data.swap_out!, {
          label: text('fact.swap_out'), done: ctx.state !== 'swap_to' }),
        ...(ctx.data.swap_in === undefined ? [] : [fact('serial', ctx.data.swap_in, {
          label: text('fact.swap_in'), done: ctx.state === 'swap_to' })])],
    }),
    swap_sheet: (ctx) => ({
      sheet: {
        id: 'swap', title: text('sheet.swap'), quantity: null, primary: null,
        note: text('sheet.swap.note', { code: ctx.data.swap_in! }),
        choices: reasons(SWAP_REASONS, null),
      },
    }),
  },
};
