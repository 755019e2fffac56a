// SPDX-License-Identifier: Apache-2.0
/**
 * One pull: holds first, then the rest. Pages are gathered, then rows and checkpoint flip in one
 * transaction. Goes on while operations are pending: holds must arrive.
 */
import type { FeedRow, OutcomeRow } from '../domain/rows.ts';
import { HANDHELD_TOPICS } from '../domain/rows.ts';
import type { Cache, Checkpoints } from '../store/cache.ts';
import type { Queue } from '../store/queue.ts';
import { pull } from './wire.ts';
import type { Fetch, Reply } from './wire.ts';

/** A bound on the pages of one pull; a first pull of a large site has some hundred. */
export const PAGES_MAX = 2_000;

const GROUPS: readonly { name: string; topics: readonly string[] }[] = [
  { name: 'hold', topics: ['hold'] },
  { name: 'rest', topics: HANDHELD_TOPICS.filter((topic) => topic !== 'hold') },
];

/**
 * Topics that came later than devices did: one whose cache holds the rest already pulls these once
 * from the beginning. From then on they are pulled with the rest.
 */
const LATER: typeof GROUPS = [
  { name: 'links', topics: ['supersession', 'substitute'] },
  { name: 'back', topics: ['authorization', 'core_deposit', 'core_group', 'checklist', 'claim',
    'reman_order'] },
  { name: 'cartons', topics: ['carton_size'] },
  { name: 'customers', topics: ['customer'] },
];

type Since = Readonly<Record<string, number>>;

export type PullDeps = {
  cache: Cache; queue: Queue; fetch: Fetch;
  /** Rows pulled from `before` to `next` (how far each group is); they are in the cache now. */
  on_rows: (rows: readonly FeedRow[], before: Since, next: Since) => Promise<void>;
  on_epoch: () => void; // the rows so far belong to a database that is gone
};
export type Pulled = {
  next: 'done' | 'again' | 'later' | 'sign_in' | 'update'; wait_ms: number; reached: boolean;
  changed: boolean; // the queue learnt of outcomes
};

const ended = (next: Pulled['next'], reached = true, wait_ms = 0): Pulled =>
  ({ next, reached, wait_ms, changed: next === 'again' });

export async function pull_once(deps: PullDeps): Promise<Pulled> {
  let changed = false;
  const { since } = await deps.cache.checkpoints();
  const late = since['rest'] === undefined ? []
    : LATER.filter((group) => since[group.name] === undefined);
  for (const group of [...GROUPS, ...late]) {
    const pulled = await pull_group(deps, group.name, group.topics);
    if (pulled.next !== 'done') return pulled;
    changed ||= pulled.changed;
  }
  return { ...ended('done'), changed };
}

async function pull_group(
  deps: PullDeps, name: string, topics: readonly string[],
): Promise<Pulled> {
  const checkpoints = await deps.cache.checkpoints();
  const since = checkpoints.since[name] ?? 0;
  const rows: FeedRow[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const reply = await pull(deps.fetch, topics, since, after, checkpoints.epoch);
    if (reply.is !== 'ok') return refused(deps, checkpoints, reply);
    if (checkpoints.epoch !== null && reply.body.epoch !== checkpoints.epoch) {
      return refused(deps, checkpoints, { is: 'epoch', epoch: reply.body.epoch });
    }
    rows.push(...reply.body.rows);
    after = reply.body.next;
    if (after !== null) continue;
    const { epoch, version } = reply.body;
    const first = name === 'rest' && since === 0
      ? Object.fromEntries(LATER.map((group) => [group.name, version])) : {};
    const next = { epoch, since: { ...checkpoints.since, ...first, [name]: version } };
    return flip(deps, rows, checkpoints.since, next);
  }
  return ended('later');
}

async function flip(
  deps: PullDeps, rows: readonly FeedRow[], before: Since, next: Checkpoints,
): Promise<Pulled> {
  const outcomes = rows.filter((row) => row.topic === 'outcome' && row.body !== null)
    .map((row) => row.body as OutcomeRow);
  await deps.queue.follow(outcomes); // before the flip: done again if this is cut off
  await deps.cache.flip(rows.filter((row) => row.topic !== 'outcome'), next);
  await deps.on_rows(rows, before, next.since);
  return { ...ended('done'), changed: outcomes.length > 0 };
}

/** Another epoch: the cache begins anew and everything kept in the queue is sent again. */
async function refused(
  deps: PullDeps, checkpoints: Checkpoints, reply: Exclude<Reply<unknown>, { is: 'ok' }>,
): Promise<Pulled> {
  switch (reply.is) {
    case 'epoch': {
      const { epoch } = await deps.queue.meta();
      if (epoch !== null && epoch !== reply.epoch) await deps.queue.resend(reply.epoch);
      if (checkpoints.epoch !== reply.epoch) await deps.cache.clear(reply.epoch);
      deps.on_epoch();
      return ended('again');
    }
    case 'sign_in': return ended('sign_in');
    case 'update': return ended('update');
    case 'wait': return ended('later', true, reply.ms);
    case 'unknown': return ended('later', false);
    default: {
      await deps.cache.clear(checkpoints.epoch); // a cursor nobody knows: begin anew
      deps.on_epoch();
      return ended('later');
    }
  }
}
