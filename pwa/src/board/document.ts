// SPDX-License-Identifier: Apache-2.0
/** An ERP document made readable: its facts and its lines, field by field. Pure. */
import { text, texts, whole, type DocumentRow, type Rows } from './rows.ts';
import { paper } from './told.ts';

type Fields = Readonly<Record<string, unknown>>;
export type PaperLine = Readonly<{
  line: string; part: string; lot: string; serials: readonly string[]; lpn: string;
  quantity: number | null; against: number | null; // what was ordered or expected, if it says
  reason: string;
}>;

/** Facts in the order in which people ask; the scope of a hold is laid beside them. */
const FACTS = [
  'action', 'order', 'shipment', 'asn', 'hold', 'part', 'lot', 'serial', 'lpn', 'location',
  'receipt', 'supplier', 'ship_to', 'reason',
];

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : {};

/** Name and text of each fact that the document has. */
export function documentFacts(row: DocumentRow): readonly (readonly [string, string])[] {
  const body = { ...fields(row.body['scope']), ...row.body };
  const id = text(fields(row.body['ship_to']), 'id');
  const said: Fields = id ? { ...body, ship_to: id } : body;
  return FACTS.map((name) => [name, text(said, name)] as const).filter(([, value]) => value);
}

export function documentLines(row: DocumentRow): readonly PaperLine[] {
  const given = Array.isArray(row.body['lines']) ? row.body['lines'].map(fields) : [];
  return given.map((one) => ({
    line: text(one, 'line') || text(one, 'order_line'), part: text(one, 'part'),
    lot: text(one, 'lot'), serials: texts(one, 'serials'), lpn: text(one, 'lpn'),
    quantity: whole(one, 'quantity') ?? whole(one, 'counted'),
    against: whole(one, 'ordered') ?? whole(one, 'expected'),
    reason: text(one, 'reason'),
  }));
}

/** Why it was not taken or not sent; older rows leave that to the question in the inbox. */
export function refusal(row: DocumentRow, rows: Rows): { reason: string; said: string } | null {
  if (row.state !== 'refused') return null;
  const told = row.reason ? row : [...rows.exception.values()]
    .find((one) => one.kind === 'erp_refused' && text(one, 'document') === row.key);
  return { reason: told ? text(told, 'reason') : '', said: told ? saidOf(told) : '' };
}

/** `kept`: it waits by our own doing. `behind`: one before it in its queue is kept or refused. */
export type Progress = DocumentRow['state'] | 'kept' | 'behind';

const before = (a: DocumentRow, b: DocumentRow): boolean => {
  const [x, y] = [a.place ?? [0, 0], b.place ?? [0, 0]];
  return x[0] < y[0] || (x[0] === y[0] && x[1] < y[1]);
};

/** The first document of each queue that stops those behind it. */
export function stoppers(rows: Rows): ReadonlyMap<string, DocumentRow> {
  const found = new Map<string, DocumentRow>();
  for (const row of rows.erp_document.values()) {
    if (row.state !== 'refused' || !row.group) continue;
    const known = found.get(row.group);
    if (!known || before(row, known)) found.set(row.group, row);
  }
  return found;
}

/** The document that this one waits behind; null: none that is stopped. */
export function stoppedBy(
  row: DocumentRow, stops: ReadonlyMap<string, DocumentRow>,
): DocumentRow | null {
  const stop = row.state === 'waiting' && row.group ? stops.get(row.group) : undefined;
  return stop && before(stop, row) ? stop : null;
}

export function progress(
  row: DocumentRow, rows: Rows, stops: ReadonlyMap<string, DocumentRow>,
): Progress {
  const why = refusal(row, rows);
  if (why) return keptBack(why) ? 'kept' : 'refused';
  return stoppedBy(row, stops) ? 'behind' : row.state;
}

/** What was said of a refused document; a path that names the whole of it is none. */
export const saidOf = (row: Readonly<Record<string, unknown>>): string =>
  text(row, 'text').replace(/^\.\s+/, '');

/** True: it waits by our own doing, and what is said of it are no words of the ERP. */
export const keptBack = (row: Readonly<Record<string, unknown>>): boolean =>
  ['malformed', 'by_hand', 'erp_silent'].includes(text(row, 'reason'));

/** The number that people look for: of the order, the truck, the notice, the hold. */
export function businessNumber(row: DocumentRow): string {
  return ['order', 'shipment', 'asn', 'receipt', 'hold', 'location']
    .map((name) => text(row.body, name)).filter(Boolean).map(paper)[0] ?? '';
}
