// SPDX-License-Identifier: Apache-2.0
/**
 * "Tell me when a hold is hit": web push for this browser. A browser may wait for ever for a push
 * service that it cannot reach, so every step is raced against a clock and its end is explained.
 */
import { signal } from '@preact/signals';
import * as api from '../state/api.ts';

/** Why it is not on, as the last part of a key of words `board.push.<why>`. */
export type PushState = 'unknown' | 'off' | 'asking' | 'on' | 'insecure' | 'missing' | 'denied'
  | 'silent' | 'refused';

const STEP_MS_MAX = 8_000; // a push service that answers, answers in two seconds

export const pushState = signal<PushState>('unknown');

const LATE = Symbol('late');

/** The promise's value, or `LATE` after the time. */
async function within<T>(work: Promise<T>, ms = STEP_MS_MAX): Promise<T | typeof LATE> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<typeof LATE>((done) => { timer = setTimeout(() => done(LATE), ms); });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Bytes of base64url text, as `subscribe` wants the server's key. */
export function keyBytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

/** What this browser can do at all, without asking anybody. */
export function possible(): PushState {
  if (!window.isSecureContext) return 'insecure';
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return 'missing';
  return Notification.permission === 'denied' ? 'denied' : 'off';
}

async function subscribe(): Promise<PushState> {
  const allowed = await within(Notification.requestPermission(), 60_000); // a person reads it
  if (allowed !== 'granted') return 'denied';
  const key = await api.call<{ key: string }>('GET', '/api/v1/push/key');
  if (!key.ok) return 'refused';
  const worker = await within(
    navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
      .then(() => navigator.serviceWorker.ready),
  );
  if (worker === LATE) return 'silent';
  const made = await within(worker.pushManager.subscribe({
    userVisibleOnly: true, applicationServerKey: keyBytes(key.body.key),
  }));
  if (made === LATE) return 'silent';
  const kept = await api.call('POST', '/api/v1/push/subscriptions', made.toJSON());
  return kept.ok ? 'on' : 'refused';
}

/** Switches it on, after the person pressed the button; browsers ask for that. */
export async function switchOn(): Promise<void> {
  const can = possible();
  pushState.value = can === 'off' ? 'asking' : can;
  if (can === 'off') pushState.value = await subscribe().catch(() => 'silent' as const);
}

/** Finds out at the start whether it is on already. */
export async function lookUp(): Promise<void> {
  pushState.value = possible();
  if (pushState.value !== 'off') return;
  const worker = await within(navigator.serviceWorker.getRegistration(), 2_000);
  if (worker === LATE || !worker) return;
  const found = await within(worker.pushManager.getSubscription(), 2_000).catch(() => null);
  if (found && found !== LATE && Notification.permission === 'granted') pushState.value = 'on';
}
