// SPDX-License-Identifier: Apache-2.0
/**
 * Before a vehicle leaves: what stays and for which route (SH2, SH4), what is too much, who takes
 * it and by what that person is known (SH3, SH6), a courier's own vehicle (SH7), and what its stops
 * have to give back (SH8). The departure itself is asked of the server, never queued.
 */
import { setting } from '../domain/policy.ts';
import { draft } from '../domain/operation.ts';
import type { Draft } from '../domain/operation.ts';
import type { DepositRow } from '../domain/reverse.ts';
import type { OrderRow, ShipmentRow } from '../domain/rows.ts';
import { SETTINGS } from '../domain/settings.gen.ts';
import type { View } from '../domain/view.ts';
import type { Data } from './data.ts';
import { code_of, said_whole } from './goods.ts';
import { aboard, at_door, open, order_of, order_words, shipments_at, to_load } from './load.ts';
import { held_band } from './load_off.ts';
import { left_of } from './load_order.ts';
import { choice, coded, fact, place_fact, reasons } from './pieces.ts';
import { photo_words } from './photo.ts';
import { is_awaited } from './returns_facts.ts';
import { has_left, owed_lines } from './served.ts';
import type { Fact } from './step.ts';
import type { Ctx, Words } from './words.ts';
import { attn, text, when } from './words.ts';

/** Why a carton does not go with its vehicle. */
export const LEAVE_REASONS: readonly string[] = SETTINGS['load.leave_reasons'].choices;
const NEXT_ROUTE = 'next_route';
const NAME_MAX = 60;
const COLLECT_MAX = 500; // cores that one departure names

/** The vehicle that stands here: of several at one door, the one that was loaded last. */
function here(ctx: Ctx): string | null {
  const named = shipments_at(ctx);
  const last = [...ctx.view.past, ...ctx.view.told].reverse().find((op) => op.kind === 'load'
    && op.body.location === ctx.data.door && named.includes(op.body.shipment));
  const shipment = last?.kind === 'load' ? last.body.shipment : named[0];
  return shipment !== undefined && aboard(ctx).length > 0 ? shipment : null;
}

const row_here = (ctx: Ctx): ShipmentRow | undefined =>
  open(ctx.view).find((one) => one.shipment === here(ctx));

/** The vehicle that a carton was loaded onto last, as far as this device knows. */
function vehicle_of(view: View, lpn: string): string | undefined {
  const told = [...view.past, ...view.told].reverse()
    .find((op) => op.kind === 'load' && op.body.lpn === lpn);
  return told?.kind === 'load' ? told.body.shipment
    : open(view).find((row) => row.lpns.includes(lpn))?.shipment;
}

/** What is on the vehicle here: a courier's may stand at the same door. */
const on_it = (ctx: Ctx): string[] =>
  aboard(ctx).filter((lpn) => vehicle_of(ctx.view, lpn) === here(ctx));

/** Orders that leave with the vehicle here. */
function orders_here(ctx: Ctx): string[] {
  const told = on_it(ctx).map((lpn) => order_of(ctx.view, lpn));
  const known = told.filter((one): one is string => one !== null && !has_left(ctx.view, one));
  return [...new Set([...row_here(ctx)?.orders ?? [], ...known])].sort();
}

const rows_here = (ctx: Ctx): OrderRow[] =>
  orders_here(ctx).flatMap((name) => ctx.view.order(name) ?? []);

const routes_here = (ctx: Ctx): string[] =>
  [...new Set(rows_here(ctx).map((row) => row.route ?? ''))].filter(Boolean);

/** Packed for an order or a route of this vehicle, not on it, and nobody has left it behind. */
function missing(ctx: Ctx): string[] {
  const left = left_of(ctx.view);
  const [orders, routes] = [orders_here(ctx), routes_here(ctx)];
  if (ctx.data.courier || row_here(ctx)?.carrier) return [];
  return to_load(ctx.view).filter((lpn) => !left.has(lpn)
    && (orders.includes(order_of(ctx.view, lpn) ?? '')
      || routes.includes(ctx.view.order(order_of(ctx.view, lpn) ?? '')?.route ?? '-')));
}

/** On the vehicle for no order, or for another route than most of it. */
function extra(ctx: Ctx): string[] {
  const all = on_it(ctx);
  const route = (lpn: string): string => ctx.view.order(order_of(ctx.view, lpn) ?? '')?.route ?? '';
  const count = (one: string): number => all.filter((lpn) => route(lpn) === one).length;
  const [most] = [...new Set(all.map(route))].sort((a, b) => count(b) - count(a));
  return all.filter((lpn) => order_of(ctx.view, lpn) === null || route(lpn) !== most);
}

const comes = (ctx: Ctx): boolean => rows_here(ctx).some((row) => row.service === 'pickup');
const signs = (ctx: Ctx): boolean => setting(ctx.view, 'load.signature') && !comes(ctx);

/** Other routes that open orders name: any of them may take a carton along. */
function routes(view: View, own: string): string[] {
  const named = view.orders().filter((row) => !has_left(view, row.order))
    .map((row) => row.route ?? '');
  return [...new Set(named)].filter((one) => one !== '' && one !== own).sort();
}

function left_behind(ctx: Ctx): Draft[] {
  const lpn = ctx.data.stays!;
  const order = order_of(ctx.view, lpn) ?? '';
  const route = ctx.given.id === NEXT_ROUTE ? null : ctx.given.id;
  const body = { lpn, order, reason: ctx.data.reason!, shipment: here(ctx), route };
  return [draft('left_behind', body, `order:${order}`, ctx.scans)];
}

function shipment(ctx: Ctx): Draft[] {
  const { seal, taken_by, document, signature } = ctx.data;
  const name = here(ctx)!;
  const collect = cores_owed(ctx).map(([key]) => key);
  return [draft('shipment', {
    shipment: name, orders: orders_here(ctx),
    ...(seal ? { seal } : {}), ...(taken_by ? { taken_by } : {}),
    ...(document ? { document } : {}), ...(signature ? { signature } : {}),
    ...(collect.length > 0 ? { collect } : {}),
  }, `shipment:${name}`)];
}

function signature(ctx: Ctx): Draft[] {
  const { id, ...taken } = ctx.given.photo!;
  const of = { location: ctx.data.door!, ...(orders_here(ctx)[0]
    ? { order: orders_here(ctx)[0]! } : {}) };
  return [draft('photo', { photo: id, ...taken, of, where: 'load.sign', note: 'signature' },
    `photo:${ctx.moment.id}`)];
}

/** Deposits that the customers on this vehicle still have open, those due first in front. */
function cores_owed(ctx: Ctx): [key: string, row: DepositRow][] {
  const customers = new Set(rows_here(ctx).map((row) => row.customer));
  return [...ctx.view.checkpoint.tables.core_deposit]
    .filter(([, row]) => customers.has(row.customer) && is_awaited(ctx.view, row))
    .sort(([, a], [, b]) => (a.due_on < b.due_on ? -1 : 1)).slice(0, COLLECT_MAX);
}

/** Cores that the customers on this vehicle still owe: to be brought back with it (SH8). */
export function to_collect(ctx: Ctx): Fact[] {
  const owed = new Map<string, number>();
  for (const [, row] of cores_owed(ctx)) {
    const of = `${row.customer} · ${row.core_group}`;
    owed.set(of, (owed.get(of) ?? 0) + 1);
  }
  return [...owed].sort().slice(0, 6).map(([of, n]) => fact('collect', n, { small: of }));
}

/** What the orders on this vehicle still lack: they leave short if nobody goes for it. */
export const owed_here = (ctx: Ctx): Fact[] => orders_here(ctx).flatMap((order) => {
  const n = owed_lines(ctx.view, order);
  return n === 0 ? [] : [fact('owed', n, { small: order, current: true })];
}).slice(0, 6);

const said = (data: Data): Fact[] => (['seal', 'taken_by', 'document'] as const)
  .flatMap((name) => (data[name] ? [fact(name, data[name], { done: true })] : []));

const say = (field: 'seal' | 'taken_by' | 'document' | 'courier') => (ctx: Ctx): Data =>
  ({ ...ctx.data, [field]: said_whole(ctx) });

const begun = ({ leaving: _, extra_seen: __, ...data }: Data): Data => data;

export const load_leave_words: Words = {
  checks: {
    no_photo: photo_words.checks['no_photo']!,
    some_wait: (ctx) => (to_load(ctx.view).length > 0 ? null : attn('carton_first', null)),
    truck_here: (ctx) => (here(ctx) === null ? attn('no_truck', null) : null),
    is_leaving: (ctx) => when(ctx.data.leaving === true && here(ctx) !== null),
    is_route: (ctx) => when(ctx.given.id === NEXT_ROUTE
      || routes(ctx.view, '').includes(ctx.given.id)),
    is_missing: (ctx) => when(missing(ctx).includes(ctx.given.id)),
    cartons_missing: (ctx) => when(missing(ctx).length > 0),
    cartons_extra: (ctx) => when(!ctx.data.extra_seen && extra(ctx).length > 0),
    short_name: (ctx) => (said_whole(ctx).length >= 2 && said_whole(ctx).length <= NAME_MAX
      ? null : attn('name_odd', null)),
    wants_seal: (ctx) => when(setting(ctx.view, 'load.seal') && !comes(ctx) && !ctx.data.seal),
    wants_name: (ctx) => when((comes(ctx) || signs(ctx)) && !ctx.data.taken_by),
    wants_document: (ctx) => when(comes(ctx) && !ctx.data.document),
    wants_signature: (ctx) => when(signs(ctx) && !ctx.data.signature),
  },
  binds: {
    say_stays: (ctx) => ({ ...ctx.data, stays: code_of(ctx) }),
    say_courier: say('courier'), say_seal: say('seal'), say_taker: say('taken_by'),
    say_document: say('document'),
    say_signature: (ctx) => ({ ...ctx.data, signature: ctx.given.photo!.id }),
    begin_leaving: (ctx) => ({ ...begun(ctx.data), leaving: true }),
    not_leaving: (ctx) => begun(ctx.data),
    extra_seen: (ctx) => ({ ...ctx.data, extra_seen: true }),
  },
  emits: { left_behind, shipment, signature },
  shows: {
    door_here: (ctx) => ({ subtitle: text('load.subtitle', { door: ctx.data.door! }) }),
    cartons_waiting: (ctx) => ({
      choices: to_load(ctx.view).filter((lpn) => !at_door(ctx.view, lpn))
        .map((lpn) => coded(lpn, { small: order_words(ctx.view, lpn) })),
    }),
    leave_reasons: (ctx) => ({
      facts: [fact('lpn', ctx.data.stays!)],
      sheet: {
        id: 'leave', title: text('sheet.leave', { code: ctx.data.stays! }),
        note: text('sheet.leave.note'), quantity: null,
        choices: reasons(setting(ctx.view, 'load.leave_reasons'), null), primary: null,
      },
    }),
    next_routes: (ctx) => ({
      facts: [fact('lpn', ctx.data.stays!)],
      choices: [choice(NEXT_ROUTE, text('load.next_route')),
        ...routes(ctx.view, routes_here(ctx)[0] ?? '').map((one) => coded(one))],
    }),
    missing: (ctx) => ({
      facts: [fact('shipment', here(ctx) ?? '')],
      choices: missing(ctx).map((lpn) => coded(lpn, { small: order_words(ctx.view, lpn) })),
      ask: { n: missing(ctx).length },
    }),
    extra: (ctx) => ({
      facts: [fact('shipment', here(ctx) ?? ''), ...extra(ctx).map((lpn) =>
        fact('lpn', lpn, { small: order_of(ctx.view, lpn) }))],
      ask: { n: extra(ctx).length },
    }),
    truck: (ctx) => ({
      band: held_band(ctx),
      facts: [fact('shipment', here(ctx) ?? ''),
        place_fact(ctx.view, 'place', ctx.data.door!), fact('cartons', on_it(ctx).length),
        ...said(ctx.data), ...owed_here(ctx), ...to_collect(ctx)],
    }),
    gone: (ctx) => ({
      done: {
        title: text('done.departed'),
        facts: [place_fact(ctx.view, 'place', ctx.data.door!), ...said(ctx.data),
          ...to_collect(ctx)],
      },
    }),
  },
};
