// SPDX-License-Identifier: Apache-2.0
/**
 * Signing in again without network, where the site allows it. After a sign-in that the server has
 * checked, the device keeps a verifier of the PIN until the shift ends: PBKDF2 under a salt of its
 * own, then an HMAC under a key that never leaves this browser, so that copied storage is no use.
 *
 * A PIN is short: whoever holds the device can search it, which the count of tries makes slow.
 * G1  A try is counted and stored before it is checked. G2  After TRIES_MAX wrong ones, or when the
 * shift is over, only the server opens again.
 */
import type { Person, SignInReply } from './api.ts';
import type { Keep } from './keep.ts';

export const TRIES_MAX = 5;
/** OWASP Password Storage Cheat Sheet for PBKDF2-HMAC-SHA256. */
export const ROUNDS = 600_000;
const KEPT_MAX = 20; // people on one device in one shift

export type Grant = Readonly<{
  actor: Person; session: string; until: string; salt: Uint8Array; check: Uint8Array;
  tries: number;
}>;
export type Found =
  | Readonly<{ is: 'ok'; grant: Grant }>
  | Readonly<{ is: 'wrong' | 'locked' | 'none' }>;
type Grants = Readonly<Record<string, Grant>>;

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new TextEncoder().encode(text));

async function read(keep: Keep): Promise<Grants> {
  return (await keep.get('grants').catch(() => null) ?? {}) as Grants;
}

/** The key of this browser: made once, never readable. */
async function key(keep: Keep): Promise<CryptoKey> {
  const known = await keep.get('grant_key') as CryptoKey | undefined;
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  await keep.put('grant_key', made);
  return made;
}

async function verifier(
  keep: Keep, badge: string, pin: string, salt: Uint8Array, rounds: number,
): Promise<Uint8Array> {
  const secret = await crypto.subtle.importKey('raw', bytes(pin), 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations: rounds };
  const derived = await crypto.subtle.deriveBits(how, secret, 256);
  const both = new Uint8Array([...new Uint8Array(derived), ...bytes(badge)]);
  return new Uint8Array(await crypto.subtle.sign('HMAC', await key(keep), both));
}

const same = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.reduce((sum, byte, at) => sum | (byte ^ other[at]!), 0) === 0;

export async function hasGrants(keep: Keep, now_ms: number): Promise<boolean> {
  const open = (one: Grant): boolean => one.tries < TRIES_MAX && Date.parse(one.until) > now_ms;
  return Object.values(await read(keep)).some(open);
}

/** After a sign-in that the server checked. Where it is not allowed, what was kept goes. */
export async function keepGrant(
  keep: Keep, badge: string, pin: string, reply: SignInReply, rounds = ROUNDS,
): Promise<void> {
  const { [badge]: _, ...others } = await read(keep);
  const rest = Object.entries(others).slice(1 - KEPT_MAX);
  const salt = crypto.getRandomValues(new Uint8Array(16));
  try {
    const grant: Grant | null = !reply.offline ? null : {
      actor: reply.actor, session: reply.session, until: reply.expires_at, salt, tries: 0,
      check: await verifier(keep, badge, pin, salt, rounds),
    };
    const mine = grant === null ? [] : [[badge, grant] as const];
    await keep.put('grants', Object.fromEntries([...rest, ...mine]));
  } catch { /* no crypto here, or no room: then the next sign-in needs the network */ }
}

/** Checks badge and PIN against what this device keeps. */
export async function tryGrant(
  keep: Keep, badge: string, pin: string, now_ms: number, rounds = ROUNDS,
): Promise<Found> {
  const kept = await read(keep);
  const grant = Object.hasOwn(kept, badge) ? kept[badge] : undefined;
  if (grant === undefined || now_ms >= Date.parse(grant.until)) return { is: 'none' };
  if (grant.tries >= TRIES_MAX) return { is: 'locked' };
  const tried = { ...grant, tries: grant.tries + 1 };
  await keep.put('grants', { ...kept, [badge]: tried });
  const right = same(await verifier(keep, badge, pin, grant.salt, rounds), grant.check);
  if (!right) return { is: tried.tries >= TRIES_MAX ? 'locked' : 'wrong' };
  await keep.put('grants', { ...await read(keep), [badge]: { ...grant, tries: 0 } });
  return { is: 'ok', grant };
}
