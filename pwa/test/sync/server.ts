// SPDX-License-Identifier: Apache-2.0
/** A small server that keeps the wire's promises, with a network that can be made to fail. */
import { createHash } from 'node:crypto';
import type { Fetch } from '../../src/sync/wire.ts';
import { NOW } from '../fixture.ts';
import type { Row } from '../fixture.ts';

type Sent = { seq: number; op_id: string; hash: string; op: string };
type Push = {
  epoch: string | null; stored_through: number; queue: { pending: number }; ops: Sent[];
};
export type Fault =
  | 'cut' // nothing arrives
  | 'lost' // it arrives, the reply does not
  | 'portal' // somebody else answers with a page
  | 'truncated'
  | number; // a status of ours

export class TestServer {
  epoch = 'E1';
  version = 7;
  rows: Row[] = [];
  journal = new Map<string, Sent>(); // by op_id: each has one effect
  expected = 1;
  numbers = new Map<number, Sent>();
  faults: Fault[] = [];
  pushes: Push[] = [];
  pulls: URLSearchParams[] = [];
  outcome: (sent: Sent) => { outcome: string; reason: string | null } =
    () => ({ outcome: 'accepted', reason: null });
  forked = false;
  page = 1000;
  renewed: string[] = [];

  fetch: Fetch = async (path, init) => {
    const fault = this.faults.shift();
    if (fault === 'cut') throw new TypeError('fetch failed');
    if (typeof fault === 'number') return json(fault, { code: 'test' });
    if (fault === 'portal') {
      return new Response('<html>Sign in to the hotel</html>',
        { status: 200, headers: { 'Content-Type': 'text/html' } });
    }
    const reply = this.#answer(path, String(init.body ?? ''));
    if (fault === 'lost') throw new TypeError('connection reset');
    if (fault === 'truncated') {
      return new Response((await reply.text()).slice(0, 9),
        { status: 200, headers: { 'Content-Type': 'application/json' } });
    }
    return reply;
  };

  /** The database is lost, and an empty one takes its place. */
  restored(epoch: string): void {
    this.epoch = epoch;
    this.expected = 1;
    this.journal.clear();
    this.numbers.clear();
  }

  #answer(path: string, body: string): Response {
    const url = new URL(path, 'http://floor');
    if (url.pathname === '/api/v1/sync/pull') return this.#pull(url.searchParams);
    if (url.pathname === '/api/v1/sync/push') return this.#push(JSON.parse(body) as Push);
    this.renewed.push((JSON.parse(body) as { installation: string }).installation);
    this.forked = false;
    this.expected = 1;
    this.numbers.clear();
    return json(201, { device: { id: 'd2' } });
  }

  #push(push: Push): Response {
    this.pushes.push(push);
    if (push.epoch !== null && push.epoch !== this.epoch) {
      return json(409, { code: 'epoch_changed', epoch: this.epoch });
    }
    if (this.forked) return json(409, { code: 'fork', expected_seq: this.expected });
    const results = [];
    for (const sent of push.ops) {
      if (sent.seq > this.expected) break;
      if (createHash('sha256').update(sent.op).digest('hex') !== sent.hash) return json(422, {});
      const before = this.numbers.get(sent.seq);
      if (before !== undefined && before.op_id !== sent.op_id) {
        return json(409, { code: 'fork', expected_seq: this.expected });
      }
      const replayed = this.journal.has(sent.op_id);
      if (sent.seq === this.expected) this.expected += 1;
      this.numbers.set(sent.seq, sent);
      if (!replayed) { this.journal.set(sent.op_id, sent); this.version += 1; }
      results.push({
        op_id: sent.op_id, seq: sent.seq, ...this.outcome(sent), detail: null,
        version: this.version, replayed,
      });
    }
    return json(200, {
      epoch: this.epoch, server_time: NOW, version: this.version, expected_seq: this.expected,
      durable_through: 0, results, hints: { pull: true, slow_ms: 0 },
    });
  }

  #pull(query: URLSearchParams): Response {
    this.pulls.push(query);
    const epoch = query.get('epoch');
    if (epoch !== null && epoch !== this.epoch) {
      return json(409, { code: 'epoch_changed', epoch: this.epoch });
    }
    const topics = query.get('topics')!.split(',');
    const all = this.rows.filter((row) =>
      topics.includes(row.topic) && row.version > Number(query.get('since')));
    const from = Number(query.get('after') ?? '0');
    const rows = all.slice(from, from + this.page);
    const next = from + this.page < all.length ? String(from + this.page) : null;
    return json(200, { epoch: this.epoch, version: this.version, rows, next });
  }
}

function json(status: number, body: object): Response {
  return new Response(JSON.stringify(body),
    { status, headers: { 'Content-Type': 'application/json' } });
}
