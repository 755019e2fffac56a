// SPDX-License-Identifier: Apache-2.0
/**
 * What becomes of goods that came back, and what the inspector found of a claimed part (WA2): each
 * choice with what it does to goods, holds and money. Money is the ERP's; here it is advised. Pure.
 */
import { draft } from '../domain/operation.ts';
import type { ClaimRow, ReturnedRow } from '../domain/reverse.ts';
import { say, type Decision, type Field, type More } from './decision.ts';
import type { Team } from './disposing.ts';
import { text, type ExceptionRow, type Rows } from './rows.ts';
import { supplierName } from './told.ts';
import { witnessFields } from './witness.ts';

export const DISPOSITIONS = [
  'restock_A', 'restock_B', 'return_to_vendor', 'send_back', 'scrap', 'warranty_test',
  'hazmat_quarantine',
] as const;
type Disposition = (typeof DISPOSITIONS)[number];
export const FINDINGS = ['valid', 'vendor_responsible', 'no_fault_found', 'invalid'] as const;
type Finding = (typeof FINDINGS)[number];
export const RETURN_REASONS = [
  'as_agreed', 'goods_good', 'goods_used', 'goods_damaged', 'not_ours', 'supplier_agreed', 'other',
];
export const FINDING_REASONS = ['tested', 'looked_at', 'supplier_agreed', 'other'];

const DECIDABLE = 'part_received'; // the claim's state while its part waits for the inspector
const FEE_MAX = 1_000_000_000;
const LESS: readonly string[] = ['restock_A', 'restock_B']; // the credit is less a fee
const SCRAPS: readonly string[] = ['valid', 'invalid'];
const PAYS: readonly string[] = ['valid', 'vendor_responsible'];

/** A reason with what the person added to it. */
const because = (why: string, note = ''): string =>
  [why, note.trim()].filter(Boolean).join(': ');

/** Digits that a currency has after its point; without a currency amounts are whole numbers. */
export function digitsOf(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency })
      .resolvedOptions().maximumFractionDigits ?? 0;
  } catch {
    return 0;
  }
}

/** "120.50" as 12050; null for what is no such amount. */
export function minorOf(typed: string, digits: number): number | null {
  const found = /^(\d{1,9})(?:[.,](\d+))?$/.exec(typed.trim());
  if (!found || (found[2] ?? '').length > digits) return null;
  return Number(`${found[1]}${(found[2] ?? '').padEnd(digits, '0')}`);
}

/** 12050 as "120.50". */
export function typedMinor(minor: number, digits: number): string {
  const all = String(minor).padStart(digits + 1, '0');
  return digits ? `${all.slice(0, -digits)}.${all.slice(-digits)}` : all;
}

/** The return that a question is about, while it waits for its decision. */
export const returnedOf = (row: ExceptionRow, rows: Rows): ReturnedRow | undefined =>
  rows.returned.get(text(row, 'returned'));

/** The claim of a return that still waits for its inspector. */
export function claimOf(returned: ReturnedRow, rows: Rows): ClaimRow | undefined {
  const claim = rows.claim.get(returned.claim);
  return claim?.state === DECIDABLE && claim.returned === returned.returned ? claim : undefined;
}

const feeOf = (more: More, currency: string): number | null => {
  const fee = minorOf(more['fee'] ?? '0', digitsOf(currency));
  return fee !== null && fee <= FEE_MAX ? fee : null;
};

/** The fee in the currency of the return; where nobody said one, in its smallest coin. */
function fee({ currency = '' }: ReturnedRow): Field {
  return {
    name: 'fee', starts: '0', ...(digitsOf(currency) === 0 ? { type: 'whole' as const } : {}),
    label: currency ? say('board.field.fee_in', { currency }) : say('board.field.fee'),
    fits: (_, more) => feeOf(more, currency) !== null,
    wrong: (_, more) => (feeOf(more, currency) !== null ? null
      : say(digitsOf(currency) === 0 ? 'board.return.wrong.fee' : 'board.return.wrong.fee_in')),
  };
}

/** What keeps a claimed part from being scrapped, besides a witness: its day. */
const kept = (returned: ReturnedRow): Decision['effects'] => (returned.keep_until
  ? [{ on: 'goods', odd: true, say: say('board.effect.return.kept', { day: returned.keep_until }) }]
  : []);

function dispose(to: Disposition, returned: ReturnedRow, team: Team): Decision {
  const params = { returned: returned.returned };
  const scraps = to === 'scrap';
  return {
    id: `${to}:${returned.returned}`, mark: null,
    title: say(`board.return.${to}`), button: say(`board.return.${to}.go`),
    effects: [
      ...(['goods', 'hold', 'erp'] as const)
        .map((on) => ({ on, say: say(`board.effect.return.${to}.${on}`, params) })),
      ...(scraps ? kept(returned) : []),
    ],
    ask: { name: 'reason', choices: RETURN_REASONS, note: true }, qualify: null,
    fields: [...(LESS.includes(to) ? [fee(returned)] : []),
      ...(scraps ? witnessFields(team, returned.kind === 'warranty') : [])],
    draft: ({ why, note, more = {} }) => draft('return_disposition', {
      returned: returned.returned, disposition: to, reason: because(why, note),
      fee_minor: LESS.includes(to) ? feeOf(more, returned.currency ?? '')! : 0,
      witness: more['witness'] || null,
    }, `returned:${returned.returned}`),
  };
}

/** Between nothing and what was claimed, in the claim's own currency. */
function amount(claim: ClaimRow): Field {
  const digits = digitsOf(claim.currency);
  const most = typedMinor(claim.claimed_minor, digits);
  const fits = (value: string): boolean => {
    const minor = minorOf(value, digits);
    return minor !== null && minor > 0 && minor <= claim.claimed_minor;
  };
  return {
    name: 'approved', needed: true, starts: most, fits,
    label: say('board.field.approved', { currency: claim.currency, most }),
    wrong: (value) => (fits(value) ? null : say('board.return.wrong.amount', { most })),
  };
}

function find(
  finding: Finding, claim: ClaimRow, returned: ReturnedRow, rows: Rows, team: Team,
): Decision {
  const params = {
    claim: claim.claim, customer: claim.customer, supplier: supplierName(claim.supplier, rows),
  };
  const pays = PAYS.includes(finding);
  return {
    id: `${finding}:${claim.claim}`, mark: null,
    title: say(`board.claim.${finding}`, params), button: say(`board.claim.${finding}.go`),
    effects: [
      { on: 'goods', say: say(`board.effect.claim.${finding}.goods`, params) },
      ...(SCRAPS.includes(finding) ? kept(returned) : []),
      { on: 'hold', say: say(`board.effect.claim.${
        SCRAPS.includes(finding) ? 'scrap' : finding}.hold`) },
      { on: 'erp', say: say(`board.effect.claim.${finding}.erp`, params) },
    ],
    ask: { name: 'reason', choices: FINDING_REASONS, note: true }, qualify: null,
    fields: [...(pays ? [amount(claim)] : []),
      ...(SCRAPS.includes(finding) ? witnessFields(team, false) : [])],
    draft: ({ why, note, more = {} }) => draft('claim_decision', {
      claim: claim.claim, finding, reason: because(why, note),
      approved_minor: pays ? minorOf(more['approved'] ?? '', digitsOf(claim.currency))! : 0,
      witness: more['witness'] || null,
    }, `returned:${returned.returned}`),
  };
}

/** A part whose claim waits for its inspector is decided by what he found; its goods follow. */
export function findings(row: ExceptionRow, rows: Rows, team: Team): readonly Decision[] {
  const returned = returnedOf(row, rows);
  const claim = returned && claimOf(returned, rows);
  return returned && claim ? FINDINGS.map((one) => find(one, claim, returned, rows, team)) : [];
}

const may = (to: Disposition, { kind, danger }: ReturnedRow): boolean => {
  if (to === 'hazmat_quarantine') return danger !== '';
  if (to === 'warranty_test') return kind === 'unknown';
  return kind !== 'warranty' || !LESS.includes(to); // a claimed part is not sold again by this
};

/** What may become of goods that came back. */
export function dispositions(row: ExceptionRow, rows: Rows, team: Team): readonly Decision[] {
  const returned = returnedOf(row, rows);
  if (!returned || claimOf(returned, rows)) return [];
  return DISPOSITIONS.filter((to) => may(to, returned)).map((to) => dispose(to, returned, team));
}

/** Every return that waits for its decision, as a question of its own; the oldest first. */
export function returnsNow(rows: Rows): readonly ExceptionRow[] {
  return [...rows.returned.values()]
    .sort((a, b) => a.at.localeCompare(b.at) || a.returned.localeCompare(b.returned))
    .map((one) => ({
      exception: `returned:${one.returned}`, kind: 'returned', state: 'open', operation: '',
      actor: '', device: '', raised_at: one.at, decisions: ['claim_decision', 'return_disposition'],
      returned: one.returned, lpn: one.lpn, location: one.location, customer: one.customer,
      part: one.lines[0]?.part ?? '', authorization: one.authorization, claim: one.claim,
      return_kind: one.kind, danger: one.danger,
    }));
}
