// SPDX-License-Identifier: Apache-2.0
/**
 * The interpreter of flows: pure, small, the same online and offline.
 *
 * M1  The same state, input, view and moment give the same answer.
 * M2  A scan that is not accepted changes nothing but the notice shown (and may keep an
 *     `unknown_scan`).  M3  A stop or hold screen closes only by a right scan or an acknowledge.
 * M4  What the server would reject as malformed is never told: the step says so in red, and stays.
 */
import { malformed } from '../domain/malformed.ts';
import type { Bodies, Draft } from '../domain/operation.ts';
import { draft } from '../domain/operation.ts';
import type { View } from '../domain/view.ts';
import { readable } from '../domain/visible.ts';
import { FLOW_DEFS, WORDS } from './catalogue.ts';
import type { About } from './asking.ts';
import type { Data, FlowState, Frame, Moment } from './data.ts';
import { RAW_MAX, SCANS_MAX, TRAIL_MAX, untold } from './data.ts';
import type { Reader } from './reading.ts';
import { comes_off, held_scan } from './held.ts';
import { in_hand } from './hold.ts';
import { before_photo, photo_params, with_photo } from './photo.ts';
import { with_truck } from './returns.ts';
import { render, top } from './render.ts';
import { belongs, context_of, labelled, pieces, wants_of } from './sense.ts';
import { choose, meanings, pulled_once } from './resolve.ts';
import type { Got } from './resolve.ts';
import type { Band, Entry, Feedback, FlowName, Input, Step } from './step.ts';
import { AFTER_UNDO, to_undo } from './undo.ts';
import { unknown_scan } from './unknown.ts';
import type { Alternative, Ctx, Fault, Given, Met, Transition } from './words.ts';
import { SERIAL_STEPS, attn, band, text } from './words.ts';

export type Advance = {
  state: FlowState | null; step: Step | null; operations: Draft[]; feedback: Feedback;
};
export type World = { view: View; read: Reader; moment: Moment };

type Turn = { frame: Frame; view: View; operations: Draft[]; feedback: Feedback };

const NOBODY = { input: 'enter', id: '', value: 0, got: null, raw: '' } as const;

/** Opens a flow over what runs now (null: nothing does) and gives its first step. */
export function begin(
  state: FlowState | null, flow: FlowName, params: Data, world: World,
): Advance {
  const counting = flow === 'lookup' ? state?.frames.findLast((one) => one.flow === 'count') : null;
  const counted = counting?.data.holder === undefined ? {} : { holder: counting.data.holder };
  const frame: Frame = {
    flow, state: FLOW_DEFS[flow].start, data: structuredClone({ ...counted, ...params }),
    trail: [], scans: [],
    band: null, stop: null, hold: null,
  };
  const entered = enter({ frame, view: world.view, operations: [], feedback: 'none' }, world);
  const next: FlowState = { v: 1, frames: [...(state?.frames ?? []), entered.frame] };
  return { state: next, step: render(next, world.view), operations: [], feedback: 'none' };
}

/** Takes one input. The answer's operations are stored together with its state, or neither. */
export function advance(state: FlowState, input: Input, world: World): Advance {
  const frame = structuredClone(top(state));
  const rest = state.frames.slice(0, -1);
  const turn: Turn = { frame, view: world.view, operations: [], feedback: 'none' };
  const after = take(turn, input, world);
  const odd = turn.operations.some((one) => malformed(one) !== null);
  if (odd) return told_nothing(state, input, world);
  const ended = after === null || after === 'leave';
  const below = ended ? given_back(rest, turn) : rest;
  const frames = after === null && frame.flow === 'undo' ? resumed(below, turn, world)
    : ended ? taken_up(below, turn.view, world) : opened(rest, after, world, turn);
  const next: FlowState | null = frames.length === 0 ? null : { v: 1, frames };
  const view = turn.view;
  return {
    state: next, step: next === null ? null : render(next, view), operations: turn.operations,
    feedback: turn.feedback,
  };
}

/** What a flow that ended leaves to the one below it: only a photo leaves a word and a number. */
const given_back = (rest: Frame[], { operations }: Turn): Frame[] => {
  const taken = operations.find(({ kind }) => kind === 'photo');
  return taken === undefined ? rest : with_photo(rest, taken.body as Bodies['photo']);
};

/** A flow made an operation that says nothing: a fault of ours, found before it is stored (M4). */
function told_nothing(state: FlowState, input: Input, world: World): Advance {
  const scanned = { code: input.type === 'scan' ? input.raw.slice(0, 60) : '–', small: null };
  const frame: Frame = {
    ...structuredClone(top(state)), band: null, hold: null,
    stop: {
      code: 'malformed', title: text('stop.malformed.title'), note: text('stop.malformed.note'),
      wanted: null, scanned, where: null, where_code: null, next: text('stop.next.other'),
    },
  };
  const next: FlowState = { v: 1, frames: [...state.frames.slice(0, -1), frame] };
  return { state: next, step: render(next, world.view), operations: [], feedback: 'stop' };
}

/** The same step with a word about it; nothing else changes. */
export function noted(state: FlowState | null, name: string, about?: About): FlowState | null {
  if (state === null) return null;
  const said = about === undefined ? band('attn', name, null) : comes_off(about.code, about.part);
  const frame = { ...top(state), band: said };
  return { v: 1, frames: [...state.frames.slice(0, -1), frame] };
}

/** What was put back is asked for again: the flow below goes on from there, and says so. */
function resumed(rest: Frame[], { frame, view, operations }: Turn, world: World): Frame[] {
  const below = rest.at(-1);
  const state = below === undefined ? undefined : AFTER_UNDO[below.flow];
  if (frame.flow !== 'undo' || below === undefined || state === undefined) return rest;
  const again = { ...below, state, trail: [], stop: null, hold: null, band: frame.band };
  const turn: Turn = { frame: again, view, operations: [...operations], feedback: 'none' };
  return [...rest.slice(0, -1), enter(turn, world).frame];
}

/** A transition to `flow:<name>` lays that flow over the frame that asked for it. */
function opened(rest: Frame[], frame: Frame, world: World, turn: Turn): Frame[] {
  if (!frame.state.startsWith('flow:')) return [...rest, frame];
  const flow = frame.state.slice('flow:'.length) as FlowName;
  const { hand = [], ...data } = frame.data;
  const below = {
    ...frame, data, state: frame.trail.at(-1)!.state, trail: frame.trail.slice(0, -1),
  };
  const parent = flow === 'photo' ? before_photo(below, world.moment.id) : below;
  const params = flow === 'hold' ? in_hand(frame.data)
    : flow === 'photo' ? photo_params(parent)
    : flow === 'assembly' ? { assembly: parent.data.assembly! }
    : flow === 'returns' ? with_truck(frame.data, world.view)
    : flow === 'undo' ? to_undo(world.view, parent) : {};
  const child = begin({ v: 1, frames: [...rest, parent] }, flow, params, world);
  return hand.reduce((state, one) => {
    const next = advance(state, { type: 'scan', ...one, entry: one.entry as Entry }, world);
    turn.operations.push(...next.operations); // a held thing that was met is told
    turn.feedback = next.feedback;
    return next.state ?? state;
  }, child.state!).frames;
}

/** What lay below a flow that ended: a hold or a count may have changed where it goes on. */
function taken_up(rest: Frame[], view: View, world: World): Frame[] {
  const below = rest.at(-1);
  const ways = below && FLOW_DEFS[below.flow].states[below.state]!.resume;
  if (below === undefined || ways === undefined) return rest;
  const frame = structuredClone(below);
  const turn: Turn = { frame, view, operations: [], feedback: 'none' };
  const way = alternative(turn, ways, NOBODY, world);
  if (way.next === 'stay') return rest;
  frame.state = way.next;
  return [...rest.slice(0, -1), enter(turn, world).frame];
}

function take(turn: Turn, input: Input, world: World): Frame | 'leave' | null {
  const { frame } = turn;
  const covered = frame.stop !== null || frame.hold !== null;
  if (input.type === 'acknowledge') {
    frame.stop = null;
    frame.hold = null;
    return frame;
  }
  if (covered && input.type !== 'scan') return frame; // never by a stray tap (M3)
  const def = FLOW_DEFS[frame.flow].states[frame.state]!;
  if (input.type === 'back' && def.expect['back'] === undefined) return back(turn);
  if (input.type === 'scan') return scan(turn, input, world);
  const given: Given = {
    input: input.type, got: null, raw: '',
    id: 'id' in input ? input.id : 'code' in input ? input.code : '',
    value: input.type === 'quantity' ? input.value : 0,
    ...(input.type === 'photo' ? { photo: input.photo } : {}),
  };
  const transition = input.type === 'offer' ? def.offer?.[input.id] : def.expect[input.type];
  if (transition === undefined) return frame;
  const sheet = input.type === 'choose' ? pieces(ctx_of(turn, given, world), frame).sheet : null;
  if (sheet && !sheet.choices.some(({ id }) => id === given.id)) return frame; // no such reason
  return follow(turn, transition, given, world);
}

/**
 * One step back to what was asked before; nothing recorded is undone by it. Where there is nothing
 * before, it leaves the flow; what that would drop is said first, and a second time leaves.
 */
function back(turn: Turn): Frame | 'leave' {
  const { frame } = turn;
  const before = frame.trail.pop();
  if (before === undefined) {
    const warned = frame.band?.title.key === 'band.leaving';
    return warned || untold(frame.data) === 0 ? 'leave' : notice(turn, attn('leaving', null));
  }
  const undone = before.state === frame.state ? band('attn', 'undone', null) : null;
  return { ...frame, state: before.state, data: before.data, band: undone };
}

function scan(
  turn: Turn, input: Extract<Input, { type: 'scan' }>, world: World,
): Frame | 'leave' | null {
  const { frame } = turn;
  const year = Number(world.moment.now.slice(0, 4));
  const raw = pulled_once(input.raw, (text) => meanings(world.read(text, false, year),
    world.read(text, true, year), turn.view, { part: null, lots: [], wants: [] }));
  const reading = world.read(raw, false, year);
  if (reading.secret) return notice(turn, { tone: 'attn', band: band('attn', 'badge', null) });
  frame.scans.push({ raw: input.raw.slice(0, RAW_MAX), entry: input.entry, at: input.at });
  frame.scans = frame.scans.slice(-SCANS_MAX);
  const ctx = ctx_of(turn, NOBODY, world);
  const wants = wants_of(frame);
  const { context, is_expected, confirmed } = context_of(ctx, frame, wants);
  const number = input.entry === 'keyed' ? confirmed(reading.plain) : null;
  const code = number === null ? reading : { ...reading, plain: number };
  const found = meanings(code, world.read(raw, true, year), turn.view, context);
  const given = (got: Got | null): Given =>
    ({ input: 'scan', id: '', value: 0, got, raw: input.raw.slice(0, RAW_MAX) });
  if (found[0]?.what === 'control') return command(turn, found[0].code, world);
  const chosen = choose(found, wants, is_expected);
  if (chosen === 'ambiguous') return notice(turn, {
    tone: 'attn', band: band('attn', 'ambiguous', readable(code.plain).slice(0, 60)),
  });
  const known = chosen ?? found.find((meaning) => meaning.what !== 'plate_new');
  const held = known === undefined ? null : held_scan(ctx, frame.flow, known);
  if (held !== null) return refuse(turn, held, given(known!), world);
  const def = FLOW_DEFS[frame.flow].states[frame.state]!;
  if (chosen !== null) return follow(turn, def.expect[chosen.what]!, given(chosen), world);
  const fault = known !== undefined ? belongs(ctx, frame, known)
    : labelled(ctx, frame, reading, wants);
  if (fault !== null) return refuse(turn, unasked(wants, fault, code.plain), given(null), world);
  if (def.expect['unknown'] !== undefined) {
    return follow(turn, def.expect['unknown'], given(null), world);
  }
  return unknown(turn, code.plain, given(null), world);
}

/** A printed command does what a tap would do. */
function command(turn: Turn, id: string, world: World): Frame | 'leave' | null {
  turn.frame.stop = null;
  turn.frame.hold = null;
  const doors = FLOW_DEFS[turn.frame.flow].states[turn.frame.state]!.offer ?? {};
  // The button that is named "Undo" here, whatever the flow calls what it does.
  const named = doors[id] !== undefined || id !== 'undo' ? id
    : Object.keys(doors).find((one) => doors[one]!.icon === 'undo') ?? id;
  const input: Input = id === 'confirm' || id === 'back' ? { type: id }
    : { type: 'offer', id: named };
  if (input.type !== 'offer' || doors[named] !== undefined) return take(turn, input, world);
  return notice(turn, { tone: 'attn', band: band('attn', 'command', id) });
}

/**
 * A code that nobody knows: kept as read, shown, counted. The step stays, and so do the symbols of
 * its work. Where a serial is asked for, the screen says that it is none of this part.
 */
function unknown(turn: Turn, plain: string, given: Given, world: World): Frame {
  const { frame } = turn;
  const ctx = ctx_of(turn, given, world);
  turn.operations.push(unknown_scan(ctx, given.raw, `${frame.flow}.${frame.state}`,
    frame.scans.slice(-1)));
  frame.scans = frame.scans.slice(0, -1);
  const { serial_shape } = WORDS[frame.flow].checks;
  const other = SERIAL_STEPS.includes(frame.state) ? serial_shape!(ctx) : null;
  return notice(turn, other ?? attn('unknown', readable(plain).slice(0, 60)));
}

/**
 * A held unit stopped the work: told once a step. The symbol that met it goes with it, the other
 * symbols stay with the work that goes on.
 */
function tell_held(turn: Turn, met: Met, given: Given, world: World): void {
  const { frame } = turn;
  const unit = [met.part, met.lot, met.serial, met.holder].join('|');
  const symbols = given.input === 'scan' ? frame.scans.slice(-1) : [];
  frame.scans = frame.scans.slice(0, frame.scans.length - symbols.length);
  if (frame.met?.includes(unit)) return;
  frame.met = [...(frame.met ?? []), unit];
  turn.operations.push(draft('hold_hit', { ...met, where: `${frame.flow}.${frame.state}` },
    `hold_hit:${world.moment.id}`, symbols));
}

/** Where only a tap answers there is no right scan to wait for: nothing is wrong, nothing taken. */
function unasked(wants: readonly string[], fault: Fault, code: string): Fault {
  return wants.length > 0 || fault.tone !== 'stop' ? fault : attn('no_scan', code.slice(0, 60));
}

/** A fault as it is shown. What was accepted a moment ago and is read once more is no mistake. */
function refuse(turn: Turn, fault: Fault, given: Given, world: World): Frame {
  if (fault.tone === 'hold' && fault.met !== null) tell_held(turn, fault.met, given, world);
  const again = fault.tone === 'stop' && given.input === 'scan' && given.raw === turn.frame.right;
  if (!again) return notice(turn, fault);
  const open = SERIAL_STEPS.includes(turn.frame.state); // what was scanned is not done yet
  const { code } = fault.stop.scanned;
  return notice(turn, attn(open ? 'serials_open' : 'scanned_already', code));
}

function notice(turn: Turn, fault: Fault): Frame {
  const { frame } = turn;
  frame.band = fault.tone === 'attn' ? fault.band : null;
  frame.stop = fault.tone === 'stop' ? fault.stop : null;
  frame.hold = fault.tone === 'hold' ? fault.hold : null;
  turn.feedback = fault.tone === 'attn' ? 'attention' : 'stop';
  return frame;
}

/** Checks, binds, emits, and goes on. */
function follow(
  turn: Turn, transition: Transition, given: Given, world: World,
): Frame | 'leave' | null {
  const { frame } = turn;
  let warning: Band | null = null;
  for (const name of transition.check ?? []) {
    const fault = WORDS[frame.flow].checks[name]!(ctx_of(turn, given, world));
    if (fault?.tone === 'warn') warning = fault.band;
    else if (fault !== null) return refuse(turn, fault, given, world);
  }
  const before = { state: frame.state, data: structuredClone(frame.data) };
  const in_sheet = pieces(ctx_of(turn, given, world), frame).sheet != null;
  act(turn, transition, given, world);
  const way = typeof transition.next === 'string'
    ? { next: transition.next } : alternative(turn, transition.next, given, world);
  act(turn, way, given, world);
  settle(turn, given, before, warning);
  if (in_sheet && way.next === before.state) frame.trail.pop(); // back closes the sheet
  if (way.next === 'end') return null;
  if (way.next === 'stay') return frame;
  const aside = way.next.startsWith('flow:');
  if (aside && frame.trail.length === 0) { // told: what comes after it, comes back here
    frame.trail = [{ state: before.state, data: frame.data }];
  }
  frame.state = way.next;
  return aside ? frame : enter(turn, world).frame;
}

function alternative(
  turn: Turn, ways: readonly Alternative[], given: Given, world: World,
): Alternative {
  const { checks } = WORDS[turn.frame.flow];
  const ctx = ctx_of(turn, given, world);
  const way = ways.find(({ check }) => check === undefined || checks[check]!(ctx) === null);
  return way ?? { next: 'stay' };
}

function act(
  turn: Turn, what: { bind?: string[]; emit?: string[] }, given: Given, world: World,
): void {
  for (const name of what.bind ?? []) {
    turn.frame.data = WORDS[turn.frame.flow].binds[name]!(ctx_of(turn, given, world));
  }
  for (const name of what.emit ?? []) {
    const ctx = ctx_of(turn, given, world);
    const drafts = WORDS[turn.frame.flow].emits[name]!(ctx);
    turn.operations.push(...drafts);
    turn.view = turn.view.with_ops(drafts.map((one) =>
      ({ ...one, captured_at: ctx.moment.now, actor: '', op_id: ctx.moment.id })));
  }
}

/** What an accepted input leaves behind: the way back, the signal, the band. */
function settle(
  turn: Turn, given: Given, before: { state: string; data: Data }, warning: Band | null,
): void {
  const { frame } = turn;
  const recorded = turn.operations.length > 0;
  const code = given.got?.code ?? null;
  frame.stop = null;
  frame.hold = null;
  frame.met = [];
  if (given.input === 'scan') frame.right = given.raw;
  const further = given.input === 'back' ? frame.trail : [...frame.trail, before];
  frame.trail = recorded ? [] : further.slice(-TRAIL_MAX);
  const gone = turn.operations.flatMap((op) => op.scans); // the others stay with the work
  frame.scans = frame.scans.filter((scan) => !gone.includes(scan));
  if (recorded) turn.feedback = 'good';
  else turn.feedback = given.input === 'scan' ? 'good' : 'none';
  const name = recorded ? `recorded.${turn.operations.at(-1)!.kind}` : `right.${given.got?.what}`;
  // A look-up asks for nothing, so nothing can be the right one.
  const shown = recorded || (given.got !== null && frame.flow !== 'lookup');
  frame.band = warning ?? (shown ? band('good', name, code, false) : null);
  if (warning !== null) turn.feedback = 'attention';
}

/** Runs the binds of the state just entered. */
function enter(turn: Turn, world: World): Turn {
  const def = FLOW_DEFS[turn.frame.flow].states[turn.frame.state]!;
  for (const name of def.bind ?? []) {
    turn.frame.data = WORDS[turn.frame.flow].binds[name]!(ctx_of(turn, NOBODY, world));
  }
  if (def.next === undefined) return turn;
  const way = alternative(turn, def.next, NOBODY, world);
  if (way.next === 'stay') return turn;
  turn.frame.state = way.next;
  return enter(turn, world); // a junction: it asks nothing
}

function ctx_of(turn: Turn, given: Given, world: World): Ctx {
  return {
    data: turn.frame.data, given, view: turn.view, moment: world.moment,
    scans: turn.frame.scans, state: turn.frame.state, flow: turn.frame.flow,
  };
}
