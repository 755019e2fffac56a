// SPDX-License-Identifier: Apache-2.0
/**
 * Stock as this device believes it: the checkpoint, with the pending operations laid over it.
 *
 * V1  View = checkpoint + overlay. The checkpoint is never changed; an overlay entry hides the
 *     checkpoint's. V2  A serial is at one holder. V3  No balance shown is below zero.
 */

import { effects } from './effects.ts';
import type { Move } from './effects.ts';
import { is_virtual, plate_of, is_plate } from './operation.ts';
import type { Bodies, Line, Told } from './operation.ts';
import type { HoldRow, LpnRow, QuantRow } from './rows.ts';

export type Quant = QuantRow & { lot: string; serial: string };

export const quant_key = (holder: string, part: string, lot: string, serial: string): string =>
  `${holder}|${part}|${lot}|${serial}`;

/** Sets of quant keys by some property. */
class Index {
  readonly keys = new Map<string, Set<string>>();

  add(name: string, key: string): void {
    const found = this.keys.get(name);
    if (found === undefined) this.keys.set(name, new Set([key]));
    else found.add(key);
  }

  remove(name: string, key: string): void {
    const found = this.keys.get(name);
    if (found?.delete(key) && found.size === 0) this.keys.delete(name);
  }
}

/** One layer of balances with its indexes: the checkpoint is one, the overlay another. */
export class Layer {
  readonly quants = new Map<string, Quant>();
  readonly by_holder = new Index();
  readonly by_part = new Index();
  readonly by_serial = new Index();
  readonly plates = new Map<string, LpnRow>();
  readonly by_place = new Index();
  readonly holds = new Map<string, HoldRow>();

  put(quant: Quant): void {
    const key = quant_key(quant.holder, quant.part, quant.lot, quant.serial);
    this.quants.set(key, quant);
    this.by_holder.add(quant.holder, key);
    this.by_part.add(quant.part, key);
    if (quant.serial !== '') this.by_serial.add(quant.serial, key);
  }

  remove(quant: Quant): void {
    const key = quant_key(quant.holder, quant.part, quant.lot, quant.serial);
    this.quants.delete(key);
    this.by_holder.remove(quant.holder, key);
    this.by_part.remove(quant.part, key);
    this.by_serial.remove(quant.serial, key);
  }

  leave(plate: LpnRow): void {
    this.plates.delete(plate.lpn);
    if (plate.place !== null) this.by_place.remove(plate.place, plate.lpn);
  }

  stand(plate: LpnRow): void {
    this.plates.set(plate.lpn, plate);
    if (plate.place !== null) this.by_place.add(plate.place, plate.lpn);
  }
}

/** The two layers read as one. */
export class Books {
  readonly base: Layer;
  readonly over: Layer;

  constructor(base: Layer, over: Layer = new Layer()) {
    this.base = base;
    this.over = over;
  }

  /** A copy that can take more operations; the checkpoint is shared. */
  copy(): Books {
    const over = new Layer();
    for (const quant of this.over.quants.values()) over.put(quant);
    for (const plate of this.over.plates.values()) over.stand(plate);
    for (const [id, hold] of this.over.holds) over.holds.set(id, hold);
    return new Books(this.base, over);
  }

  quant(key: string): Quant | null {
    return this.over.quants.get(key) ?? this.base.quants.get(key) ?? null;
  }

  /** Balances above zero under one index entry, in a fixed order. */
  read(index: 'by_holder' | 'by_part' | 'by_serial', name: string): Quant[] {
    const keys = new Set([
      ...(this.base[index].keys.get(name) ?? []), ...(this.over[index].keys.get(name) ?? []),
    ]);
    return [...keys].sort().map((key) => this.quant(key))
      .filter((quant): quant is Quant => quant !== null && quant.quantity > 0);
  }

  plate(lpn: string): LpnRow | null {
    return this.over.plates.get(lpn) ?? this.base.plates.get(lpn) ?? null;
  }

  /** Plates that stand directly at a place (a location code, or `lpn:` and a plate). */
  plates_at(place: string): string[] {
    const found = new Set([
      ...(this.base.by_place.keys.get(place) ?? []), ...(this.over.by_place.keys.get(place) ?? []),
    ]);
    return [...found].filter((lpn) => this.plate(lpn)?.place === place).sort();
  }

  *holds(): Iterable<HoldRow> {
    for (const [id, hold] of this.base.holds) if (!this.over.holds.has(id)) yield hold;
    yield* this.over.holds.values();
  }

  /** Lays one pending operation over the checkpoint. */
  apply(op: Told): void {
    if (op.kind === 'count') this.#counted(op.body);
    const found = effects(op);
    for (const seen of found.placements) {
      const known = this.plate(seen.lpn);
      const place = is_virtual(seen.place) ? null : seen.place; // with the supplier: nowhere here
      this.over.stand({ lpn: seen.lpn, kind: known?.kind ?? 'carton', place });
    }
    if (op.kind === 'receipt') return this.#received(op.body);
    const came = op.kind === 'receipt_differs' ? op.body : { supplier: null, receipt: null };
    for (const move of found.moves) this.#move(move, came);
    if (op.kind === 'hold') this.#held(op.body, op);
    return undefined;
  }

  /** `came`: from whom and by which receipt, for units that the books did not have. */
  #move(move: Move, came: { supplier: string | null; receipt: string | null }): void {
    const from = move.serial === ''
      ? this.quant(quant_key(move.source, move.part, move.lot, ''))
      : this.read('by_serial', move.serial).find((q) => q.part === move.part) ?? null;
    const origin = from ?? {
      holder: move.source, part: move.part, lot: move.lot, serial: move.serial, quantity: 0,
      suppliers: known(came.supplier), receipts: known(came.receipt), expires_on: null,
    };
    // A serial leaves wherever the book has it, not only where the person says it was (V2).
    if (from !== null) this.#set(from, Math.max(from.quantity - move.quantity, 0));
    if (!is_virtual(move.target)) this.#into(move.target, origin, move.quantity);
  }

  #into(target: string, origin: Quant, quantity: number): void {
    const there = this.quant(quant_key(target, origin.part, origin.lot, origin.serial));
    const before = origin.serial === '' ? there?.quantity ?? 0 : 0;
    const known = there !== null && there.quantity > 0 ? mixed(there, origin) : origin;
    this.#set({ ...known, holder: target }, before + quantity);
  }

  #set(quant: Quant, quantity: number): void {
    this.over.put({ ...quant, quantity });
  }

  #received(body: Bodies['receipt']): void {
    for (const line of body.lines) {
      const origin = {
        suppliers: [body.supplier], receipts: [body.receipt], expires_on: line.expires_on,
      };
      for (const quant of quants_of(line, `lpn:${body.lpn}`)) {
        for (const old of quant.serial === '' ? [] : this.read('by_serial', quant.serial)) {
          if (old.part === quant.part) this.#set(old, 0);
        }
        this.#into(quant.holder, { ...quant, ...origin }, quant.quantity);
      }
    }
  }

  /** A count is all that is in a holder: what was not found there is not there. */
  #counted(body: Bodies['count']): void {
    const before = this.read('by_holder', body.holder);
    for (const quant of before) this.#set(quant, 0);
    for (const lpn of this.plates_at(body.holder)) {
      if (body.lpns.includes(lpn)) continue;
      this.over.stand({ lpn, kind: this.plate(lpn)?.kind ?? 'carton', place: null });
    }
    for (const line of body.lines) {
      for (const quant of quants_of(line, body.holder)) {
        const known = before.find((q) => q.part === quant.part && q.lot === quant.lot);
        const origin = known === undefined ? quant : { ...known, serial: quant.serial };
        for (const old of quant.serial === '' ? [] : this.read('by_serial', quant.serial)) {
          if (old.part === quant.part) this.#set(old, 0);
        }
        this.#into(body.holder, origin, quant.quantity);
      }
    }
  }

  #held(body: Bodies['hold'], op: Told): void {
    this.over.holds.set(body.hold, {
      hold: body.hold, scope: body.scope, reason: body.reason, note: body.note,
      placed_at: op.captured_at, placed_by: op.actor, state: 'open',
    });
  }
}

const known = (name: string | null): string[] => (name === null ? [] : [name]);

/** Units that lie together may come from wherever either came from. */
function mixed(there: Quant, more: Quant): Quant {
  return {
    ...there, suppliers: [...new Set([...there.suppliers, ...more.suppliers])],
    receipts: [...new Set([...there.receipts, ...more.receipts])],
  };
}

function quants_of(line: Line, holder: string): Quant[] {
  const base = {
    holder, part: line.part, lot: line.lot ?? '', suppliers: [], receipts: [], expires_on: null,
  };
  if (line.serials.length === 0) return [{ ...base, serial: '', quantity: line.quantity }];
  return line.serials.map((serial) => ({ ...base, serial, quantity: 1 }));
}

/** Where a holder is: the plates around it, innermost first, and the location, if known. */
export function place_of(
  books: Books, holder: string,
): { plates: string[]; location: string | null } {
  const plates: string[] = [];
  let current: string | null = holder;
  while (current !== null && is_plate(current)) {
    const lpn = plate_of(current);
    if (plates.includes(lpn)) return { plates, location: null }; // a plate inside itself: nowhere
    plates.push(lpn);
    current = books.plate(lpn)?.place ?? null;
  }
  return { plates, location: current };
}
