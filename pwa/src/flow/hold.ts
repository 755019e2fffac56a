// SPDX-License-Identifier: Apache-2.0
/** Words of the hold flow: a worker says "nobody may use this", offline too. Wins at once. */
import { draft } from '../domain/operation.ts';
import { scope } from '../domain/holds.ts';
import { setting } from '../domain/policy.ts';
import type { Scope } from '../domain/rows.ts';
import { SETTINGS } from '../domain/settings.gen.ts';
import type { Data } from './data.ts';
import { code_of, serial_in } from './goods.ts';
import { fact, hold_place, is_place, part_fact, place_fact, reasons } from './pieces.ts';
import type { Fact } from './step.ts';
import type { Ctx, Words } from './words.ts';
import { attn, plate, text, when } from './words.ts';

export const HOLD_GIVEN: readonly string[] = SETTINGS['hold.reasons'].choices;

const over = (ctx: Ctx, fields: Partial<Scope>): Data =>
  ({ ...ctx.data, scope: scope({ ...ctx.data.scope, ...fields }) });

/**
 * What a flow has in hand that asks for a hold, to be confirmed or replaced: the open carton; the
 * part at the bin where a picker stands.
 */
export function in_hand({ receipt, lpn, source, at, part, lot, order }: Data): Data {
  if (receipt !== undefined && lpn !== undefined) return { scope: scope({ lpn }) };
  if (order === undefined || part === undefined || at === undefined) return {};
  if (source?.location !== at) return {};
  return { scope: scope({ part, location: at, ...(lot ? { lot } : {}) }) };
}

const FIELDS = ['part', 'lot', 'serial', 'lpn', 'location'] as const;

/** What is held, field by field: which part, lot, serial, plate, place. */
function scope_facts(ctx: Ctx): Fact[] {
  return FIELDS.flatMap((field) => {
    const value = ctx.data.scope?.[field] ?? null;
    if (value === null) return [];
    if (field === 'part') return [part_fact(ctx.view.part(value), value)];
    return [field === 'location' ? place_fact(ctx.view, 'place', value) : fact(field, value)];
  });
}

export const hold_words: Words = {
  checks: {
    scope_given: (ctx) => when(ctx.data.scope !== undefined),
    scope_narrow: (ctx) => when(ctx.data.scope?.lot != null || ctx.data.scope?.serial != null),
    reason_given: (ctx) => (HOLD_GIVEN.includes(ctx.data.reason ?? '')
      ? null : attn('say_why', null)),
  },
  binds: {
    scope_none: (ctx) => ({ ...ctx.data, scope: scope({}) }),
    scope_serial: (ctx) => over(ctx, {
      part: ctx.given.got!.part?.part ?? null, serial: serial_in(ctx),
    }),
    scope_part: (ctx) => over(ctx, {
      part: code_of(ctx), lot: ctx.given.got!.lot, serial: ctx.given.got!.serial,
    }),
    scope_lot: (ctx) => over(ctx, { lot: code_of(ctx) }),
    scope_plate: (ctx) => over(ctx, { lpn: code_of(ctx) }),
    scope_place: (ctx) => over(ctx, { location: code_of(ctx) }),
    part_in_hand: (ctx) => ({ ...ctx.data, part: ctx.data.scope!.part! }),
  },
  emits: {
    hold: ({ data, moment, scans }) => {
      const hold = data.held ?? moment.id;
      const body = { hold, scope: data.scope!, reason: data.reason!, note: '' };
      return [draft('hold', body, `hold:${hold}`, scans)];
    },
  },
  shows: {
    held_scope: (ctx) => ({ facts: scope_facts(ctx) }),
    reason_sheet: (ctx) => ({
      sheet: {
        id: 'hold', title: text('sheet.why_hold'), note: text('sheet.hold.note'), quantity: null,
        choices: reasons(setting(ctx.view, 'hold.reasons'), ctx.data.reason),
        primary: { label: text('sheet.hold.record'), enabled: Boolean(ctx.data.reason) },
      },
    }),
    held: (ctx) => {
      if (is_place(ctx.data.scope!)) {
        return { done: { title: text('done.hold_place'), facts: scope_facts(ctx) } };
      }
      const part = ctx.view.part(ctx.data.scope?.part ?? '');
      const to = hold_place(ctx.view, part?.hazard?.class ?? null);
      return {
        plate: plate(ctx.view, to),
        done: {
          title: text('done.hold'),
          facts: [...scope_facts(ctx),
            ...(to === null ? [] : [place_fact(ctx.view, 'target', to)])],
        },
      };
    },
  },
};
