// SPDX-License-Identifier: Apache-2.0
/** What the desk asks of the server beside the feed: stock of a thing, and how it came there. */
import { candidates, parse } from '../domain/barcode/index.ts';
import type { RuleChange, RuleRow } from './hold_rules.ts';
import type { PhotoRow, PhotosOf } from './photos.ts';
import type { CountPlan, Face, Slotting, Wave } from './planning.ts';
import type { Change, Settings } from './site_settings.ts';

export type Standing = Readonly<{
  holder: string; part: string; lot: string; serial: string; quantity: number; status: string;
  holds: readonly Readonly<{ hold: string; reason: string }>[]; location: string | null;
  expires_on: string | null;
}>;
export type Availability = Readonly<{
  part: string; on_hand: number; held: number; moving: number; available: number;
  allocated: number; atp: number; missing: number;
}>;
export type Move = Readonly<{
  operation: string; occurred_at: string; kind: string; actor: string; part: string; lot: string;
  serial: string; quantity: number; source: string; target: string; settled: boolean;
  lpn?: string; // the plate with which a unit moved; '' where it was told itself
}>;
/** A plate or location, empty or not: where it is, and the plates that stand in it. */
export type Stand = Readonly<{
  holder: string; place: string | null; location: string | null; zone: string | null;
  seen_at: string | null; missing: boolean; plates?: readonly string[];
}>;
/** A line of the journal, of what the desk asks of it: who did what about what, and when. */
export type JournalLine = Readonly<{
  kind: string; actor: string; group: string; occurred_at: string;
}>;
export type Person = Readonly<{ id: string; name: string; initials: string }>;
export type Page<Row> = Readonly<{ items: readonly Row[]; next: string | null }>;

/** `none`: the server knows no such thing. `cannot`: this server does not answer such questions. */
export type Read<T> =
  Readonly<{ is: 'ok'; body: T }> | Readonly<{ is: 'none' | 'cannot' | 'away' }>;

const CALL_MS_MAX = 10_000;
const LIMIT = 100; // rows; what does not fit is said, and asked for
const LIMIT_MAX = 500; // rows of one page, where all of them are needed
const PAGES_MAX = 20;
const PROPOSALS_MAX = 50; // the largest; the next ones are there when these are done

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

/** Every page put together, within a bound; `next` says that there are still more. */
async function whole<Row>(path: string, by: Readonly<Record<string, string>>) {
  const items: Row[] = [];
  let after: string | null = null;
  for (let n = 0; n < PAGES_MAX; n += 1) {
    const wanted: Record<string, string> = { ...by, limit: String(LIMIT_MAX) };
    if (after !== null) wanted['after'] = after;
    const page: Read<Page<Row>> = await read(`${path}?${new URLSearchParams(wanted)}`);
    if (page.is !== 'ok') return page;
    items.push(...page.body.items);
    after = page.body.next;
    if (after === null) break;
  }
  return { is: 'ok' as const, body: { items, next: after } };
}

export const allStock = (by: Readonly<Record<string, string>>) =>
  whole<Standing>('/api/v1/stock', by);
export const allMoves = (by: Readonly<Record<string, string>>) =>
  whole<Move>('/api/v1/stock/moves', by);
/** What was picked for an order and is still here. */
export const orderGoods = (order: string) =>
  whole<Standing>(`/api/v1/orders/${encodeURIComponent(order)}/goods`, {});
export const availability = (part: string) =>
  read<Availability>(`/api/v1/stock/${encodeURIComponent(part)}/availability`);

/** A plate that was found by the end of its number. */
export type Plate = Stand & Readonly<{ lpn: string }>;
export const ENDING_MIN = 4; // characters of a number that people read off a label

export const platesEnding = (ending: string, after: string | null) =>
  read<Page<Plate>>(`/api/v1/stock/plates?${query({ ending, ...(after ? { after } : {}) })}`);

/** A part of the catalogue that was found by the start of its number. */
export type PartFound = Readonly<{ part: string; description: string }>;
const STARTING_MIN = 3; // characters of a part's number; with two a list of plates is full of them

const partsStarting = (starting: string, after: string | null) =>
  read<Page<PartFound>>(`/api/v1/parts?${query({ starting, ...(after ? { after } : {}) })}`);

export const stand = (holder: string) =>
  read<Stand>(`/api/v1/stock/holders/${encodeURIComponent(holder)}`);

/** Photos of any of these things, the newest first. */
export const photos = (of: PhotosOf) => {
  const wanted = Object.entries(of).flatMap(([name, codes]) => codes.map((code) => [name, code]));
  return read<Page<PhotoRow>>(`/api/v1/photos?${new URLSearchParams(wanted)}`);
};

/** Every setting of the site with its value, and who set what, the latest first. */
export const siteSettings = () => read<Settings>('/api/v1/settings');
export const settingsChanges = (after: string | null) =>
  read<Page<Change>>(`/api/v1/settings/changes?${query(after === null ? {} : { after })}`);

/** Every hold rule; and who changed one, the latest first. */
export const holdRules = () => whole<RuleRow>('/api/v1/hold-rules', {});
export const ruleChanges = (rule: string, after: string | null) =>
  read<Page<RuleChange>>(`/api/v1/hold-rules/changes?${
    query({ rule, ...(after ? { after } : {}) })}`);

/** What a recall of all that came from a supplier would hit now. */
export type Reach = Readonly<{
  supplier: string; parts: number; units_here: number; units_gone: number;
  most: readonly Readonly<{ part: string; here: number; gone: number }>[];
}>;
export const recallReach = (supplier: string) =>
  read<Reach>(`/api/v1/hold-rules/reach?${new URLSearchParams({ supplier })}`);

/** What may be given out: waves, a plan of counts, better homes of parts, faces to fill. */
export const waitingWaves = () => whole<Wave>('/api/v1/planning/waves', {});
export const countPlan = (by: Readonly<Record<string, string>>) =>
  read<CountPlan>(`/api/v1/planning/counts?${new URLSearchParams(by)}`);
export const slotting = (days: number) =>
  read<Slotting>(`/api/v1/planning/slotting?days=${days}&limit=${PROPOSALS_MAX}`);
export const pickFaces = () => whole<Face>('/api/v1/planning/faces', {});

/** What was told last, the latest first. */
export const lately = (limit: number) =>
  read<Page<JournalLine>>(`/api/v1/journal?limit=${limit}`);

export const people = (after: string | null) =>
  read<Page<Person>>(`/api/v1/people?${query(after === null ? {} : { after })}`);

export type Found = Readonly<{
  code: string; by: 'part' | 'location' | 'lpn' | 'serial' | 'lot' | null;
  standing: Page<Standing>; part: Availability | null;
  stand: Stand | null; // of a place or plate
  moves: readonly Move[]; // how a serial or a plate came there, or left
}>;
export type Asked = Found | 'cannot' | 'away';

type Way = NonNullable<Found['by']>;
const KINDS: Readonly<Record<string, readonly Way[]>> = {
  part: ['part'], location: ['location'], serial: ['serial'], lpn: ['lpn'], sscc: ['lpn'],
  licence_plate: ['lpn'], tote: ['lpn'], lot: ['lot'],
};
const ANY = ['part', 'location', 'lpn', 'serial', 'lot'] as const;

/** A plate's number as its label prints it: "(00) 0 0614141 000000302 0". */
const PRINTED = /^\(?00\)?\s*((?:\d\s*){18})$/;

/** What a scan or a typed code may be: the code, and the ways to look for it in their order. */
export function sought(typed: string): { code: string; ways: readonly Way[] } {
  const printed = PRINTED.exec(typed.trim());
  if (printed) return { code: printed[1]!.replaceAll(/\s/g, ''), ways: ['lpn'] };
  for (const one of candidates(parse(typed.trim()), new Date().getFullYear())) {
    const ways = KINDS[one.as];
    if (ways) return { code: String(one.value), ways };
    if (one.as === 'plain') return { code: String(one.value).toUpperCase(), ways: ANY };
  }
  return { code: typed.trim().toUpperCase(), ways: ANY };
}

const NOTHING: Page<Standing> = { items: [], next: null };
export const NO_PLATES: Page<Plate> = { items: [], next: null };

/** Plates by the end of their number; none for what no plate's number ends in. */
export async function platesLike(code: string, after: string | null = null): Promise<Page<Plate>> {
  if (code.length < ENDING_MIN || /\s/.test(code)) return NO_PLATES;
  const found = await platesEnding(code, after);
  if (found.is !== 'ok') return NO_PLATES;
  return { ...found.body, items: found.body.items.filter((one) => one.lpn !== code) };
}

export const NO_PARTS: Page<PartFound> = { items: [], next: null };

/** Parts by the start of their number, but the one of this very name: that opens by itself. */
export async function partsLike(
  code: string, after: string | null = null,
): Promise<Page<PartFound>> {
  if (code.length < STARTING_MIN) return NO_PARTS;
  const found = await partsStarting(code, after);
  if (found.is !== 'ok') return NO_PARTS;
  return { ...found.body, items: found.body.items.filter((one) => one.part !== code) };
}

const body = <T,>(given: Read<T> | null): T | null => (given?.is === 'ok' ? given.body : null);

/** What the books say of a code in one way: null where they know no such thing. */
async function lookIn(code: string, by: Way): Promise<Asked | null> {
  const part = by === 'part' ? await availability(code) : null;
  if (part?.is === 'none') return null;
  const found = await stock({ [by]: code });
  if (found.is === 'cannot' || found.is === 'away') return found.is;
  const standing = body(found) ?? NOTHING;
  const holder = by === 'lpn' ? `lpn:${code}` : by === 'location' ? code : '';
  const [here, moved] = await Promise.all([
    holder ? stand(holder) : null,
    by === 'serial' ? allMoves({ serial: code }) : by === 'lpn' ? allMoves({ holder }) : null,
  ]);
  const story = body(moved)?.items ?? [];
  if (part?.is !== 'ok' && !standing.items.length && !body(here) && !story.length) return null;
  return { code, by, standing, part: body(part), stand: body(here), moves: story };
}

/** The next page of what was found, laid behind the first. */
export async function furtherStock(found: Found): Promise<Found> {
  const after = found.standing.next;
  if (after === null || found.by === null) return found;
  const page = await stock({ [found.by]: found.code, after });
  if (page.is !== 'ok') return found;
  const items = [...found.standing.items, ...page.body.items];
  return { ...found, standing: { items, next: page.body.next } };
}

/**
 * Looks a code up as part, place, plate, serial or lot: the first that the books know. A serial
 * that has left, an empty plate and an empty bin are known too.
 */
export async function lookUp(typed: string): Promise<Asked> {
  const { code, ways } = sought(typed);
  for (const by of ways) {
    const found = await lookIn(code, by);
    if (found) return found;
  }
  return { code, by: null, standing: NOTHING, part: null, stand: null, moves: [] };
}
