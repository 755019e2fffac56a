// SPDX-License-Identifier: Apache-2.0
/** What the receive flow shows. */
import type { AsnPack } from '../domain/rows.ts';
import type { Found } from './data.ts';
import {
  ask_quantity, coded, fact, marks, marks_of, part_fact, place_fact, quantity_fact,
  reason_name, reasons, superseded_among,
} from './pieces.ts';
import {
  all_in, asn_of, cartons_of, current, inside, open_asns, pack_in,
} from './announced.ts';
import { is_counted, told_inside } from './receive_count.ts';
import { held_of_truck, placed_band, placed_hold } from './receive_holds.ts';
import type { Band, Choice, Fact, Text } from './step.ts';
import type { Ctx, Piece, Words } from './words.ts';
import { part_of, small, text, unit } from './words.ts';

const LOOSE_MAX = 3; // facts that fit above the choices
const DIFFERENCES = ['short', 'over', 'damaged', 'wrong_part'];

/** What these lines will be: on hold by a person already, or by what was announced of them. */
function hold_band(ctx: Ctx, found: readonly Found[]): Band | null {
  const line = found.find((one) => one.hold !== null);
  if (line === undefined) return placed_band(ctx, ctx.data.lpn ?? null, found);
  return {
    tone: 'hold', title: text('band.goes_on_hold'), code: line.part,
    note: text(`hold.reason.${reason_name(line.hold!)}`),
  };
}

const is_held = (ctx: Ctx, line: Found): boolean =>
  line.hold !== null || placed_hold(ctx, ctx.data.lpn ?? null, line) !== null;

function subtitle(ctx: Ctx): Piece {
  if (ctx.data.asn === undefined) {
    const { supplier, paper } = ctx.data;
    return { subtitle: text('receive.subtitle', { supplier: supplier!, asn: paper ?? '' }) };
  }
  const asn = asn_of(ctx);
  const cartons = cartons_of(asn);
  const received = cartons.filter((pack) => pack_in(ctx.view, asn, pack)).length;
  return {
    subtitle: text('receive.subtitle', {
      supplier: asn.supplier_name || asn.supplier, asn: asn.asn,
    }),
    progress: { index: received, total: cartons.length },
  };
}

function pack_choice(ctx: Ctx, pack: AsnPack & { lpn: string }): Choice {
  const cartons = inside(asn_of(ctx), pack.lpn).length;
  const held = pack.lines.some((line) => Boolean(line.hold)
    || placed_hold(ctx, pack.lpn, line) !== null);
  return coded(pack.lpn, {
    small: cartons > 0
      ? text('receive.cartons', { n: cartons })
      : text('text.plain', { text: told_inside(ctx.view, pack) }),
    marks: marks_of(ctx.view, pack.lines.map((line) => line.part), held),
    done: all_in(ctx.view, asn_of(ctx), pack.lpn),
  });
}

const plated = (pack: AsnPack): pack is AsnPack & { lpn: string } => pack.lpn !== null;

/** Lines that come without a plate, as far as a screen has room: they are scanned by unit. */
function loose_facts(ctx: Ctx): Fact[] {
  return asn_of(ctx).packs.filter((pack) => !plated(pack) && !pack_in(ctx.view, asn_of(ctx), pack))
    .flatMap((pack) => pack.lines).slice(0, LOOSE_MAX)
    .map((line) => fact('part', line.part,
      { small: is_counted(ctx.view, null) ? null : `${line.quantity}` }));
}

function carton_facts(ctx: Ctx): Fact[] {
  return ctx.data.found!.flatMap((line) => {
    const part = ctx.view.part(line.part);
    const lot = line.lot === null ? [] : [fact('lot', line.lot)];
    const expires = line.expires_on === null ? [] : [fact('expires', line.expires_on)];
    const damaged = line.damaged === 0
      ? [] : [fact('damaged', line.damaged, { unit: unit(part) })];
    return [
      part_fact(part, line.part),
      quantity_fact(part, line.quantity, {
        small: line.announced === null ? null : `/${line.announced}`, done: line.counted,
      }),
      ...lot, ...expires, ...damaged,
    ];
  });
}

function serial_list(ctx: Ctx): Piece {
  const line = current(ctx.data);
  const part = part_of(ctx);
  const newest = [...line.serials].reverse();
  return {
    ask: {
      n: Math.min(line.serials.length + (line.unread ?? 0) + 1, line.quantity),
      total: line.quantity,
    },
    facts: [part_fact(part, line.part, { current: true })],
    list: {
      label: text('receive.serials'), total: line.quantity, part: line.part,
      description: small(part),
      rows: newest.map((code) => ({ code, small: null, removable: true })),
    },
    marks: marks(part, is_held(ctx, line)), band: hold_band(ctx, [line]),
  };
}

function difference_sheet(ctx: Ctx): Piece {
  const line = current(ctx.data);
  const part = part_of(ctx);
  const { quantity, reason } = ctx.data;
  const damaged = reason === 'damaged';
  const wrong = reason === 'wrong_part';
  const title = damaged ? 'how_many_damaged' : wrong ? 'how_many_wrong' : 'how_many_there';
  return {
    facts: [part_fact(part, line.part)],
    sheet: {
      id: 'difference', title: text(`sheet.${title}`),
      note: text('sheet.difference.note'),
      // Damaged units are not short: nothing of what was asked for is to be told beside them.
      quantity: ask_quantity(part, quantity ?? null, damaged || wrong ? null : line.announced),
      choices: reasons(DIFFERENCES, reason),
      primary: {
        label: quantity == null ? text('sheet.say_number')
          : damaged ? text('sheet.difference.damaged', { n: quantity, total: line.quantity })
          : wrong ? text('sheet.difference.wrong', { n: quantity, total: line.quantity })
          : reason ? text('sheet.difference.record', {
            n: quantity, total: line.announced ?? line.quantity,
          }) : text('sheet.say_reason'),
        enabled: typeof quantity === 'number' && Boolean(reason),
      },
    },
  };
}

/** Whether a unit has another number than those that were announced of it. */
const other_serials = (ctx: Ctx, found: readonly Found[]): boolean => {
  const lines = ctx.view.announced(ctx.data.lpn ?? '')?.pack.lines ?? [];
  return found.some(({ part, serials }) => {
    const told = lines.filter((one) => one.part === part).flatMap((one) => one.serials);
    return told.length > 0 && serials.some((one) => !told.includes(one));
  });
};

/** What the do button records, where that is not what was announced. */
function record_words(ctx: Ctx, found: readonly Found[], beside: number): Text | null {
  if (beside > 0) {
    const n = found.reduce((sum, line) => sum + line.quantity, 0);
    return text('receive.record_beside', { n, beside });
  }
  const odd = found.filter((line) => line.damaged > 0
    || (line.announced !== null && line.quantity !== line.announced));
  const [line] = odd;
  if (line === undefined) return other_serials(ctx, found) ? text('receive.record_differs') : null;
  if (found.length > 1) return text('receive.record_differs');
  const n = line.quantity;
  if (line.damaged > 0) return text('receive.record_damaged', { n, damaged: line.damaged });
  const more = n - line.announced!;
  return more > 0 ? text('receive.record_over', { n, more })
    : text('receive.record_short', { n, less: -more });
}

function unlikely_sheet(ctx: Ctx): Piece {
  const n = ctx.data.quantity!;
  return {
    sheet: {
      id: 'unlikely', title: text('sheet.unlikely', { n }), quantity: null, choices: [],
      note: text('sheet.unlikely.note', { total: current(ctx.data).announced! }),
      primary: { label: text('sheet.unlikely.record', { n }), enabled: true },
    },
  };
}

/** What came without papers, all of it on hold. */
function received_blind(ctx: Ctx): Piece {
  const n = ctx.view.told.filter((op) => op.kind === 'receipt'
    && op.body.receipt === ctx.data.receipt).length;
  return {
    marks: marks(null, n > 0),
    done: {
      title: text('done.receive_blind', { n }), facts: [fact('document', ctx.data.paper!)],
    },
  };
}

export const receive_shows: Words['shows'] = {
  asn_choices: (ctx) => ({
    choices: open_asns(ctx.view).map(({ asn, received }) => coded(asn.asn, {
      small: text(received ? 'receive.asn_in' : 'receive.asn', {
        supplier: asn.supplier_name || asn.supplier, cartons: cartons_of(asn).length,
      }),
      done: received,
    })),
  }),
  dock_here: (ctx) => (ctx.data.dock === undefined ? {} : {
    facts: [place_fact(ctx.view, 'place', ctx.data.dock, { done: true })],
  }),
  asn_subtitle: subtitle,
  plate_choices: (ctx) => ({
    choices: asn_of(ctx).packs.filter((pack) => pack.parent === null).filter(plated)
      .map((pack) => pack_choice(ctx, pack)),
    facts: [place_fact(ctx.view, 'place', ctx.data.dock!, { done: true }), ...loose_facts(ctx)],
  }),
  carton_choices: (ctx) => ({
    choices: inside(asn_of(ctx), ctx.data.pallet!).filter(plated)
      .map((pack) => pack_choice(ctx, pack)),
    facts: [fact('lpn', ctx.data.pallet!)],
  }),
  serial_list,
  carton: (ctx) => {
    const found = ctx.data.found!;
    const held = found.some((line) => is_held(ctx, line));
    return {
      facts: [fact('lpn', ctx.data.lpn!, { current: true }), ...carton_facts(ctx)],
      want: { code: ctx.data.lpn!, small: null },
      marks: marks_of(ctx.view, found.map((line) => line.part), held),
      band: hold_band(ctx, found) ?? superseded_among(ctx.view, found.map((line) => line.part)),
      confirm: record_words(ctx, found,
        (ctx.data.sides ?? []).reduce((sum, side) => sum + side.quantity, 0)),
    };
  },
  line_choices: (ctx) => ({
    sheet: {
      id: 'lines', title: text('sheet.which_line'), note: null, quantity: null, primary: null,
      choices: ctx.data.found!.map((line, at) => ({
        ...coded(line.part, {
          small: line.lot === null ? null : text('text.plain', { text: line.lot }),
        }),
        id: String(at),
      })),
    },
  }),
  difference_sheet, unlikely_sheet,
  unit: (ctx) => {
    const line = current(ctx.data);
    const part = part_of(ctx);
    return {
      facts: [part_fact(part, line.part, { done: true })],
      band: hold_band(ctx, [line]) ?? superseded_among(ctx.view, [line.part]),
      quantity: ask_quantity(part, ctx.data.quantity ?? null, null),
      want: { code: line.part, small: small(part) }, marks: marks(part, is_held(ctx, line)),
    };
  },
  unit_lots: (ctx) => {
    const lots = (ctx.data.asn === undefined ? [] : cartons_of(asn_of(ctx)))
      .flatMap((pack) => pack.lines)
      .filter((line) => line.part === ctx.data.part && line.lot !== null).map((line) => line.lot!);
    return { choices: [...new Set(lots)].map((lot) => coded(lot)), want: null };
  },
  unit_facts: (ctx) => {
    const line = current(ctx.data);
    const part = part_of(ctx);
    const lot = line.lot === null ? [] : [fact('lot', line.lot, { done: true })];
    return {
      facts: [part_fact(part, line.part, { done: true }),
        quantity_fact(part, line.quantity, { done: true }), ...lot],
    };
  },
  received: (ctx) => {
    if (ctx.data.asn === undefined) return received_blind(ctx);
    const asn = asn_of(ctx);
    const cartons = cartons_of(asn);
    const n = cartons.filter((pack) => pack_in(ctx.view, asn, pack)).length;
    return {
      marks: marks(null, held_of_truck(ctx)),
      done: {
        title: text('done.receive', { n, total: cartons.length }),
        facts: [fact('document', asn.asn), fact('cartons', n, { small: `/${cartons.length}` })],
      },
    };
  },
};
