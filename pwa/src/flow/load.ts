// SPDX-License-Identifier: Apache-2.0
/** Words of the load flow: the door, then each carton onto its vehicle. Nothing held leaves. */
import { draft, plate_holder, plate_of } from '../domain/operation.ts';
import type { Draft } from '../domain/operation.ts';
import { setting } from '../domain/policy.ts';
import type { ShipmentRow } from '../domain/rows.ts';
import { SETTINGS } from '../domain/settings.gen.ts';
import type { View } from '../domain/view.ts';
import { orders_in } from './claims.ts';
import { code_of } from './goods.ts';
import { kit_unpacked } from './kit_parts.ts';
import { coded, door, fact, place_fact, reasons } from './pieces.ts';
import { owed_here, to_collect } from './load_leave.ts';
import { held_band, unless_held } from './load_off.ts';
import { in_order, left_of } from './load_order.ts';
import { has_left, owed_lines } from './served.ts';
import type { Text } from './step.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, plate, stop, text, warn } from './words.ts';

/** Why a carton goes onto its vehicle at another door than the planned one. */
export const DOOR_REASONS: readonly string[] = SETTINGS['load.door_reasons'].choices;

/** Orders whose goods are in a plate or in plates on it: by picks and packs, or a load task. */
function orders_of(view: View, lpn: string): string[] {
  const holder = plate_holder(lpn);
  const cartons = view.orders().filter((row) => row.cartons?.includes(holder));
  const asked = view.tasks('load').filter((task) => task.lpn === lpn && task.order);
  const inside = view.books.plates_at(holder).flatMap((inner) => orders_of(view, inner));
  const own = [...orders_in(view, lpn), ...[...cartons, ...asked].map((row) => row.order!)];
  return [...new Set(own.length > 0 ? own : inside)];
}

/** The order of a plate: one that still waits before one that has left. */
export function order_of(view: View, lpn: string): string | null {
  const known = orders_of(view, lpn);
  return known.find((order) => !has_left(view, order)) ?? known[0] ?? loaded_with(view, lpn);
}

/** The one order of the open shipment that a plate stands at a door for. What left says nothing. */
function loaded_with(view: View, lpn: string): string | null {
  const row = open(view).find((one) => one.lpns.includes(lpn));
  return row?.orders.length === 1 && at_door(view, lpn) ? row.orders[0]! : null;
}

export const at_door = (view: View, lpn: string): boolean =>
  view.location(view.place(plate_holder(lpn)).location ?? '')?.role === 'door';

/** What was picked or packed for no order stays here, and so does what belongs to one that left. */
function for_order(ctx: Ctx): Fault | null {
  const lpn = code_of(ctx);
  const order = order_of(ctx.view, lpn);
  return is_due(ctx.view, lpn) ? null : stop(order ? 'order_left' : 'not_packed', ctx,
    null, { code: lpn, small: order }, null);
}

export const open = (view: View): ShipmentRow[] =>
  view.shipments().filter((row) => row.state === 'open');

/** The open shipment that takes an order. */
const shipment_of = (view: View, order: string | null): ShipmentRow | null =>
  open(view).find((row) => order !== null && row.orders.includes(order)) ?? null;

/** The shipment a carton goes onto: its order's, else the door's, else one named by its order. */
function target(ctx: Ctx, lpn = code_of(ctx)): { shipment: string; order: string | null } {
  const order = order_of(ctx.view, lpn);
  if (ctx.data.courier) return { shipment: of_courier(ctx, order ?? lpn), order };
  const row = shipment_of(ctx.view, order)
    ?? open(ctx.view).find((one) => one.door === ctx.data.door && !one.carrier);
  return { shipment: row?.shipment ?? `S-${order ?? lpn}`.slice(0, 40), order };
}

/** What a courier takes along: all that was loaded for it here, else a vehicle of its own (SH7). */
function of_courier(ctx: Ctx, named: string): string {
  const told = ctx.view.told.find((op) => op.kind === 'load'
    && op.body.carrier === ctx.data.courier && op.body.location === ctx.data.door);
  const row = open(ctx.view).find((one) => one.carrier === ctx.data.courier);
  return row?.shipment ?? (told?.kind === 'load' ? told.body.shipment : `C-${named}`.slice(0, 40));
}

/** The door that an order asks for; null where any door will do. */
const planned = (view: View, order: string | null): string | null =>
  view.order(order ?? '')?.door || null;

/** The door that a shipment uses: the planned one, else where its first carton was loaded. */
function door_of(view: View, shipment: string): string | null {
  const row = view.shipments().find((one) => one.shipment === shipment);
  if (row?.door) return row.door;
  const told = [...view.past, ...view.told]
    .find((op) => op.kind === 'load' && op.body.shipment === shipment);
  if (told?.kind === 'load') return told.body.location;
  const places = (row?.lpns ?? []).map((lpn) => view.place(plate_holder(lpn)).location ?? '');
  return places.find((place) => view.location(place)?.role === 'door') ?? null;
}

/** Shipments that use this door, as far as this device knows. */
export function shipments_at(ctx: Ctx): string[] {
  const told = ctx.view.told.flatMap((op) => (op.kind === 'load' ? [op.body.shipment] : []));
  return [...new Set([...open(ctx.view).map((row) => row.shipment), ...told])]
    .filter((shipment) => door_of(ctx.view, shipment) === ctx.data.door);
}

function right_door(ctx: Ctx): Fault | null {
  if (ctx.data.courier) return null; // who comes without a route stops where there is room
  const { shipment } = target(ctx);
  const door = wanted_door(ctx, code_of(ctx));
  if (door === null || door === ctx.data.door) return null;
  return stop('wrong_door', ctx, { code: door, small: shipment },
    { code: ctx.data.door!, small: code_of(ctx) }, door);
}

/** The door where a carton has to be loaded, as far as it is known; else null. */
const wanted_door = (ctx: Ctx, lpn: string): string | null =>
  planned(ctx.view, order_of(ctx.view, lpn)) ?? door_of(ctx.view, target(ctx, lpn).shipment);

/** A door that waits for something where none of what waits is for this one; else null. */
function elsewhere(ctx: Ctx, door: string): string | null {
  const here = { ...ctx, data: { ...ctx.data, door } };
  const doors = to_load(ctx.view).map((lpn) => wanted_door(here, lpn));
  return doors.some((one) => one === null || one === door) ? null : doors[0] ?? null;
}

/** Said at the door, before anything is carried. */
function planned_here(ctx: Ctx): Fault | null {
  const other = elsewhere(ctx, code_of(ctx));
  return other === null ? null : warn('planned_door', other);
}

function load(ctx: Ctx): Draft[] {
  const { shipment, order } = target(ctx);
  const why = {
    ...(ctx.state === 'here' && ctx.data.reason ? { reason: ctx.data.reason } : {}),
    ...(ctx.data.courier ? { carrier: ctx.data.courier } : {}),
  };
  const body = { shipment, order, lpn: code_of(ctx), location: ctx.data.door!, ...why };
  const group = order === null ? `lpn:${code_of(ctx)}` : `order:${order}`;
  return [draft('load', body, group, ctx.scans)];
}

/** Whether a plate is still to go: for an order that waits, or as a task asks for that plate. */
const is_due = (view: View, lpn: string): boolean => {
  const order = order_of(view, lpn);
  return order ? !has_left(view, order) : view.tasks('load').some((task) => task.lpn === lpn);
};

/** Cartons packed for orders that still wait and that do not stand at a door yet. */
export function to_load(view: View): string[] {
  const told = [...view.past, ...view.told].filter((op) => op.kind === 'pack')
    .map((op) => op.body.target.slice(4));
  const planned = open(view).flatMap((row) => row.lpns);
  const tasks = view.tasks('load').map((task) => task.lpn ?? '');
  const packed = view.orders().filter(({ order }) => !has_left(view, order))
    .flatMap((row) => (row.cartons ?? []).map(plate_of));
  return [...new Set([...told, ...planned, ...tasks, ...packed])].filter((lpn) => lpn !== ''
    && view.content(lpn).length > 0 && !at_door(view, lpn) && is_due(view, lpn));
}

/** What is on the vehicle here: loaded on this visit, the latest first, and before by anybody. */
export function aboard(ctx: Ctx): string[] {
  const { view, data } = ctx;
  const here = shipments_at(ctx);
  const told = [...view.past, ...view.told].flatMap((op) =>
    (op.kind === 'load' && here.includes(op.body.shipment) ? [op.body.lpn] : []));
  const rows = open(view).filter((row) => here.includes(row.shipment)).flatMap((row) => row.lpns);
  const before = [...told, ...rows].filter((lpn) => view.content(lpn).length > 0
    && view.place(plate_holder(lpn)).location === data.door);
  return [...new Set([...loaded(ctx).reverse(), ...before])];
}

/** Loaded on this visit and not taken off again. */
export const loaded = ({ view, data }: Ctx): string[] => (data.loaded ?? [])
  .filter((lpn) => view.location(view.plate(lpn)?.place ?? '')?.role === 'door');

/** The order of a carton, and what it still lacks: it leaves short if nobody goes for that. */
export function order_words(view: View, lpn: string): Text {
  const order = order_of(view, lpn) ?? '';
  const n = owed_lines(view, order);
  const stop = view.order(order)?.stop;
  return n > 0 ? text('pack.owed', { order, n })
    : left_of(view).has(lpn) ? text('load.waits', { order })
    : stop != null ? text('load.stop', { order, n: stop }) : text('text.plain', { text: order });
}

/** Words on a carton whose vehicle left without it, as far as this device knows; else null. */
function left_without(view: View, lpn: string): Text | null {
  const told = [...view.past, ...view.told].reverse()
    .find((op) => op.kind === 'load' && op.body.lpn === lpn);
  const row = told?.kind !== 'load' ? undefined
    : view.shipments().find((one) => one.shipment === told.body.shipment);
  return row?.state === 'confirmed' && !row.lpns.includes(lpn) ? text('load.left') : null;
}

export const load_words: Words = {
  checks: {
    is_door: (ctx) => (ctx.view.location(code_of(ctx))?.role === 'door'
      ? null : stop('not_door', ctx, null, { code: code_of(ctx), small: null }, null)),
    carton_packed: (ctx) => (ctx.view.content(code_of(ctx)).length > 0
      ? null : attn('plate_empty', code_of(ctx))),
    not_loaded: unless_held((ctx) => {
      const { location } = ctx.view.place(plate_holder(code_of(ctx)));
      return location === ctx.data.door ? attn('already_loaded', code_of(ctx)) : null;
    }),
    carton_scanned: (ctx) => (to_load(ctx.view)
      .some((lpn) => ctx.scans.some((scan) => scan.raw.includes(lpn)))
      ? null : attn('carton_first', null)),
    for_order: unless_held(for_order), planned_here, right_door: unless_held(right_door),
    kit_whole: unless_held((ctx) =>
      kit_unpacked(ctx, order_of(ctx.view, code_of(ctx)) ?? '', code_of(ctx))),
  },
  binds: {
    door: (ctx) => ({ door: code_of(ctx), loaded: [] }),
    other_door: (ctx) => ({ ...ctx.data, door: code_of(ctx), reason: null }),
    loaded: (ctx) => {
      const { early: _, ...data } = ctx.data;
      return { ...data, loaded: [...(data.loaded ?? []), code_of(ctx)] };
    },
  },
  emits: { load },
  shows: {
    doors: (ctx) => ({
      choices: open(ctx.view).flatMap(({ shipment }) => {
        const door = door_of(ctx.view, shipment);
        const at = plate(ctx.view, door);
        return at === null ? [] : [{ ...coded(shipment, { plate: at }), id: door! }];
      }),
    }),
    cartons: (ctx) => ({
      band: held_band(ctx),
      subtitle: ctx.data.courier ? text('load.courier', { name: ctx.data.courier })
        : text('load.subtitle', { door: ctx.data.door! }),
      facts: [place_fact(ctx.view, 'place', ctx.data.door!,
        { done: elsewhere(ctx, ctx.data.door!) === null }),
        ...shipments_at(ctx).map((one) => fact('shipment', one, { done: true }))],
      choices: in_order(ctx.view, to_load(ctx.view)).map((lpn) => coded(lpn, {
        small: order_words(ctx.view, lpn),
        plate: plate(ctx.view, wanted_door(ctx, lpn)),
      })),
      list: {
        label: text('load.loaded'), total: null, part: null, description: null,
        rows: aboard(ctx)
          .map((code) => ({ code, small: left_without(ctx.view, code)
            ?? order_words(ctx.view, code), removable: false })),
      },
    }),
    door_reasons: (ctx) => ({
      sheet: {
        id: 'door', title: text('load.why_here.ask'), note: null,
        quantity: null, primary: null,
        choices: reasons(setting(ctx.view, 'load.door_reasons'), ctx.data.reason),
      },
    }),
    loaded: (ctx) => ({
      offers: ['undo', ...aboard(ctx).length > 0 ? ['depart'] : []].map(door),
      done: {
        title: text('done.load', { n: loaded(ctx).length }),
        facts: [place_fact(ctx.view, 'place', ctx.data.door!),
          fact('cartons', loaded(ctx).length), ...owed_here(ctx), ...to_collect(ctx)],
      },
    }),
  },
};
