// SPDX-License-Identifier: Apache-2.0
/**
 * At the dock, beside the cartons themselves: pieces counted while the driver waits (RC11), a
 * delivery or a plate refused (RC23), and the end of a receipt of which not all came (RC3).
 */
import { draft } from '../domain/operation.ts';
import { pieces } from '../domain/pieces.ts';
import { setting } from '../domain/policy.ts';
import type { AsnPack } from '../domain/rows.ts';
import { SETTINGS } from '../domain/settings.gen.ts';
import { asn_of, inside, is_pallet, pack_done } from './announced.ts';
import { code_of } from './goods.ts';
import { ask_quantity, choice, coded, fact, reasons } from './pieces.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, text, warn, when } from './words.ts';

export const ENDING_REASONS = SETTINGS['receive.ending_reasons'].choices;
export const REFUSAL_REASONS = SETTINGS['receive.refusal_reasons'].choices;

const plated = (pack: AsnPack): pack is AsnPack & { lpn: string } => pack.lpn !== null;
const open_packs = (ctx: Ctx): (AsnPack & { lpn: string })[] => asn_of(ctx).packs.filter(plated)
  .filter((pack) => pack.parent === null && !pack_done(ctx.view, asn_of(ctx), pack));
const missing = (ctx: Ctx): number => asn_of(ctx).packs
  .filter((pack) => pack.lines.length > 0 && !pack_done(ctx.view, asn_of(ctx), pack)).length;

const announced_pieces = (ctx: Ctx) => pieces(asn_of(ctx).packs);

/** Other than announced passes, and is said: the driver is still here. */
function pieces_agree(ctx: Ctx): Fault | null {
  const { pallets, cartons } = announced_pieces(ctx);
  const same = ctx.data.pallets === pallets && ctx.given.value === cartons;
  return same ? null : warn('pieces_differ', asn_of(ctx).carrier || asn_of(ctx).asn);
}

const arrival = (ctx: Ctx) => [draft('arrival', {
  arrival: ctx.moment.id, location: ctx.data.dock!, carrier: asn_of(ctx).carrier ?? '',
  pallets: ctx.data.pallets!, cartons: ctx.given.value, asn: ctx.data.asn!,
  trailer: asn_of(ctx).trailer ?? null, seal: null, note: '',
}, `asn:${ctx.data.asn!}`, ctx.scans)];

const refusal = (ctx: Ctx) => [draft('refusal', {
  refusal: ctx.moment.id, carrier: asn_of(ctx).carrier ?? '', reason: ctx.data.reason!,
  asn: ctx.data.asn!, supplier: ctx.data.supplier ?? null,
  lpns: ctx.data.refused === 'all' ? [] : [ctx.data.refused!], note: '',
}, `asn:${ctx.data.asn!}`, ctx.scans)];

export const dock_words: Words = {
  checks: {
    pieces_agree,
    reason_said: (ctx) => (ctx.data.reason ? null : attn('say_why', null)),
    stays_open: (ctx) => when(ctx.data.reason === 'to_follow'),
  },
  binds: {
    say_pallets: (ctx) => ({ ...ctx.data, pallets: ctx.given.value }),
    refuse_plate: (ctx) => ({ ...ctx.data, refused: code_of(ctx), reason: null }),
  },
  emits: {
    arrival, refusal,
    receipt_close: (ctx) => [draft('receipt_close',
      { asn: ctx.data.asn!, reason: ctx.data.reason! }, `asn:${ctx.data.asn!}`, [])],
  },
  shows: {
    ending_sheet: (ctx) => ({
      sheet: {
        id: 'ending', title: text('sheet.ending', { n: missing(ctx) }), quantity: null,
        note: text(ctx.data.reason === 'to_follow' || !ctx.data.reason
          ? 'sheet.ending.open' : 'sheet.ending.closed'),
        choices: reasons(setting(ctx.view, 'receive.ending_reasons'), ctx.data.reason),
        primary: {
          label: text(ctx.data.reason ? 'sheet.ending.record' : 'sheet.say_reason'),
          enabled: Boolean(ctx.data.reason),
        },
      },
    }),
    // No number of the notice: what a person has not counted is not offered for a tick.
    pieces: (ctx) => {
      const first = ctx.state === 'pieces';
      return {
        facts: first ? [] : [fact('pallets', ctx.data.pallets!, { done: true })],
        quantity: { ...ask_quantity(null, null, null),
          unit: text(first ? 'unit.pallets' : 'unit.cartons') },
      };
    },
    refuse_choices: (ctx) => ({
      choices: [
        choice('all', text('refuse.all')),
        ...open_packs(ctx).map((pack) => coded(pack.lpn, {
          small: is_pallet(asn_of(ctx), pack.lpn)
            ? text('receive.cartons', { n: inside(asn_of(ctx), pack.lpn).length }) : null,
        })),
      ],
    }),
    refuse_sheet: (ctx) => ({
      facts: ctx.data.refused === 'all' ? [] : [fact('lpn', ctx.data.refused!)],
      sheet: {
        id: 'refuse', title: text('sheet.refuse'), note: text('sheet.refuse.note'),
        quantity: null,
        choices: reasons(setting(ctx.view, 'receive.refusal_reasons'), ctx.data.reason),
        primary: {
          label: text(ctx.data.reason ? 'sheet.refuse.record' : 'sheet.say_reason'),
          enabled: Boolean(ctx.data.reason),
        },
      },
    }),
  },
};
