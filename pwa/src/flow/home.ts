// SPDX-License-Identifier: Apache-2.0
/** Where a thing belongs, for the stop screen: "put it back in". */
import { stored_stock } from '../domain/source.ts';
import { PASSING_ROLES } from '../domain/storage.ts';
import type { View } from '../domain/view.ts';
import type { Got } from './resolve.ts';

/** Where a scanned thing belongs: a location code, or null. Not where it only passes. */
export function home_of(view: View, got: Got): string | null {
  const at = stands_at(view, got);
  const role = view.location(at ?? '')?.role ?? '';
  return PASSING_ROLES.includes(role) ? null : at;
}

function stands_at(view: View, got: Got): string | null {
  if (got.what === 'lpn') return view.place(`lpn:${got.code}`).location;
  if (got.what === 'serial') {
    const quant = view.of_serial(got.code)[0];
    return quant === undefined ? null : view.place(quant.holder).location;
  }
  if (got.what !== 'part') return null;
  return stored_stock(view, got.code)[0]?.place.location ?? null;
}
