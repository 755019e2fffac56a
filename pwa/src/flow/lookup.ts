// SPDX-License-Identifier: Apache-2.0
/**
 * Words of the look-up: what is it, where is it, how much, held or not. Moves nothing; where a unit
 * or a plate has lost its label, it asks for another one (SE7).
 */
import { atp_of } from '../domain/atp.ts';
import type { Quant } from '../domain/books.ts';
import { held_by } from '../domain/coming.ts';
import { is_plate, plate_of } from '../domain/operation.ts';
import type { PartRow } from '../domain/rows.ts';
import { family_facts, modules_of } from './assembly.ts';
import { at_hand } from './count_again.ts';
import { code_of } from './goods.ts';
import {
  being_counted, covered, doors, lookup_binds, lookup_checks, without_number,
} from './lookup_doors.ts';
import {
  coded, fact, marks, part_fact, part_marks, place_fact, quantity_fact, reason_name,
  superseded_band,
} from './pieces.ts';
import { copy_of, label_draft } from './pack_carton.ts';
import { stock_of } from './stock.ts';
import type { Band, Choice, Fact, Offer } from './step.ts';
import type { Ctx, Piece, Words } from './words.ts';
import { band, plate, text, when } from './words.ts';

const LABELLED: readonly string[] = ['serial', 'lpn'];
const PRINT: Offer = { id: 'print_label', icon: 'plus', label: text('offer.print_label') };
const MODULES: Offer = { id: 'modules', icon: 'list', label: text('offer.modules') };
const ROWS_MAX = 20; // rows on a handheld; the rest is a number

function row(ctx: Ctx, quant: Quant): Choice {
  const at = ctx.view.place(quant.holder).location;
  const name = [quant.quantity, quant.part, quant.serial || quant.lot].filter((one) => one !== '');
  const on = is_plate(quant.holder) ? plate_of(quant.holder) : quant.holder;
  const asked = ctx.data.subject!.code;
  const drawn = at === asked ? null : plate(ctx.view, at); // said above the list already
  const goods = coded(name.join(' '), {
    id: `${quant.holder}|${quant.part}|${quant.lot}|${quant.serial}`,
    small: on === drawn?.location || on === asked ? null : text('text.plain', { text: on }),
    plate: drawn,
    marks: marks(ctx.view.part(quant.part), held_by(ctx.view, quant) !== null),
  });
  return covered(ctx, quant) ? without_number(goods, quant) : goods;
}

function numbers(ctx: Ctx, code: string): Fact[] {
  const part = ctx.view.part(code);
  const { on_hand, held, allocated, atp } = atp_of(ctx.view, code);
  const number = (name: string, value: number): Fact => quantity_fact(part, value, {
    name, label: text(`fact.${name}`),
  });
  // Its sum less the numbers of other places is the number of the place that is counted.
  if (stock_of(ctx).some((quant) => covered(ctx, quant))) return [part_fact(part, code)];
  return [
    part_fact(part, code), number('on_hand', on_hand), number('held', held),
    number('allocated', allocated), number('free', atp),
  ];
}

function subject_facts(ctx: Ctx): Fact[] {
  const { what, code, part } = ctx.data.subject!;
  if (what === 'part') return numbers(ctx, code);
  if (what === 'location') return [place_fact(ctx.view, 'place', code)];
  const at = what === 'lpn' ? ctx.view.place(`lpn:${code}`).location
    : ctx.view.place(stock_of(ctx)[0]?.holder ?? '').location;
  return [
    fact(what === 'document' ? 'document' : what, code),
    ...(part === '' ? [] : [part_fact(ctx.view.part(part), part)]),
    ...(what === 'serial' ? family_facts(ctx.view, { part, serial: code }) : []),
    ...(at === null || at === '' ? [] : [place_fact(ctx.view, 'place', at)]),
  ];
}

function held_band(ctx: Ctx, stock: readonly Quant[]): Band | null {
  const { what, code } = ctx.data.subject!;
  if (what === 'part' || what === 'location') return null; // rows carry their own marks
  for (const quant of stock) {
    const hold = held_by(ctx.view, quant);
    if (hold === null) continue;
    return {
      tone: 'hold', title: text('band.on_hold'), code,
      note: text(`hold.reason.${reason_name(hold.reason)}`),
    };
  }
  return null;
}

/** Why numbers are missing here. */
const counted_band = (ctx: Ctx, stock: readonly Quant[]): Band | null =>
  (stock.some((quant) => covered(ctx, quant)) || being_counted(ctx, ctx.data.subject!.code)
    ? band('attn', 'being_counted', null, false) : null);

/** The part that is looked up, by its own number or by a unit of it. */
function part_looked_up(ctx: Ctx): PartRow | null {
  const { what, code, part } = ctx.data.subject!;
  return ctx.view.part(what === 'part' ? code : part);
}

/** A numbered unit that is built of numbered units. */
const is_assembly = ({ data, view }: Ctx): boolean => data.subject!.what === 'serial'
  && modules_of(view, data.subject!.part).length > 0;

function result(ctx: Ctx): Piece {
  const stock = stock_of(ctx);
  const part = part_looked_up(ctx);
  const { what, code } = ctx.data.subject!;
  const shown = what === 'location' && being_counted(ctx, code) ? [] : stock;
  return {
    facts: subject_facts(ctx), choices: shown.slice(0, ROWS_MAX).map((quant) => row(ctx, quant)),
    offers: [...doors(ctx), ...(LABELLED.includes(ctx.data.subject!.what) ? [PRINT] : []),
      ...(is_assembly(ctx) ? [MODULES] : [])],
    marks: part_marks(part),
    band: held_band(ctx, stock) ?? counted_band(ctx, stock) ?? superseded_band(part),
  };
}

export const lookup_words: Words = {
  checks: {
    ...lookup_checks,
    may_have_modules: (ctx) => when(is_assembly(ctx)),
    may_be_labelled: (ctx) => when(LABELLED.includes(ctx.data.subject!.what)),
  },
  binds: {
    ...lookup_binds,
    assembly_looked_up: (ctx) => ({
      ...ctx.data,
      assembly: { part: ctx.data.subject!.part, serial: ctx.data.subject!.code },
    }),
    subject: (ctx) => {
      const got = ctx.given.got!;
      return {
        subject: { what: got.what, code: got.code,
          part: got.what === 'serial' ? got.part?.part ?? '' : '' },
        part: got.part?.part ?? '', tried: code_of(ctx), me: at_hand(ctx.moment),
        said: ctx.scans.at(-1)!,
        ...(ctx.data.holder === undefined ? {} : { holder: ctx.data.holder }),
      };
    },
  },
  emits: {
    /** The one before said the same and is gone: so this is a copy, and says which. */
    print_label: (ctx) => {
      const { what, code, part } = ctx.data.subject!;
      const label = what === 'serial' ? 'serial' : 'lpn';
      const copy = Math.max(copy_of(ctx, label, code), 2);
      return [label_draft(ctx, label, code, {
        copy, reason: 'no_label', part: part || null, replaces: code, order: null,
      })];
    },
  },
  shows: { result },
};
