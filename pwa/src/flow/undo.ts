// SPDX-License-Identifier: Apache-2.0
/**
 * Undo: what this device recorded last in a flow is put back, and said (flows, rule 5).
 *
 * U1  Nothing recorded is changed: an operation of its own moves the goods back.
 * U2  The place where they go is scanned; what goes back to the supplier has none, and is tapped.
 * U3  Free until the next hand-over. What left the site comes back only by a return.
 */
import { draft, is_plate, plate_holder, plate_of } from '../domain/operation.ts';
import type { Bodies, Draft, Line, Told, Undoable } from '../domain/operation.ts';
import type { View } from '../domain/view.ts';
import { brought_for } from './claims.ts';
import type { Data, Frame } from './data.ts';
import { code_of } from './goods.ts';
import { choice, fact, part_fact, place_fact, quantity_fact } from './pieces.ts';
import { has_left } from './served.ts';
import type { Fact, FlowName } from './step.ts';
import type { Ctx, Fault, Piece, Words } from './words.ts';
import { attn, plate, stop, text, when } from './words.ts';

type Recorded = Extract<Told, { kind: Undoable }>;

/** Where a flow goes on when something of it was put back. */
export const AFTER_UNDO: Partial<Record<FlowName, string>> = {
  receive: 'recorded', putaway: 'goods', pick: 'line', pack: 'after', load: 'carton',
  move: 'what',
};

/** Whether this was recorded by the work that runs now. */
function is_of(op: Told, data: Data, flow: FlowName): op is Recorded {
  if (flow === 'pick' && data.sort) {
    return op.kind === 'transfer' && Boolean(op.body.order)
      && op.body.source === plate_holder(data.sort.from);
  }
  switch (op.kind) {
    case 'receipt': return flow === 'receive' && op.body.receipt === data.receipt;
    case 'putaway': return flow === 'putaway';
    case 'transfer': return flow === 'move';
    case 'pick': return flow === 'pick' && (data.cluster?.batch
      ? data.cluster.orders.includes(op.body.order) : op.body.order === data.order);
    case 'pack': return flow === 'pack' && op.body.order === data.order
      && op.body.source === plate_holder(data.tote ?? '');
    case 'load': return flow === 'load' && op.body.location === data.door;
    default: return false;
  }
}

/** The holder where a recorded operation left its goods. */
const left_in = (op: Recorded): string => (op.kind === 'receipt' ? plate_holder(op.body.lpn)
  : op.kind === 'load' ? op.body.location : op.body.target);

/** The plate that it moved whole, with all that is on it; else null. */
const whole = (op: Recorded): string | null =>
  (op.kind === 'load' || op.kind === 'putaway' || op.kind === 'transfer' ? op.body.lpn : null);

/** The order that it was recorded for, if it names one. */
const order_of = (op: Recorded): string | null =>
  ('order' in op.body ? op.body.order ?? null : null);

const lines_of = (op: Recorded): Line[] => (op.kind === 'load' ? [] : op.body.lines
  .map(({ part, quantity, lot, serials }) => ({ part, quantity, lot, serials })));

/** Whether the goods are still where they were put, as far as this device knows. */
function stands(view: View, op: Recorded): boolean {
  const lpn = whole(op);
  if (lpn !== null) return view.plate(lpn)?.place === left_in(op);
  const there = view.in_holder(left_in(op));
  if (op.kind === 'pick' && !is_its(view, op)) return false;
  return lines_of(op).every((line) => (line.serials.length > 0 ? line.serials.every((serial) =>
    there.some((quant) => quant.part === line.part && quant.serial === serial))
    : there.some((quant) => quant.part === line.part && quant.lot === (line.lot ?? '')
      && quant.serial === '' && quant.quantity >= line.quantity)));
}

/** Whether what was picked for an order is its own there still: a batch may be sorted meanwhile. */
function is_its(view: View, op: Extract<Recorded, { kind: 'pick' }>): boolean {
  const claims = brought_for(view, op.body.order).filter(({ holder }) => holder === left_in(op));
  return op.body.lines.every((line) => claims.some(({ part, quantity }) =>
    part === line.part && quantity >= line.quantity));
}

/** Recorded by this work and not handed over since, the latest first. */
export function undoable(view: View, data: Data, flow: FlowName): Recorded[] {
  const mine = [...view.past, ...view.told]
    .filter((op): op is Recorded => op.op_id !== undefined && is_of(op, data, flow));
  const last = flow === 'putaway' || flow === 'move' ? mine.slice(-1) : mine;
  return last.filter((op) => stands(view, op)).reverse();
}

/** Of these, what was recorded in one go: picks of one line are one answer. */
function latest(ops: readonly Recorded[]): Recorded[] {
  const [first] = ops;
  if (first?.kind !== 'pick') return ops.slice(0, 1);
  const end = ops.findIndex((op) => op.kind !== 'pick'
    || op.body.line !== first.body.line || op.body.order !== first.body.order);
  return ops.slice(0, end < 0 ? ops.length : end);
}

/** All that went into the same tote as the latest. */
const of_tote = (ops: readonly Recorded[]): Recorded[] =>
  ops.filter((op) => op.kind === 'pick' && left_in(op) === left_in(ops[0]!));

/** What the undo flow begins with: the ids of all that may be put back, the latest first. */
export const to_undo = (view: View, frame: Frame): Data =>
  ({ undo: undoable(view, frame.data, frame.flow).map((op) => op.op_id!) });

function ops_of(ctx: Ctx): Recorded[] {
  const all = [...ctx.view.past, ...ctx.view.told];
  return (ctx.data.undo ?? []).map((id) => all.find((op) => op.op_id === id) as Recorded);
}

const current = (ctx: Ctx): Recorded => ops_of(ctx)[0]!;

/** Where the goods go: '' is the supplier, null any place that the person says. */
function target_of(op: Recorded): string | null {
  if (op.kind === 'receipt') return '';
  if (op.kind === 'load') return null;
  const lpn = whole(op);
  return lpn !== null && op.body.source === plate_holder(lpn) ? null : op.body.source;
}

/** The shelf or place that a target stands in; null for a plate in hand. */
const place_of = (view: View, target: string): string | null =>
  view.location(view.place(target).location ?? '')?.location ?? null;

const ids = (ops: readonly Recorded[]): string[] => ops.map((op) => op.op_id!);
const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id, at) => id === other[at]);

/** The last answer, and the whole tote where more went into it (PK21). */
function offered(ctx: Ctx): { id: string; ops: Recorded[] }[] {
  const ops = ops_of(ctx);
  const tote = of_tote(ops);
  const last = { id: 'last', ops: latest(ops) };
  return tote.length > last.ops.length ? [last, { id: 'tote', ops: tote }] : [last];
}

/** Only by a return: the vehicle of these goods is gone. */
function undo_free(ctx: Ctx): Fault | null {
  const [op] = undoable(ctx.view, ctx.data, ctx.flow);
  if (op === undefined) return attn('list_empty', null);
  const order = order_of(op);
  const sent = op.kind === 'load' && ctx.view.shipments().some((row) =>
    row.shipment === op.body.shipment && row.state === 'confirmed');
  return sent || (order !== null && has_left(ctx.view, order))
    ? attn('only_return', order ?? plate_of(left_in(op))) : null;
}

function its_place(ctx: Ctx): Fault | null {
  const target = target_of(current(ctx))!;
  const code = code_of(ctx);
  const at = place_of(ctx.view, target);
  const right = ctx.given.got!.what === 'location' ? code === at : plate_holder(code) === target;
  const named = is_plate(target) && (at === null || ctx.state === 'plate');
  const wanted = named ? plate_of(target) : at ?? target;
  return right ? null : stop(is_plate(target) ? 'wrong_plate' : 'wrong_location', ctx,
    { code: wanted, small: null }, { code, small: null }, null);
}

function another_place(ctx: Ctx): Fault | null {
  const role = ctx.view.location(code_of(ctx))?.role;
  return code_of(ctx) !== left_in(current(ctx)) && role !== 'door' ? null
    : attn('still_there', code_of(ctx));
}

function undo(ctx: Ctx): Draft[] {
  const op = current(ctx);
  const target = target_of(op);
  const lines = lines_of(op);
  const own = op.kind === 'receipt' && empties(ctx.view, op) ? op.body.lpn : whole(op);
  const body: Bodies['undo'] = {
    undoes: op.op_id!, verb: op.kind, source: left_in(op),
    target: target === '' ? null : target ?? code_of(ctx), lines, lpn: own,
    order: order_of(op),
    line: op.kind === 'pick' ? op.body.line : null,
    asn: op.kind === 'receipt' ? op.body.asn : null,
    shipment: op.kind === 'load' ? op.body.shipment : null, reason: null,
    ...(op.kind === 'receipt' && op.body.aside ? { aside: op.body.aside } : {}),
  };
  return [draft('undo', body, op.group, ctx.scans)];
}

/** Whether nothing is left on a plate when its receipt is undone: then the plate goes too. */
function empties(view: View, op: Extract<Recorded, { kind: 'receipt' }>): boolean {
  const units = (quants: readonly { quantity: number }[]): number =>
    quants.reduce((sum, { quantity }) => sum + quantity, 0);
  return units(view.content(op.body.lpn)) <= units(op.body.lines);
}

const total = (op: Recorded): number =>
  lines_of(op).reduce((sum, line) => sum + line.quantity, 0);

/** The sentence: "Put 4 back in A07-032-C". */
function goes_back(ctx: Ctx): Piece {
  const op = current(ctx);
  const target = target_of(op);
  const shelf = ctx.state === 'plate' ? null : target; // the plate itself is asked for there
  const at = shelf ? place_of(ctx.view, shelf) : null;
  const code = at ?? (target ? plate_of(target) : null);
  const asks = target === '' || target === null ? null : whole(op) === null
    ? { n: total(op), location: code! } : null;
  const goods: Fact[] = lines_of(op).slice(0, 3).flatMap((line) => {
    const part = ctx.view.part(line.part);
    const lot = line.lot === null ? [] : [fact('lot', line.lot)];
    return [part_fact(part, line.part), quantity_fact(part, line.quantity), ...lot];
  });
  const lpn = op.kind === 'receipt' ? op.body.lpn : whole(op);
  return {
    facts: [...(lpn === null ? [] : [fact('lpn', lpn)]), ...goods,
      ...(code === null ? [] : [is_plate(target!) && at === null ? fact('target', code,
        { current: true }) : place_fact(ctx.view, 'target', code, { current: true })])],
    plate: plate(ctx.view, at), want: code === null ? null : { code, small: null },
    ...(asks === null ? {} : { ask: asks }),
    ...(asks === null && code !== null ? { asks: 'whole', ask: { location: code } } : {}),
  };
}

export const undo_offer: Pick<Words, 'checks'> = { checks: { undo_free } };

export const undo_words: Words = {
  checks: {
    several: (ctx) => when(offered(ctx).length > 1),
    is_offered: (ctx) => when(offered(ctx).some(({ id }) => id === ctx.given.id)),
    to_supplier: (ctx) => when(target_of(current(ctx)) === ''),
    to_any_place: (ctx) => when(target_of(current(ctx)) === null),
    to_plate: (ctx) => {
      const [op, target] = [current(ctx), target_of(current(ctx))!];
      const shelved = op.kind === 'pick' || whole(op) !== null; // a shelf is easier to find
      return when(is_plate(target) && !(shelved && place_of(ctx.view, target) !== null));
    },
    more: (ctx) => when((ctx.data.undo ?? []).length > 1),
    its_place, another_place,
  },
  binds: {
    say_what: (ctx) => ({
      ...ctx.data, undo: ids(offered(ctx).find(({ id }) => id === ctx.given.id)!.ops),
    }),
    only_last: (ctx) => {
      const last = ids(latest(ops_of(ctx)));
      return same(last, ctx.data.undo ?? []) ? ctx.data : { ...ctx.data, undo: last };
    },
    next_one: (ctx) => ({ ...ctx.data, undo: ctx.data.undo!.slice(1) }),
  },
  emits: { undo },
  shows: {
    goes_back,
    of_what: (ctx) => ({
      choices: offered(ctx).map(({ id, ops }) => choice(id, id === 'tote'
        ? text('undo.tote', { tote: plate_of(left_in(ops[0]!)) })
        : text('undo.last', { n: ops.reduce((sum, op) => sum + total(op), 0) }), {
        small: text('text.plain', { text: [...new Set(ops.flatMap((op) =>
          lines_of(op).map((line) => line.part)))].join(', ') }),
      })),
    }),
    unreceived: () => ({ confirm: text('undo.unreceived') }),
  },
};
