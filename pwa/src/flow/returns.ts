// SPDX-License-Identifier: Apache-2.0
/**
 * Words of the returns flow: what a customer sends back, by its paper, its core tag, or by itself
 * (RT1 to RT7, CO1 to CO4, WA1). The grade of a core is what the answers come to, never typed.
 */
import { draft } from '../domain/operation.ts';
import type { Draft, Line } from '../domain/operation.ts';
import type { Answers, Condition, Danger, DepositRow } from '../domain/reverse.ts';
import { refuses } from '../domain/storage.ts';
import type { View } from '../domain/view.ts';
import type { Back, Data } from './data.ts';
import { code_of, said, says_something } from './goods.ts';
import { bulk_words } from './returns_bulk.ts';
import {
  DANGERS, awaited_of, awaited_with, back_of, deposit_of, graded, group_of, hazard_of, is_core,
  known_customer, open_question, stays_held, trucks_back,
} from './returns_facts.ts';
import { returns_shows } from './returns_shows.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, stop, when } from './words.ts';

const OTHER_BOX = 'other_box';

const with_back = (data: Data, change: Partial<Back>): Data =>
  ({ ...data, back: { ...back_of(data), ...change } });

/** The paper that was scanned: an authorization, a claim, or the tag that came with a part. */
function paper_in(ctx: Ctx): Data {
  const id = code_of(ctx);
  const { tables } = ctx.view.checkpoint;
  const authorization = tables.authorization.get(id);
  const data: Data = { ...ctx.data };
  if (authorization !== undefined) {
    const { customer } = authorization;
    return with_back(data, { kind: 'rma', authorization: id, customer });
  }
  const claim = tables.claim.get(id);
  if (claim !== undefined) {
    const { customer, vehicle } = claim;
    return with_back(data, { kind: 'warranty', claim: id, customer,
      ...(vehicle === '' ? {} : { vehicle }) });
  }
  return with_back(data, { kind: 'core', tag: id, customer: deposit_of(ctx.view, id)!.customer });
}

function item_in(ctx: Ctx): Data {
  const got = ctx.given.got!;
  const part = got.part?.part ?? got.code;
  const back = back_of(ctx.data);
  const exchanged = group_of(ctx.view, part) !== undefined && back.danger === undefined;
  const kind = back.kind === 'unknown' && exchanged ? 'core' : back.kind;
  const { serial } = got;
  const data: Data = { ...ctx.data, part, lot: got.lot, quantity: got.quantity };
  if (serial !== null) return with_back({ ...data, serial }, { kind, answers: {} });
  delete data.serial;
  return with_back(data, { kind, answers: {} });
}

const numbered = (data: Data): boolean => typeof data.serial === 'string';
const units = (data: Data): number => (numbered(data) ? 1 : data.quantity ?? 1);

const line_of = ({ part, lot, serial }: Data, quantity: number): Line =>
  ({ part: part!, quantity, lot: lot ?? null, serials: serial == null ? [] : [serial] });

function came_back(ctx: Ctx): Draft[] {
  return [is_core(ctx.data) ? core_receipt(ctx) : return_receipt(ctx)];
}

function core_receipt(ctx: Ctx): Draft {
  const { data, view } = ctx;
  const back = back_of(data);
  const sold_as = data.part!;
  const part = group_of(view, sold_as)?.core_part || sold_as;
  return draft('core_receipt', {
    core: back.id ?? ctx.moment.id, location: data.dock!, lpn: data.lpn!, part,
    sold_as, serial: data.serial ?? null, customer: back.customer ?? null, tag: back.tag ?? null,
    answers: back.answers, grade: graded(ctx).grade, carrier_receipt: data.carrier ?? null,
  }, `core:${back.tag ?? back.customer ?? ctx.moment.id}`, ctx.scans);
}

function return_receipt(ctx: Ctx): Draft {
  const { data } = ctx;
  const back = back_of(data);
  const checks: Answers = back.condition === 'as_new' ? back.answers : {};
  const line = {
    ...line_of(data, units(data)), line: null, condition: back.condition ?? 'used',
    boxed_as: back.boxed ?? null, checks,
  };
  return draft('return_receipt', {
    returned: back.id ?? ctx.moment.id, location: data.dock!, lpn: data.lpn!, lines: [line],
    kind: back.kind, customer: back.customer ?? null, authorization: back.authorization ?? null,
    claim: back.claim ?? null, vehicle: back.vehicle || null,
    carrier_receipt: data.carrier ?? null, danger: back.danger ?? null,
    container: back.danger === undefined ? null : data.lpn!, note: back.hazard_paper ?? '',
  }, `lpn:${data.lpn!}`, ctx.scans);
}

function place_fits(ctx: Ctx): Fault | null {
  const row = ctx.view.location(code_of(ctx))!;
  const held = stays_held(ctx);
  const name = refuses(row, hazard_of(ctx), held);
  if (name === null) return null;
  const scanned = { code: row.location, small: null };
  return name === 'not_storage' ? stop('not_storage', ctx, null, scanned, null)
    : stop(name, ctx, null, scanned, null);
}

function put(ctx: Ctx): Draft[] {
  return [draft('putaway', {
    task: null, source: ctx.data.dock!, target: code_of(ctx), lpn: ctx.data.lpn!, lines: [],
    suggested: null, reason: null,
  }, `lpn:${ctx.data.lpn!}`, ctx.scans)];
}

/** The deposit that a core from this vehicle is for: of its group, the one that is due first. */
function core_of_truck(ctx: Ctx): DepositRow | undefined {
  const got = ctx.given.got!;
  const group = group_of(ctx.view, got.part?.part ?? got.code)?.core_group;
  return awaited_with(ctx.view, ctx.data.truck ?? '').filter((row) => row.core_group === group)
    .sort((a, b) => (a.due_on < b.due_on ? -1 : 1))[0];
}

/** The next thing of the same paper: dock, customer and paper stay. */
function next_item({ data }: Ctx): Data {
  const { kind, authorization, customer } = back_of(data);
  const kept: Data = { ...fresh(data), done: (data.done ?? 0) + 1 };
  return authorization === undefined ? kept
    : { ...kept, back: { kind, authorization, answers: {}, ...(customer === undefined ? {}
      : { customer }) } };
}

const fresh = ({ dock, carrier, done, truck }: Data): Data => ({
  ...(truck === undefined ? {} : { truck }),
  ...(dock === undefined ? {} : { dock }), ...(carrier === undefined ? {} : { carrier }),
  ...(done === undefined ? {} : { done }),
});

const LIKELY = 100; // units of one part that somebody sends back in one go
const LIKELY_TIMES = 10; // of what was agreed

/** A slip of the finger books a hall full: far more than was agreed is asked once more. */
function likely({ data, view }: Ctx): boolean {
  const n = units(data);
  const awaited = awaited_of(view, data);
  return n <= LIKELY || n === back_of(data).sure
    || (awaited > 0 && (n <= awaited * LIKELY_TIMES || n - awaited <= LIKELY));
}

const checks: Words['checks'] = {
  is_paper: (ctx) => {
    const id = code_of(ctx);
    const { tables } = ctx.view.checkpoint;
    return tables.authorization.has(id) || tables.claim.has(id)
      || deposit_of(ctx.view, id) !== undefined ? null : attn('no_return_paper', id);
  },
  at_dock: (ctx) => (['dock', 'stage'].includes(ctx.view.location(code_of(ctx))!.role)
    ? null : stop('not_dock', ctx, null, { code: code_of(ctx), small: null }, null)),
  dock_known: (ctx) => when(ctx.data.dock !== undefined),
  danger_wanted: (ctx) => when(ctx.data.dangerous === true
    && back_of(ctx.data).danger === undefined),
  is_danger: (ctx) => when(DANGERS.some((one) => one === ctx.given.id)),
  customer_wanted: (ctx) => when(back_of(ctx.data).customer === undefined),
  vehicle_wanted: (ctx) => when(back_of(ctx.data).kind === 'warranty'
    && back_of(ctx.data).vehicle === undefined),
  part_wanted: (ctx) => when(ctx.data.part === undefined),
  number_wanted: (ctx) => when(ctx.view.part(ctx.data.part!)?.tracking === 'serial'
    && ctx.data.serial === undefined),
  quantity_wanted: (ctx) => when(!is_core(ctx.data) && !numbered(ctx.data)
    && back_of(ctx.data).danger === undefined && ctx.data.quantity == null),
  quantity_odd: (ctx) => when(!is_core(ctx.data) && !likely(ctx)),
  says_something,
  sender_known: (ctx) => when(known_customer(ctx.view, said(ctx)) !== undefined),
  condition_wanted: (ctx) => when(!is_core(ctx.data) && back_of(ctx.data).kind !== 'warranty'
    && back_of(ctx.data).danger === undefined && back_of(ctx.data).condition === undefined),
  box_wanted: (ctx) => when(ctx.given.id === OTHER_BOX),
  question_open: (ctx) => when(open_question(ctx) !== undefined),
  is_answer: (ctx) => when(['yes', 'no'].includes(ctx.given.id)),
  grade_unseen: (ctx) => when(is_core(ctx.data) && back_of(ctx.data).seen !== true),
  hazard_paper_wanted: (ctx) => when(back_of(ctx.data).danger !== undefined
    && back_of(ctx.data).hazard_paper === undefined),
  serial_of_part: (ctx) => {
    const other = ctx.given.got!.part;
    const wanted = { code: ctx.data.part!, small: null };
    return other !== null && other.part !== ctx.data.part
      ? stop('wrong_part', ctx, wanted, { code: other.part, small: null }, null) : null;
  },
  plate_empty: (ctx) => (ctx.view.content(code_of(ctx)).length === 0
    ? null : attn('plate_used', code_of(ctx))),
  place_fits,
  is_truck: (ctx) => when(trucks_back(ctx.view).includes(ctx.given.id)),
  cores_awaited: (ctx) => when(awaited_with(ctx.view, ctx.data.truck ?? '').length > 0),
  core_expected: (ctx) => when(core_of_truck(ctx) !== undefined),
  more_awaited: (ctx) => when(back_of(ctx.data).authorization !== undefined),
};

const binds: Words['binds'] = {
  fresh: ({ data: { truck: _, ...data } }) => fresh(data),
  truck: (ctx) => ({ ...ctx.data, truck: ctx.given.id }),
  core_of_truck: (ctx) => {
    const { tag, customer } = core_of_truck(ctx)!;
    return with_back(ctx.data, { kind: 'core', tag, customer });
  },
  dock: (ctx) => ({ ...ctx.data, dock: code_of(ctx) }),
  paper_in, item_in, next_item,
  dangerous: (ctx) => ({ ...ctx.data, dangerous: true }),
  say_danger: (ctx) => with_back(ctx.data, { danger: ctx.given.id as Danger }),
  kit_done: (ctx) => ({ ...ctx.data, dangerous: false }),
  customer: (ctx) => with_back(ctx.data, { customer: known_customer(ctx.view, said(ctx))! }),
  stranger: (ctx) => with_back(ctx.data, { stranger: said(ctx) }),
  stranger_seen: ({ data }) => with_back(data, { customer: back_of(data).stranger! }),
  quantity_sure: ({ data }) => with_back(data, { sure: units(data) }),
  vehicle: (ctx) => with_back(ctx.data, {
    vehicle: ctx.given.input === 'offer' ? '' : said(ctx),
  }),
  number: (ctx) => ({
    ...ctx.data, serial: ctx.given.got === null ? null : ctx.given.got.serial ?? ctx.given.got.code,
  }),
  say_condition: (ctx) => (ctx.given.id === OTHER_BOX ? ctx.data
    : with_back(ctx.data, { condition: ctx.given.id as Condition })),
  boxed_as: (ctx) => with_back(ctx.data, { boxed: said(ctx) }),
  answer: (ctx) => with_back(ctx.data, {
    answers: {
      ...back_of(ctx.data).answers, [open_question(ctx)!.check]: ctx.given.id === 'yes',
    },
  }),
  grade_seen: (ctx) => with_back(ctx.data, { seen: true }),
  hazard_paper: (ctx) => with_back(ctx.data, {
    hazard_paper: ctx.given.input === 'offer' ? '' : said(ctx),
  }),
  carrier_paper: (ctx) => ({ ...ctx.data, carrier: said(ctx) }),
  plate_in: (ctx) => ({ ...ctx.data, lpn: code_of(ctx) }),
};

export const returns_words: Words = {
  checks: { ...checks, ...bulk_words.checks },
  binds: { ...binds, ...bulk_words.binds },
  emits: { came_back, put, ...bulk_words.emits },
  shows: { ...returns_shows, ...bulk_words.shows },
};

/** RC19: a return that came with a supplier's truck keeps the carrier's receipt of that truck. */
export function with_truck(data: Data, view: View): Data {
  const asn = view.asn(data.asn ?? '');
  const carrier = asn?.pro ?? asn?.bol ?? asn?.asn ?? data.paper;
  return {
    ...(data.dock === undefined ? {} : { dock: data.dock }),
    ...(carrier === undefined ? {} : { carrier }),
  };
}
