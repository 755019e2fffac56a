// SPDX-License-Identifier: Apache-2.0
/** Words of the receive flow: announced plates, carton by carton, or unit by unit. */
import { draft, plate_holder } from '../domain/operation.ts';
import type { Bodies, Draft, ReceiptLine } from '../domain/operation.ts';
import type { AsnLine, AsnPack, AsnRow } from '../domain/rows.ts';
import { hold_reason } from '../domain/view.ts';
import { beside, pictures, relabel, side_drafts, side_words } from './receive_side.ts';
import { has_shipped } from './served.ts';
import { crossing_words } from './crossing.ts';
import { count_words, is_counted } from './receive_count.ts';
import { dock_words } from './receive_dock.ts';
import { unit_words } from './receive_unit.ts';
import {
  all_in, asn_in, asn_of, cartons_of, current, inside, is_pallet, pack_done,
  still_announced, with_current,
} from './announced.ts';
import type { Data, Found } from './data.ts';
import { built_in } from './assembly.ts';
import { code_of, lot_in } from './goods.ts';
import type { Text } from './step.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { NO, attn, stop, text, warn, when } from './words.ts';
import { receive_shows } from './receive_shows.ts';

/** A number more than ten times and more than a hundred over what was announced is doubted. */
const UNLIKELY_TIMES = 10;
const UNLIKELY_MORE = 100;

const has_serials = (ctx: Ctx, line: { part: string }): boolean =>
  ctx.view.part(line.part)?.tracking === 'serial';

function found_line(line: AsnLine): Found {
  return {
    line: Number(line.line), part: line.part, announced: line.quantity, quantity: line.quantity,
    damaged: 0, lot: line.lot, expires_on: line.expires_on, serials: [], counted: false,
    hold: line.hold === null || line.hold === undefined || line.hold === false
      ? null : hold_reason(line),
  };
}

const needs_serials = (ctx: Ctx, line: Found): boolean =>
  has_serials(ctx, line) && line.serials.length + (line.unread ?? 0) < line.quantity;

/** The first line that still wants serials becomes the current one. */
function next_serial_line(ctx: Ctx, data: Data): Data {
  const at = (data.found ?? []).findIndex((line) => needs_serials(ctx, line));
  return at < 0 ? data : { ...data, current: at, part: data.found![at]!.part };
}

function open_carton(ctx: Ctx): Data {
  const lpn = ctx.data.lpn;
  const pack = lpn === undefined ? undefined : ctx.view.announced(lpn)?.pack;
  if (pack === undefined || pack.lines.length === 0) return ctx.data;
  return next_serial_line(ctx, { ...ctx.data, found: pack.lines.map(found_line), current: 0 });
}

function open_plate(ctx: Ctx): Data {
  const lpn = code_of(ctx);
  const pallet = is_pallet(asn_of(ctx), lpn);
  return pallet ? { ...ctx.data, pallet: lpn, lpn } : { ...ctx.data, lpn };
}

function close_carton(ctx: Ctx): Data {
  const { asn, receipt, supplier, dock, pallet, paper, packs, hazmat } = ctx.data;
  const kept: Data = {
    receipt: receipt!, supplier: supplier!, dock: dock!, packs: packs ?? [],
    hazmat: hazmat ?? [], ...(asn === undefined ? {} : { asn }),
    ...(paper === undefined ? {} : { paper }),
  };
  const open = pallet !== undefined && !all_in(ctx.view, asn_of(ctx), pallet);
  return open ? { ...kept, pallet } : kept;
}

function choose_asn(ctx: Ctx, asn: AsnRow): Data {
  return { ...ctx.data, asn: asn.asn, supplier: asn.supplier, receipt: ctx.moment.id };
}

function at_line(data: Data, at: number): Data {
  return { ...data, current: at, part: data.found![at]!.part, quantity: null, reason: null };
}

function add_serial(ctx: Ctx): Data {
  const serial = ctx.given.got!.serial ?? ctx.given.got!.code;
  const line = current(ctx.data);
  const data = with_current(ctx.data, { serials: [...line.serials, serial], counted: true });
  return next_serial_line(ctx, data);
}

function unit_part(ctx: Ctx): Data {
  const got = ctx.given.got!;
  const line = announced_lines(ctx)
    .find((one) => one.part === got.code && (got.lot === null || one.lot === got.lot));
  const announced = line === undefined ? null : found_line(line);
  const found: Found = {
    line: announced?.line ?? null, part: got.code, announced: announced?.quantity ?? null,
    quantity: 0, damaged: 0, lot: got.lot, expires_on: got.expires_on, serials: [],
    hold: announced?.hold ?? null, counted: false,
  };
  return {
    ...ctx.data, part: got.code, found: [found], current: 0, quantity: got.quantity,
    pack: got.pack ?? null, label: ctx.given.raw.slice(0, 60),
  };
}

/** Lines of the notice that goods are received under; none without one. */
const announced_lines = (ctx: Ctx): AsnLine[] => (ctx.data.asn === undefined ? []
  : cartons_of(asn_of(ctx)).flatMap((pack) => pack.lines));

/** Units that one scan of the symbol in hand stands for. */
const of_one_scan = (ctx: Ctx): number => {
  const pack = ctx.given.got?.pack;
  const known = ctx.data.pack?.code === pack?.code ? ctx.data.pack : pack;
  return known?.quantity ?? 1;
};

/** What a carton brought, as lines of a receipt; damaged units stand on a line of their own. */
function receipt_lines(found: readonly Found[]): ReceiptLine[] {
  return found.flatMap((line) => {
    const base = {
      part: line.part, lot: line.lot, asn_line: line.line, expires_on: line.expires_on,
    };
    const unread = line.unread ?? 0; // on a line of their own: they wait for a number, on hold
    const good = line.quantity - line.damaged - unread;
    const lines: ReceiptLine[] = [];
    if (unread > 0) lines.push({ ...base, quantity: unread, serials: [], condition: 'good' });
    if (good > 0) {
      lines.push({ ...base, quantity: good, serials: line.serials, condition: 'good' });
    }
    if (line.damaged > 0) {
      lines.push({ ...base, quantity: line.damaged, serials: [], condition: 'damaged' });
    }
    return lines;
  });
}

type Told = Omit<Bodies['receipt'], 'lpn' | 'lines'>;

const told_of = (ctx: Ctx, lpn: string): Told => ({
  receipt: ctx.data.receipt!, asn: ctx.data.asn ?? null, supplier: ctx.data.supplier!,
  location: ctx.data.dock!, parent_lpn: ctx.view.announced(lpn)?.pack.parent ?? null,
  ...(ctx.data.paper === undefined ? {} : { paper: ctx.data.paper }),
});

function receipt(ctx: Ctx, lpn: string, found: readonly Found[]): Draft {
  const aside = ctx.data.mislabelled === undefined ? ctx.data.aside : 'mislabelled' as const;
  const body: Bodies['receipt'] = {
    ...told_of(ctx, lpn), lpn, lines: receipt_lines(found),
    ...(aside === undefined ? {} : { aside }),
    ...(ctx.data.sides === undefined ? {} : { beside: beside(ctx.data) }),
  };
  return draft('receipt', body, `lpn:${lpn}`, ctx.scans);
}

/** A carton or plate as found, what goes beside it, and a wrong label that was found on it. */
function receipts(ctx: Ctx): Draft[] {
  const { lpn, found, mislabelled } = ctx.data;
  const label = mislabelled === undefined ? [] : [relabel(ctx, {
    ...mislabelled, actual: ctx.data.part!, quantity: current(ctx.data).quantity, lot: null,
    expires_on: null, lpn: lpn!,
  })];
  const aside = ctx.data.aside === undefined ? []
    : pictures(ctx, { part: current(ctx.data).part, lpn: lpn! });
  return [receipt(ctx, lpn!, found!), ...side_drafts(ctx, told_of(ctx, lpn!)), ...label, ...aside];
}

function all_cartons(ctx: Ctx): Draft[] {
  return outstanding(ctx).map((pack) => receipt(ctx, pack.lpn!, pack.lines.map(found_line)));
}

function outstanding(ctx: Ctx): AsnPack[] {
  return inside(asn_of(ctx), ctx.data.pallet!)
    .filter((pack) => pack.lpn !== null && !pack_done(ctx.view, asn_of(ctx), pack));
}

/** Lines of the carton that a label of a part names, by its lot too where that is on it. */
function lines_named(ctx: Ctx): Found[] {
  const lines = ctx.data.found!.filter((line) => line.part === code_of(ctx));
  const lot = ctx.given.got?.lot ?? null;
  const of_lot = lines.filter((line) => line.lot === lot);
  return of_lot.length > 0 ? of_lot : lines;
}

/** What a number of the sheet is: how many are there, or how many of them are damaged, or wrong. */
const counts_as = (reason: string | null | undefined): string =>
  (reason === 'damaged' || reason === 'wrong_part' ? reason : 'there');

/** A number that answered another question is not taken for this one. */
function say_difference(ctx: Ctx): Data {
  const same = counts_as(ctx.data.reason) === counts_as(ctx.given.id);
  return { ...ctx.data, reason: ctx.given.id, quantity: same ? ctx.data.quantity ?? null : null };
}

/** Whether the numbers said for a difference agree with the reason given. */
function difference_fault(ctx: Ctx): Fault | null {
  const { quantity, reason } = ctx.data;
  const line = current(ctx.data);
  if (quantity === null || quantity === undefined || !reason) return NO;
  const total = line.announced ?? line.quantity;
  if (reason === 'damaged' || reason === 'wrong_part') {
    return quantity === 0 ? attn('number_reason', null)
      : quantity > line.quantity ? attn('too_many', String(line.quantity)) : null;
  }
  if (quantity === total) return attn('as_announced', String(total));
  const over = quantity > total;
  if (reason === (over ? 'over' : 'short')) return null;
  return attn(over ? 'over_announced' : 'under_announced', String(total));
}

/** Far more than announced is asked once more: a slip of the finger books a hall full. */
function plausible(ctx: Ctx): Fault | null {
  const total = current(ctx.data).announced;
  const n = ctx.data.quantity ?? 0;
  return when(total === null || n <= total * UNLIKELY_TIMES || n - total <= UNLIKELY_MORE);
}

/** Units that the notice does not name are taken, and said: of another lot, or too many. */
function beyond_notice(ctx: Ctx): Fault | null {
  const { given, data, view } = ctx;
  if (data.asn === undefined) return null;
  const part = given.got?.part?.part ?? data.part!;
  const named = given.input === 'choose' ? given.id : lot_in(ctx);
  const due = (lot: string | null): number | null => still_announced(view, asn_of(ctx), part, lot);
  const left = due(named ?? data.found?.[0]?.lot ?? null);
  const odd = (title: Text, code: string): Fault => ({
    tone: 'warn', band: { tone: 'attn', title, code, note: text('band.serial_unannounced.note') },
  });
  if (left === null) {
    return named === null || due(null) === null ? null // not announced at all was said before
      : odd(text('band.lot_unannounced'), named);
  }
  return (given.value || (data.quantity ?? 0)) <= left ? null
    : odd(text('band.over_announced'), part);
}

/** The dock where goods of this truck were received before, as far as this device knows. */
function dock_before(ctx: Ctx): string | null {
  for (const op of [...ctx.view.told].reverse()) {
    if (op.kind === 'receipt' && op.body.asn === ctx.data.asn) return op.body.location;
  }
  const places = asn_of(ctx).packs.map((pack) => pack.lpn).filter((lpn) => lpn !== null)
    .map((lpn) => ctx.view.place(plate_holder(lpn)).location ?? '');
  return places.find((place) => ctx.view.location(place)?.role === 'dock') ?? null;
}

const checks: Words['checks'] = {
  announced: (ctx) => (ctx.view.announced(code_of(ctx)) === null
    ? attn('not_announced', code_of(ctx)) : null),
  same_asn: (ctx) => (ctx.view.announced(code_of(ctx))?.asn.asn === ctx.data.asn
    ? null : attn('other_asn', code_of(ctx))),
  not_received: (ctx) => {
    const found = ctx.view.announced(code_of(ctx));
    return found !== null && all_in(ctx.view, found.asn, code_of(ctx))
      ? attn('already_received', code_of(ctx)) : null;
  },
  is_asn: (ctx) => (ctx.view.asn(code_of(ctx)) === null ? attn('not_asn', code_of(ctx)) : null),
  is_dock: (ctx) => (['dock', 'stage'].includes(ctx.view.location(code_of(ctx))!.role)
    ? null : stop('not_dock', ctx, null, { code: code_of(ctx), small: null }, null)),
  dock_before: (ctx) => {
    const before = ctx.data.asn === undefined ? null : dock_before(ctx);
    return before === null || before === code_of(ctx) ? null : warn('other_dock', before);
  },
  none_received: (ctx) => (ctx.view.told.some((op) => op.kind === 'receipt'
    && op.body.receipt === ctx.data.receipt) ? attn('dock_kept', ctx.data.dock!) : null),
  plausible,
  dock_known: (ctx) => when(ctx.data.dock !== undefined),
  is_pallet: (ctx) => when(ctx.data.lpn !== undefined && is_pallet(asn_of(ctx), ctx.data.lpn)),
  is_carton: (ctx) => when(ctx.data.lpn !== undefined && ctx.data.found !== undefined),
  serials_wanted: (ctx) => when((ctx.data.found ?? []).some((line) => needs_serials(ctx, line))),
  asn_complete: (ctx) => when(ctx.data.asn !== undefined && asn_in(ctx.view, asn_of(ctx))),
  pallet_open: (ctx) => when(ctx.data.pallet !== undefined
    && !all_in(ctx.view, asn_of(ctx), ctx.data.pallet)),
  no_serials_left: (ctx) => (outstanding(ctx).flatMap((p) => p.lines)
    .some((line) => has_serials(ctx, line)) ? attn('serials_first', ctx.data.pallet!) : null),
  no_counts_left: (ctx) => (outstanding(ctx).some((pack) => is_counted(ctx.view, pack.lpn))
    ? attn('count_first', ctx.data.pallet!) : null),
  serial_of_part: (ctx) => {
    const other = ctx.given.got!.part;
    const wanted = { code: ctx.data.part!, small: null };
    const scanned = { code: ctx.given.got!.code, small: other?.part ?? null };
    return other !== null && other.part !== ctx.data.part
      ? stop('wrong_part', ctx, wanted, scanned, null) : null;
  },
  serial_new: (ctx) => {
    const serial = ctx.given.got!.serial ?? ctx.given.got!.code;
    const twice = ctx.data.found!.some((line) =>
      line.part === ctx.data.part && line.serials.includes(serial));
    if (twice) return attn('serial_twice', serial);
    const known = ctx.view.of_serial(serial).some((q) => q.part === ctx.data.part);
    if (known) return attn('serial_in_stock', serial);
    const inside = built_in(ctx, ctx.data.part!, serial);
    if (inside !== null) return inside;
    return has_shipped(ctx, serial) ? warn('serial_gone', serial) : null;
  },
  serial_announced: (ctx) => {
    const pack = ctx.view.announced(ctx.data.lpn ?? '')?.pack;
    const line = pack?.lines.find((one) => one.part === ctx.data.part);
    const serial = ctx.given.got!.serial ?? ctx.given.got!.code;
    const odd = line !== undefined && line.serials.length > 0 && !line.serials.includes(serial);
    return odd ? warn('serial_unannounced', serial) : null;
  },
  serial_listed: (ctx) => {
    const serial = ctx.given.got!.serial ?? ctx.given.got!.code;
    return current(ctx.data).serials.includes(serial) ? null : attn('serial_not_listed', serial);
  },
  any_serial: (ctx) => (ctx.data.found![ctx.data.current!]!.serials.length > 0
    ? null : attn('list_empty', null)),
  say_received: (ctx) => (ctx.view.received(ctx.data.lpn!)
    ? warn('already_received', ctx.data.lpn!) : null),
  carton_new: (ctx) => when(!ctx.view.received(ctx.data.lpn!)),
  same_carton: (ctx) => (code_of(ctx) === ctx.data.lpn
    ? null : attn('carton_open', ctx.data.lpn ?? null)),
  part_in_carton: (ctx) => {
    const lines = lines_named(ctx);
    if (lines.length === 0) return attn('not_in_carton', code_of(ctx));
    return lines.some((line) => !has_serials(ctx, line)) ? null
      : attn('scanned_already', ctx.given.got!.serial ?? code_of(ctx));
  },
  part_listed: (ctx) => {
    const lines = lines_named(ctx);
    return lines.length === 1 ? null
      : attn(lines.length === 0 ? 'not_in_carton' : 'which_lot', code_of(ctx));
  },
  one_line: (ctx) => when(ctx.data.found!.length === 1),
  line_known: (ctx) => when(ctx.data.found![Number(ctx.given.id)] !== undefined),
  difference_said: difference_fault,
  beyond_notice,
  unit_lot_wanted: (ctx) => when(ctx.view.part(ctx.data.part!)?.tracking === 'lot'
    && current(ctx.data).lot === null),
  unit_plate_wanted: (ctx) => when(ctx.data.lpn === undefined),
  plate_unused: (ctx) => (ctx.view.announced(code_of(ctx)) === null
    && ctx.view.content(code_of(ctx)).length === 0 ? null : attn('plate_used', code_of(ctx))),
};

const binds: Words['binds'] = {
  asn: (ctx) => choose_asn(ctx, ctx.view.asn(code_of(ctx))!),
  asn_of_plate: (ctx) => ({
    ...choose_asn(ctx, ctx.view.announced(code_of(ctx))!.asn), lpn: code_of(ctx),
  }),
  dock: (ctx) => ({ ...ctx.data, dock: code_of(ctx) }),
  pallet_scanned: (ctx) => (ctx.data.lpn !== undefined && is_pallet(asn_of(ctx), ctx.data.lpn)
    ? { ...ctx.data, pallet: ctx.data.lpn } : ctx.data),
  open_plate,
  open_carton,
  close_carton,
  add_serial,
  remove_last: (ctx) => with_current(ctx.data, { serials: current(ctx.data).serials.slice(0, -1) }),
  remove_serial: (ctx) => with_current(ctx.data, {
    serials: current(ctx.data).serials.filter((serial) => serial !== ctx.given.id),
  }),
  take_out: (ctx) => with_current(ctx.data, {
    serials: current(ctx.data).serials.filter((serial) =>
      serial !== (ctx.given.got!.serial ?? ctx.given.got!.code)),
  }),
  unread: (ctx) => next_serial_line(ctx, with_current(ctx.data, {
    unread: (current(ctx.data).unread ?? 0) + 1, counted: true,
  })),
  fewer: (ctx) => next_serial_line(ctx, with_current(ctx.data, {
    quantity: current(ctx.data).serials.length + (current(ctx.data).unread ?? 0), counted: true,
  })),
  first_line: (ctx) => at_line(ctx.data, 0),
  pick_line: (ctx) => at_line(ctx.data, Number(ctx.given.id)),
  say_difference,
  line_of_part: (ctx) => {
    const named = lines_named(ctx);
    const open = named.find((line) => !has_serials(ctx, line)) ?? named[0]!;
    return at_line(ctx.data, ctx.data.found!.indexOf(open));
  },
  unit_part,
  unit_quantity: (ctx) => with_current(ctx.data, { quantity: ctx.data.quantity!, counted: true }),
  unit_lot: (ctx) => {
    const lot = ctx.given.got?.lot ?? ctx.given.id;
    const line = announced_lines(ctx)
      .find((one) => one.part === ctx.data.part && one.lot === lot);
    const expires_on = ctx.given.got?.expires_on ?? line?.expires_on ?? null;
    return with_current(ctx.data, { lot, expires_on });
  },
  unit_plate: (ctx) => ({ ...ctx.data, lpn: code_of(ctx) }),
  one_more: (ctx) => ({
    ...ctx.data, quantity: (ctx.data.quantity ?? 1) + of_one_scan(ctx),
  }),
};

export const receive: Words = {
  checks: { ...checks, ...side_words.checks, ...dock_words.checks, ...unit_words.checks,
    ...count_words.checks, ...crossing_words.checks },
  binds: { ...binds, ...side_words.binds, ...dock_words.binds, ...unit_words.binds,
    ...count_words.binds },
  emits: { receipt: receipts, all_cartons, ...dock_words.emits, ...unit_words.emits },
  shows: {
    ...receive_shows, ...side_words.shows, ...dock_words.shows, ...unit_words.shows,
    ...count_words.shows, ...crossing_words.shows,
  },
};
