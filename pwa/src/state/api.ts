// SPDX-License-Identifier: Apache-2.0
/** The few calls a screen makes by itself: who is signed in, enrolment, the demo's tray. */

/** What a call ended with. Nobody hears "error": the screen says what is true and what to do. */
export type Answer<T> =
  | Readonly<{ ok: true; body: T }>
  | Readonly<{ ok: false; why: 'unreachable' | 'refused' | 'wait' }>;

export type Person = Readonly<{
  id: string; name: string; initials: string; roles: readonly string[];
}>;
/** Whether somebody with these roles supervises. */
export const is_lead = (roles: readonly string[]): boolean =>
  roles.includes('supervisor') || roles.includes('admin');

export type DeviceRow = Readonly<{ id: string; name: string }>;

export type SessionReply = Readonly<{
  device: DeviceRow | null;
  actor: Person | null;
  session?: string | null;
  demo: boolean;
  site: string;
  epoch: string | null;
}>;
export type SignInReply = Readonly<{
  actor: Person; session: string; expires_at: string;
  offline: boolean; // this site lets people sign in again without network, until then
}>;
export type EnrolReply = Readonly<{ device: DeviceRow }>;

const CALL_MS_MAX =
  10_000; // a person waits in front of this; after that "no network" is the answer

/** One call to our own origin. Unsafe methods carry the header that no other origin can send. */
export async function call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
  const unsafe = method !== 'GET';
  try {
    const response = await fetch(path, {
      method, credentials: 'same-origin', cache: 'no-store',
      signal: AbortSignal.timeout(CALL_MS_MAX),
      headers: {
        Accept: 'application/json',
        ...(unsafe ? { 'Content-Type': 'application/json', 'X-Pickface': '1' } : {}),
      },
      body: unsafe ? JSON.stringify(body ?? {}) : undefined,
    });
    if (response.status === 429) return { ok: false, why: 'wait' };
    if (response.status >= 500) return { ok: false, why: 'unreachable' };
    if (!response.ok) return { ok: false, why: 'refused' };
    return { ok: true, body: (response.status === 204 ? {} : await response.json()) as T };
  } catch {
    return { ok: false, why: 'unreachable' };
  }
}

export const getSession = () => call<SessionReply>('GET', '/api/v1/session');
export const signIn = (badge: string, pin: string) =>
  call<SignInReply>('POST', '/api/v1/session', { badge, pin });
export const signOut = () => call<unknown>('DELETE', '/api/v1/session');
export const enrol = (token: string, name: string, installation: string) =>
  call<EnrolReply>('POST', '/api/v1/devices/enrol', { token, name, installation });
export const getTray = () => call<unknown>('GET', '/api/v1/demo/tray');
