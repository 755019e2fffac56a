// SPDX-License-Identifier: Apache-2.0
/** How far an order is served: what of it is in its cartons, and whether it has left. */
import { plate_holder } from '../domain/operation.ts';
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

export type Served = Readonly<{ line: OrderLine; packed: number; owed: boolean }>;

/** Every line with what of it is packed, and whether more has to come: not what is closed short. */
export function served(view: View, order: string): Served[] {
  const left = new Map<string, number>();
  return (view.order(order)?.lines ?? []).map((line) => {
    const there = left.get(line.part) ?? packed_of(view, order, line.part);
    const packed = Math.min(there, line.quantity);
    left.set(line.part, there - packed);
    const task = view.checkpoint.tables.task.get(`pick:${order}:${line.line}`);
    return { line, packed, owed: packed < line.quantity && task?.state !== 'cancelled' };
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
