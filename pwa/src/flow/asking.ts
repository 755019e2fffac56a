// SPDX-License-Identifier: Apache-2.0
/**
 * What only the server may answer (CF15): asked while the person waits, never queued. A no, or no
 * network, is a word on the step that stands; asked again it cannot act twice.
 */
import type { Draft, Kind } from '../domain/operation.ts';
import type { FlowState } from './data.ts';
import type { Advance } from './machine.ts';

/** Told online only, by a person with a role; they may be declined. */
const REQUESTS: readonly Kind[] = [
  'hold_release', 'resolution', 'variance_approval', 'plate_clearance', 'recount',
  'acknowledgement', 'shipment', 'claim', 'hold_rule', 'hold_owner', 'inspection', 'disposition',
  'return_disposition', 'claim_decision', 'policy_change',
];

/** What was heard of a request; whatever is not clearly an answer counts as none. */
export type Heard =
  | Readonly<{ is: 'ok'; body: Readonly<{
    outcome: string; reason: string | null; detail: Readonly<Record<string, unknown>> | null;
  }> }>
  | Readonly<{ is: string }>;

/** Bands that a request may end with: unheard, declined for a reason that is named, or another. */
export type About = Readonly<{ code: string; part: string }>;
type Ends = Readonly<{ lost: string; other: string; named: Readonly<Record<string, string>> }>;

const DEPARTURE: Ends = {
  lost: 'online_only', other: 'truck_stays',
  named: { declined_held: 'truck_held', declined_done: 'truck_gone' },
};
const INSPECTION: Ends = {
  lost: 'ask_online', other: 'result_declined',
  named: { declined_unfit: 'result_unfit', declined_unknown: 'inspected_before' },
};

/** The first carton that may not leave, and what of it: as the server names them. */
function about(heard: Heard): About | undefined {
  const units = 'body' in heard ? heard.body.detail?.['units'] : undefined;
  const [first] = (units ?? []) as readonly { holder: string; part: string }[];
  return first && { code: first.holder.replace('lpn:', ''), part: first.part };
}

/** What an answer says to whoever waits for it; null: it was done. */
function no_of(kind: Kind, heard: Heard): string | null {
  const ends = kind === 'inspection' ? INSPECTION : DEPARTURE;
  if (heard.is === 'sign_in') return 'sign_in_first';
  if (!('body' in heard)) return ends.lost;
  const { outcome, reason, detail } = heard.body;
  if (detail?.['declined'] !== true && outcome !== 'rejected') return null;
  return ends.named[reason ?? ''] ?? ends.other;
}

/** The same answer of a flow once the server has said yes, or the step that stands with its no. */
export async function with_answers(
  answer: Advance, ask: (one: Draft) => Promise<Heard>,
  noted: (no: string, about?: About) => FlowState | null,
): Promise<Advance> {
  const is_request = ({ kind }: Draft): boolean => REQUESTS.includes(kind);
  for (const one of answer.operations.filter(is_request)) {
    const heard = await ask(one);
    const no = no_of(one.kind, heard);
    if (no === null) continue;
    const state = noted(no, about(heard));
    return { state, step: null, operations: [], feedback: 'attention' };
  }
  return { ...answer, operations: answer.operations.filter((one) => !is_request(one)) };
}
