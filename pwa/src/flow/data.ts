// SPDX-License-Identifier: Apache-2.0
/**
 * The state of a running flow: plain JSON, stored after every input, so that a killed tab comes
 * back to the same question.
 */
import type { Numbered } from '../domain/assemblies.ts';
import type { Bodies, PhotoSubject, ScanRecord } from '../domain/operation.ts';
import type { Answers, Condition, Danger, ReturnKind } from '../domain/reverse.ts';
import type { InspectCheck, Scope } from '../domain/rows.ts';
import type { Source } from '../domain/source.ts';
import type { Band, FlowName, HoldStop, Stop } from './step.ts';

/** A line of a carton being received, as found. `line` is null where it was not announced. */
export type Found = {
  line: number | null; part: string; announced: number | null; quantity: number; damaged: number;
  lot: string | null; expires_on: string | null; serials: string[]; hold: string | null;
  counted: boolean; // a person said this number, or scanned these serials
  unread?: number; // units whose number nobody can read
};

/**
 * Units that came with a carton and cannot go on with the rest: on a plate of their own. `actual`
 * is the part inside where the label names another, null until it was scanned.
 */
export type Side = {
  why: 'surplus' | 'damaged' | 'mislabelled'; part: string; actual: string | null;
  quantity: number; lot: string | null; expires_on: string | null; line: number | null;
  code: string; lpn: string | null;
};

/** A line of goods in hand or in a bin. */
export type Entry = { part: string; lot: string | null; serial: string | null; quantity: number };

/**
 * Orders on one walk, and the tote of each; lines are named `order|line`. `batch`: all go into one
 * tote, and are sorted after.
 */
export type Cluster = Readonly<{
  orders: readonly string[]; totes: Readonly<Record<string, string>>;
  closed: readonly string[]; skipped: readonly string[]; batch?: true;
}>;

/** Units that an order line is to get of what is taken in one go. */
export type Shared = Readonly<{ order: string; line: number; units: number }>;

/** The tote that is sorted, and its orders by their position on the cart or the wall. */
export type Sorting = Readonly<{ from: string; orders: readonly string[] }>;

/** Goods that came back, as far as they were looked at. */
export type Back = {
  kind: ReturnKind; answers: Answers; authorization?: string; claim?: string; tag?: string;
  customer?: string; vehicle?: string; condition?: Condition; boxed?: string; danger?: Danger;
  hazard_paper?: string; seen?: boolean; // the grade was shown
  stranger?: string; // a sender whom nobody knows, until it is said that it is so
  sure?: number; // an unlikely number that was said twice
  id?: string; // what it is told as, once a photo was taken of it
};

/** A lot that is inspected, as far as it was looked at; findings are in the order of the checks. */
export type Inspecting = {
  task: string; receipt: string; lpns: string[];
  size: number; n: number; ac: number; re: number; drawn: string;
  checks: InspectCheck[]; today: string; lead: boolean;
  findings: { check: string; answer?: string; value?: number; scale?: number; unit?: string }[];
  nonconforming?: number; result?: 'pass' | 'fail' | 'partial' | 'conditional';
  apart?: number; until?: string; // failed units of a split lot; the last day of a condition
};

/** What a flow remembers. Every field is optional; each flow uses a few. */
export type Data = {
  // receive
  asn?: string; receipt?: string; supplier?: string; dock?: string; lpn?: string; pallet?: string;
  found?: Found[]; current?: number; sides?: Side[]; aside?: 'unexpected';
  pictured?: Bodies['photo'][]; // photos of a difference, for the plate beside the carton
  paper?: string; pallets?: number; refused?: string;
  mislabelled?: { part: string; code: string }; label?: string; // what the label said, as read
  pack?: { code: string; quantity: number; told?: number } | null; packs?: string[];
  hazmat?: string[];
  // goods in hand: putaway, pick, pack, hold
  source?: Source; holder?: string; part?: string; lot?: string | null; serial?: string | null;
  lots?: string[]; serials?: string[]; quantity?: number | null; whole?: boolean;
  lines?: Entry[]; tried?: string;
  // orders
  order?: string; line?: number; task?: string | null; tote?: string; carton?: string;
  asked?: number; short?: { found: number; asked: number; reason: string; damaged?: number } | null;
  identified?: boolean;
  other_lot?: string; // scanned while another lot was in hand: the person says which counts
  bare?: boolean; // the last unit was counted by its part number alone
  avoid?: string[]; closed?: number[]; skipped?: number[];
  ordered?: string; // the number on the order line, where `part` may be one that serves for it
  at?: string; // the bin that was scanned last: the picker still stands there
  along?: boolean; // the order was taken along to where no network is
  cluster?: Cluster; // several orders on one walk; `order` is the one in hand
  wants?: Shared[]; // what each order line of a batch gets of what is taken here
  sort?: Sorting; // a batch that is sorted; `tote` is the one that the thing in hand goes into
  zone?: string; // only lines of this zone; the tote is passed on for the others
  breaks?: string; // the rule that a supervisor overrides
  days?: readonly Readonly<{ day: string; past: boolean }>[]; // what was typed may mean these
  swap?: string; // why a lot that expires later goes first
  fits?: number; // units that still went into the tote that is full
  case?: number; // units of the case that was scanned, where it is opened for fewer
  damaged?: string[]; damaged_told?: boolean; // damaged units by number; whether they are told
  // count
  entries?: Entry[]; plates?: string[]; unknown?: string[]; empty?: boolean;
  strange?: { // an unknown code in hand, and the operation that told of it
    raw: string; quantity: number; note: string | null; operation?: string;
  };
  unknown_units?: Record<string, number>; after_unknown?: boolean;
  beside?: string[]; // loose goods of which it was said that they are on no plate
  me?: { actor: string; lead: boolean }; // who counts
  strays?: { code: string; belongs: string | null }[]; // found where nobody expected them
  began?: string; still?: string; // when the bin was scanned; a mark that only tells of change
  // directed places
  directed?: string | null; target?: string; reason?: string | null;
  differs?: Differs;
  onto?: string; emptied?: string; // a stored plate that takes the goods; one that gave all
  named?: string; // the place of the plan that was refused; `directed` is the next one then
  // load
  door?: string; shipment?: string | null; loaded?: string[];
  early?: string; // a carton whose stop comes later than others that wait
  stays?: string; // a carton that is left behind
  courier?: string; // who comes for this carton without a route
  leaving?: boolean; extra_seen?: boolean; // the vehicle is to leave; what is too much was seen
  seal?: string; taken_by?: string; document?: string; signature?: string; // said at departure
  undo?: string[]; // operations to be put back, the next one first
  // hold, lookup
  scope?: Scope; subject?: { what: string; code: string; part: string };
  said?: ScanRecord; hand?: ScanRecord[]; // how it was named; what the next flow begins with
  done?: number;
  held?: string; // the hold's id, where a photo was taken before it was told
  photo?: { of: PhotoSubject; where: string };
  // pack: parts whose marks are on (carton|part), the weight said first, the units of a swap
  marked?: string[]; weight?: number; swap_out?: string; swap_in?: string;
  missed?: string; // the cut-off that had passed when it was packed
  size?: string; // of the carton, by its name
  inspect?: Inspecting;
  // assembly: whose modules are asked for, those said, and parts of which one is not there
  assembly?: Numbered; modules?: Numbered[]; lacking?: string[];
  // returns, remanufacture
  truck?: string; // a vehicle whose driver brought cores back
  back?: Back; dangerous?: boolean; carrier?: string; unit?: string;
};

/** Received goods of which another number is there: `serials` are missing, or those nobody told. */
export type Differs = {
  holder: string; part: string; lot: string; told: number; found: number; serials: string[];
};

/** One flow on the stack: where it stands and what it remembers. */
export type Frame = {
  flow: FlowName; state: string; data: Data;
  trail: { state: string; data: Data }[]; // where `back` leads; cleared when something is recorded
  scans: ScanRecord[]; // symbols read since the last operation
  band: Band | null; stop: Stop | null; hold: HoldStop | null;
  right?: string; // the symbol accepted last: read twice it is no mistake
  met?: string[]; // held units told in this step already
  photos?: { of: string; n: number }; // taken of what the step was about then
};

/** The innermost flow stands last. */
export type FlowState = { v: 1; frames: Frame[] };

/** Answers that no operation holds yet: goods and plates of a count, serials of a carton. */
export const untold = (data: Data): number => (data.entries ?? []).length
  + (data.plates ?? []).length + (data.inspect?.findings.length ?? 0)
  + (data.found ?? []).reduce((sum, one) => sum + one.serials.length, 0);

/** What comes from outside, so that the machine stays pure: an instant and fresh ids. */
export type Moment = Readonly<{
  now: string; id: string; actor?: string; lead?: boolean; // who works, and whether as supervisor
}>;

export const TRAIL_MAX = 20;
/** A symbol longer than this is cut in the record (backend/domain/wire.py, TEXT_MAX). */
export const RAW_MAX = 512;
/** Symbols kept for one operation: a carton of serials has some hundred (LIST_MAX is 2000). */
export const SCANS_MAX = 500;

/** Which question a person answers, whatever has been said about the last scan. */
export const place_of = (state: FlowState | null): string =>
  JSON.stringify(state?.frames.map(({ flow, state: at, data }) => [flow, at, data]) ?? null);

/** What was stored, if it is a flow state at all; the rules know whether its states still exist. */
export function stored_flow(found: unknown): FlowState | null {
  const state = found as FlowState | null;
  return state?.v === 1 && state.frames.length > 0 ? state : null;
}
