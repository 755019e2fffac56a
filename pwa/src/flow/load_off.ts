// SPDX-License-Identifier: Apache-2.0
/**
 * Held goods on the vehicle (IN7): the screen names carton and part; the scan of the carton at its
 * door takes it off, and the place where it goes is scanned. Told as left behind and as moved; its
 * order waits for it, or for other goods, as the hold is decided.
 */
import type { Quant } from '../domain/books.ts';
import { held_by } from '../domain/coming.ts';
import { draft, plate_holder } from '../domain/operation.ts';
import type { Draft } from '../domain/operation.ts';
import { HOLD_ROLES } from '../domain/storage.ts';
import { code_of } from './goods.ts';
import { comes_off, held_aboard } from './held.ts';
import { aboard, order_of } from './load.ts';
import { fact, hold_place, part_fact, quantity_fact } from './pieces.ts';
import type { Band } from './step.ts';
import type { Check, Ctx, Words } from './words.ts';
import { plate, stop, text, when } from './words.ts';

const held_in = (ctx: Ctx, lpn: string): Quant | undefined =>
  ctx.view.content(lpn).find((quant) => held_by(ctx.view, quant) !== null);

/** Where the carton goes: the nearest place that may take what is held in it. */
function goes_to(ctx: Ctx): string | null {
  const part = held_in(ctx, ctx.data.stays!)?.part ?? '';
  return hold_place(ctx.view, ctx.view.part(part)?.hazard?.class ?? null);
}

/** The first carton on the vehicle here that may not leave, and what of it is held. */
export function held_band(ctx: Ctx): Band | null {
  const lpn = aboard(ctx).find((one) => held_aboard(ctx, one));
  return lpn === undefined ? null : comes_off(lpn, held_in(ctx, lpn)!.part);
}

/** A check of what goes onto the vehicle: it says nothing of what has to come off. */
export function unless_held(check: Check): Check { // a function: `load.ts` needs it at once
  return (ctx) => (held_aboard(ctx, code_of(ctx)) ? null : check(ctx));
}

function take_off(ctx: Ctx): Draft[] {
  const lpn = ctx.data.stays!;
  const order = order_of(ctx.view, lpn);
  const moved = draft('transfer', {
    task: null, source: ctx.view.plate(lpn)?.place ?? plate_holder(lpn), target: code_of(ctx), lpn,
    lines: [], suggested: null, reason: 'held',
  }, `lpn:${lpn}`, ctx.scans);
  if (order === null) return [moved];
  const shipment = ctx.view.shipments().find((row) => row.state === 'open'
    && row.lpns.includes(lpn))?.shipment ?? null;
  return [draft('left_behind', { lpn, order, reason: 'held', shipment, route: null },
    `order:${order}`), moved];
}

export const load_off_words: Words = {
  checks: {
    comes_off: (ctx) => when(held_aboard(ctx, code_of(ctx))),
    held_here: (ctx) => (held_aboard(ctx, code_of(ctx)) ? null
      : stop('is_lpn', ctx, null, { code: code_of(ctx), small: null }, null)),
    hold_zone: (ctx) => (HOLD_ROLES.includes(ctx.view.location(code_of(ctx))!.role) ? null
      : stop('hold_zone_only', ctx, wanted(ctx), { code: code_of(ctx), small: null }, null)),
  },
  binds: {},
  emits: { take_off },
  shows: {
    off: (ctx) => {
      const held = held_in(ctx, ctx.data.stays!);
      const to = goes_to(ctx);
      return {
        subtitle: text('load.subtitle', { door: ctx.data.door! }),
        facts: [fact('lpn', ctx.data.stays!, { done: true }),
          ...(held === undefined ? [] : [part_fact(ctx.view.part(held.part), held.part),
            held.serial ? fact('serial', held.serial)
              : quantity_fact(ctx.view.part(held.part), held.quantity)])],
        plate: plate(ctx.view, to), marks: [{ kind: 'hold' }], want: wanted(ctx),
      };
    },
  },
};

function wanted(ctx: Ctx): { code: string; small: null } | null {
  const to = goes_to(ctx);
  return to === null ? null : { code: to, small: null };
}
