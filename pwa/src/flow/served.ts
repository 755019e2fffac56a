// SPDX-License-Identifier: Apache-2.0
/**
 * How far an order is served: what of it is in its cartons, and whether it has left. A line may be
 * served under another number than the one ordered. Twin of `asked_for` and `line_of` in
 * `backend/domain/rules/serving.py`; the vector is `tests/vectors/asked_for.json`.
 */
import { plate_holder } from '../domain/operation.ts';
import type { Line } from '../domain/operation.ts';
import type { OrderLine } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';
import { brought_for } from './claims.ts';
import { is_carton } from './tote.ts';

const LEFT: readonly string[] = ['shipped', 'short_shipped'];

/** Whether the vehicle of an order is gone, as far as this device knows. */
export const has_left = (view: View, order: string): boolean =>
  LEFT.includes(view.order(order)?.state ?? '');

/** Units of a part in the cartons of an order. */
export function packed_of(view: View, order: string, part: string): number {
  const told = view.told.flatMap((op) =>
    (op.kind === 'pack' && op.body.order === order ? [op.body.target] : []));
  const direct = brought_for(view, order).map(({ holder }) => holder)
    .filter((holder) => is_carton(view, holder.slice(4)));
  return [...new Set([...view.order(order)?.cartons ?? [], ...told, ...direct])]
    .flatMap((carton) => view.in_holder(carton)).filter((quant) => quant.part === part)
    .reduce((sum, quant) => sum + quant.quantity, 0);
}

/** Units of other numbers picked for a line: the server's, plus this device's since. */
function given_for(view: View, order: string, line: OrderLine): Map<string, number> {
  const given = new Map(Object.entries(line.given ?? {}));
  const add = (lines: readonly Line[], sign: number): void => lines.forEach((one) => {
    const units = (given.get(one.part) ?? 0) + sign * one.quantity;
    if (one.part !== line.part) given.set(one.part, Math.max(units, 0));
  });
  for (const { kind, body } of view.told) {
    if (kind === 'pick' && body.order === order && body.line === line.line) add(body.lines, 1);
  }
  for (const body of view.undone) {
    if (body.verb === 'pick' && body.order === order && body.line === line.line) {
      add(body.lines, -1);
    }
  }
  return given;
}

/** What a line asks for, number by number: of another one as much as was given, then its own. */
export function shares(view: View, order: string, line: OrderLine): [string, number][] {
  let left = line.quantity;
  const given = [...given_for(view, order, line)].filter(([, units]) => units > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const others = given.map(([part, units]): [string, number] => {
    const some = Math.min(units, left);
    left -= some;
    return [part, some];
  });
  return [...others, [line.part, left]];
}

/** Units of each number that an order asks for; of a kit that waits, and of lines `but`, none. */
export function asked_for(
  view: View, order: string, but: ReadonlySet<number> = new Set(),
): Map<string, number> {
  const asked = new Map<string, number>();
  for (const line of view.order(order)?.lines ?? []) {
    for (const [part, units] of shares(view, order, line)) {
      asked.set(part, (asked.get(part) ?? 0) + (line.waits || but.has(line.line) ? 0 : units));
    }
  }
  return asked;
}

/** The line that units of a part are for: ordered as such, or given for another number. */
export function line_for(view: View, order: string, part: string): OrderLine | undefined {
  const lines = view.order(order)?.lines ?? [];
  return lines.find((line) => line.part === part)
    ?? lines.find((line) => shares(view, order, line).some(([name]) => name === part));
}

/** `parts`: the numbers under which it is packed, where one of them is another than ordered. */
export type Served = Readonly<{
  line: OrderLine; packed: number; owed: boolean; parts: readonly string[];
}>;

/** Every line with what of it is packed, and whether more has to come: not what is closed short. */
export function served(view: View, order: string): Served[] {
  const left = new Map<string, number>();
  return (view.order(order)?.lines ?? []).map((line) => {
    const parts = shares(view, order, line).map(([part, wanted]) => {
      const there = left.get(part) ?? packed_of(view, order, part);
      const packed = Math.min(there, wanted);
      left.set(part, there - packed);
      return { part, packed };
    });
    const packed = parts.reduce((sum, one) => sum + one.packed, 0);
    const task = view.checkpoint.tables.task.get(`pick:${order}:${line.line}`);
    return {
      line, packed, owed: packed < line.quantity && task?.state !== 'cancelled',
      parts: parts.filter((one) => one.packed > 0 && one.part !== line.part)
        .map(({ part }) => part),
    };
  });
}

export const owed_lines = (view: View, order: string): number =>
  served(view, order).filter(({ owed }) => owed).length;

/** Whether this device packed the unit into a carton of a shipment that has left. */
export function has_shipped({ view }: { view: View }, serial: string): boolean {
  const gone = view.shipments().filter((row) => row.state === 'confirmed')
    .flatMap((row) => row.lpns.map(plate_holder));
  return [...view.past, ...view.told].some((op) => op.kind === 'pack'
    && gone.includes(op.body.target)
    && op.body.lines.some((line) => line.serials.includes(serial)));
}
