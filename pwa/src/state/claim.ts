// SPDX-License-Identifier: Apache-2.0
/**
 * Tells the server, where it is in reach, that a person begins to pick an order, so that others are
 * offered other work. It is asked once and never queued: without network two may pick the same.
 * The server needs nobody signed in there for it: the claim names who, as a pick does (009, 010).
 */
import { utc } from '../domain/clock.ts';
import { sha256 } from '../domain/hash.ts';
import { draft, seal, write } from '../domain/operation.ts';
import { RANDOM_BYTES, uuid7 } from '../domain/uuid7.ts';
import { call } from './api.ts';

type Who = Readonly<{ site: string; actor: string; session: string }>;
type Result = Readonly<{ reason: string | null }>;

/** True: somebody else picks this order. */
export async function claim(
  order: string, who: Who, seen: number, along = false, tour: readonly string[] = [],
): Promise<boolean> {
  const now = Date.now();
  const op_id = uuid7(now, crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)));
  const told = { order, ...(along ? { along } : {}), ...(tour.length > 1 ? { tour } : {}) };
  const op = write(seal(draft('claim', told, ''), {
    op_id, ...who, captured_at: utc(now), clock_offset_ms: 0, clock_err_ms: 0, mono_ms: 0,
    boot: op_id, seen,
  }));
  const body = { op_id, hash: await sha256(op), op };
  const answer = await call<Result>('POST', '/api/v1/claims', body);
  return answer.ok && answer.body.reason === 'declined_taken';
}
