// SPDX-License-Identifier: Apache-2.0
/**
 * What travels (docs/concepts/operations.md): requests are built and replies are read here.
 *
 * HTTP speaks of the envelope only. Whatever is not clearly our server's answer, a captive
 * portal's page among it, is "unknown": the same bytes are sent again.
 */
import type { FeedRow } from '../domain/rows.ts';
import type { Kept, Outcome, Sealed } from '../store/queue.ts';

export const PROTOCOL = 1;
export const PUSH_OPERATIONS_MAX = 50;
export const PUSH_BYTES_MAX = 256 * 1024;
export const PAGE_ROWS = 500;
export const CALL_MS_MAX = 20_000;

export type PushReply = {
  epoch: string; server_time: string; version: number; expected_seq: number;
  durable_through: number; results: (Outcome & { op_id: string; seq: number })[];
  hints: { pull: boolean; slow_ms: number };
};
export type PullReply = {
  epoch: string; version: number; rows: FeedRow[]; next: string | null;
};

/** What a call ended with. `unknown`: perhaps it arrived, perhaps not. */
export type Reply<T> =
  | { is: 'ok'; body: T }
  | { is: 'sign_in' } | { is: 'update' } | { is: 'halve' } | { is: 'unreadable' }
  | { is: 'epoch'; epoch: string }
  | { is: 'fork' }
  | { is: 'wait'; ms: number }
  | { is: 'unknown'; why: string };

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

export type QueueReport = { pending: number; oldest_at: string | null; last_seq: number };

/** The text of a push. Each operation's own text goes in as it was written. */
export function push_text(
  site: string, epoch: string | null, stored_through: number, sent_at: string,
  queue: QueueReport, batch: readonly Kept[],
): string {
  return JSON.stringify({
    v: PROTOCOL, site, epoch, stored_through, sent_at, queue,
    ops: batch.map((row) => ({ seq: row.seq, op_id: row.op_id, hash: row.hash, op: row.text })),
  });
}

export async function push(fetch: Fetch, text: string): Promise<Reply<PushReply>> {
  return call(fetch, '/api/v1/sync/push', { method: 'POST', body: text }, is_push_reply);
}

export async function pull(
  fetch: Fetch, topics: readonly string[], since: number, after: string | null,
  epoch: string | null,
): Promise<Reply<PullReply>> {
  const query = new URLSearchParams({
    since: String(since), topics: topics.join(','), limit: String(PAGE_ROWS),
  });
  if (after !== null) query.set('after', after);
  if (epoch !== null) query.set('epoch', epoch);
  return call(fetch, `/api/v1/sync/pull?${query}`, { method: 'GET' }, is_pull_reply);
}

/** Takes this device on again after it was copied, under its own cookie, with a new queue. */
export async function renew(
  fetch: Fetch, name: string, installation: string,
): Promise<Reply<object>> {
  const body = JSON.stringify({ token: null, name, installation });
  return call(fetch, '/api/v1/devices/enrol', { method: 'POST', body }, is_object);
}

export type RequestReply = {
  outcome: string; reason: string | null; detail: Readonly<Record<string, unknown>> | null;
};

/** Asks for what needs a connection; the answer is part of the reply. */
export async function request(
  fetch: Fetch, { op: { op_id }, hash, text }: Sealed,
): Promise<Reply<RequestReply>> {
  const body = JSON.stringify({ op_id, hash, op: text });
  return call(fetch, '/api/v1/requests', { method: 'POST', body },
    (value) => is_object(value) && 'outcome' in value);
}

async function call<T>(
  fetch: Fetch, path: string, init: { method: string; body?: string },
  is_reply: (value: unknown) => boolean,
): Promise<Reply<T>> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (init.method !== 'GET') {
    headers['Content-Type'] = 'application/json';
    headers['X-Pickface'] = '1'; // a header that no other origin can send
  }
  try {
    const response = await fetch(path, {
      ...init, headers, credentials: 'same-origin', cache: 'no-store', redirect: 'manual',
      signal: AbortSignal.timeout(CALL_MS_MAX),
    });
    const is_json = (response.headers.get('Content-Type') ?? '').includes('json');
    const body: unknown = is_json ? await response.json() : null;
    if (!response.ok) return refusal(response, body as Record<string, unknown> | null);
    return is_reply(body) ? { is: 'ok', body: body as T } : { is: 'unknown', why: 'not_ours' };
  } catch (error) {
    return { is: 'unknown', why: (error as Error).name };
  }
}

/** Status by status, as the wire says; only our server's JSON is believed. */
function refusal(response: Response, body: Record<string, unknown> | null): Reply<never> {
  const { status } = response;
  const wait = Number(response.headers.get('Retry-After') ?? '0') * 1000;
  if (status === 429 || status === 503) return { is: 'wait', ms: Number.isFinite(wait) ? wait : 0 };
  if (body === null) return { is: 'unknown', why: String(status) };
  if (status === 401) return { is: 'sign_in' };
  if (status === 413) return { is: 'halve' };
  if (status === 422) return { is: 'unreadable' };
  if (status === 426) return { is: 'update' };
  if (status === 409 && body['code'] === 'fork') return { is: 'fork' };
  if (status === 409 && typeof body['epoch'] === 'string') {
    return { is: 'epoch', epoch: body['epoch'] };
  }
  return { is: 'unknown', why: String(status) };
}

const is_object = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function is_push_reply(value: unknown): boolean {
  return is_object(value) && typeof value['epoch'] === 'string' && Array.isArray(value['results'])
    && Number.isSafeInteger(value['expected_seq']) && typeof value['server_time'] === 'string'
    && value['results'].every((one) => is_object(one) && typeof one['op_id'] === 'string'
      && typeof one['outcome'] === 'string');
}

function is_pull_reply(value: unknown): boolean {
  return is_object(value) && typeof value['epoch'] === 'string' && Array.isArray(value['rows'])
    && Number.isSafeInteger(value['version'])
    && (value['next'] === null || typeof value['next'] === 'string');
}
