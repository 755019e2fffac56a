// SPDX-License-Identifier: Apache-2.0
/**
 * Operations: one thing that a person did (docs/concepts/operations.md).
 *
 * The JSON text is written once, hashed, stored, and sent as these bytes on every try.
 */

import type { Numbered } from './assemblies.ts';
import type { Reverse } from './reverse.ts';
import type { Scope } from './rows.ts';

export const ENVELOPE_VERSION = 1;
export const KIND_VERSION = 1;

export type Line = { part: string; quantity: number; lot: string | null; serials: string[] };
export type ReceiptLine = Line & {
  asn_line: number | null; expires_on: string | null; condition: 'good' | 'damaged';
};
export type Aside = 'surplus' | 'unexpected' | 'mislabelled' | 'damaged';
/** Told by the receipt of the carton it came in: no line of a notice is filled by it. */
export const TOLD_BESIDE: readonly (Aside | null | undefined)[] =
  ['surplus', 'damaged', 'mislabelled'];
export type ClearedLine = Line & { lpn: string };

export type Bodies = Reverse & {
  receipt: {
    receipt: string; asn: string | null; supplier: string; location: string; lpn: string;
    parent_lpn: string | null; lines: ReceiptLine[];
    paper?: string | null; // the delivery note of goods that nobody announced
    aside?: Aside | null; // why this plate was filled with what cannot go on with the rest
    beside?: Line[]; // what came in this carton and stands on such plates
  };
  arrival: {
    arrival: string; location: string; carrier: string; pallets: number; cartons: number;
    asn: string | null; trailer: string | null; seal: string | null; note: string;
  };
  refusal: {
    refusal: string; carrier: string; reason: string; asn: string | null;
    supplier: string | null; lpns: string[]; note: string;
  };
  receipt_close: { asn: string; reason: string };
  receipt_differs: {
    holder: string; part: string; lot: string | null; told: number; found: number;
    serials: string[]; // missing, or told of by nobody
    receipt: string | null; asn: string | null; supplier: string | null;
  };
  relabel: {
    part: string; actual: string; code: string; quantity: number; lot: string | null;
    supplier: string | null; lpn: string | null;
  };
  pack_check: { part: string; code: string; told: number; found: number; lpn: string | null };
  pack_short: {
    order: string; source: string; lines: Line[]; reason: string;
    location: string | null; // where such units were picked
  };
  carton_weighed: { lpn: string; weight_g: number; computed_g: number; order: string | null };
  label_wanted: {
    label: 'lpn' | 'packing_list' | 'serial' | 'core_tag'; code: string; copy: number;
    reason: string; order: string | null; part: string | null;
    replaces: string | null; // what the old label said
  };
  modules_capture: {
    parent_part: string; parent_serial: string; modules: Numbered[];
    missing: string[]; removed: Numbered[]; // parts of which one is not in it; units that came out
  };
  serial_capture: { holder: string; part: string; lot: string | null; serials: string[] };
  putaway: Transfer;
  transfer: Transfer & { order?: string }; // whose goods are sorted out of a batch (PK1)
  pick: {
    task: string | null; order: string; line: number; source: string; target: string;
    lines: Line[];
    for_part?: string; // the number that was ordered, where another one is given for it
    reason?: string; // why a lot that expires later went first
    opened?: number; // units left in a case that was opened for this
  };
  short_pick: {
    task: string | null; order: string; line: number; source: string; part: string;
    asked: number; found: number; reason: string;
  };
  replenish_short: {
    task: string; source: string; target: string; part: string; lot: string | null;
    wanted: number; found: number; reason: string;
  };
  pack: { order: string; source: string; target: string; lines: Line[]; size?: string };
  load: {
    shipment: string; order: string | null; lpn: string; location: string;
    reason?: string; // why at another door than the planned one
    carrier?: string; // a courier's name, who comes for it without a route
  };
  left_behind: {
    lpn: string; order: string; reason: string; shipment: string | null; route: string | null;
  };
  undo: Undo;
  count: {
    task: string | null; holder: string; lines: Line[]; lpns: string[]; empty: boolean;
    began_at?: string;
    strays?: { part: string; location: string | null }[]; // not expected here; where they belong
  };
  hold: { hold: string; scope: Scope; reason: string; note: string };
  adjustment: {
    holder: string; part: string; lot: string | null; serial: string | null; quantity: number;
    against: string; reason: string; corrects: string | null;
  };
  code_match: {
    exception: string; part: string; holder: string | null; quantity: number; lot: string | null;
    alias: string | null;
  };
  receipt_match: { receipt: string; lines: Line[]; asn: string | null; reference: string };
  unknown_scan: {
    raw: string; where: string; holder: string | null; quantity: number | null; note: string;
  };
  hold_hit: {
    hold: string; part: string; lot: string | null; serial: string | null; holder: string;
    where: string; order: string | null;
  };
  photo: {
    photo: string; hash: string; bytes: number; type: string; of: PhotoSubject; where: string;
    note: string;
  };
  void: { seq: number; why: string };
  hold_release: { hold: string; reason: string; qualify: boolean };
  hold_rule: HoldRule;
  hold_owner: { hold: string; owner: string };
  inspection: {
    task: string; result: 'pass' | 'fail' | 'partial' | 'conditional'; nonconforming: number;
    lpn: string | null; plan: object; findings: object[]; failed_lpn: string | null;
    until: string | null; reason: string;
  };
  disposition: {
    hold: string; reason: string; holder: string; part: string; quantity: number;
    decision: 'use_as_is' | 'rework' | 'scrap' | 'return_to_vendor' | 'downgrade';
    lot: string | null; serial: string | null; witness: string | null; to_part: string | null;
    location: string | null;
  };
  resolution: { operation: string; decision: 'retry' | 'void'; reason: string };
  acknowledgement: { exception: string; note: string };
  variance_approval: {
    holder: string; part: string; lot: string | null; serial: string | null; quantity: number;
    cause: string;
  };
  plate_clearance: { lpn: string; location: string; lines: ClearedLine[]; cause: string };
  recount: { holder: string };
  shipment: {
    shipment: string; orders: string[]; seal?: string;
    taken_by?: string; // who drives it, or who came for the goods
    document?: string; // by what that person was known
    signature?: string; // the photo of what they signed
    collect?: string[]; // deposits whose cores are to be brought back
  };
  wave_release: { orders: string[]; why: string };
  count_plan: { counts: { location: string; why: string[] }[]; seed: string };
  reslot: {
    part: string; source: string; target: string; saved: number; swap_with: string | null;
  };
  replenishment: { parts: string[]; top_off: boolean };
  policy_change: { base: number; changes: Readonly<Record<string, unknown>> };
  claim: { order: string; along?: boolean; tour?: readonly string[] }; // along: out of reach
};
/** What a site holds by rule, from its first moment; without a filter it takes everything. */
export type HoldRule = {
  rule: string; when: string; active: boolean; reason?: string; note?: string;
  part?: string | null; supplier?: string | null; family?: string | null;
  serial_from?: string | null; serial_to?: string | null;
  lot_from?: string | null; lot_to?: string | null;
  starts_on?: string | null; ends_on?: string | null;
  every?: number; level?: string; aql?: string; edition?: string; may_reduce?: boolean;
};
type Transfer = {
  task: string | null; source: string; target: string; lpn: string | null; lines: Line[];
  suggested: string | null; reason: string | null;
};
/** What a photo is of: each that is known, at least one. */
export type PhotoSubject = Partial<Readonly<Record<
  'operation' | 'lpn' | 'part' | 'asn' | 'order' | 'location' | 'hold', string>>>;
/** Back from `source` to `target` (null: the supplier); with `lpn` the plate stands there again. */
type Undo = {
  undoes: string; verb: Undoable; source: string; target: string | null; lines: Line[];
  lpn: string | null; order: string | null; line: number | null; asn: string | null;
  shipment: string | null; reason: string | null;
  aside?: Aside; // of a plate that was counted with its carton: no notice is opened by it
};
export type Undoable = 'receipt' | 'putaway' | 'transfer' | 'pick' | 'pack' | 'load';
export type Kind = keyof Bodies;

/** Kinds that say what belongs to what, long after the books hold their goods. */
export const BELONGS: readonly string[] = [
  'pick', 'pack', 'load', 'receipt', 'putaway', 'transfer', 'undo',
];
export type ScanRecord = { raw: string; entry: string; at: string };

/**
 * What a flow says happened, before anybody signs it: kind, body, group, symbols. `op_id` where
 * something that follows must name it; else it gets one when it is signed.
 */
export type Draft = {
  [K in Kind]: {
    kind: K; body: Bodies[K]; group: string; after: string[]; scans: ScanRecord[]; op_id?: string;
  };
}[Kind];

/** Who, where, when: what the device adds to a draft. */
export type Stamp = {
  op_id: string; site: string; actor: string; session: string; captured_at: string;
  clock_offset_ms: number; clock_err_ms: number; mono_ms: number; boot: string;
  seen: number;
};

export type Operation = { v: 1; kind_v: number } & Stamp & Draft;

/** What a view needs of an operation: what, when, who, and which one where it may be undone. */
export type Told = Draft & Pick<Stamp, 'captured_at' | 'actor'> & { op_id?: string };

/** The operation as it will be read by the server, in the order of the envelope table and stamp. */
export function seal(draft: Draft, stamp: Stamp): Operation {
  const { op_id, site, ...rest } = stamp;
  const { kind, group, after, scans, body } = draft;
  return {
    v: ENVELOPE_VERSION, op_id, site, kind, kind_v: KIND_VERSION, ...rest,
    group, after, scans, body,
  } as Operation;
}

/** The text that is hashed, stored and sent. Throws where a fraction got into it: a bug. */
export function write(operation: Operation): string {
  return JSON.stringify(operation, (_key, value: unknown) => {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new RangeError('an operation holds whole numbers only');
    }
    return value;
  });
}

/** Makes a draft; `group` names the business object whose operations wait for each other. */
export function draft<K extends Kind>(
  kind: K, body: Bodies[K], group: string, scans: readonly ScanRecord[] = [],
): Draft {
  return { kind, body, group, after: [], scans: [...scans] } as unknown as Draft;
}

const PLATE = 'lpn:';

export const is_plate = (holder: string): boolean => holder.startsWith(PLATE);
export const is_virtual = (holder: string): boolean => holder.startsWith('@');
export const plate_holder = (lpn: string): string => PLATE + lpn;
export const plate_of = (holder: string): string => holder.slice(PLATE.length);
