// SPDX-License-Identifier: Apache-2.0
/** What a question is about, in one line. Pure. */
import type { Scope } from '../domain/rows.ts';
import { businessNumber, documentLines } from './document.ts';
import { scopeText } from './decisions.ts';
import { plain, text, texts, type ExceptionRow, type Rows } from './rows.ts';
import { cut, gist, short, supplierName, told, withDetail } from './told.ts';

/** What a refused document is about: its number and its first part, else the end of its id. */
function paperAbout(row: ExceptionRow, rows: Rows): string {
  const found = rows.erp_document.get(text(row, 'document'));
  const part = found && documentLines(found)[0]?.part;
  return [found && businessNumber(found), part].filter(Boolean).join(' · ')
    || short(row.operation);
}

/** One line that tells two exceptions of a kind apart: part, serial, order, place. */
export function about(given: ExceptionRow, rows: Rows): string {
  if (given.kind === 'held') return scopeText({ scope: given as unknown as Scope }, rows);
  if (given.kind === 'plate_missed') {
    return [text(given, 'lpn'), text(given, 'location')].join(' · ');
  }
  if (given.kind === 'erp_refused') return paperAbout(given, rows);
  if (given.kind === 'closed_short') {
    return [text(given, 'asn'), gist(given)].filter(Boolean).join(' · ');
  }
  if (given.kind === 'awaiting_paper') {
    return [supplierName(text(given, 'supplier'), rows), gist(given)].filter(Boolean).join(' · ');
  }
  const body = told(given);
  const row = withDetail(given);
  const first = text(row, 'serial') || text(row, 'part') || text(row, 'raw') || text(row, 'type')
    || text(row, 'shipment') || texts(row, 'serials')[0]
    || '';
  const second = text(row, 'order') || plain(text(row, 'holder')) || text(row, 'lpn')
    || text(row, 'document').split(':').at(-1) || '';
  return (body && gist(body)) || [first, second].filter(Boolean).map(cut).join(' · ');
}
