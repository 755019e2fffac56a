// SPDX-License-Identifier: Apache-2.0
/**
 * Who sits at this desk. The browser is enrolled once as a desk (or a station), a person signs in
 * with badge and PIN. Nothing is kept here: cookies that no script can read say who it is.
 */
import { computed, signal } from '@preact/signals';
import { candidates, parse } from '../domain/barcode/index.ts';
import * as api from '../state/api.ts';
import { trayOf, type TrayItem } from '../ui/tray_items.ts';

export type Stage = 'starting' | 'away' | 'enrol' | 'sign_in' | 'not_yours' | 'work';
export type DeskClass = 'desk' | 'station';

export const seat = signal<api.SessionReply | null>(null);
export const reached = signal(true);
export const busy = signal(false);
export const problem = signal<string | null>(null); // key of words
export const badges = signal<readonly TrayItem[]>([]); // of the demo

const SUPERVISING: readonly string[] = ['supervisor', 'admin'];
const needed = signal<readonly string[]>([]);

export const stage = computed<Stage>(() => {
  const now = seat.value;
  if (!now) return reached.value ? 'starting' : 'away';
  if (!now.device) return 'enrol';
  if (!now.actor || !now.session) return 'sign_in';
  const fits = !needed.value.length || now.actor.roles.some((role) => needed.value.includes(role));
  return fits ? 'work' : 'not_yours';
});

/** A desk needs a supervisor; a station anybody who may work. */
export async function begin(kind: DeskClass): Promise<void> {
  needed.value = kind === 'desk' ? SUPERVISING : [];
  await look();
}

/** Asks the server who this is. */
export async function look(): Promise<void> {
  const answer = await api.getSession();
  reached.value = answer.ok || answer.why !== 'unreachable';
  if (!answer.ok) return;
  seat.value = answer.body;
  if (answer.body.demo && answer.body.device && !answer.body.actor) await readBadges();
}

async function readBadges(): Promise<void> {
  const answer = await api.getTray();
  const all = answer.ok ? trayOf(answer.body)[0]?.items ?? [] : [];
  const fit = all.filter((one) => needed.value.some((role) => one.hint.includes(role)));
  badges.value = fit.length ? fit : all;
}

/** Takes this browser on, by a supervisor's code; a demo site takes the word `demo`. */
export async function enrol(kind: DeskClass, token: string): Promise<void> {
  const number = crypto.getRandomValues(new Uint8Array(1))[0]! % 90 + 10;
  const body = {
    token: token.trim(), name: `${kind === 'desk' ? 'D' : 'Z'}-${number}`, class: kind,
    installation: randomName(),
  };
  await ask(() => api.call('POST', '/api/v1/devices/enrol', body), 'enrol.refused');
}

export async function signIn(badge: string, pin: string): Promise<void> {
  await ask(() => api.signIn(badgeOf(badge), pin), 'signin.refused');
}

export async function signOut(): Promise<void> {
  await ask(() => api.signOut(), 'signin.needs_network');
}

/** The characters of a badge, whether they were typed or read from its symbol. */
export function badgeOf(scanned: string): string {
  const found = candidates(parse(scanned.trim()), new Date().getFullYear())
    .find((one) => one.as === 'badge');
  return found ? String(found.value) : scanned.trim();
}

/** Says to the server's answer "sign in" what the screen then shows. */
export function signedOut(): void {
  if (seat.value) seat.value = { ...seat.value, actor: null, session: null };
}

/** 128 random bits as text; `randomUUID` is not there on a plain http address. */
export function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function ask(call: () => Promise<api.Answer<unknown>>, refused: string): Promise<void> {
  busy.value = true;
  problem.value = null;
  const answer = await call();
  busy.value = false;
  if (answer.ok) return look();
  const keys = { unreachable: 'signin.needs_network', wait: 'signin.wait', refused };
  problem.value = keys[answer.why];
}
