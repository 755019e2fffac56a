// SPDX-License-Identifier: Apache-2.0
/**
 * The goods in hand are more or fewer than was received: back to the receipt's difference (PU9).
 *
 * Only what came by a receipt and was not put away yet; anything else is a matter of a count. What
 * is there is counted, numbered units are named, and the receipt's supplier and a supervisor hear
 * of it by an operation of the receipt. The goods stay in hand.
 */
import type { Quant } from '../domain/books.ts';
import { draft, is_plate, plate_holder, plate_of } from '../domain/operation.ts';
import type { Draft } from '../domain/operation.ts';
import type { View } from '../domain/view.ts';
import type { Data, Differs } from './data.ts';
import { built_in } from './assembly.ts';
import { code_of, serial_in } from './goods.ts';
import { ask_quantity, coded, fact, marks, part_fact } from './pieces.ts';
import { entry, goods_of, lines_of, named, task_of } from './putaway.ts';
import type { Fact } from './step.ts';
import { leaves, passes } from './waiting.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, band, small, text, when } from './words.ts';

/** Where the goods in hand are: the plate in hand, the carton on it, or the dock itself. */
const holder_of = ({ data, view }: Ctx): string => (data.lines !== undefined
  || data.lpn === undefined ? data.holder! : plate_holder(leaves(view, data.lpn)[0] ?? data.lpn));

/** Kinds of goods in hand, a part and lot each. */
const kinds_of = (ctx: Ctx): { part: string; lot: string }[] => {
  const all = lines_of(goods_of(ctx.data, ctx.view).map(entry))
    .map(({ part, lot }) => ({ part, lot: lot ?? '' }));
  return all.filter((one, at) => all.findIndex(({ part, lot }) =>
    part === one.part && lot === one.lot) === at);
};

/** What the book has of a kind where the goods are. */
const booked = (view: View, one: Pick<Differs, 'holder' | 'part' | 'lot'>): Quant[] =>
  view.in_holder(one.holder).filter(({ part, lot }) => part === one.part && lot === one.lot);

const differs = (ctx: Ctx): Differs => ctx.data.differs!;

/** Units whose numbers are still to be said. */
const unsaid = ({ told, found, serials }: Differs): number =>
  Math.abs(told - found) - serials.length;

function begun(ctx: Ctx, kind: { part: string; lot: string }): Data {
  const one = { ...kind, holder: holder_of(ctx), found: 0, serials: [] };
  const told = booked(ctx.view, one).reduce((sum, quant) => sum + quant.quantity, 0);
  return { ...ctx.data, part: kind.part, differs: { ...one, told } };
}

/** What of the goods in hand this scan or choice names. */
const here = (ctx: Ctx): Quant | undefined => named(ctx, goods_of(ctx.data, ctx.view))[0];

function serial_new(ctx: Ctx): Fault | null {
  const { part, holder, serials } = differs(ctx);
  const serial = serial_in(ctx) ?? code_of(ctx);
  const known = ctx.view.of_serial(serial).find((quant) => quant.part === part);
  if (serials.includes(serial) || known?.holder === holder) return attn('serial_twice', serial);
  return known === undefined ? built_in(ctx, part, serial) : attn('serial_in_stock', serial);
}

/** By which receipt, notice and supplier the goods came, as far as this device knows. */
function receipt_differs(ctx: Ctx): Draft[] {
  const { data, view } = ctx;
  const { holder, part, lot, told, found, serials } = differs(ctx);
  const quants = booked(view, differs(ctx));
  const lpn = is_plate(holder) ? plate_of(holder) : null;
  const receipt = quants[0]?.receipts[0] ?? null;
  const here = view.told.find((op) => op.kind === 'receipt' && op.body.receipt === receipt);
  const asn = view.announced(lpn ?? '')?.asn.asn ?? task_of(data, view, quants[0])?.asn
    ?? (here?.kind === 'receipt' ? here.body.asn : null);
  return [draft('receipt_differs', {
    holder, part, lot: lot || null, told, found, serials, receipt, asn,
    supplier: quants[0]?.suppliers[0] ?? null,
  }, lpn === null ? `holder:${holder}` : `lpn:${lpn}`, ctx.scans)];
}

const facts = (ctx: Ctx): Fact[] => {
  const { part, lot } = differs(ctx);
  return [part_fact(ctx.view.part(part), part), ...(lot === '' ? [] : [fact('lot', lot)])];
};

export const differs_words: Words = {
  checks: {
    came_by_receipt: (ctx) => {
      const holder = holder_of(ctx);
      const fresh = passes(ctx.view, holder)
        && ctx.view.in_holder(holder).some(({ receipts }) => receipts.length > 0);
      return fresh ? null : attn('not_received', is_plate(holder) ? plate_of(holder) : holder);
    },
    one_kind: (ctx) => when(kinds_of(ctx).length === 1),
    in_hand: (ctx) => (here(ctx) === undefined
      ? attn('not_in_plate', ctx.given.got?.part?.part ?? code_of(ctx).split('|')[0]!) : null),
    other_number: (ctx) => (ctx.given.value === differs(ctx).told
      ? attn('as_received', String(differs(ctx).told)) : null),
    units_missing: (ctx) => when(numbered(ctx) && differs(ctx).found < differs(ctx).told
      && unsaid(differs(ctx)) > 0),
    units_more: (ctx) => when(numbered(ctx) && differs(ctx).found > differs(ctx).told
      && unsaid(differs(ctx)) > 0),
    is_booked: (ctx) => when(left(ctx).includes(code_of(ctx))),
    serial_new,
    still_in_hand: (ctx) => when(ctx.data.lpn !== undefined
      && ctx.view.content(ctx.data.lpn).length > 0),
  },
  binds: {
    kind_in_hand: (ctx) => begun(ctx, kinds_of(ctx)[0]!),
    kind_named: (ctx) => begun(ctx, here(ctx)!),
    say_found: (ctx) => ({
      ...ctx.data, differs: { ...differs(ctx), found: ctx.given.value, serials: [] },
    }),
    say_unit: (ctx) => {
      const serial = serial_in(ctx) ?? code_of(ctx);
      return { ...ctx.data, differs: {
        ...differs(ctx), serials: [...differs(ctx).serials, serial],
      } };
    },
    as_it_is: ({ data }) => (data.lpn === undefined ? {}
      : { lpn: data.lpn, holder: plate_holder(data.lpn) }),
  },
  emits: { receipt_differs },
  shows: {
    kinds: (ctx) => ({
      choices: kinds_of(ctx).map(({ part, lot }) => ({
        ...coded(part, {
          small: text('text.plain', { text: lot || (small(ctx.view.part(part)) ?? '') }),
          marks: marks(ctx.view.part(part), false),
        }),
        id: `${part}|${lot}`,
      })),
    }),
    counted: (ctx) => ({
      facts: facts(ctx), quantity: ask_quantity(ctx.view.part(differs(ctx).part), null, null),
    }),
    units_left: (ctx) => ({
      facts: facts(ctx), ask: { n: unsaid(differs(ctx)) },
      ...(differs(ctx).found < differs(ctx).told ? { choices: left(ctx).map((one) => coded(one)) }
        : {}),
    }),
    difference: (ctx) => {
      const { told, found, serials } = differs(ctx);
      return {
        facts: [...facts(ctx), fact('received', told), fact('counted', found, { current: true }),
          ...serials.slice(0, 3).map((serial) => fact('serial', serial))],
        band: band('attn', 'to_receiving', null),
        confirm: text('putaway.differs_confirm', { n: found, total: told }),
      };
    },
  },
};

const numbered = (ctx: Ctx): boolean =>
  booked(ctx.view, differs(ctx)).some(({ serial }) => serial !== '')
  || ctx.view.part(differs(ctx).part)?.tracking === 'serial';

/** Numbered units of the book that were not said to be missing. */
const left = (ctx: Ctx): string[] => booked(ctx.view, differs(ctx)).map(({ serial }) => serial)
  .filter((serial) => serial !== '' && !differs(ctx).serials.includes(serial));
