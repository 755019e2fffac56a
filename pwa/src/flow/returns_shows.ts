// SPDX-License-Identifier: Apache-2.0
/** What the returns flow shows: papers and lines awaited, deposit, due date, next question. */
import { setting } from '../domain/policy.ts';
import { refuses } from '../domain/storage.ts';
import type { View } from '../domain/view.ts';
import {
  ask_quantity, choice, coded, fact, hold_place, marks, part_fact, place_fact,
} from './pieces.ts';
import {
  CONDITIONS, DANGERS, awaited_with, back_of, customers_of, deposit_of, graded, hazard_of,
  is_awaited, open_question, questions, stays_held, trucks_back,
} from './returns_facts.ts';
import type { Choice, Fact, Text } from './step.ts';
import type { Ctx, Piece, Words } from './words.ts';
import { part_of, plate, text } from './words.ts';

/** Questions that have words of their own; a site's own question is shown by its name. */
export const CHECK_NAMES: readonly string[] = [
  'complete', 'assembled', 'no_crack', 'no_fire_or_water', 'no_heavy_corrosion',
  'identification_legible', 'drained_and_safe', 'pack_whole', 'seal_whole', 'in_date',
];

const OPEN_STATES = ['approved', 'in_transit', 'received', 'inspecting'];

/** Papers of goods that may still come: authorizations, and claims whose part is not here. */
function expected_back({ data, view }: Ctx): Piece {
  const { authorization, claim } = view.checkpoint.tables;
  const papers = [...authorization.values()].filter((one) => OPEN_STATES.includes(one.state))
    .map((one) => coded(one.authorization, {
      small: text('returns.from', { customer: one.customer }),
    }));
  const claims = [...claim.values()].filter((one) => one.returned === '')
    .map((one) => coded(one.claim, { small: text('returns.claim', { part: one.part }) }));
  return {
    choices: [...trucks_back(view).map((one) => coded(one, {
      small: text('returns.cores', { n: awaited_with(view, one).length }),
    })), ...papers, ...claims],
    ...(data.dock === undefined ? {} : { plate: plate(view, data.dock) }),
    facts: data.carrier === undefined ? [] : [fact('carrier_paper', data.carrier, { done: true })],
  };
}

/** Money of a deposit in the currency's unit. The ERP keeps it; here is only said what is due. */
const money = (minor: number, currency: string): string =>
  `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')} ${currency}`.trim();

function tag_facts(view: View, tag: string | undefined): Fact[] {
  const row = tag === undefined ? undefined : deposit_of(view, tag);
  if (row === undefined) return [];
  return [
    fact('sale', `${row.order} / ${row.line}`, { done: true }),
    fact('core_group', row.core_group, { done: true }),
    fact('deposit', money(row.deposit_minor, row.currency), { done: true }),
    fact('due_on', row.due_on, { done: true }),
    fact('deposits_open', [...view.checkpoint.tables.core_deposit.values()]
      .filter((one) => one.order === row.order && is_awaited(view, one)).length, { done: true }),
  ];
}

function back_facts(ctx: Ctx): Piece {
  const { data, view } = ctx;
  const back = back_of(data);
  const claim = view.checkpoint.tables.claim.get(back.claim ?? '');
  const paper = back.authorization ?? back.claim;
  return {
    facts: [
      ...(paper === undefined ? [] : [fact('document', paper, { done: true })]),
      ...(back.customer === undefined ? [] : [fact('customer', back.customer, { done: true })]),
      ...tag_facts(view, back.tag),
      ...(claim === undefined || claim.keep_until === '' ? []
        : [fact('keep_until', claim.keep_until)]),
      ...(data.part === undefined ? [] : [part_fact(part_of(ctx), data.part, { current: true })]),
      ...(data.serial == null ? [] : [fact('serial', data.serial, { done: true })]),
      ...(back.boxed === undefined ? [] : [fact('boxed_as', back.boxed)]),
    ],
    ...(back.danger === undefined ? {} : { band: {
      tone: 'hold' as const, title: text(`danger.${back.danger}`), code: null,
      note: text('returns.danger.note'),
    } }),
  };
}

/** What the paper awaits, line by line, after what is known of the return. */
function back_lines(ctx: Ctx): Piece {
  const { data, view } = ctx;
  const row = view.checkpoint.tables.authorization.get(back_of(data).authorization ?? '');
  if (row === undefined) return {};
  const awaited = row.lines.map((one) => {
    const back = row.received[String(one.line)] ?? 0;
    return fact('part', one.part, {
      small: `${back} / ${one.quantity}`, done: back >= one.quantity,
    });
  });
  return { facts: [...back_facts(ctx).facts ?? [], ...awaited] };
}

/** Cores that a vehicle was to bring back: of which order and whose, those due first in front. */
function truck_cores({ data, view }: Ctx): Piece {
  const rows = [...awaited_with(view, data.truck!)]
    .sort((a, b) => (a.due_on < b.due_on ? -1 : 1));
  return {
    subtitle: text('text.plain', { text: data.truck! }),
    choices: rows.map((row) => choice(row.tag, text('text.plain', {
      text: `${row.order} / ${row.line}`,
    }), { small: text('text.plain', { text: `${row.core_group} · ${row.customer}` }) })),
  };
}

const LIST_MAX = 200; // customers that a list can show; each is known by its code, too

/** Known customers, those of whom something is expected first. */
function customers({ view }: Ctx): Piece {
  const { authorization, core_deposit, claim } = view.checkpoint.tables;
  const awaited = new Set([...authorization.values(), ...core_deposit.values(), ...claim.values()]
    .map((one) => one.customer));
  const place = (id: string): string => (awaited.has(id) ? '0' : '1') + id;
  const rows = [...customers_of(view)].sort(([a], [b]) => (place(a) < place(b) ? -1 : 1))
    .slice(0, LIST_MAX).map(([id, name]): Choice =>
      coded(id, { small: name === '' ? null : text('text.plain', { text: name }) }));
  return { choices: rows };
}

const sheet = (id: string, title: Text, note: Text, label: Text): Piece =>
  ({ sheet: { id, quantity: null, choices: [], title, note, primary: { label, enabled: true } } });

/** RT2: nobody whom this device knows; a wrong label is no customer. */
function stranger_sheet({ data }: Ctx): Piece {
  const code = back_of(data).stranger!;
  return sheet('stranger', text('sheet.stranger', { code }), text('sheet.stranger.note'),
    text('sheet.stranger.record'));
}

function unlikely_sheet({ data }: Ctx): Piece {
  const n = data.quantity ?? 1;
  return sheet('unlikely', text('sheet.unlikely', { n }), text('sheet.unlikely.back'),
    text('sheet.unlikely.record', { n }));
}

function question_choices(ctx: Ctx): Piece {
  const open = open_question(ctx);
  const all = questions(ctx);
  const named = open !== undefined && CHECK_NAMES.includes(open.check);
  return {
    asks: named ? `check_${open.check}` : 'check_other',
    choices: ['yes', 'no'].map((id) => choice(id, text(`answer.${id}`))),
    progress: { index: all.length - all.filter((one) =>
      back_of(ctx.data).answers[one.check] === undefined).length, total: all.length },
    ...(named || open === undefined ? {} : { subtitle: text('text.plain', { text: open.check }) }),
  };
}

function grade_sheet(ctx: Ctx): Piece {
  const { grade, decision } = graded(ctx);
  const percent = grade === 'A' ? 100 : grade === 'B' ? setting(ctx.view, 'core.percent_b')
    : grade === 'C' ? setting(ctx.view, 'core.percent_c') : 0;
  return sheet('grade',
    grade === 'scrap' ? text('sheet.grade.scrap') : text('sheet.grade', { grade: grade ?? '' }),
    decision === 'hazmat_quarantine' ? text('sheet.grade.unsafe')
      : text('sheet.grade.note', { percent }),
    text('sheet.grade.record'));
}

/** Where it goes now: the hold shelf, the hazard area, the core bin. The nearest that fits. */
function put_facts(ctx: Ctx): Piece {
  const { data, view } = ctx;
  const to = stays_held(ctx) ? hold_place(view, hazard_of(ctx)) : core_bin(ctx);
  const keep = view.checkpoint.tables.claim.get(back_of(data).claim ?? '')?.keep_until ?? '';
  return {
    ...(to === null ? {} : { plate: plate(view, to) }),
    facts: [
      fact('lpn', data.lpn!, { done: true }), part_fact(part_of(ctx), data.part!, { done: true }),
      ...(keep === '' ? [] : [fact('keep_until', keep)]),
      ...(to === null ? [] : [place_fact(view, 'target', to, { current: true })]),
    ],
    marks: marks(part_of(ctx), stays_held(ctx)),
  };
}

function core_bin({ view, data }: Ctx): string | null {
  const row = view.checkpoint.tables.core_group.get(data.part!);
  const stands = view.of_part(row?.core_part ?? '').map((one) => view.place(one.holder).location);
  const fits = [...view.checkpoint.tables.location.values()]
    .filter((place) => refuses(place, null, false) === null)
    .sort((a, b) => a.travel - b.travel || (a.location < b.location ? -1 : 1));
  const before = fits.find((place) => stands.includes(place.location));
  return before?.location ?? fits.find((place) => view.in_holder(place.location).length === 0)
    ?.location ?? null;
}

export const returns_shows: Words['shows'] = {
  expected_back, truck_cores, back_facts, back_lines, customers, stranger_sheet, unlikely_sheet,
  question_choices, grade_sheet, put_facts,
  danger_choices: () => ({
    choices: DANGERS.map((id) => choice(id, text(`danger.${id}`))),
  }),
  kit_sheet: (ctx) => {
    const danger = back_of(ctx.data).danger ?? 'other';
    return sheet('kit', text(`danger.${danger}`), text(`danger.${danger}.do`),
      text('sheet.kit.record'));
  },
  quantity_ask: (ctx) => ({ quantity: ask_quantity(part_of(ctx), null, null) }),
  condition_choices: (ctx) => ({
    choices: [
      ...CONDITIONS.map((id) => choice(id, text(`condition.${id}`))),
      ...(back_of(ctx.data).boxed === undefined
        ? [choice('other_box', text('condition.other_box'))] : []),
    ],
  }),
};
