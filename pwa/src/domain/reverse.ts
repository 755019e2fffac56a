// SPDX-License-Identifier: Apache-2.0
/** Goods that come back: what is told of them (domain/bodies_reverse.py), and their rows. */
import type { Line } from './operation.ts';

export type Answers = Record<string, boolean>;
export type Condition = 'as_new' | 'opened' | 'used' | 'damaged';
export type ReturnKind = 'rma' | 'core' | 'warranty' | 'unknown';
export type Danger = 'leaking_battery' | 'deployed_airbag' | 'fuel_residue' | 'other';
export type ReturnLine = Line & {
  line: number | null; condition: Condition; boxed_as: string | null; checks: Answers;
};

export type Reverse = {
  return_receipt: {
    returned: string; location: string; lpn: string; lines: ReturnLine[]; kind: ReturnKind;
    customer: string | null; authorization: string | null; claim: string | null;
    vehicle: string | null; carrier_receipt: string | null; danger: Danger | null;
    container: string | null; note: string;
  };
  core_receipt: {
    core: string; location: string; lpn: string; part: string; sold_as: string | null;
    serial: string | null; customer: string | null; tag: string | null; answers: Answers;
    grade: string | null; carrier_receipt: string | null;
  };
  core_shipment: {
    shipment: string; vendor: string; lpn: string; carrier: string | null;
    lines: (Line & { grade: string | null; claim: string | null })[];
  };
  reman_consume: { order: string; source: string; lines: Line[] };
  reman_output: {
    order: string; location: string; lpn: string; part: string; serial: string;
    parent_part: string; parent_serial: string;
  };
  reman_loss: { order: string; part: string; serial: string; reason: string };
  return_disposition: {
    returned: string; disposition: string; reason: string; fee_minor: number;
    witness: string | null;
  };
  claim_decision: {
    claim: string; finding: string; reason: string; approved_minor: number;
    witness: string | null;
  };
};

export type AuthorizationRow = {
  authorization: string; customer: string; state: string; opens_on: string; closes_on: string;
  lines: { line: number; part: string; quantity: number }[]; received: Record<string, number>;
};
/** An open deposit; `tag` was printed with the part that was sold. */
export type DepositRow = {
  order: string; line: number; unit: number; customer: string; core_group: string;
  deposit_minor: number; currency: string; due_on: string; tag: string; state: string;
  part: string;
};
export type CustomerRow = { customer: string; name: string };
export type GroupRow = { part: string; core_group: string; family: string; core_part: string };
export type CheckRow = { check: string; fail: string; by_book?: boolean };
export type ChecklistRow = { family: string; checks: CheckRow[] };
export type ClaimRow = {
  claim: string; part: string; serial: string; vehicle: string; customer: string;
  keep_until: string; state: string; called_in: boolean; returned: string; currency: string;
  claimed_minor: number; supplier: string;
};
export type ReturnedRow = {
  returned: string; kind: string; customer: string; authorization: string; claim: string;
  lpn: string; location: string; doubts: string[]; state: string; at: string;
  lines: { part: string; quantity: number; condition: string; boxed_as: string | null }[];
  keep_until: string; danger: string;
  currency?: string; // of its money; '' where nobody said
};
export type CoreShipmentRow = {
  shipment: string; vendor: string; lpn: string; sent_at: string; state: string;
  missing: Record<string, number>;
};
export type RemanOrderRow = {
  order: string; core_group: string; part: string; state: string; taken: number; made: number;
  lost: number;
};
