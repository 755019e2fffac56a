// SPDX-License-Identifier: Apache-2.0
/**
 * What an operation does to the goods, purely from its body: moves between holders, and where
 * plates were seen. The Python twin is backend/domain/effects.py; tests/vectors/effects.json
 * keeps the two equal.
 */

import { is_plate, plate_holder, plate_of } from './operation.ts';
import type { Bodies, Draft, Line } from './operation.ts';

/** Goods change their holder. One move a serial; `lot` and `serial` are '' where there is none. */
export type Move = {
  part: string; lot: string; serial: string; quantity: number; source: string; target: string;
};
/** A plate stands at a place: a location or another plate. */
export type Sighting = { lpn: string; place: string };
export type Effects = { moves: Move[]; sightings: Sighting[] };

export const SUPPLIER = '@supplier';
export const CONVERSION = '@conversion';

type Facts = Pick<Draft, 'kind' | 'body'>;

/** Moves and sightings of one operation; kinds that move nothing give two empty lists. */
export function effects(op: Facts): Effects {
  const rule = RULES[op.kind];
  return rule === undefined ? { moves: [], sightings: [] } : rule(op.body as never);
}

function line_moves(line: Line, source: string, target: string): Move[] {
  const base = { part: line.part, lot: line.lot ?? '', source, target };
  if (line.serials.length === 0) return [{ ...base, serial: '', quantity: line.quantity }];
  return line.serials.map((serial) => ({ ...base, serial, quantity: 1 }));
}

function lines_moves(lines: readonly Line[], source: string, target: string): Move[] {
  return lines.flatMap((line) => line_moves(line, source, target));
}

function receipt(body: Bodies['receipt']): Effects {
  const sightings: Sighting[] = [];
  if (body.parent_lpn === null) {
    sightings.push({ lpn: body.lpn, place: body.location });
  } else {
    sightings.push({ lpn: body.lpn, place: plate_holder(body.parent_lpn) });
    sightings.push({ lpn: body.parent_lpn, place: body.location });
  }
  return { moves: lines_moves(body.lines, SUPPLIER, plate_holder(body.lpn)), sightings };
}

function serial_capture(body: Bodies['serial_capture']): Effects {
  const base = { part: body.part, lot: body.lot ?? '' };
  const out = {
    ...base, serial: '', quantity: body.serials.length, source: body.holder, target: CONVERSION,
  };
  const into = body.serials.map((serial) => ({
    ...base, serial, quantity: 1, source: CONVERSION, target: body.holder,
  }));
  return { moves: [out, ...into], sightings: [] };
}

function transfer(body: Bodies['transfer']): Effects {
  if (body.lpn !== null) {
    return { moves: [], sightings: [{ lpn: body.lpn, place: body.target }] };
  }
  return { moves: lines_moves(body.lines, body.source, body.target), sightings: [] };
}

function taken(body: { lines: Line[]; source: string; target: string }): Effects {
  return { moves: lines_moves(body.lines, body.source, body.target), sightings: [] };
}

function load(body: Bodies['load']): Effects {
  return { moves: [], sightings: [{ lpn: body.lpn, place: body.location }] };
}

function count(body: Bodies['count']): Effects {
  return { moves: [], sightings: body.lpns.map((lpn) => ({ lpn, place: body.holder })) };
}

function adjustment(body: Bodies['adjustment']): Effects {
  const more = body.quantity > 0;
  const move = {
    part: body.part, lot: body.lot ?? '', serial: body.serial ?? '',
    quantity: Math.abs(body.quantity),
    source: more ? body.against : body.holder, target: more ? body.holder : body.against,
  };
  return { moves: [move], sightings: [] };
}

const RULES: { readonly [kind: string]: ((body: never) => Effects) | undefined } = {
  receipt, serial_capture, putaway: transfer, transfer, pick: taken, pack: taken, load, count,
  adjustment,
};

/** Every holder named by the effects, for those who keep balances by holder. */
export function holders_of(found: Effects): Set<string> {
  const holders = new Set<string>();
  for (const move of found.moves) holders.add(move.source).add(move.target);
  for (const seen of found.sightings) holders.add(plate_holder(seen.lpn)).add(seen.place);
  return holders;
}

/** The plate that a holder is, or null. */
export function plate_or_null(holder: string): string | null {
  return is_plate(holder) ? plate_of(holder) : null;
}
