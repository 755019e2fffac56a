// SPDX-License-Identifier: Apache-2.0
/**
 * Requests of the desk: an operation of whoever is signed in, answered at once. The bytes are
 * written once; asking again after a lost answer sends the same bytes and cannot act twice.
 */
import { utc } from '../domain/clock.ts';
import { sha256 } from '../domain/hash.ts';
import { seal, write, type Draft } from '../domain/operation.ts';
import { RANDOM_BYTES, uuid7 } from '../domain/uuid7.ts';

export type Who = Readonly<{ site: string; actor: string; session: string }>;
/** Badge and PIN of a second person, who confirms what it was asked for; they are kept nowhere. */
export type Keys = Readonly<{ badge: string; pin: string }>;
export type Sealed = Readonly<{ op_id: string; hash: string; op: string; witness?: Keys }>;
/** A unit that an answer names: what was held on board. */
export type Unit = Readonly<{
  part: string; serial: string; lot: string; holder: string; holds: readonly string[];
}>;
/** `declined` is an answer, not an error. `unknown`: perhaps it was heard; ask with these bytes. */
export type Reply =
  | Readonly<{ is: 'done'; detail?: Detail }>
  | Readonly<{
    is: 'declined' | 'parked' | 'rejected'; reason: string; units?: readonly Unit[];
    fault?: Fault;
  }>
  | Readonly<{ is: 'sign_in' }>
  | Readonly<{ is: 'unknown'; sealed: Sealed }>;
export type Detail = Readonly<Record<string, unknown>>;
/** What would not do, and in which field. */
export type Fault = Readonly<{ field: string; text: string }>;
export type Result = Readonly<{ outcome: string; reason: string | null; detail: Detail | null }>;
export type Post = (path: string, body: Sealed) => Promise<
  Readonly<{ ok: true; body: Result }> | Readonly<{ ok: false; why: string }>>;
const UNPROVEN: Readonly<Record<string, string>> = {
  refused: 'witness_unproven', wait: 'witness_wait',
};

const TRIES = 3; // a moment's gap in the network; after that a person decides to ask again

/** Writes and hashes a request. */
export async function sealed(
  made: Draft, who: Who, seen: number, now: number, random: Uint8Array,
): Promise<Sealed> {
  if (random.length !== RANDOM_BYTES) throw new RangeError('an id needs ten random bytes');
  const op_id = uuid7(now, random);
  const op = write(seal(made, {
    op_id, ...who, captured_at: utc(now), clock_offset_ms: 0, clock_err_ms: 0,
    mono_ms: 0, boot: op_id, seen,
  }));
  return { op_id, hash: await sha256(op), op };
}

/**
 * A request names the field and its fault, or only what stands against it, or what was not said; of
 * a text that could not be read the answer says where and what.
 */
function fault(detail: Detail | null): { fault?: Fault } {
  const said = (...names: readonly string[]): string =>
    names.map((name) => detail?.[name]).find((one) => typeof one === 'string') as string ?? '';
  const missing = detail?.['fields'];
  if (Array.isArray(missing)) return { fault: { field: missing.join(), text: 'missing' } };
  const field = said('field', 'where').replace(/^body\./, '');
  const text = said('fault', 'text', 'what');
  return text ? { fault: { field, text } } : {};
}

/** What an answer means to the person who waits for it. */
export function meaning(result: Result): Reply {
  const reason = result.reason ?? '';
  if (result.detail?.['declined'] === true) {
    const units = result.detail['units'];
    return {
      is: 'declined', reason, ...fault(result.detail),
      ...(Array.isArray(units) ? { units: units as Unit[] } : {}),
    };
  }
  if (result.outcome === 'parked') return { is: 'parked', reason };
  if (result.outcome === 'rejected') return { is: 'rejected', reason, ...fault(result.detail) };
  const { detail } = result;
  return { is: 'done', ...(detail && Object.keys(detail).length ? { detail } : {}) };
}

/** Sends the same bytes until there is an answer, a few times. */
export async function send(bytes: Sealed, post: Post): Promise<Reply> {
  for (let n = 0; n < TRIES; n += 1) {
    const answer = await post('/api/v1/requests', bytes);
    if (answer.ok) return meaning(answer.body);
    const unproven = bytes.witness && UNPROVEN[answer.why];
    if (unproven) return { is: 'declined', reason: unproven };
    if (answer.why === 'refused') return { is: 'sign_in' };
  }
  return { is: 'unknown', sealed: bytes };
}
