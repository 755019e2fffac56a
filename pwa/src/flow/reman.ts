// SPDX-License-Identifier: Apache-2.0
/** Words of the remanufacturing flow: cores into an order, units out of it, losses (RM1, RM2). */
import { draft, is_virtual } from '../domain/operation.ts';
import { setting } from '../domain/policy.ts';
import type { RemanOrderRow } from '../domain/reverse.ts';
import { SETTINGS } from '../domain/settings.gen.ts';
import type { Quant } from '../domain/books.ts';
import { code_of, said, says_something } from './goods.ts';
import { coded, fact, reasons } from './pieces.ts';
import type { Fact } from './step.ts';
import type { Ctx, Words } from './words.ts';
import { attn, text } from './words.ts';

export const LOSS_REASONS = SETTINGS['core.loss_reasons'].choices;

const order_of = (ctx: Ctx): RemanOrderRow =>
  ctx.view.checkpoint.tables.reman_order.get(ctx.data.order!)!;

/** Numbers under which cores of the order's group are kept. */
function core_parts(ctx: Ctx): string[] {
  const { core_group } = order_of(ctx);
  return [...ctx.view.checkpoint.tables.core_group.values()]
    .filter((one) => one.core_group === core_group)
    .map((one) => one.core_part || one.part);
}

function core_of(ctx: Ctx): Quant | undefined {
  return ctx.view.of_serial(code_of(ctx)).find((one) => !is_virtual(one.holder)
    && core_parts(ctx).includes(one.part));
}

/** The number under which a core went in, as far as this device knows. */
function parent_part(ctx: Ctx): string {
  const { serial, order } = ctx.data;
  for (const op of [...ctx.view.told, ...ctx.view.past]) {
    if (op.kind !== 'reman_consume' || op.body.order !== order) continue;
    const line = op.body.lines.find((one) => one.serials.includes(serial!));
    if (line !== undefined) return line.part;
  }
  return core_parts(ctx)[0] ?? order_of(ctx).part;
}

const told = (ctx: Ctx, kind: string): number => ctx.view.told
  .filter((op) => op.kind === kind && (op.body as { order?: string }).order === ctx.data.order)
  .length;

function order_facts(ctx: Ctx): { facts: Fact[] } {
  const { order, part, taken, made, lost } = order_of(ctx);
  const { serial, unit } = ctx.data;
  return {
    facts: [
      fact('document', order, { done: true }), fact('makes', part, { done: true }),
      fact('in_work', taken - made - lost + told(ctx, 'reman_consume')
        - told(ctx, 'reman_output') - told(ctx, 'reman_loss')),
      ...(serial == null ? [] : [fact('core', serial, { done: true })]),
      ...(unit === undefined ? [] : [fact('serial', unit, { done: true })]),
    ],
  };
}

export const reman_words: Words = {
  checks: {
    is_reman: (ctx) => (ctx.view.checkpoint.tables.reman_order.has(code_of(ctx))
      ? null : attn('not_order', code_of(ctx))),
    says_something,
    core_of_order: (ctx) => (core_of(ctx) === undefined ? attn('no_core', code_of(ctx)) : null),
    serial_fresh: (ctx) => (said(ctx) === ctx.data.serial || said(ctx) === ''
      || ctx.view.of_serial(said(ctx)).length > 0 ? attn('serial_in_stock', said(ctx)) : null),
  },
  binds: {
    order: (ctx) => ({ order: code_of(ctx) }),
    bench: (ctx) => ({ ...ctx.data, dock: code_of(ctx) }),
    at_work: ({ data: { order, dock } }) => ({ order: order!, dock: dock! }),
    parent: (ctx) => ({ ...ctx.data, serial: said(ctx) }),
    unit: (ctx) => ({ ...ctx.data, unit: said(ctx) }),
    unit_plate: (ctx) => ({ ...ctx.data, lpn: code_of(ctx) }),
  },
  emits: {
    reman_consume: (ctx) => {
      const core = core_of(ctx)!;
      const line = { part: core.part, quantity: 1, lot: core.lot || null, serials: [core.serial] };
      return [draft('reman_consume', { order: ctx.data.order!, source: core.holder, lines: [line] },
        `reman:${ctx.data.order!}`, ctx.scans)];
    },
    reman_output: (ctx) => [draft('reman_output', {
      order: ctx.data.order!, location: ctx.data.dock!, lpn: ctx.data.lpn!,
      part: order_of(ctx).part, serial: ctx.data.unit!, parent_part: parent_part(ctx),
      parent_serial: ctx.data.serial!,
    }, `reman:${ctx.data.order!}`, ctx.scans)],
    reman_loss: (ctx) => [draft('reman_loss', {
      order: ctx.data.order!, part: parent_part(ctx), serial: ctx.data.serial!,
      reason: ctx.data.reason!,
    }, `reman:${ctx.data.order!}`, ctx.scans)],
  },
  shows: {
    orders: (ctx) => ({
      choices: [...ctx.view.checkpoint.tables.reman_order.values()].map((one) =>
        coded(one.order, { small: text('text.plain', { text: one.part }) })),
    }),
    order_facts,
    loss_reasons: (ctx) => ({ choices: reasons(setting(ctx.view, 'core.loss_reasons'), null) }),
  },
};
