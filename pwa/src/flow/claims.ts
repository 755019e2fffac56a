// SPDX-License-Identifier: Apache-2.0
/**
 * Whose goods are in a plate. A tote serves one order after the other: only the picks that brought
 * what is in it now say whose it is. The server keeps them with each order (`goods`), told by any
 * device; what this device told since comes on top. What nobody brought for an order is unknown.
 */
import type { Quant } from '../domain/books.ts';
import { plate_holder } from '../domain/operation.ts';
import type { Bodies, Told } from '../domain/operation.ts';
import type { View } from '../domain/view.ts';

type Claim = { order: string; holder: string; part: string; quantity: number; at: string };

/** Claims by holder, the latest first. */
class Claims {
  readonly #found = new Map<string, Claim>();
  readonly #by_holder = new Map<string, Claim[]>();

  constructor(view: View) {
    const rows = view.orders();
    for (const row of rows) {
      for (const one of row.goods ?? []) this.#add({ ...one, order: row.order });
    }
    // A server that does not keep them yet: what this device told must do.
    const silent = new Set(rows.filter((row) => row.goods === undefined).map((row) => row.order));
    for (const op of view.past) {
      if ('order' in op.body && silent.has(op.body.order ?? '')) this.#bring(op);
    }
    for (const op of view.told) this.#bring(op);
    for (const claim of this.#found.values()) {
      if (claim.quantity <= 0) continue;
      const there = this.#by_holder.get(claim.holder);
      if (there === undefined) this.#by_holder.set(claim.holder, [claim]);
      else there.push(claim);
    }
    for (const there of this.#by_holder.values()) there.sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  /** Holders with what was brought for an order, as it was told. */
  of(order: string): Claim[] {
    return [...this.#found.values()].filter((one) => one.order === order && one.quantity > 0);
  }

  /** Whose these units of one plate are; what an older claim named left with others meanwhile. */
  owners(content: readonly Quant[]): { orders: string[]; unknown: boolean } {
    const left = new Map<string, number>();
    for (const { holder, part, quantity } of content) {
      left.set(`${holder}|${part}`, (left.get(`${holder}|${part}`) ?? 0) + quantity);
    }
    const orders = new Set<string>();
    for (const holder of new Set(content.map((quant) => quant.holder))) {
      for (const claim of this.#by_holder.get(holder) ?? []) {
        const key = `${holder}|${claim.part}`;
        const rest = left.get(key) ?? 0;
        if (rest > 0) orders.add(claim.order);
        left.set(key, rest - claim.quantity);
      }
    }
    return { orders: [...orders], unknown: [...left.values()].some((rest) => rest > 0) };
  }

  #add(claim: Claim): void {
    const key = `${claim.order}|${claim.holder}|${claim.part}`;
    const known = this.#found.get(key);
    if (known === undefined) this.#found.set(key, { ...claim });
    else {
      known.quantity += claim.quantity;
      if (claim.at > known.at) known.at = claim.at;
    }
  }

  #bring(op: Told): void {
    const brings = op.kind === 'undo' ? op.body.verb : op.kind;
    if (!['pick', 'pack', 'transfer', 'pack_short'].includes(brings)) return;
    const body = op.body as Partial<Bodies['pack'] & Bodies['transfer']>;
    const gone = op.kind === 'pack_short' || body.task?.startsWith(PUT_BACK) // not with it any more
      || (op.kind === 'undo' && brings === 'pick'); // it lies where stock lies
    const order = body.order ?? order_of(body.task);
    if (!order) return; // a transfer names one only where a batch is sorted
    for (const { part, quantity } of body.lines!) {
      if (!gone) this.#add({ order, holder: body.target!, part, quantity, at: op.captured_at });
      const from = this.#found.get(`${order}|${body.source!}|${part}`);
      if (from !== undefined) from.quantity = Math.max(from.quantity - quantity, 0);
    }
  }
}

const PUT_BACK = 'put_back|';

/** The order that goods are put back of, by the name of the task (`rules/put_back.py`). */
const order_of = (task: string | null | undefined): string | null =>
  (task?.startsWith(PUT_BACK) ? task.split('|').slice(1, -2).join('|') : null);

const made = new WeakMap<View, Claims>(); // a view never changes

function claims(view: View): Claims {
  const found = made.get(view) ?? new Claims(view);
  made.set(view, found);
  return found;
}

/** Where what was brought for an order is, as it was told. */
export const brought_for = (view: View, order: string): Claim[] => claims(view).of(order);

/** Orders of what is in a plate now (of one part, if named), as far as anybody told. */
export function orders_in(view: View, lpn: string, part?: string): string[] {
  return claims(view).owners(view.in_holder(plate_holder(lpn))
    .filter((quant) => part === undefined || quant.part === part)).orders;
}

/** The one order of all that is in a plate now; null where that is not known. */
export function order_in(view: View, lpn: string): string | null {
  const { orders, unknown } = claims(view).owners(view.in_holder(plate_holder(lpn)));
  return orders.length === 1 && !unknown ? orders[0]! : null;
}
