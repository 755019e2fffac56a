// SPDX-License-Identifier: Apache-2.0
/** What the inspection flow shows: sample, checks with their limits, results and what they do. */
import { decimal } from '../domain/measure.ts';
import { plate_holder } from '../domain/operation.ts';
import type { InspectCheck } from '../domain/rows.ts';
import type { Inspecting } from './data.ts';
import { to_inspect } from './inspect_tasks.ts';
import { QUANTITY_MAX, ask_quantity, choice, fact, part_fact } from './pieces.ts';
import type { Choice, Fact, Text } from './step.ts';
import type { Ctx, Words } from './words.ts';
import { part_of, plate, text, unit } from './words.ts';

export const RESULTS = ['pass', 'fail', 'partial', 'conditional'] as const;

/** Days that a release on condition may last; the last one is within. */
const DAYS = [0, 1, 3, 7, 14, 30];
const DAY_MS = 86_400_000;

export const said_of = (ctx: Ctx): Inspecting => ctx.data.inspect!;

/** Whether a value is within the limits of its check; they are whole numbers of its scale. */
export const fits_limits = ({ low, high }: InspectCheck, value: number): boolean =>
  (low == null || value >= low) && (high == null || value <= high);

/** Checks that were answered with no, or measured outside of their limits: their labels. */
export const bad_findings = ({ checks, findings }: Inspecting): string[] =>
  findings.flatMap(({ answer, value }, at) => {
    const check = checks[at]!;
    const good = check.asks === 'measure' ? fits_limits(check, value ?? 0) : answer !== 'no';
    return good ? [] : [check.label ?? check.check];
  });

/** The limits of a measure as they are printed on a drawing. */
function limits({ low, high, scale = 0, unit: name = '' }: InspectCheck): string {
  const ends = [low == null ? null : decimal(low, scale), high == null ? null
    : decimal(high, scale)];
  const shown = ends[0] === null ? `≤ ${ends[1] ?? ''}` : ends[1] === null ? `≥ ${ends[0]}`
    : `${ends[0]} – ${ends[1]}`;
  return low == null && high == null ? name : `${shown} ${name}`.trim();
}

const open_check = (ctx: Ctx): InspectCheck => said_of(ctx).checks[said_of(ctx).findings.length]!;

const goods_facts = (ctx: Ctx): Fact[] => [
  part_fact(part_of(ctx), ctx.data.part!),
  ...(ctx.data.lot ? [fact('lot', ctx.data.lot)] : []),
];

const progress = (ctx: Ctx): { index: number; total: number } =>
  ({ index: said_of(ctx).findings.length, total: said_of(ctx).checks.length });

function result_words(ctx: Ctx, id: typeof RESULTS[number]): Text {
  const { lead } = said_of(ctx);
  const safety = part_of(ctx)?.critical === 'safety';
  if (id === 'fail') return text('inspect.fail.does');
  if (!lead || safety) return text(lead ? 'inspect.second.does' : 'inspect.desk.does');
  return text(`inspect.${id}.does`);
}

function results(ctx: Ctx): Choice[] {
  const { nonconforming = 0, re, size } = said_of(ctx);
  return RESULTS.filter((id) => (id !== 'pass' || nonconforming < re)
    && (id !== 'partial' || size > 1))
    .map((id) => choice(id, text(`inspect.${id}`), { small: result_words(ctx, id) }));
}

const day_after = (today: string, days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

function said_facts(ctx: Ctx): Fact[] {
  const { nonconforming = 0, n, result, until, apart } = said_of(ctx);
  const split = result === 'partial' && ctx.data.target !== undefined;
  return [
    ...goods_facts(ctx), fact('nonconforming', `${nonconforming}/${n}`),
    ...(split ? [fact('apart', apart ?? 0), fact('target', ctx.data.target!)] : []),
    ...(until == null ? [] : [fact('until', until)]),
  ];
}

function sample_facts(ctx: Ctx): Fact[] {
  const { n, size, ac, drawn } = said_of(ctx);
  return [
    ...goods_facts(ctx), fact('sample', n, { small: drawn || null }), fact('accept', ac),
    fact('lot_size', size, { unit: unit(part_of(ctx)) }),
  ];
}

export const inspect_shows: Words['shows'] = {
  inspections: (ctx) => ({
    choices: to_inspect(ctx.view).filter(({ task }) => task !== ctx.data.tried).map((task) => {
      const at = ctx.view.place(plate_holder(task.lpn ?? '')).location;
      return choice(task.task, text('text.plain', { text: task.part ?? '' }), {
        plate: plate(ctx.view, at),
        small: text(task.lot ? 'inspect.waits_lot' : 'inspect.waits', {
          n: task.sample!.n, total: task.quantity ?? 0, ...(task.lot ? { lot: task.lot } : {}),
        }),
      });
    }),
  }),
  sample: (ctx) => ({
    facts: sample_facts(ctx), ask: { n: said_of(ctx).n },
    plate: plate(ctx.view, ctx.view.place(plate_holder(ctx.data.lpn ?? '')).location),
  }),
  check: (ctx) => ({
    ask: { label: open_check(ctx).label ?? open_check(ctx).check }, progress: progress(ctx),
    facts: goods_facts(ctx),
    choices: ['yes', 'no'].map((id) => choice(id, text(`answer.${id}`))),
  }),
  measure: (ctx) => {
    const check = open_check(ctx);
    return {
      ask: { label: check.label ?? check.check }, progress: progress(ctx),
      facts: [part_fact(part_of(ctx), ctx.data.part!), fact('limits', limits(check))],
      quantity: {
        value: null, expected: null, max: 999_999, scale: check.scale ?? 0,
        unit: text('text.plain', { text: check.unit ?? '' }),
      },
    };
  },
  bad: (ctx) => ({
    facts: [part_fact(part_of(ctx), ctx.data.part!), fact('sample', said_of(ctx).n),
      fact('accept', said_of(ctx).ac),
      ...bad_findings(said_of(ctx)).map((label) => fact('failed_check', label))],
    quantity: { ...ask_quantity(part_of(ctx), null, null), max: said_of(ctx).n },
  }),
  results: (ctx) => ({
    choices: results(ctx), facts: said_facts(ctx),
  }),
  apart: (ctx) => ({
    facts: [part_fact(part_of(ctx), ctx.data.part!), fact('lot_size', said_of(ctx).size)],
    quantity: {
      ...ask_quantity(part_of(ctx), null, null), max: Math.min(QUANTITY_MAX, said_of(ctx).size),
    },
  }),
  apart_serials: (ctx) => ({
    ask: { n: (ctx.data.serials ?? []).length, total: said_of(ctx).apart! },
    list: {
      label: text('inspect.apart'), total: said_of(ctx).apart!, part: ctx.data.part!,
      description: part_of(ctx)?.description ?? null,
      rows: [...ctx.data.serials ?? []].reverse()
        .map((code) => ({ code, small: null, removable: true })),
    },
  }),
  apart_from: (ctx) => ({ facts: [...goods_facts(ctx), fact('apart', said_of(ctx).apart!)] }),
  apart_facts: (ctx) => ({ facts: [...goods_facts(ctx), fact('apart', said_of(ctx).apart!)] }),
  days: (ctx) => ({
    facts: said_facts(ctx),
    choices: DAYS.map((days) => {
      const day = day_after(said_of(ctx).today, days);
      return choice(day, text(days === 0 ? 'inspect.today'
        : days === 1 ? 'inspect.tomorrow' : 'inspect.days', days > 1 ? { n: days } : {}),
      { small: text('text.plain', { text: day }) });
    }),
  }),
  said: (ctx) => ({
    facts: said_facts(ctx),
    why: [text(`inspect.${said_of(ctx).result!}`), result_words(ctx, said_of(ctx).result!)],
  }),
  inspected: (ctx) => {
    const { result, lead } = said_of(ctx);
    const left = result === 'fail' || !lead || part_of(ctx)?.critical === 'safety';
    return {
      done: {
        title: text(left ? 'done.inspect_desk' : 'done.inspect'), attn: left,
        facts: [...said_facts(ctx)],
      },
    };
  },
};
