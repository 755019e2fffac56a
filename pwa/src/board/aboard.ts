// SPDX-License-Identifier: Apache-2.0
/** What is on a truck against what its orders ask for, and what of it is held. Pure. */
import type { ShipmentRow } from '../domain/rows.ts';
import { say, type Field, type More } from './decision.ts';
import type { Move, Standing } from './reads.ts';
import { asked, plain, type Rows } from './rows.ts';

export type Loaded = Readonly<{ part: string; lot: string; serial: string; quantity: number;
  carton: string; holds: readonly string[] }>;
export type PartAboard = Readonly<{ part: string; aboard: number; asked: number }>;
/** Orders of a truck: those that leave with it, and those that stay open if it is stopped. */
export type Leaving = Readonly<{ leave: readonly string[]; stay: readonly string[] }>;
export type Aboard = Readonly<{
  cartons: readonly Readonly<{ carton: string; goods: readonly Loaded[] }>[];
  parts: readonly PartAboard[]; held: readonly Loaded[];
  orders: Leaving;
  loose: number; // pieces in plates that were packed for no order
  more: number; // plates on board that were not looked into
  missing: readonly Readonly<{ carton: string; order: string }>[]; // packed for it, not on it
}>;

/** A balance in a carton on board, with the holds that the server names for it. */
export const standsIn = (one: Standing): Loaded => ({
  part: one.part, lot: one.lot, serial: one.serial, quantity: one.quantity,
  carton: plain(one.holder), holds: one.holds.map((it) => it.hold),
});

/** What left with a truck that is gone: its moves to the customer. */
export const hasLeft = (move: Move): Loaded => ({
  part: move.part, lot: move.lot, serial: move.serial, quantity: move.quantity,
  carton: plain(move.source), holds: [],
});

/** Units of each part that the orders ask for, all lines together. */
function wanted(shipment: ShipmentRow, rows: Rows): Map<string, number> {
  const found = new Map<string, number>();
  for (const name of shipment.orders) {
    for (const line of rows.order.get(name)?.lines ?? []) {
      found.set(line.part, (found.get(line.part) ?? 0) + asked(line));
    }
  }
  return found;
}

export const LEFT: readonly string[] = ['shipped', 'short_shipped'];

/** An order leaves if a carton of it is on board; what is not known here or not seen may be. */
function leaving(
  shipment: ShipmentRow, cartons: readonly string[], rows: Rows, more: number,
): Leaving {
  const here = (name: string): boolean => more > 0 || !rows.order.has(name)
    || (rows.order.get(name)?.cartons ?? []).some((one) => cartons.includes(plain(one)));
  return {
    leave: shipment.orders.filter(here),
    stay: shipment.orders.filter((name) => !LEFT.includes(rows.order.get(name)?.state ?? '')),
  };
}

/** Cartons of the truck's orders that stay here: unknown while some plates were not looked into. */
function missing(
  shipment: ShipmentRow, cartons: readonly string[], rows: Rows, more: number,
): Aboard['missing'] {
  if (more > 0 || shipment.state !== 'open') return [];
  return shipment.orders.flatMap((order) => {
    const { cartons: packed = [], goods = [] } = rows.order.get(order) ?? {};
    return packed.filter((one) => !cartons.includes(plain(one))
      && goods.some(({ holder, quantity }) => holder === one && quantity > 0))
      .map((one) => ({ carton: plain(one), order }));
  });
}

/** Pieces in plates that no order names as its carton. */
function unowned(goods: readonly Loaded[], rows: Rows): number {
  const owned = new Set([...rows.order.values()].flatMap((one) => (one.cartons ?? []).map(plain)));
  return goods.filter((one) => !owned.has(one.carton))
    .reduce((sum, one) => sum + one.quantity, 0);
}

export function aboard(
  shipment: ShipmentRow, goods: readonly Loaded[], rows: Rows, more = 0,
): Aboard {
  const asks = wanted(shipment, rows);
  const has = new Map<string, number>();
  for (const one of goods) has.set(one.part, (has.get(one.part) ?? 0) + one.quantity);
  const names = [...new Set([...shipment.lpns, ...goods.map((one) => one.carton)])].sort();
  const inside = (carton: string) => goods.filter((one) => one.carton === carton);
  return {
    cartons: names.map((carton) => ({ carton, goods: inside(carton) }))
      .filter((one) => one.goods.length > 0 || !more),
    parts: [...new Set([...has.keys(), ...asks.keys()])].sort()
      .map((part) => ({ part, aboard: has.get(part) ?? 0, asked: asks.get(part) ?? 0 })),
    held: goods.filter((one) => one.holds.length > 0), loose: unowned(goods, rows), more,
    orders: leaving(shipment, names, rows, more),
    missing: missing(shipment, names, rows, more),
  };
}

/** How a number on board differs from what was asked, as the last part of a key of words. */
export function differs(one: PartAboard): 'unasked' | 'more' | 'fewer' | null {
  if (one.aboard > 0 && one.asked === 0) return 'unasked';
  return one.aboard === one.asked ? null : one.aboard > one.asked ? 'more' : 'fewer';
}

const PAPERS = ['seal', 'taken_by', 'document'] as const;
const PAPER_MAX = 60; // as the handheld takes it

/** What is said of a departure: a site may want it, and only the server declines where it does. */
export const paperFields = (row: ShipmentRow): readonly Field[] => [
  ...PAPERS.map((name): Field => ({
    name, label: say(`board.field.${name}`), fits: (value) => value.trim().length <= PAPER_MAX,
  })),
  {
    name: 'signature', label: say('board.field.signature'), type: 'sign', fits: () => true,
    of: { location: row.door, ...(row.orders[0] ? { order: row.orders[0] } : {}) },
  },
];

/** Of these what was said. */
export const papers = (
  more: More,
): Partial<Record<typeof PAPERS[number] | 'signature', string>> =>
  Object.fromEntries([...PAPERS, 'signature'].flatMap((name) => {
    const value = (more[name] ?? '').trim();
    return value === '' ? [] : [[name, value]];
  }));
