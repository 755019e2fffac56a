// SPDX-License-Identifier: Apache-2.0
/**
 * What an operation does to the goods, purely from its body: moves between holders, and where
 * plates were seen. The Python twin is backend/domain/effects.py; tests/vectors/effects.json
 * keeps the two equal.
 */

import { plate_holder } from './operation.ts';
import type { Bodies, Draft, Line } from './operation.ts';

/** Goods change their holder. One move a serial; `lot` and `serial` are '' where there is none. */
export type Move = {
  part: string; lot: string; serial: string; quantity: number; source: string; target: string;
};
/** A plate was seen standing in a place: a location or another plate. */
export type Placement = { lpn: string; place: string };
/** A unit seen without a move: found by a count. */
export type Goods = { part: string; lot: string; serial: string };
export type Effects = { moves: Move[]; placements: Placement[]; found: Goods[] };

export const SUPPLIER = '@supplier';
export const CUSTOMER = '@customer';
export const SCRAP = '@scrap';
export const ADJUSTMENT = '@adjustment';
export const CONVERSION = '@conversion';

type Facts = Pick<Draft, 'kind' | 'body'>;

/** Moves and sightings of one operation; kinds that move nothing give two empty lists. */
export function effects(op: Facts): Effects {
  const told = RULES[op.kind]?.(op.body as never) ?? {};
  return { moves: [], placements: [], found: [], ...told };
}

function line_moves(line: Line, source: string, target: string): Move[] {
  const base = { part: line.part, lot: line.lot ?? '', source, target };
  if (line.serials.length === 0) return [{ ...base, serial: '', quantity: line.quantity }];
  return line.serials.map((serial) => ({ ...base, serial, quantity: 1 }));
}

function lines_moves(lines: readonly Line[], source: string, target: string): Move[] {
  return lines.flatMap((line) => line_moves(line, source, target));
}

function receipt(body: Bodies['receipt']): Partial<Effects> {
  const moves = lines_moves(body.lines, SUPPLIER, plate_holder(body.lpn));
  if (body.parent_lpn === null) {
    return { moves, placements: [{ lpn: body.lpn, place: body.location }] };
  }
  const placements = [
    { lpn: body.parent_lpn, place: body.location },
    { lpn: body.lpn, place: plate_holder(body.parent_lpn) },
  ];
  return { moves, placements };
}

function serial_capture(body: Bodies['serial_capture']): Partial<Effects> {
  const base = { part: body.part, lot: body.lot ?? '', quantity: 1 };
  const moves = body.serials.flatMap((serial) => [
    { ...base, serial: '', source: body.holder, target: CONVERSION },
    { ...base, serial, source: CONVERSION, target: body.holder },
  ]);
  return { moves };
}

function transfer(body: Bodies['transfer']): Partial<Effects> {
  if (body.lpn === null) return taken(body);
  return { placements: [{ lpn: body.lpn, place: body.target }] };
}

function taken(body: { lines: Line[]; source: string; target: string }): Partial<Effects> {
  return { moves: lines_moves(body.lines, body.source, body.target) };
}

/** Units that never came go back to the supplier; those that nobody told of come from there. */
function receipt_differs(body: Bodies['receipt_differs']): Partial<Effects> {
  const { part, lot, serials } = body;
  const more = body.found > body.told;
  const line = { part, lot, serials, quantity: Math.abs(body.found - body.told) };
  const [source, target] = more ? [SUPPLIER, body.holder] : [body.holder, SUPPLIER];
  return taken({ lines: [line], source: source!, target: target! });
}

/** The tote answers for what is not in it. */
function pack_short(body: Bodies['pack_short']): Partial<Effects> {
  return taken({ ...body, target: `@unexplained:${body.source}` });
}

function load(body: Bodies['load']): Partial<Effects> {
  return { placements: [{ lpn: body.lpn, place: body.location }] };
}

/** Back to where it came from. What goes to the supplier stands in no place of ours. */
function undo(body: Bodies['undo']): Partial<Effects> {
  const target = body.target ?? SUPPLIER;
  const placements = body.lpn ? [{ lpn: body.lpn, place: target }] : [];
  return { ...taken({ ...body, target }), placements };
}

function count(body: Bodies['count']): Partial<Effects> {
  const found = body.lines.flatMap((line) =>
    line.serials.map((serial) => ({ part: line.part, lot: line.lot ?? '', serial })));
  return { placements: body.lpns.map((lpn) => ({ lpn, place: body.holder })), found };
}

function adjustment(body: Bodies['adjustment']): Partial<Effects> {
  const account = body.against === '@unexplained' ? `@unexplained:${body.holder}` : body.against;
  const more = body.quantity > 0;
  return { moves: [{
    part: body.part, lot: body.lot ?? '', serial: body.serial ?? '',
    quantity: Math.abs(body.quantity),
    source: more ? account : body.holder, target: more ? body.holder : account,
  }] };
}

/** The difference leaves the books: a loss from the unexplained account, a gain into it. */
function variance_approval(body: Bodies['variance_approval']): Partial<Effects> {
  const account = `@unexplained:${body.holder}`;
  const loss = body.quantity < 0;
  return { moves: [{
    part: body.part, lot: body.lot ?? '', serial: body.serial ?? '',
    quantity: Math.abs(body.quantity),
    source: loss ? account : ADJUSTMENT, target: loss ? ADJUSTMENT : account,
  }] };
}

/** Scrap leaves the site's stock; downgraded units go on under another number. */
function disposition(body: Bodies['disposition']): Partial<Effects> {
  const told = {
    part: body.part, lot: body.lot ?? '', serial: body.serial ?? '', quantity: body.quantity,
  };
  if (body.decision === 'scrap') {
    return { moves: [{ ...told, source: body.holder, target: SCRAP }] };
  }
  if (body.decision !== 'downgrade' || !body.to_part) return {};
  return { moves: [
    { ...told, source: body.holder, target: CONVERSION },
    { ...told, part: body.to_part, source: CONVERSION, target: body.holder },
  ] };
}

/** What was on a plate is for its place to explain. */
function plate_clearance(body: Bodies['plate_clearance']): Partial<Effects> {
  return { moves: body.lines.flatMap((line) =>
    lines_moves([line], plate_holder(line.lpn), `@unexplained:${body.location}`)) };
}

function return_receipt(body: Bodies['return_receipt']): Partial<Effects> {
  return {
    moves: lines_moves(body.lines, CUSTOMER, plate_holder(body.lpn)),
    placements: [{ lpn: body.lpn, place: body.location }],
  };
}

type Numbered = { part: string; serial: string | null };

const one_unit = ({ part, serial }: Numbered, source: string, target: string): Move =>
  ({ part, lot: '', serial: serial ?? '', quantity: 1, source, target });

function core_receipt(body: Bodies['core_receipt']): Partial<Effects> {
  return {
    moves: [one_unit(body, CUSTOMER, plate_holder(body.lpn))],
    placements: [{ lpn: body.lpn, place: body.location }],
  };
}

function reman_output(body: Bodies['reman_output']): Partial<Effects> {
  return {
    moves: [one_unit(body, CONVERSION, plate_holder(body.lpn))],
    placements: [{ lpn: body.lpn, place: body.location }],
  };
}

const core_shipment = (body: Bodies['core_shipment']): Partial<Effects> =>
  ({ moves: lines_moves(body.lines, plate_holder(body.lpn), SUPPLIER) });
const reman_consume = (body: Bodies['reman_consume']): Partial<Effects> =>
  ({ moves: lines_moves(body.lines, body.source, CONVERSION) });
const reman_loss = (body: Bodies['reman_loss']): Partial<Effects> =>
  ({ moves: [one_unit(body, CONVERSION, SCRAP)] });

const RULES: { readonly [kind: string]: ((body: never) => Partial<Effects>) | undefined } = {
  receipt, receipt_differs, serial_capture, putaway: transfer, transfer, pick: taken, pack: taken,
  pack_short, load,
  undo, count,
  adjustment, variance_approval, plate_clearance, disposition, return_receipt, core_receipt,
  core_shipment, reman_consume, reman_output, reman_loss,
};
