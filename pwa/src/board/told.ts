// SPDX-License-Identifier: Apache-2.0
/**
 * What an exception's operation told, made short enough to read: its fields, its lines, what it
 * waits for. The text may be one that the server could not read, so nothing here is taken for
 * granted. Pure.
 */
import { plain, text, texts, whole, type ExceptionRow, type Rows } from './rows.ts';

type Fields = Readonly<Record<string, unknown>>;
export type ToldLine = Readonly<{
  part: string; quantity: number | null; lot: string; serials: readonly string[];
  uom: string; // the unit of `quantity` as a partner wrote it; '' where it is pieces
}>;
export type Waits = Readonly<{ for: 'part' | 'unit' | 'location' | 'operation'; name: string }>;

export const LINES = 6; // lines and serials that are shown; the rest is a number
const SENT_MAX = 12; // lines that an exception brings; there may have been more
const CODE_CHARS = 40; // of one code in a list row; the evidence has it whole
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/i;

/** Fields of a body in the order in which people ask; the ones that are missing are not shown. */
const FIELDS = [
  'supplier', 'asn', 'receipt', 'order', 'shipment', 'location', 'lpn', 'parent_lpn', 'holder',
  'source', 'target', 'raw', 'asked', 'found', 'reason', 'note',
];

const fields = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : null;

/** A text cut to what fits a list row, with an ellipsis where something is left out. */
export const cut = (long: string): string =>
  long.length > CODE_CHARS ? `${long.slice(0, CODE_CHARS - 1)}…` : long;

/** Ids are long; people compare the last characters, with the copies of a hold kept apart. */
export function short(id: string): string {
  const [name = '', ...rest] = id.split(':');
  const tail = name.length > 12 ? name.slice(-6) : name;
  return [tail, ...rest].join(':').toUpperCase();
}

/** A number on paper stays as it is; an id that a device made up shows its last characters. */
export const paper = (id: string): string => (UUID.test(id) ? short(id) : id);

/** A hold as its tag says it; the end of its id where it has no name or is not here any more. */
export const holdName = (hold: string, rows: Rows): string =>
  rows.hold.get(hold)?.name || short(hold);

export const deviceName = (device: string, rows: Rows): string =>
  rows.device.get(device)?.name || paper(device);

/** A supplier's name with its number, as papers carry both; the number alone while unknown. */
export function supplierName(supplier: string, rows: Rows): string {
  const name = rows.supplier.get(supplier)?.name;
  return name ? `${name} (${supplier})` : supplier;
}

/** A row with what a parked operation lacked laid under its own fields: the part nobody knows. */
export function withDetail(row: ExceptionRow): ExceptionRow {
  const detail = row['detail'];
  return typeof detail === 'object' && detail !== null && !Array.isArray(detail)
    ? { ...detail, ...row } as ExceptionRow : row;
}

/** The body of the operation, or the document that it imports; null for those that bring none. */
export function told(row: ExceptionRow): Fields | null {
  const body = fields(row['told']);
  return fields(body?.['order']) ?? fields(body?.['asn']) ?? body;
}

/** Name and text of each field that the body has; a receipt is named once, by its notice. */
export function toldFields(body: Fields): readonly (readonly [string, string])[] {
  return FIELDS.map((name) => [name, text(body, name)] as const)
    .filter(([name, value]) => value && !(name === 'receipt' && value === text(body, 'asn')));
}

function line(given: unknown): ToldLine | null {
  const one = fields(given);
  const part = one && text(one, 'part');
  if (!part) return null;
  const serials = texts(one, 'serials');
  const serial = text(one, 'serial');
  return {
    part, uom: text(one, 'uom'), lot: text(one, 'lot'),
    serials: serials.length || !serial ? serials : [serial],
    quantity: whole(one, 'quantity') ?? whole(one, 'requested') ?? (serials.length || null),
  };
}

/** The goods of a body: its lines, or the one part that it names itself. */
export function toldLines(body: Fields): readonly ToldLine[] {
  const given = Array.isArray(body['lines']) ? body['lines'] : [body, fields(body['scope'])];
  return given.map(line).filter((one): one is ToldLine => one !== null);
}

/** True: the exception may have left lines out, so their number is a least number. */
export const atLeast = (lines: readonly ToldLine[]): boolean => lines.length >= SENT_MAX;

/** What an operation stays parked for, each thing once. */
export function waitsFor(row: ExceptionRow): readonly Waits[] {
  const detail = fields(row['detail']) ?? {};
  const named = (key: 'part' | 'location' | 'operation'): Waits[] =>
    [...new Set([text(detail, key), ...texts(detail, `${key}s`)])].filter(Boolean)
      .map((name) => ({ for: key, name }));
  return [...named('part'), ...units(detail), ...named('location'), ...named('operation')];
}

/** Lines that ask in a unit which their part does not have: "2, BRK-10442: 4 DZ". */
function units(detail: Fields): Waits[] {
  const lines = Array.isArray(detail['lines']) ? detail['lines'] : [];
  return lines.map(fields).filter((one) => one !== null && text(one, 'unit') !== '')
    .map((one) => ({
      for: 'unit', name: `${text(one!, 'line')}, ${text(one!, 'part')}: ${
        text(one!, 'quantity')} ${text(one!, 'unit')}`,
    }));
}

/** Goods and place on one line: "BRK-10442 × 40 +2 · 006141410000001026"; '' if it tells none. */
export function gist(body: Fields): string {
  const lines = toldLines(body);
  const [first, ...more] = lines;
  const goods = first && [cut(first.part), first.quantity === null ? '' : `× ${first.quantity}`,
    first.quantity === null ? '' : first.uom,
    more.length ? `+${more.length}${atLeast(lines) ? '…' : ''}` : ''].filter(Boolean).join(' ');
  const where = ['lpn', 'location', 'holder', 'target', 'source', 'order', 'raw']
    .map((name) => text(body, name)).find(Boolean) ?? '';
  return [goods, cut(plain(where))].filter(Boolean).join(' · ');
}
