// SPDX-License-Identifier: Apache-2.0
/**
 * Held goods stop whoever takes goods for a customer, whatever the step asks for: each scan that
 * names a held serial, lot or plate does, the first one and every one after it.
 */
import type { Quant } from '../domain/books.ts';
import {
  coming, coming_hold, coming_in, coming_quant, held_by, held_within,
} from '../domain/coming.ts';
import { plate_holder } from '../domain/operation.ts';
import { order_in } from './claims.ts';
import { held_fault, serial_quant } from './goods.ts';
import { hold_screen, hold_stop, taken_away, worked } from './pieces.ts';
import type { Got } from './resolve.ts';
import type { Band, FlowName } from './step.ts';
import type { Ctx, Fault } from './words.ts';
import { text } from './words.ts';

const TAKING: readonly FlowName[] = ['pick', 'pack', 'load'];
/** Steps at a door on which the scan of a held carton takes it off the vehicle. */
const TAKES_OFF: readonly string[] = ['carton', 'early', 'here', 'leave', 'go'];

/** The hold on what this scan names, as a fault; null where nothing of it is held. */
export function held_scan(ctx: Ctx, flow: FlowName, got: Got): Fault | null {
  if (!TAKING.includes(flow)) return null;
  if (got.what === 'lpn') return held_plate(ctx, flow, got.code);
  const part = got.part?.part ?? null;
  if (part === null) return null;
  const serial = got.serial ?? (got.what === 'serial' ? got.code : null);
  const unit = serial === null ? null : serial_quant(ctx, serial, part);
  if (unit !== null) return held_fault(ctx, unit, serial!);
  const later = serial === null ? null : coming_held(ctx, part, serial);
  if (later !== null) return later;
  const lot = got.lot ?? (got.what === 'lot' ? got.code : null);
  return lot === null ? null : held_lot(ctx, part, lot, serial ?? '');
}

/** A unit that the book has nowhere, of a notice by which it goes on hold when it is received. */
function coming_held(ctx: Ctx, part: string, serial: string): Fault | null {
  const one = coming(ctx.view, part, serial);
  return one === null ? null : held_fault(ctx, coming_quant(one, serial, worked(ctx)), serial);
}

/**
 * A lot as it is met here. Where it lies free in the place being worked it may be taken; where the
 * book has none of it here, a hold on any of it counts, since this may be one of those.
 */
export function held_lot(ctx: Ctx, part: string, lot: string, serial = ''): Fault | null {
  const all = ctx.view.of_part(part).filter((quant) => quant.lot === lot
    && !quant.holder.startsWith('@'));
  const here = all.filter((quant) => is_here(ctx, quant));
  for (const quant of here.length > 0 ? here : all) {
    const fault = held_fault(ctx, quant, lot);
    if (fault !== null) return fault;
  }
  if (here.length > 0) return null;
  const met: Quant = {
    holder: worked(ctx), part, lot, serial, quantity: 1, suppliers: [], receipts: [],
    expires_on: null,
  };
  return held_fault(ctx, met, serial || lot);
}

/** In the tote that is packed, or at the place where the picker stands. */
function is_here(ctx: Ctx, quant: Quant): boolean {
  const { tote, source } = ctx.data;
  if (source !== undefined) return ctx.view.place(quant.holder).location === source.location;
  return tote !== undefined && quant.holder === plate_holder(tote);
}

/** A tote of one's own order may hold one held unit among others: each is stopped by itself. */
function held_plate(ctx: Ctx, flow: FlowName, lpn: string): Fault | null {
  const content = ctx.view.content(lpn);
  const held = content.filter((quant) => held_by(ctx.view, quant) !== null);
  const first = held[0];
  if (first === undefined) return coming_plate(ctx, lpn);
  const opens = flow === 'pack' ? 'tote' : 'order'; // a batch is sorted as a tote is packed
  const opened = flow !== 'load' && ctx.state === opens && held.length < content.length;
  const order = order_in(ctx.view, lpn);
  const own = flow === 'pick' && order !== null && order === ctx.data.order;
  const pulled = flow === 'pack' && (ctx.state === 'pull_tote' || ctx.state === 'pull');
  const off = flow === 'load' && TAKES_OFF.includes(ctx.state) && stands_here(ctx, lpn);
  if (opened || own || pulled || off) return null;
  const hold = held_by(ctx.view, first)!;
  const fault = hold_stop(ctx, hold, first, first.serial || lpn, ctx.data.order ?? order);
  if (flow !== 'pick' || ctx.state !== 'tote' || order === null) return fault;
  const steps = [
    { text: text('hold.of_order', { order }), plate: null, code: null },
    { text: text('stop.next.free_tote'), plate: null, code: null },
  ];
  const unit = [first.part, first.serial || first.lot].filter(Boolean).join(', ');
  return { ...fault, hold: hold_screen(hold, lpn, unit, steps) };
}

/** Whether a plate is on the vehicle at the door where somebody loads. */
const stands_here = ({ view, data }: Ctx, lpn: string): boolean =>
  data.door !== undefined && view.place(plate_holder(lpn)).location === data.door;

/** A plate on the vehicle here with held goods in it: it may not leave. */
export const held_aboard = (ctx: Ctx, lpn: string): boolean => stands_here(ctx, lpn)
  && ctx.view.content(lpn).some((quant) => held_by(ctx.view, quant) !== null);

/** What is said of it, by the books of this device or by the server's no. */
export const comes_off = (code: string, part: string): Band => ({
  tone: 'hold', title: text('band.held_aboard'), code,
  note: text('band.held_aboard.note', { code, part }),
});

/** An announced plate that is not in yet, with goods that go on hold when it is received. */
function coming_plate(ctx: Ctx, lpn: string): Fault | null {
  for (const one of coming_in(ctx.view, lpn)) {
    const hold = coming_hold(ctx.view, one, one.line.serials);
    if (hold !== null) {
      return hold_stop(ctx, hold, coming_quant(one, '', plate_holder(lpn)), lpn);
    }
  }
  return null;
}

/**
 * A plate that free goods would go into, itself on hold or within something that is: in it they
 * would be held too, and the truck would wait for them. Nothing held was met, so nothing is told.
 */
export function held_target(
  ctx: Ctx, lpn: string, goods: readonly Quant[], way: string,
): Fault | null {
  const holder = plate_holder(lpn);
  for (const quant of goods) {
    const hold = held_by(ctx.view, quant) === null ? held_within(ctx.view, quant, holder) : null;
    if (hold === null) continue;
    const steps = [...taken_away(ctx, holder, quant.part),
      { text: text(way), plate: null, code: null }];
    return { tone: 'hold', hold: hold_screen(hold, lpn, '', steps), met: null };
  }
  return null;
}
