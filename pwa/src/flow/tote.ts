// SPDX-License-Identifier: Apache-2.0
/** Plates that goods of an order go into, told from plates that are the warehouse's stock. */
import { plate_holder } from '../domain/operation.ts';
import { STORAGE_ROLES } from '../domain/source.ts';
import { HOLD_ROLES } from '../domain/storage.ts';
import type { View } from '../domain/view.ts';

const STOCK_ROLES = [...STORAGE_ROLES, ...HOLD_ROLES, 'dock'];

/** A supplier's carton, or a plate where stock stands. A tote in hand stands nowhere. */
export function is_stock(view: View, lpn: string): boolean {
  const at = view.location(view.place(plate_holder(lpn)).location ?? '');
  return view.announced(lpn) !== null || (at !== null && STOCK_ROLES.includes(at.role));
}

/** A shipping carton: packed for an order, on a shipment, or brought to a door. No tote to pack. */
export function is_carton(view: View, lpn: string): boolean {
  const holder = plate_holder(lpn);
  const at = view.location(view.place(holder).location ?? '');
  return at?.role === 'door' || view.orders().some((row) => row.cartons?.includes(holder))
    || view.shipments().some((row) => row.lpns.includes(lpn))
    || [...view.past, ...view.told].some((op) => (op.kind === 'pack' && op.body.target === holder)
      || (op.kind === 'load' && op.body.lpn === lpn));
}
