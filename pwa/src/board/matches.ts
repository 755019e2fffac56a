// SPDX-License-Identifier: Apache-2.0
/**
 * What a typed text may mean among the papers that the desk has: trucks that bring goods, by any
 * number on the driver's papers, orders, by their number or by who wants them, and open holds, by
 * the name on their tag. Pure.
 */
import type { AsnRow, HoldRow } from '../domain/rows.ts';
import { NEVER } from './cards.ts';
import { isVor, type Rows, type ServedOrder } from './rows.ts';
import { short } from './told.ts';

const NUMBER_MIN = 4; // characters of a number; fewer would find what nobody meant
const NAME_MIN = 3; // of a name
const ASN_OVER: readonly string[] = ['received', 'closed', 'cancelled'];
const ORDER_OVER: readonly string[] = ['shipped', 'short_shipped', 'cancelled'];

export type Matches = Readonly<{
  notices: readonly AsnRow[]; orders: readonly ServedOrder[]; holds: readonly HoldRow[];
}>;
type Text = string | null | undefined;

const upper = (value: Text): string => (value ?? '').toUpperCase();

/** A number is known by the whole of it, or by four characters of it or more. */
const numbered = (wanted: string, ...values: readonly Text[]): boolean =>
  values.map(upper).some((value) => value !== '' && (value === wanted
    || (wanted.length >= NUMBER_MIN && value.includes(wanted))));

const called = (wanted: string, ...values: readonly Text[]): boolean =>
  wanted.length >= NAME_MIN && values.some((value) => upper(value).includes(wanted));

/** A plate is known by its end: the front of every number is the same. */
const plated = (wanted: string, asn: AsnRow): boolean => wanted.length >= NUMBER_MIN
  && (asn.packs ?? []).some((pack) => upper(pack.lpn).endsWith(wanted));

const notice = (wanted: string, asn: AsnRow, rows: Rows): boolean =>
  numbered(wanted, asn.asn, asn.pro, asn.bol, asn.trailer, asn.supplier,
    ...(asn.purchase_orders ?? []))
  || upper(asn.carrier) === wanted || plated(wanted, asn)
  || called(wanted, asn.supplier_name, rows.supplier.get(asn.supplier)?.name);

const order = (wanted: string, one: ServedOrder): boolean =>
  numbered(wanted, one.order, one.customer) || called(wanted, one.name);

const late = (over: readonly string[], state: string): number => Number(over.includes(state));

/** Every notice and order that one of these texts may mean: open ones first. */
export function matches(texts: readonly string[], rows: Rows): Matches {
  const wanted = [...new Set(texts.map((one) => one.trim().toUpperCase()))].filter(Boolean);
  return {
    notices: [...rows.asn.values()].filter((asn) => wanted.some((one) => notice(one, asn, rows)))
      .sort((a, b) => late(ASN_OVER, a.state) - late(ASN_OVER, b.state)
        || (a.expected_at ?? NEVER).localeCompare(b.expected_at ?? NEVER)
        || a.asn.localeCompare(b.asn)),
    orders: [...rows.order.values()].filter((one) => wanted.some((it) => order(it, one)))
      .sort((a, b) => late(ORDER_OVER, a.state) - late(ORDER_OVER, b.state)
        || Number(isVor(b)) - Number(isVor(a))
        || (a.must_ship || NEVER).localeCompare(b.must_ship || NEVER)
        || a.order.localeCompare(b.order)),
    holds: [...rows.hold.values()].filter((one) => one.state === 'open' && !one.root
      && wanted.some((it) => numbered(it, one.name) || short(one.hold) === it))
      .sort((a, b) => a.placed_at.localeCompare(b.placed_at) || a.hold.localeCompare(b.hold)),
  };
}

/** Plates of a notice that were received, of those that it announces. */
export function received(asn: AsnRow): { n: number; total: number } {
  const plates = (asn.packs ?? []).filter((pack) => pack.lpn && pack.lines.length > 0);
  return { n: plates.filter((pack) => pack.received).length, total: plates.length };
}
