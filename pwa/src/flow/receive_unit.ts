// SPDX-License-Identifier: Apache-2.0
/**
 * Receiving unit by unit: without papers (RC10), parts that nobody announced here (RC5), symbols of
 * a whole pack (RC13), days of expiry (RC15), dangerous goods (RC16).
 */
import { draft } from '../domain/operation.ts';
import type { AsnRow } from '../domain/rows.ts';
import { OPEN_ASN_STATES, asn_of, cartons_of, current, with_current } from './announced.ts';
import type { Data, Found } from './data.ts';
import { certain, days_given, is_past } from './day.ts';
import { code_of, said, says_something } from './goods.ts';
import { ask_quantity, choice, coded, fact, part_fact } from './pieces.ts';
import type { Ctx, Words } from './words.ts';
import { attn, band, part_of, text, when } from './words.ts';

const UNKNOWN_SUPPLIER = 'UNKNOWN';

/** Suppliers that this device has heard of, by notices and by stock. */
export function suppliers(ctx: Ctx): Map<string, string> {
  const found = new Map(ctx.view.asns().map((asn) => [asn.supplier, asn.supplier_name]));
  for (const part of ctx.view.checkpoint.tables.part.values()) {
    if (part.supplier && !found.has(part.supplier)) found.set(part.supplier, '');
  }
  return found;
}

/** Other notices of this supplier that announce the part. */
function elsewhere(ctx: Ctx): AsnRow[] {
  return ctx.view.asns().filter((asn) => asn.asn !== ctx.data.asn
    && asn.supplier === ctx.data.supplier && OPEN_ASN_STATES.includes(asn.state ?? '')
    && cartons_of(asn).some((pack) => pack.lines.some((line) => line.part === ctx.data.part)));
}

const announces = (ctx: Ctx, part: string): boolean => cartons_of(asn_of(ctx))
  .some((pack) => pack.lines.some((line) => line.part === part));

/** The first line that wants a day becomes the current one. */
const undated = (ctx: Ctx): number => (ctx.data.found ?? []).findIndex((line) =>
  ctx.view.part(line.part)?.expires === true && line.expires_on === null && line.quantity > 0);

const dated = (ctx: Ctx, expires_on: string): Data =>
  with_current({ ...ctx.data, current: Math.max(undated(ctx), 0) }, { expires_on });

const hazardous = (ctx: Ctx): Found | undefined => (ctx.data.found ?? []).find((line) =>
  ctx.view.part(line.part)?.hazard && !(ctx.data.hazmat ?? []).includes(line.part));

const pack_of = (ctx: Ctx) => ctx.data.pack ?? null;

/** Plates of the truck that hold dangerous goods are staged apart: the nearest place for them. */
function staged(ctx: Ctx, hazard_class: string): string | null {
  const places = [...ctx.view.checkpoint.tables.location.values()]
    .filter((row) => row.role === 'stage' && row.hazards.includes(hazard_class) && !row.blocked)
    .sort((a, b) => a.travel - b.travel);
  return places[0]?.location ?? null;
}

export const unit_words: Words = {
  checks: {
    says_something,
    has_day: (ctx) => (days_given(ctx).length > 0 ? null
      : attn('no_day', ctx.given.raw.slice(0, 60))),
    day_offered: (ctx) => when((ctx.data.days ?? []).some(({ day }) => day === ctx.given.id)),
    day_certain: (ctx) => when(certain(ctx) !== null),
    no_notice: (ctx) => (ctx.view.asn(code_of(ctx)) === null
      ? null : attn('announced_here', code_of(ctx))),
    is_blind: (ctx) => when(ctx.data.paper !== undefined),
    part_announced: (ctx) => when(announces(ctx, ctx.data.part!)),
    expiry_wanted: (ctx) => when(undated(ctx) >= 0),
    hazmat_wanted: (ctx) => when(hazardous(ctx) !== undefined),
    pack_new: (ctx) => when(pack_of(ctx) !== null && pack_of(ctx)!.quantity > 1
      && !(ctx.data.packs ?? []).includes(pack_of(ctx)!.code)),
    pack_as_told: (ctx) => when(ctx.data.quantity == null
      || ctx.data.quantity === pack_of(ctx)!.quantity),
  },
  binds: {
    supplier: (ctx) => ({ ...ctx.data, supplier: ctx.given.id, receipt: ctx.moment.id }),
    paper: (ctx) => ({ ...ctx.data, paper: said(ctx) }),
    unexpected: (ctx) => (elsewhere(ctx).some(({ asn }) => asn === ctx.given.id)
      ? { ...ctx.data, asn: ctx.given.id } : { ...ctx.data, aside: 'unexpected' as const }),
    day: (ctx) => dated(ctx, certain(ctx)!),
    days: (ctx) => ({ ...ctx.data, days: days_given(ctx)
      .map((day) => ({ day, past: is_past(ctx, day) })) }),
    chosen_day: (ctx) => dated(ctx, ctx.given.id!),
    hazmat_seen: (ctx) => ({
      ...ctx.data, hazmat: [...(ctx.data.hazmat ?? []), hazardous(ctx)!.part],
    }),
    pack_known: (ctx) => {
      const { pack, quantity } = ctx.data;
      const units = quantity ?? pack!.quantity;
      return { ...ctx.data, quantity: units, packs: [...(ctx.data.packs ?? []), pack!.code],
        pack: { ...pack!, quantity: units, told: pack!.quantity } };
    },
  },
  emits: {
    pack_check: (ctx) => [draft('pack_check', {
      part: ctx.data.part!, code: pack_of(ctx)!.code, told: pack_of(ctx)!.told!,
      found: ctx.data.quantity!, lpn: null,
    }, `part:${ctx.data.part!}`, [])],
    hazmat_hold: (ctx) => [draft('hold', {
      hold: ctx.moment.id, reason: 'suspect', note: '',
      scope: { part: ctx.data.hazmat!.at(-1)!, supplier: null, lot: null, serial: null,
        lpn: ctx.data.lpn!, location: null, receipt: null },
    }, `hold:${ctx.moment.id}`, [])],
  },
  shows: {
    supplier_choices: (ctx) => ({
      choices: [
        ...[...suppliers(ctx)].map(([id, name]) =>
          coded(id, { small: name === '' ? null : text('text.plain', { text: name }) })),
        choice(UNKNOWN_SUPPLIER, text('receive.supplier_unknown')),
      ],
    }),
    paper_facts: (ctx) => ({
      facts: [fact('supplier', ctx.data.supplier!, { done: true }),
        ...(ctx.data.paper === undefined ? []
          : [fact('document', ctx.data.paper, { done: true })])],
    }),
    blind_facts: (ctx) => ({
      band: {
        tone: 'hold', title: text('band.goes_on_hold'), code: ctx.data.paper!,
        note: text('hold.reason.awaiting_paper'),
      },
    }),
    unexpected_choices: (ctx) => ({
      facts: [part_fact(part_of(ctx), ctx.data.part!, { current: true })],
      choices: [
        ...elsewhere(ctx).map((asn) => coded(asn.asn, { small: text('receive.announced_there') })),
        choice('aside', text('receive.put_aside')),
      ],
    }),
    conversion_sheet: (ctx) => {
      const { quantity } = ctx.data;
      const pack = pack_of(ctx)!;
      const other = quantity != null && quantity !== pack.quantity;
      return {
        facts: [part_fact(part_of(ctx), ctx.data.part!)],
        sheet: {
          id: 'conversion', title: text('sheet.conversion', { n: pack.quantity }),
          note: text('sheet.conversion.note'), choices: [],
          quantity: ask_quantity(part_of(ctx), quantity ?? null, pack.quantity),
          primary: {
            label: text(other ? 'sheet.conversion.other' : 'sheet.conversion.same',
              { n: other ? quantity! : pack.quantity }),
            enabled: quantity !== 0,
          },
        },
      };
    },
    expiry: (ctx) => {
      const line = ctx.data.found![Math.max(undated(ctx), 0)] ?? current(ctx.data);
      const lot = line.lot === null ? [] : [fact('lot', line.lot, { done: true })];
      return {
        facts: [part_fact(ctx.view.part(line.part), line.part, { done: true }), ...lot],
        want: null,
      };
    },
    which_day: (ctx) => ({
      band: band('attn', 'day_unsure', null, false),
      choices: (ctx.data.days ?? []).map(({ day, past }) =>
        choice(day, text('text.day', { iso_day: day }), {
          small: past ? text('receive.day_past') : null,
        })),
    }),
    hazmat_sheet: (ctx) => {
      const line = hazardous(ctx);
      const hazard = line === undefined ? null : ctx.view.part(line.part)!.hazard!;
      if (line === undefined || hazard === null) return {};
      const to = staged(ctx, hazard.class);
      return {
        facts: [part_fact(ctx.view.part(line.part), line.part)],
        marks: [{ kind: 'haz', hazard_class: hazard.class, un: hazard.un }],
        sheet: {
          id: 'hazmat', title: text('sheet.hazmat', { un: hazard.un, class: hazard.class }),
          note: to === null ? text('sheet.hazmat.note')
            : text('sheet.hazmat.stage', { location: to }),
          quantity: null, choices: [choice('differs', text('receive.labels_differ'))],
          primary: { label: text('sheet.hazmat.record'), enabled: true },
        },
      };
    },
  },
};
