// SPDX-License-Identifier: Apache-2.0
/**
 * The words that flow data may use: named checks, binds, emits and shows.
 *
 * A flow is `pwa/flows/<name>.flow.json`; its vocabulary is say, expect, bind, check, next, offer,
 * emit. Anything cleverer is a function with a name, in the file of that flow.
 */
import type { Bodies, Draft, ScanRecord } from '../domain/operation.ts';
import type { LocationRow, PartRow } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';
import type { Data, Moment } from './data.ts';
import type { Got } from './resolve.ts';
import type {
  Aim, Band, FlowName, HoldStop, Icon, Params, Picture, Plate, Step, Stop, Text,
} from './step.ts';

/** What came in, as the words see it. `id` and `value` are of taps. */
export type Given = Readonly<{
  input: string; id: string; value: number; got: Got | null; raw: string; photo?: Picture;
}>;

/** Everything a word may look at. Words change nothing. */
export type Ctx = Readonly<{
  data: Data; given: Given; view: View; moment: Moment; scans: readonly ScanRecord[];
  state: string; flow: FlowName;
}>;

/** A held unit as it was met; where it was met the machine knows. */
export type Met = Readonly<Omit<Bodies['hold_hit'], 'where'>>;

/** Why a scan does not pass. `no` only chooses between alternatives and is never shown. */
export type Fault =
  | Readonly<{ tone: 'no' }>
  | Readonly<{ tone: 'attn'; band: Band }>
  | Readonly<{ tone: 'warn'; band: Band }> // passes, but says so
  | Readonly<{ tone: 'stop'; stop: Stop }>
  | Readonly<{ tone: 'hold'; hold: HoldStop; met: Met | null }>; // null: no unit was met

export type Held = Extract<Fault, { tone: 'hold' }>;

export type Check = (ctx: Ctx) => Fault | null;
export type Bind = (ctx: Ctx) => Data;
export type Emit = (ctx: Ctx) => Draft[];

/**
 * A piece of a step; `ask` fills the question, `asks` names another one, `want` is the code that
 * should be scanned.
 */
export type Piece = Partial<Omit<Step, 'flow' | 'state' | 'title' | 'question' | 'aim'>> & {
  ask?: Params; asks?: string; want?: { code: string; small: string | null } | null;
};
export type Show = (ctx: Ctx) => Piece;

export type Words = Readonly<{
  checks: Readonly<Record<string, Check>>; binds: Readonly<Record<string, Bind>>;
  emits: Readonly<Record<string, Emit>>; shows: Readonly<Record<string, Show>>;
}>;

export type Alternative = {
  check?: string; bind?: string[]; emit?: string[]; next: string;
};
export type Transition = {
  check?: string[]; bind?: string[]; emit?: string[]; next: string | Alternative[];
};
export type StateDef = {
  say: { aim: Aim; show: string[] };
  bind?: string[];
  resume?: Alternative[]; // where to go on when a flow that lay over this state ends
  next?: Alternative[]; // a junction goes on at once where an alternative passes
  expect: Record<string, Transition>;
  offer?: Record<string, Transition & { icon: Icon }>;
};
export type FlowDef = { flow: FlowName; start: string; states: Record<string, StateDef> };

export const NO: Fault = { tone: 'no' };
export const text = (key: string, params: Params = {}): Text => ({ key, params });
export const when = (passes: boolean): Fault | null => (passes ? null : NO);

export function band(tone: Band['tone'], name: string, code: string | null, note = true): Band {
  return {
    tone, title: text(`band.${name}`), code,
    note: note ? text(`band.${name}.note`, code === null ? {} : { code }) : null,
  };
}

export const attn = (name: string, code: string | null): Fault =>
  ({ tone: 'attn', band: band('attn', name, code) });

export const warn = (name: string, code: string | null): Fault =>
  ({ tone: 'warn', band: band('attn', name, code) });

/** States that ask for a serial, in whatever flow. */
export const SERIAL_STEPS: readonly string[] = ['serial', 'serials'];

/** What is asked for where no single code is: by the name of the stop. */
const NEXT: Readonly<Record<string, string>> = {
  not_dock: 'stop.next.dock', not_door: 'stop.next.door', not_shelf: 'stop.next.shelf',
  not_storage: 'stop.next.shelf', segregated: 'stop.next.shelf', too_big: 'stop.next.shelf',
  carton_used: 'stop.next.free_plate', not_packed: 'stop.next.pack',
  order_left: 'stop.next.put_back',
  not_tote: 'stop.next.free_tote', wrong_tote: 'stop.next.free_tote',
  tote_hazard: 'stop.next.free_tote', plate_used: 'stop.next.free_plate',
  sort_first: 'stop.next.sort',
};

/** Full red. `wanted` and `where` may be unknown; the words for next depend on `wanted`. */
export function stop(
  name: string, ctx: Ctx, wanted: Stop['wanted'], scanned: Stop['scanned'], where: string | null,
  note: Text = text('stop.note'),
): Fault {
  const number = SERIAL_STEPS.includes(ctx.state) && wanted?.code === ctx.data.part;
  const next = wanted === null ? NEXT[name] ?? 'stop.next.other'
    : number ? 'stop.next.serial' : 'stop.next.scan'; // a part's number would stop here again
  return {
    tone: 'stop',
    stop: {
      code: name, title: text(`stop.${name}.title`), note, wanted, scanned,
      where: where === null ? null : plate(ctx.view, where),
      where_code: where, next: text(next, wanted === null ? {} : { code: wanted.code }),
    },
  };
}

/** A place as its label; null where the code is no location of this site. */
export function plate(view: View, code: string | null | undefined): Plate | null {
  const row = code === null || code === undefined ? null : view.location(code);
  return row === null ? null : plate_of_row(row);
}

function plate_of_row(row: LocationRow): Plate {
  return {
    location: row.location, zone: row.zone, level: String(row.level ?? ''),
    confirm: row.confirm ?? '',
  };
}

export function small(part: PartRow | null): string | null {
  return part === null || part.description === '' ? null : part.description;
}

/** The unit's name as a message: `unit.EA`. */
export const unit = (part: PartRow | null): Text => text(`unit.${part?.uom ?? 'EA'}`);

export function part_of(ctx: Ctx): PartRow | null {
  return ctx.data.part === undefined ? null : ctx.view.part(ctx.data.part);
}
