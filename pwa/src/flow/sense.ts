// SPDX-License-Identifier: Apache-2.0
/** What a step expects, and what to say when something known but wrong is scanned. */
import { plate_holder } from '../domain/operation.ts';
import type { PartRow } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';
import { FLOW_DEFS, WORDS } from './catalogue.ts';
import type { Frame } from './data.ts';
import { home_of } from './home.ts';
import type { Reading } from './reading.ts';
import type { Context, Got, What } from './resolve.ts';
import type { Ctx, Fault, Piece } from './words.ts';
import { attn, part_of, small, stop } from './words.ts';

const WHATS: readonly What[] = [
  'location', 'lpn', 'plate_new', 'part', 'serial', 'lot', 'document',
];

/** The kinds of code that this state takes, in its own order. */
export function wants_of(frame: Frame): What[] {
  const def = FLOW_DEFS[frame.flow].states[frame.state]!;
  return Object.keys(def.expect).filter((name): name is What => WHATS.includes(name as What));
}

/** All pieces of the state's screen, put together. */
export function pieces(ctx: Ctx, frame: Frame): Piece {
  const def = FLOW_DEFS[frame.flow].states[frame.state]!;
  const { shows } = WORDS[frame.flow];
  return Object.assign({}, ...def.say.show.map((name) => shows[name]!(ctx))) as Piece;
}

export type Sense = {
  context: Context; is_expected: (got: Got) => boolean;
  confirmed: (plain: string) => string | null;
};

/** What the step is about: its part, its lots, the code it wants, the number on that label. */
export function context_of(ctx: Ctx, frame: Frame, wants: What[]): Sense {
  const part = part_of(ctx);
  const wanted = pieces(ctx, frame).want?.code ?? null;
  const confirm = wanted === null ? null : ctx.view.location(wanted)?.confirm ?? null;
  return {
    context: {
      part, wants, lots: lots_of(ctx.view, part?.part ?? null),
      serials: wants.includes('serial') ? serials_of(ctx.view, part) : [],
    },
    is_expected: (got) => got.code === wanted || (got.part !== null && got.part.part === wanted),
    confirmed: (plain) => (confirm !== null && confirm !== '' && plain === confirm ? wanted : null),
  };
}

/** Lots of a part that this device has heard of: in stock and announced. */
function lots_of(view: View, part: string | null): string[] {
  if (part === null) return [];
  const announced = view.asns().flatMap((asn) => asn.packs).flatMap((pack) => pack.lines)
    .filter((line) => line.part === part).map((line) => line.lot ?? '');
  const lots = [...view.of_part(part).map((quant) => quant.lot), ...announced];
  return [...new Set(lots)].filter((lot) => lot !== '');
}

/** Numbers of a part that a notice names. */
const serials_of = (view: View, part: PartRow | null): string[] => (part === null ? []
  : view.asns().flatMap((asn) => asn.packs).flatMap((pack) => pack.lines)
    .filter((line) => line.part === part.part).flatMap((line) => line.serials));

/** Known, but not wanted here: say what it is, where it belongs, what is wanted. */
export function belongs(ctx: Ctx, frame: Frame, got: Got): Fault {
  const wanted = pieces(ctx, frame).want ?? null;
  const scanned = { code: got.code, small: small(got.part) };
  const tote = got.what === 'lpn' && ctx.view.plate(got.code)?.kind === 'tote';
  const role = got.what === 'location' ? ctx.view.location(got.code)?.role ?? '' : '';
  const name = tote ? 'tote' : ['dock', 'door'].includes(role) ? role : got.what;
  // Where a place is asked for, another place to put it back in would gainsay that.
  const where = ctx.view.location(wanted?.code ?? '') === null ? home_of(ctx.view, got) : null;
  return stop(`is_${name}`, ctx, wanted, scanned, where);
}

/** Whether this device took goods into or out of a plate: empty now, it is not unknown. */
function used_before(view: View, lpn: string): boolean {
  const holder = plate_holder(lpn);
  return [...view.past, ...view.told].some(({ body }) => Object.values(body).includes(holder));
}

const LABELS: readonly string[] = ['lpn', 'tote', 'location', 'document'];

/**
 * A label that says itself what it is, though this device knows nothing by its name: no unknown
 * barcode. Null for any other code.
 */
export function labelled(
  ctx: Ctx, frame: Frame, reading: Reading, wants: readonly What[],
): Fault | null {
  const { label } = reading;
  if (reading.misread) return attn('misread', null);
  if (label === null) return null;
  const code = reading.lpn ?? reading.plain;
  const what = label === 'tote' ? 'lpn' : label;
  if (wants.some((one) => one === what)) {
    return attn(used_before(ctx.view, code) ? 'plate_free' : 'nothing_known', code);
  }
  const name = LABELS.includes(label) ? `is_${label}` : 'is_other';
  return stop(name, ctx, pieces(ctx, frame).want ?? null, { code, small: null }, null);
}
