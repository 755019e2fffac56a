// SPDX-License-Identifier: Apache-2.0
/**
 * What was printed for one truck or bin is not offered at another: the machine might take it (a
 * serial that fits, an emptied pallet, a part of the catalogue), and its hint would be untrue.
 */
import type { View } from '../domain/view.ts';
import type { FlowState } from '../flow/data.ts';
import type { Reading } from '../flow/reading.ts';

/** True if the item speaks of another truck, or of goods that do not lie in the bin at hand. */
export function elsewhere(read: Reading, state: FlowState, view: View): boolean {
  const { flow, data } = state.frames.at(-1)!;
  if (flow === 'receive' && data.asn !== undefined) return other_truck(read, data.asn, view);
  return flow === 'count' && data.holder !== undefined && other_bin(read, data.holder, view);
}

function other_truck(read: Reading, asn: string, view: View): boolean {
  const own = view.asn(asn)?.packs ?? [];
  const { lpn } = read;
  if (lpn !== null) { // one of this truck, or a plate that nothing has been on
    const unused = view.plate(lpn) === null && view.announced(lpn) === null;
    return !unused && !own.some((pack) => pack.lpn === lpn);
  }
  const serial = read.serial ?? read.plain;
  const theirs = view.asns().filter((one) => one.asn !== asn)
    .flatMap((one) => one.packs).flatMap((pack) => pack.lines);
  return theirs.some((line) => line.serials?.includes(serial));
}

function other_bin(read: Reading, holder: string, view: View): boolean {
  const named = [read.part, read.gtin].filter((name) => name !== null);
  if (named.length === 0) return false;
  const parts = named.flatMap((name) => view.parts_named(name)).map((row) => row.part);
  const plates = view.books.plates_at(holder).flatMap((lpn) => view.content(lpn));
  return ![...view.in_holder(holder), ...plates].some((quant) => parts.includes(quant.part));
}
