// SPDX-License-Identifier: Apache-2.0
/**
 * What can be done with a thing that was looked up: the flow of a side door begins with it, as if
 * it had been scanned there. Offered is what the thing, its place and this person's rights allow.
 *
 * Where a place is being counted, whoever may have to count it sees no numbers of it (CC2).
 */
import type { Quant } from '../domain/books.ts';
import { is_plate, is_virtual, plate_holder, plate_of } from '../domain/operation.ts';
import type { ScanRecord } from '../domain/operation.ts';
import { mine_to_count } from './count_again.ts';
import type { Data } from './data.ts';
import { is_about } from './inspect.ts';
import { to_inspect } from './inspect_tasks.ts';
import { move_words } from './move.ts';
import { coded } from './pieces.ts';
import { standing } from './putaway.ts';
import type { Choice, Icon, Offer } from './step.ts';
import { stock_of } from './stock.ts';
import type { Ctx, Fault } from './words.ts';
import { attn, text, when } from './words.ts';

const PASSES: readonly string[] = ['dock', 'stage'];

const place_of = (ctx: Ctx, quant: Quant): string =>
  ctx.view.location(ctx.view.place(quant.holder).location ?? '')?.location ?? '';

/** Places where the thing lies, each once. */
const places = (ctx: Ctx): string[] => {
  const { what, code } = ctx.data.subject!;
  if (what === 'location') return [code];
  if (what === 'lpn') return [ctx.view.place(plate_holder(code)).location ?? ''];
  return [...new Set(stock_of(ctx).map((quant) => place_of(ctx, quant)))];
};

/** The one place where the thing lies; '' where there are none or several. */
const place = (ctx: Ctx): string => {
  const [first = '', ...more] = places(ctx).filter((one) => one !== '');
  return more.length === 0 ? first : '';
};

/** Whether this person may be the one who counts the place, and so is not to see its numbers. */
export function being_counted(ctx: Ctx, at: string): boolean {
  if (ctx.data.me?.lead === true || at === '') return false;
  return ctx.data.holder === at || ctx.view.tasks('count').some((task) => task.location === at);
}

/** Goods whose numbers are not shown now. */
export const covered = (ctx: Ctx, quant: Quant): boolean =>
  being_counted(ctx, place_of(ctx, quant));

/** Moved as it is: a plate that is stored, goods of a bin, a loose unit or the only loose lot. */
function movable(ctx: Ctx): Data | null {
  const { what, code } = ctx.data.subject!;
  const { view } = ctx;
  const at = place(ctx);
  if (PASSES.includes(view.location(at)?.role ?? 'dock')) return null;
  const me = ctx.data.me!;
  if (what === 'location') return standing(view, code).length > 0 ? { me, holder: code } : null;
  if (what === 'lpn') {
    const idle = view.content(code).length > 0 && view.plate(code)?.kind !== 'tote';
    return idle ? { me, lpn: code, holder: plate_holder(code) } : null;
  }
  const loose = stock_of(ctx).filter((quant) => quant.holder === at);
  return loose.length > 0 ? { me, holder: at, lines: loose.map((quant) => ({
    part: quant.part, lot: quant.lot || null, serial: quant.serial || null,
    quantity: quant.quantity })) } : null;
}

function may_move_it(ctx: Ctx): Fault | null {
  const data = movable(ctx);
  if (data === null || ctx.data.subject!.what === 'location') return when(data !== null);
  return when(move_words.checks['may_move']!({ ...ctx, data }) === null);
}

function may_count_it(ctx: Ctx): Fault | null {
  const at = place(ctx);
  const role = ctx.view.location(at)?.role ?? 'door';
  if (role === 'door' || PASSES.includes(role)) return when(false);
  return ctx.data.holder === at ? when(false) : when(mine_to_count(ctx, at) === null);
}

function may_inspect_it(ctx: Ctx): Fault | null {
  const { what, code, part } = ctx.data.subject!;
  if (!['lpn', 'serial', 'part'].includes(what)) return when(false);
  const got = { what: what as 'lpn', code, part: ctx.view.part(part), lot: null, serial: null,
    expires_on: null, quantity: null };
  const asked = { ...ctx, given: { ...ctx.given, got } };
  return when(to_inspect(ctx.view).some((task) => is_about(asked, task)));
}

const is_here = (ctx: Ctx): boolean =>
  stock_of(ctx).some((quant) => !is_virtual(quant.holder));

export const lookup_checks = {
  may_count_it, may_move_it, may_inspect_it,
  may_hold_it: (ctx: Ctx) => when(['location', 'part'].includes(ctx.data.subject!.what)
    || (['lpn', 'serial'].includes(ctx.data.subject!.what) && is_here(ctx))),
  may_put_away: (ctx: Ctx) => when(ctx.data.subject!.what === 'lpn' && is_here(ctx)
    && PASSES.includes(ctx.view.location(place(ctx))?.role ?? '')),
  /** Known to have left; not what is built in, of which the books hold nothing by itself. */
  may_return: (ctx: Ctx) => when(ctx.data.subject!.what === 'serial' && !is_here(ctx)
    && stock_of(ctx).length > 0),
  row_known: (ctx: Ctx) => {
    const subject = in_row(ctx);
    return subject.what !== 'location' || ctx.view.location(subject.code) !== null ? null
      : attn('nothing_known', subject.code);
  },
};

/** What a row is about: the place or plate, or where that is looked up, the goods. */
function in_row(ctx: Ctx): NonNullable<Data['subject']> {
  const [holder = '', part = '', , serial = ''] = ctx.given.id.split('|');
  const what = is_plate(holder) ? 'lpn' : 'location';
  const code = is_plate(holder) ? plate_of(holder) : holder;
  if (ctx.data.subject!.code !== code) return { what, code, part: '' };
  return serial === '' ? { what: 'part', code: part, part: '' }
    : { what: 'serial', code: serial, part };
}

const typed = (ctx: Ctx, raw: string): ScanRecord =>
  ({ raw, entry: 'keyed', at: ctx.moment.now });

export const lookup_binds = {
  row_subject: (ctx: Ctx): Data => {
    const subject = in_row(ctx);
    const { me, holder } = ctx.data;
    return {
      subject, tried: subject.code, said: typed(ctx, subject.code), ...(me ? { me } : {}),
      ...(holder === undefined ? {} : { holder }),
      part: subject.what === 'part' ? subject.code : subject.part,
    };
  },
  hand_thing: (ctx: Ctx): Data => ({ ...ctx.data, hand: [ctx.data.said!] }),
  hand_place: (ctx: Ctx): Data => ({ ...ctx.data, hand: [typed(ctx, place(ctx))] }),
  /** A part and a unit are taken from a place; a place and a plate are moved themselves. */
  hand_goods: (ctx: Ctx): Data => ({
    ...ctx.data, hand: [...(['part', 'serial'].includes(ctx.data.subject!.what)
      ? [typed(ctx, place(ctx))] : []), ctx.data.said!],
  }),
};

const DOORS: readonly (readonly [string, Icon, (ctx: Ctx) => Fault | null])[] = [
  ['put_away', 'done', lookup_checks.may_put_away], ['count_it', 'list', may_count_it],
  ['move_it', 'other', may_move_it], ['hold', 'lock', lookup_checks.may_hold_it],
  ['inspect_it', 'search', may_inspect_it], ['come_back', 'over', lookup_checks.may_return],
];

/** Side doors of this thing, the most wanted first. */
export const doors = (ctx: Ctx): Offer[] => DOORS
  .filter(([, , check]) => check(ctx) === null)
  .map(([id, icon]) => ({ id, icon, label: text(`offer.${id}`) }));

/** A row about goods whose numbers are not shown: which part, no more. */
export const without_number = (choice: Choice, quant: Quant): Choice =>
  ({ ...choice, label: coded(quant.part).label });
