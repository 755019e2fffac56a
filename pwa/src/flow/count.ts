// SPDX-License-Identifier: Apache-2.0
/**
 * Words of the count flow: bin first, then everything found in it.
 *
 * C1  Blind: no step holds an expected number, nor which goods or plates the book says are here;
 * only that plates are, and that goods found loose are on a plate that was scanned.
 * C2  "Empty" is an answer of its own. C3  A code that nobody knows is kept under its raw text.
 */
import { draft } from '../domain/operation.ts';
import type { Draft } from '../domain/operation.ts';
import type { View } from '../domain/view.ts';
import { readable } from '../domain/visible.ts';
import { count_tasks } from './count_again.ts';
import type { Data, Entry } from './data.ts';
import { code_of, serial_in } from './goods.ts';
import { ask_quantity, choice, coded, part_fact } from './pieces.ts';
import { lines_of } from './putaway.ts';
import type { RunningList } from './step.ts';
import type { Ctx, Piece, Words } from './words.ts';
import { attn, part_of, plate, text, warn, when } from './words.ts';

const entries = (data: Data): Entry[] => data.entries ?? [];

/** Adds units to the line of a part and lot, which becomes the last one: the one in hand. */
function add(data: Data, one: Entry): Data {
  const same = (other: Entry): boolean =>
    other.part === one.part && other.lot === one.lot && other.serial === one.serial;
  const before = entries(data).find(same);
  const rest = entries(data).filter((other) => !same(other));
  const quantity = (before?.quantity ?? 0) + one.quantity;
  return {
    ...data, entries: [...rest, { ...one, quantity }], part: one.part, after_unknown: false,
  };
}

function add_part(ctx: Ctx): Data {
  const got = ctx.given.got!;
  const part = got.part!;
  const data = { ...ctx.data, part: part.part, lot: got.lot, serial: null };
  if (part.tracking === 'serial' && got.serial === null) return data;
  if (part.tracking === 'lot' && got.lot === null) {
    return { ...data, quantity: got.quantity ?? 1 }; // waits for its lot
  }
  return add({ ...data, quantity: null }, {
    part: part.part, lot: got.lot, serial: got.serial, quantity: got.quantity ?? 1,
  });
}

function add_lot(ctx: Ctx): Data {
  const lot = ctx.given.got === null ? null : ctx.given.got.lot ?? ctx.given.got.code;
  const quantity = ctx.data.quantity ?? 1;
  const part = ctx.data.part!;
  return add({ ...ctx.data, quantity: null }, { part, lot, serial: null, quantity });
}

function add_serial(ctx: Ctx): Data {
  const serial = serial_in(ctx)!;
  const part = ctx.given.got?.part?.part ?? ctx.data.part!;
  return add(ctx.data, { part, lot: ctx.given.got?.lot ?? null, serial, quantity: 1 });
}

function set_quantity(ctx: Ctx): Data {
  const last = entries(ctx.data).at(-1)!;
  return {
    ...ctx.data,
    entries: [...entries(ctx.data).slice(0, -1), { ...last, quantity: ctx.given.value }],
  };
}

function remove_last(ctx: Ctx): Data {
  return { ...ctx.data, entries: entries(ctx.data).slice(0, -1) };
}

function remove(ctx: Ctx): Data {
  const code = ctx.given.id;
  return {
    ...ctx.data,
    entries: entries(ctx.data).filter((one) => row_code(one) !== code),
    plates: (ctx.data.plates ?? []).filter((lpn) => lpn !== code),
  };
}

const row_code = (one: Entry): string =>
  one.serial ?? (one.lot === null ? one.part : `${one.part} ${one.lot}`);

function count(ctx: Ctx): Draft[] {
  const counted = entries(ctx.data).filter((one) => one.quantity > 0);
  const lpns = ctx.data.plates ?? [];
  const body = {
    task: ctx.data.task ?? null, holder: ctx.data.holder!, lines: lines_of(counted), lpns,
    empty: counted.length === 0 && lpns.length === 0,
    ...(ctx.data.began === undefined ? {} : { began_at: ctx.data.began }),
    ...(ctx.data.strays?.length ? { strays: ctx.data.strays.map(({ code, belongs }) =>
      ({ part: code, location: belongs })) } : {}),
  };
  return [draft('count', body, `count:${ctx.data.holder!}`, ctx.scans)];
}

/** Newest first: what was found, and how much of it. */
function found_list(ctx: Ctx): RunningList {
  const goods = entries(ctx.data).map((one) => ({
    code: row_code(one), small: one.serial === null ? String(one.quantity) : one.part,
    removable: true,
  }));
  const plates = (ctx.data.plates ?? []).map((code) => ({ code, small: null, removable: true }));
  const unknown = (ctx.data.unknown ?? []).map((code) => ({
    code: readable(code), small: String(ctx.data.unknown_units?.[code] ?? '?'),
    removable: false,
  }));
  return {
    label: text('count.found'), rows: [...goods, ...plates, ...unknown].reverse(), total: null,
    part: null, description: null,
  };
}

function items(ctx: Ctx): Piece {
  const last = ctx.data.after_unknown ? undefined : entries(ctx.data).at(-1);
  const part = last === undefined ? null : ctx.view.part(last.part);
  const serial = last?.serial != null;
  const plated = ctx.view.books.plates_at(ctx.data.holder!).length > 0;
  return {
    ...(plated ? { asks: 'plates_first' } : {}),
    facts: last === undefined ? [] : [part_fact(part, last.part, { current: true })],
    list: found_list(ctx),
    quantity: last === undefined || serial ? null : ask_quantity(part, last.quantity, null),
  };
}

/** A mark of all that this device knows to be in a bin: it tells of a change, never of a number. */
function mark_of(view: View, holder: string): string {
  const goods = view.in_holder(holder).map((quant) =>
    [quant.part, quant.lot, quant.serial, quant.quantity].join('|'));
  let mark = 0x811c9dc5; // FNV-1a
  for (const char of [...goods.sort(), ...view.books.plates_at(holder)].join(' ')) {
    mark = Math.imul(mark ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  }
  return mark.toString(36);
}

/** A count of this bin from now on: nothing found yet. */
const begin_bin = (ctx: Ctx, holder: string): Data => ({
  holder, entries: [], plates: [], unknown: [], beside: [], done: ctx.data.done ?? 0,
  began: ctx.moment.now, still: mark_of(ctx.view, holder), me: ctx.data.me,
});

function moved_sheet(ctx: Ctx): Piece {
  return {
    sheet: {
      id: 'moved', title: text('sheet.moved'), quantity: null, primary: null,
      note: text('sheet.moved.note', { location: ctx.data.holder! }),
      choices: ['again', 'keep'].map((id) => choice(id, text(`sheet.moved.${id}`))),
    },
  };
}

/** Plates that stand here as far as this device knows, and that were not scanned: a label on the
 * goods of a plate tells nothing of the plate, and the goods would be counted a second time. */
function open_plates(ctx: Ctx): string[] {
  const seen = ctx.data.plates ?? [];
  return ctx.view.books.plates_at(ctx.data.holder!).filter((lpn) => !seen.includes(lpn));
}

function plates_sheet(ctx: Ctx): Piece {
  return {
    sheet: {
      id: 'plates', title: text('sheet.plates'), quantity: null, primary: null,
      note: text('sheet.plates.note', { location: ctx.data.holder! }),
      choices: ['again', 'gone'].map((id) => choice(id, text(`sheet.plates.${id}`))),
    },
  };
}

/** Goods counted loose that are on a scanned plate too, as far as this device knows: a label on
 * the goods of a plate may have been taken for loose goods. Asked once of each. */
function doubled(ctx: Ctx): Entry | undefined {
  const plated = (ctx.data.plates ?? []).flatMap((lpn) => ctx.view.content(lpn));
  return entries(ctx.data).find((one) => one.quantity > 0
    && !(ctx.data.beside ?? []).includes(row_code(one))
    && plated.some((quant) => quant.part === one.part
      && (one.serial === null ? one.lot === null || quant.lot === one.lot
        : quant.serial === one.serial)));
}

function say_beside(ctx: Ctx): Data {
  const one = doubled(ctx)!;
  if (ctx.given.id === 'keep') {
    return { ...ctx.data, beside: [...(ctx.data.beside ?? []), row_code(one)] };
  }
  return { ...ctx.data, entries: entries(ctx.data).filter((other) => other !== one) };
}

function beside_sheet(ctx: Ctx): Piece {
  const one = doubled(ctx);
  return {
    sheet: {
      id: 'beside', title: text('sheet.beside'), quantity: null, primary: null,
      note: one === undefined ? null : text('sheet.beside.note', { code: row_code(one) }),
      choices: ['drop', 'keep'].map((id) => choice(id, text(`sheet.beside.${id}`))),
    },
  };
}

const something = (data: Data): boolean =>
  entries(data).some((one) => one.quantity > 0) || (data.plates ?? []).length > 0;

export const count_words: Words = {
  checks: {
    something_counted: (ctx) => (something(ctx.data) ? null
      : attn((ctx.data.unknown ?? []).length > 0 ? 'only_unknown' : 'nothing_counted', null)),
    nothing_counted: (ctx) => (something(ctx.data) || (ctx.data.unknown ?? []).length > 0
      ? attn('not_empty', ctx.data.holder ?? null) : null),
    countable: (ctx) => {
      const last = ctx.data.after_unknown ? undefined : entries(ctx.data).at(-1);
      return last !== undefined && last.serial === null ? null : attn('scan_first', null);
    },
    serial_wanted: (ctx) => when(part_of(ctx)?.tracking === 'serial'
      && ctx.given.got?.what !== 'serial' && ctx.given.got?.serial == null),
    lot_wanted: (ctx) => when(part_of(ctx)?.tracking === 'lot' && (ctx.data.quantity ?? 0) > 0),
    serial_once: (ctx) => {
      const serial = serial_in(ctx);
      return serial !== null && entries(ctx.data).some((one) => one.serial === serial)
        ? attn('serial_twice', serial) : null;
    },
    loose: (ctx) => {
      const serial = serial_in(ctx);
      const part = ctx.given.got?.part?.part ?? ctx.data.part;
      if (serial === null || part === undefined) return null;
      const { assemblies } = ctx.view.checkpoint;
      const parent = assemblies.parent({ part, serial }, ctx.view.told);
      return parent === null ? null : warn('counted_built_in', `${parent.part} ${parent.serial}`);
    },
    plate_once: (ctx) => ((ctx.data.plates ?? []).includes(code_of(ctx))
      ? attn('plate_twice', code_of(ctx)) : null),
    bin_still: (ctx) => when(ctx.data.still === undefined
      || ctx.data.still === mark_of(ctx.view, ctx.data.holder!)),
    plates_open: (ctx) => when(open_plates(ctx).length > 0),
    beside_open: (ctx) => when(doubled(ctx) !== undefined),
    says_again: (ctx) => when(ctx.given.id === 'again'),
    countable_place: (ctx) => (ctx.view.location(code_of(ctx)) === null
      ? attn('unknown', code_of(ctx)) : null),
  },
  binds: {
    bin: (ctx) => {
      const holder = code_of(ctx);
      const task = ctx.view.tasks('count').find((one) => one.location === holder);
      return { ...begin_bin(ctx, holder), task: task?.task ?? null };
    },
    bin_again: (ctx) => ({
      ...begin_bin(ctx, ctx.data.holder!), task: ctx.data.task ?? null,
    }),
    counted_one: ({ data: { done = 0, me, strays = [], holder } }) => ({
      done: holder === undefined ? done : done + 1, me, strays,
    }),
    add_part, add_lot, add_serial, set_quantity, remove_last, remove, say_beside,
    add_plate: (ctx) => ({ ...ctx.data, plates: [...(ctx.data.plates ?? []), code_of(ctx)] }),
  },
  emits: { count },
  shows: {
    count_tasks: (ctx) => ({
      choices: [...new Set(count_tasks(ctx).flatMap((task) => task.location ?? []))]
        .map((location) => coded(location, { plate: plate(ctx.view, location) })),
      subtitle: text('count.blind'),
    }),
    bin: (ctx) => ({ plate: plate(ctx.view, ctx.data.holder), subtitle: text('count.blind') }),
    items,
    in_hand: (ctx) => ({
      facts: [part_fact(part_of(ctx), ctx.data.part!, { current: true })], list: found_list(ctx),
    }),
    moved_sheet, plates_sheet, beside_sheet,
    empty_sheet: (ctx) => ({
      sheet: {
        id: 'empty', title: text('sheet.empty'), quantity: null, choices: [],
        note: text('sheet.empty.note', { location: ctx.data.holder! }),
        primary: { label: text('sheet.empty.record'), enabled: true },
      },
    }),
  },
};
