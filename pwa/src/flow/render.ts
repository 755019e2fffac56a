// SPDX-License-Identifier: Apache-2.0
/** From a flow state and a view to the step that a screen shows. Pure: same in, same out. */
import type { View } from '../domain/view.ts';
import { FLOW_DEFS } from './catalogue.ts';
import type { FlowState, Frame } from './data.ts';
import { photos_of } from './photo.ts';
import { fact } from './pieces.ts';
import { pieces } from './sense.ts';
import type { Offer, Step } from './step.ts';
import { undoable } from './undo.ts';
import type { Ctx, Piece } from './words.ts';
import { text } from './words.ts';

export const OFFERS_MAX = 6;

export function top(state: FlowState): Frame {
  const frame = state.frames.at(-1);
  if (frame === undefined) throw new Error('a flow state has at least one frame');
  return frame;
}

/** The step of the innermost flow. */
export function render(state: FlowState, view: View): Step {
  const frame = top(state);
  const def = FLOW_DEFS[frame.flow].states[frame.state]!;
  const ctx: Ctx = {
    data: frame.data, view, state: frame.state, flow: frame.flow, scans: frame.scans,
    given: { input: 'render', id: '', value: 0, got: null, raw: '' },
    moment: { now: '', id: '' },
  };
  const piece = with_photos(pieces(ctx, frame), photos_of(frame));
  return {
    flow: frame.flow, state: frame.state,
    title: text(`${frame.flow}.title`),
    question: piece.done?.title // nothing is asked any more: what was done is all that is said
      ?? text(`${frame.flow}.${piece.asks ?? frame.state}.ask`, piece.ask ?? {}),
    aim: def.say.aim,
    ...blank(piece),
    offers: offers(frame, piece, view),
    band: shown_band(frame, piece),
    stop: frame.stop, hold: frame.hold,
  };
}

/** A step of which photos were taken shows how many. */
const with_photos = (piece: Piece, n: number): Piece =>
  (n === 0 ? piece : { ...piece, facts: [...piece.facts ?? [], fact('photos', String(n))] });

function blank(piece: Piece): Omit<
  Step, 'flow' | 'state' | 'title' | 'question' | 'aim' | 'offers' | 'band' | 'stop' | 'hold'
> {
  return {
    subtitle: piece.subtitle ?? null, plate: piece.plate ?? null, facts: piece.facts ?? [],
    why: piece.why ?? [], list: piece.list ?? null, choices: piece.choices ?? [],
    quantity: piece.quantity ?? null, progress: piece.progress ?? null, marks: piece.marks ?? [],
    sheet: piece.sheet ?? null, confirm: piece.confirm ?? null, done: piece.done ?? null,
  };
}

/** Side doors of the state; a piece may leave some out (its `offers`, where given, decide). */
function offers(frame: Frame, piece: Piece, view: View): Offer[] {
  const def = FLOW_DEFS[frame.flow].states[frame.state]!;
  const n = photos_of(frame);
  const named = Object.entries(def.offer ?? {}).map(([id, offer]) =>
    ({ id, icon: offer.icon, label: id === 'photo' && n > 0
      ? text('offer.photos', { n }) : text(`offer.${id}`) }));
  const allowed = piece.offers?.map((offer) => offer.id);
  return named.filter(({ id }) => allowed === undefined || allowed.includes(id))
    .filter(({ id }) => id !== 'undo' || undoable(view, frame.data, frame.flow).length > 0)
    .slice(0, OFFERS_MAX);
}

/** What needs a person stays over a mere tick: "goes on hold" is not hidden by "right serial". */
function shown_band(frame: Frame, piece: Piece): Step['band'] {
  const standing = piece.band ?? null;
  if (frame.band === null) return standing;
  return frame.band.tone === 'good' && standing !== null ? standing : frame.band;
}
