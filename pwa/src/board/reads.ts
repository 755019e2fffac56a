// SPDX-License-Identifier: Apache-2.0
/** What the desk asks of the server beside the feed: stock of a thing, and how it came there. */
import { candidates, parse } from '../domain/barcode/index.ts';

export type Standing = Readonly<{
  holder: string; part: string; lot: string; serial: string; quantity: number; status: string;
  holds: readonly Readonly<{ hold: string; reason: string }>[]; location: string | null;
  expires_on: string | null;
}>;
export type Availability = Readonly<{
  part: string; on_hand: number; held: number; moving: number; available: number;
  allocated: number; atp: number;
}>;
export type Move = Readonly<{
  operation: string; occurred_at: string; kind: string; actor: string; part: string; lot: string;
  serial: string; quantity: number; source: string; target: string; settled: boolean;
}>;
export type Person = Readonly<{ id: string; name: string; initials: string }>;
export type Page<Row> = Readonly<{ items: readonly Row[]; next: string | null }>;

/** `none`: the server knows no such thing. `cannot`: this server does not answer such questions. */
export type Read<T> =
  Readonly<{ is: 'ok'; body: T }> | Readonly<{ is: 'none' | 'cannot' | 'away' }>;

const CALL_MS_MAX = 10_000;
const LIMIT = 100; // rows; what does not fit is said

async function read<T>(path: string): Promise<Read<T>> {
  try {
    const response = await fetch(path, {
      credentials: 'same-origin', cache: 'no-store', headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(CALL_MS_MAX),
    });
    const json = (response.headers.get('Content-Type') ?? '').includes('json');
    const body: unknown = json ? await response.json() : null;
    if (response.ok && body) return { is: 'ok', body: body as T };
    if (response.status >= 500) return { is: 'away' };
    const said = (body as { message?: unknown } | null)?.message;
    return { is: response.status === 404 && said !== 'Not Found' ? 'none' : 'cannot' };
  } catch {
    return { is: 'away' };
  }
}

const query = (given: Readonly<Record<string, string>>): string =>
  new URLSearchParams({ ...given, limit: String(LIMIT) }).toString();

export const stock = (by: Readonly<Record<string, string>>) =>
  read<Page<Standing>>(`/api/v1/stock?${query(by)}`);
export const moves = (by: Readonly<Record<string, string>>) =>
  read<Page<Move>>(`/api/v1/stock/moves?${query(by)}`);
export const availability = (part: string) =>
  read<Availability>(`/api/v1/stock/${encodeURIComponent(part)}/availability`);

export const people = (after: string | null) =>
  read<Page<Person>>(`/api/v1/people?${query(after === null ? {} : { after })}`);

export type Found = Readonly<{
  code: string; by: 'part' | 'location' | 'lpn' | 'serial' | null;
  standing: Page<Standing>; part: Availability | null;
}>;
export type Asked = Found | 'cannot' | 'away';

type Way = NonNullable<Found['by']>;
const KINDS: Readonly<Record<string, readonly Way[]>> = {
  part: ['part'], location: ['location'], serial: ['serial'], lpn: ['lpn'], sscc: ['lpn'],
  licence_plate: ['lpn'], tote: ['lpn'],
};
const ANY = ['part', 'location', 'lpn', 'serial'] as const;

/** What a scan or a typed code may be: the code, and the ways to look for it in their order. */
export function sought(typed: string): { code: string; ways: readonly Way[] } {
  for (const one of candidates(parse(typed.trim()), new Date().getFullYear())) {
    const ways = KINDS[one.as];
    if (ways) return { code: String(one.value), ways };
    if (one.as === 'plain') return { code: String(one.value).toUpperCase(), ways: ANY };
  }
  return { code: typed.trim().toUpperCase(), ways: ANY };
}

/** Looks a code up as part, place, plate or serial: the first that the books know. */
export async function lookUp(typed: string): Promise<Asked> {
  const { code, ways } = sought(typed);
  const nothing: Page<Standing> = { items: [], next: null };
  for (const by of ways) {
    const part = by === 'part' ? await availability(code) : null;
    if (part?.is === 'none') continue;
    const found = await stock({ [by]: code });
    if (found.is === 'cannot' || found.is === 'away') return found.is;
    const standing = found.is === 'ok' ? found.body : nothing;
    if (part?.is === 'ok' || standing.items.length) {
      return { code, by, standing, part: part?.is === 'ok' ? part.body : null };
    }
  }
  return { code, by: null, standing: nothing, part: null };
}
