// SPDX-License-Identifier: Apache-2.0
/** The desk's living state: what was read, when, and what the person looks at. */
import { computed, effect, signal } from '@preact/signals';
import * as api from '../state/api.ts';
import type { PhotoSubject } from '../domain/operation.ts';
import { RANDOM_BYTES, uuid7 } from '../domain/uuid7.ts';
import { pull } from '../sync/wire.ts';
import { sealed, send, type Reply, type Result, type Sealed } from './ask.ts';
import { activity, type Activity } from './activity.ts';
import { handIn, picture, signed } from './picture.ts';
import { board } from './cards.ts';
import type { Decision, Given } from './decision.ts';
import { keysIn } from './witness.ts';
import { heldNow, inbox } from './decisions.ts';
import { returnsNow } from './returning.ts';
import { sectionOf, type View } from './keys.ts';
import { Pages } from './pages.ts';
import type { Rows } from './rows.ts';
import { lately } from './reads.ts';
import { seat, signedOut, stage } from './session.ts';

const POLL_MS = 1_500; // while somebody looks
const AWAY_MS_MAX = 15_000; // between tries while the server does not answer
const WORK_MS = 5_000; // between two looks at who works on what
const WORK_LINES = 300; // of the journal, the latest; an older scan is nobody's work now
const TICK_MS = 10_000; // ages are shown in minutes

const pages = new Pages(pull, (path, init) => fetch(path, init));
export const rows = signal<Rows>(pages.rows);
export const readAt = signal<number | null>(null); // last answer of the server; null: none yet
export const away = signal(false);
export const now = signal(Date.now());

export const view = signal<View>('tasks');
export const chosen = signal<string | null>(null); // key of the row that is open in a list
export const looking = signal(''); // what was typed or scanned into the search field
export const helping = signal(false);
export const told = signal(''); // said once to everybody, screen readers too

/** Who scanned last for what: read beside the feed, which does not say it. */
const worked = signal<Activity>(new Map());
export const tasks = computed(() => board(rows.value, worked.value));
export const waiting = computed(() => inbox(rows.value));
export const heldRows = computed(() => heldNow(rows.value));
export const returnRows = computed(() => returnsNow(rows.value));
export const watched = computed(() => inbox(rows.value, true));

let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;
let workAt = -Infinity;
let workChanged = false;
let reading: Promise<void> | null = null;

/** Reads now and keeps reading while the page is seen. Calls that overlap are one. */
export function read(): Promise<void> {
  reading ??= readOnce().finally(() => { reading = null; });
  return reading;
}

async function readOnce(): Promise<void> {
  clearTimeout(timer);
  if (stage.value !== 'work' || document.hidden) return;
  const found = await pages.read();
  if (found === 'sign_in') return signedOut();
  failures = found === 'away' ? failures + 1 : 0;
  away.value = failures > 0;
  now.value = Date.now();
  if (found !== 'away') readAt.value = now.value;
  if (found === 'changed') rows.value = pages.rows;
  workChanged ||= found === 'changed';
  if (workChanged && now.value - workAt > WORK_MS) void readWork();
  timer = setTimeout(() => void read(), Math.min(POLL_MS * 2 ** failures, AWAY_MS_MAX));
}

async function readWork(): Promise<void> {
  workChanged = false;
  workAt = Date.now();
  const found = await lately(WORK_LINES);
  if (found.is === 'ok') worked.value = activity(found.body.items);
}

/** Starts with the sign-in, ends with it; another person begins with an empty desk. */
export function watch(): void {
  let who = '';
  effect(() => {
    const actor = stage.value === 'work' ? seat.value?.actor?.id ?? '' : '';
    if (actor === who) return;
    who = actor;
    pages.clear();
    worked.value = new Map();
    workAt = -Infinity;
    rows.value = pages.rows;
    readAt.value = null;
    chosen.value = null;
    if (actor) void read();
  });
  document.addEventListener('visibilitychange', () => void read());
  addEventListener('hashchange', follow);
  setInterval(() => { now.value = Date.now(); }, TICK_MS);
}

const random = () => crypto.getRandomValues(new Uint8Array(RANDOM_BYTES));

const post = (path: string, body: Sealed) => api.call<Result>('POST', path, body);

/** Asks the server to do what a card said; again with the same bytes if no answer came. */
export async function decide(
  decision: Decision, given: Given, again: Sealed | null,
): Promise<Reply> {
  const { site, actor, session } = seat.value!;
  const witness = keysIn(given.more);
  const bytes = again ?? {
    ...await sealed(
      decision.draft(given), { site, actor: actor!.id, session: session! }, pages.version,
      Date.now(), random(),
    ), ...(witness ? { witness } : {}),
  };
  const reply = await send(bytes, post);
  if (reply.is === 'sign_in') signedOut();
  else await read();
  return reply;
}

/** Keeps what somebody signed, and says so; its id, or null where the server does not have it. */
export async function keepSigned(bytes: ArrayBuffer, of: PhotoSubject): Promise<string | null> {
  const { site, actor, session } = seat.value!;
  const one = await picture(uuid7(Date.now(), random()), bytes);
  if (!await handIn(one)) return null;
  const who = { site, actor: actor!.id, session: session! };
  const told = await sealed(signed(one, of), who, pages.version, Date.now(), random());
  const reply = await send(told, post);
  if (reply.is === 'sign_in') signedOut();
  return reply.is === 'done' ? one.photo : null;
}

/** Sends a document again that the ERP refused; false: there was no answer. */
export async function resend(key: string): Promise<boolean> {
  const answer = await api.call('POST', '/api/v1/erp/documents/retry', { key });
  if (!answer.ok && answer.why === 'refused') signedOut();
  await read();
  return answer.ok;
}

/**
 * Opens a section, with a row of it if one is named. A text that was typed for one section is not
 * carried into another: there it would hide rows that nobody asked to hide. A section is a page to
 * the browser: Back leads to the one before.
 */
export function open(next: View, row: string | null = null): void {
  if (next !== view.value) looking.value = '';
  if (next !== view.value) history.pushState(null, '', `#${next}`);
  view.value = next;
  chosen.value = row;
}

/** Shows the section that the address names: of a link, a bookmark, or a step Back or Forward. */
export function follow(): void {
  const next = sectionOf(location.hash);
  if (next === view.value) return;
  looking.value = '';
  view.value = next;
  chosen.value = null;
}
