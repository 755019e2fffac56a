// SPDX-License-Identifier: Apache-2.0
/** Goods without papers (RC10) get the notice that they belong to, or another paper. Pure. */
import { draft } from '../domain/operation.ts';
import type { AsnRow } from '../domain/rows.ts';
import { say, type Decision, type Field } from './decision.ts';
import { text, type ExceptionRow, type Rows } from './rows.ts';
import { supplierName, toldLines } from './told.ts';

const GONE: readonly string[] = ['cancelled', 'refused'];

/** Notices that these goods may be of: those of who sent them first, awaited ones before others. */
export function noticesFor(row: ExceptionRow, rows: Rows): readonly AsnRow[] {
  const rank = (asn: AsnRow): number => Number(asn.supplier !== text(row, 'supplier')) * 2
    + Number(asn.state === 'received');
  return [...rows.asn.values()].filter((asn) => !GONE.includes(asn.state))
    .sort((a, b) => rank(a) - rank(b) || a.asn.localeCompare(b.asn));
}

function fieldsOf(row: ExceptionRow, rows: Rows): readonly Field[] {
  return [
    { name: 'asn', label: say('board.field.asn'), empty: say('board.field.asn.none'),
      fits: () => true,
      choices: noticesFor(row, rows).map((asn) => ({ value: asn.asn, say: say('text.plain', {
        text: `${asn.asn}, ${supplierName(asn.supplier, rows)}`,
      }) })) },
    { name: 'reference', label: say('board.field.reference'),
      fits: (value, more) => Boolean(more['asn'] || value.trim()) },
  ];
}

/** The one choice that goods without papers have beside those of their hold. */
export function papered(row: ExceptionRow, rows: Rows): readonly Decision[] {
  const lines = toldLines(row);
  if (row.state !== 'open' || !lines.length) return [];
  return [{
    id: 'papers', mark: 'hold',
    title: say('board.decide.papers'), button: say('board.decide.papers.go'),
    effects: [
      { on: 'goods', say: say('board.effect.papers.goods') },
      { on: 'hold', say: say('board.effect.papers.hold') },
      { on: 'later', say: say('board.effect.papers.later') },
      { on: 'erp', say: say('board.effect.papers.erp') },
    ],
    ask: null, qualify: null, fields: fieldsOf(row, rows),
    draft: ({ more = {} }) => draft('receipt_match', {
      receipt: text(row, 'receipt'), asn: more['asn'] || null,
      reference: more['reference']?.trim() ?? '',
      lines: lines.map(({ part, quantity, lot, serials }) =>
        ({ part, quantity: quantity ?? 0, lot: lot || null, serials: [...serials] })),
    }, `receipt:${text(row, 'receipt')}`),
  }];
}
