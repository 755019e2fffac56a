// SPDX-License-Identifier: Apache-2.0
/** Words of the load flow: the door, then each carton onto its vehicle. Nothing held leaves. */
import { draft, plate_holder } from '../domain/operation.ts';
import type { Draft } from '../domain/operation.ts';
import type { ShipmentRow } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';
import { code_of } from './goods.ts';
import { coded, fact, hold_stop, place_fact } from './pieces.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, plate, stop, text } from './words.ts';

/** The order packed into a carton, told by this device or known from a shipment of one order. */
function order_of(view: View, lpn: string): string | null {
  const told = view.order_in(lpn);
  if (told !== null) return told;
  const row = view.shipments().find((one) => one.lpns.includes(lpn));
  return row?.orders.length === 1 ? row.orders[0]! : null;
}

const open = (view: View): ShipmentRow[] =>
  view.shipments().filter((row) => row.state === 'open');

/** The open shipment that takes an order. */
const shipment_of = (view: View, order: string | null): ShipmentRow | null =>
  open(view).find((row) => order !== null && row.orders.includes(order)) ?? null;

/** The shipment a carton goes onto: its order's, else the door's, else one named by its order. */
function target(ctx: Ctx): { shipment: string; order: string | null } {
  const order = order_of(ctx.view, code_of(ctx));
  const row = shipment_of(ctx.view, order)
    ?? open(ctx.view).find((one) => one.door === ctx.data.door);
  return { shipment: row?.shipment ?? `S-${order ?? code_of(ctx)}`.slice(0, 40), order };
}

function none_held(ctx: Ctx): Fault | null {
  const lpn = code_of(ctx);
  const hold = ctx.view.hold_in(lpn);
  if (hold === null) return null;
  const quant = ctx.view.content(lpn).find((one) => ctx.view.hold_on(one) !== null)!;
  return hold_stop(ctx, hold, quant, quant.serial || lpn, order_of(ctx.view, lpn));
}

function right_door(ctx: Ctx): Fault | null {
  const row = shipment_of(ctx.view, order_of(ctx.view, code_of(ctx)));
  if (row === null || !row.door || row.door === ctx.data.door) return null;
  return stop('wrong_door', ctx, { code: row.door, small: row.shipment },
    { code: ctx.data.door!, small: code_of(ctx) }, row.door);
}

function load(ctx: Ctx): Draft[] {
  const { shipment, order } = target(ctx);
  const body = { shipment, order, lpn: code_of(ctx), location: ctx.data.door! };
  const group = order === null ? `lpn:${code_of(ctx)}` : `order:${order}`;
  return [draft('load', body, group, ctx.scans)];
}

/** Cartons packed for orders that do not stand at a door yet. */
function to_load(view: View): string[] {
  const told = [...view.past, ...view.told].filter((op) => op.kind === 'pack')
    .map((op) => op.body.target.slice(4));
  const planned = open(view).flatMap((row) => row.lpns);
  const tasks = view.tasks('load').map((task) => task.lpn ?? '');
  return [...new Set([...told, ...planned, ...tasks])].filter((lpn) => lpn !== ''
    && view.content(lpn).length > 0
    && view.location(view.place(plate_holder(lpn)).location ?? '')?.role !== 'door');
}

export const load_words: Words = {
  checks: {
    is_door: (ctx) => (ctx.view.location(code_of(ctx))?.role === 'door'
      ? null : stop('not_door', ctx, null, { code: code_of(ctx), small: null }, null)),
    carton_packed: (ctx) => (ctx.view.content(code_of(ctx)).length > 0
      ? null : attn('plate_empty', code_of(ctx))),
    not_loaded: (ctx) => (ctx.view.place(plate_holder(code_of(ctx))).location === ctx.data.door
      ? attn('already_loaded', code_of(ctx)) : null),
    none_held, right_door,
  },
  binds: {
    door: (ctx) => ({ door: code_of(ctx), loaded: [] }),
    loaded: (ctx) => ({ ...ctx.data, loaded: [...(ctx.data.loaded ?? []), code_of(ctx)] }),
  },
  emits: { load },
  shows: {
    doors: (ctx) => ({
      choices: open(ctx.view).filter((row) => ctx.view.location(row.door) !== null)
        .map((row) => ({
          ...coded(row.shipment, { plate: plate(ctx.view, row.door) }), id: row.door,
        })),
    }),
    cartons: (ctx) => ({
      subtitle: text('load.subtitle', { door: ctx.data.door! }),
      facts: [place_fact(ctx.view, 'place', ctx.data.door!, { done: true })],
      choices: to_load(ctx.view).map((lpn) =>
        coded(lpn, { small: text('text.plain', { text: order_of(ctx.view, lpn) ?? '' }) })),
      list: {
        label: text('load.loaded'), total: null, part: null, description: null,
        rows: [...(ctx.data.loaded ?? [])].reverse()
          .map((code) => ({ code, small: null, removable: false })),
      },
    }),
    loaded: (ctx) => ({
      done: {
        title: text('done.load', { n: (ctx.data.loaded ?? []).length }),
        facts: [fact('place', ctx.data.door!), fact('cartons', (ctx.data.loaded ?? []).length)],
      },
    }),
  },
};
