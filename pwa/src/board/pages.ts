// SPDX-License-Identifier: Apache-2.0
/**
 * What the desk has read of the feed. Pages are gathered and put in together with the version
 * they are good for, so that the screen never shows half of a change. In memory only: a desk
 * starts with the network or not at all.
 */
import type { FeedRow } from '../domain/rows.ts';
import type { Fetch, PullReply, Reply } from '../sync/wire.ts';
import { DESK_TOPICS, type DeskTopic, type Rows } from './rows.ts';

/** A bound on one pull; a site of 100,000 open rows has two hundred pages. */
export const PAGES_MAX = 1_000;

export type Pull = (
  fetch: Fetch, topics: readonly string[], since: number, after: string | null,
  epoch: string | null,
) => Promise<Reply<PullReply>>;
export type Read = 'changed' | 'same' | 'sign_in' | 'away';

const none = (): Rows => ({
  task: new Map(), exception: new Map(), device: new Map(), order: new Map(), hold: new Map(),
  asn: new Map(), shipment: new Map(), supplier: new Map(), erp_document: new Map(),
  returned: new Map(), claim: new Map(),
});

export class Pages {
  rows: Rows = none();
  version = 0;
  #epoch: string | null = null;
  readonly #pull: Pull;
  readonly #fetch: Fetch;

  constructor(pull: Pull, fetch: Fetch) {
    this.#pull = pull;
    this.#fetch = fetch;
  }

  /** Asks for everything since the last answer, page by page. */
  async read(): Promise<Read> {
    const found: FeedRow[] = [];
    let after: string | null = null;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const reply = await this.#pull(this.#fetch, DESK_TOPICS, this.version, after, this.#epoch);
      if (reply.is === 'epoch') return this.#again(reply.epoch);
      if (reply.is === 'sign_in') return 'sign_in';
      if (reply.is === 'unreadable') return this.#again(null); // a cursor that nobody knows
      if (reply.is !== 'ok') return 'away';
      found.push(...reply.body.rows);
      after = reply.body.next;
      if (after === null) return this.#take(found, reply.body.epoch, reply.body.version);
    }
    return 'away';
  }

  /** Forgets everything: another person may see other rows. */
  clear(): void {
    this.#again(null);
  }

  #again(epoch: string | null): Read {
    this.rows = none();
    this.version = 0;
    this.#epoch = epoch;
    return 'changed';
  }

  #take(found: readonly FeedRow[], epoch: string, version: number): Read {
    this.#epoch = epoch;
    this.version = version;
    if (!found.length) return 'same';
    this.rows = put(this.rows, found);
    return 'changed';
  }
}

/** The rows with these changes; maps of topics without a change stay the same objects. */
export function put(rows: Rows, found: readonly FeedRow[]): Rows {
  const fresh = new Map<DeskTopic, Map<string, unknown>>();
  for (const { topic, key, body } of found) {
    if (!(topic in rows)) continue;
    const name = topic as DeskTopic;
    const map = fresh.get(name) ?? new Map<string, unknown>(rows[name]);
    fresh.set(name, map);
    if (body === null) map.delete(key);
    else map.set(key, body);
  }
  return { ...rows, ...Object.fromEntries(fresh) } as Rows;
}
