// SPDX-License-Identifier: Apache-2.0
/** ERP documents as people read them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import desk from '../../messages/desk/en.json' with { type: 'json' };
import { about } from '../../src/board/about.ts';
import {
  businessNumber, documentFacts, documentLines, keptBack, progress, refusal, stoppedBy, stoppers,
} from '../../src/board/document.ts';
import { put } from '../../src/board/pages.ts';
import type { DocumentRow, Rows } from '../../src/board/rows.ts';
import { exceptionName } from '../../src/board/shown.ts';
import { learn } from '../../src/ui/words.ts';
import { only, question, row as feedRow, site } from './floor.ts';

void learn(desk);
const paper = (type: string, body: object, state: DocumentRow['state'] = 'booked'): DocumentRow =>
  ({ key: `op-1:${type}`, type, operation: 'op-1', state, body: body as DocumentRow['body'] });

test('a shipment says its lines with what was ordered beside them', () => {
  const row = paper('shipment_advice', { shipment: 'S-1', order: 'DLR-1', ship_to: { id: 'C-1' },
    lines: [{ part: 'P', quantity: 3, ordered: 4, serials: [], lpn: '0061', order_line: 2 }] });
  assert.equal(businessNumber(row), 'DLR-1');
  assert.deepEqual(documentFacts(row),
    [['order', 'DLR-1'], ['shipment', 'S-1'], ['ship_to', 'C-1']]);
  const [line] = documentLines(row);
  assert.deepEqual([line!.line, line!.quantity, line!.against, line!.lpn], ['2', 3, 4, '0061']);
});

test('a hold says what it covers, a count what was found against the books', () => {
  const row = paper('stock_status', { action: 'hold', hold: 'HOLD-1', reason: 'recall',
    scope: { part: 'P', lot: 'L1' }, lines: [] });
  const facts = documentFacts(row);
  assert.deepEqual(facts.map(([name]) => name), ['action', 'hold', 'part', 'lot', 'reason']);
  assert.deepEqual(facts.filter(([name]) => !(`board.fact.${name}` in desk)), []);
  const [line] = documentLines(paper('count_result', { location: 'A',
    lines: [{ part: 'P', counted: 26, expected: 40 }] }));
  assert.deepEqual([line!.quantity, line!.against], [26, 40]);
});

test('a refused document says why, in the words of the ERP', () => {
  const row = paper('goods_receipt', {}, 'refused');
  const rows = site(question('q', 'erp_refused',
    { document: row.key, reason: 'erp_closed', text: 'PO 4471120 is closed' }));
  assert.deepEqual(refusal(row, rows), { reason: 'erp_closed', said: 'PO 4471120 is closed' });
  assert.deepEqual(refusal(row, site()), { reason: '', said: '' });
  assert.equal(refusal(paper('goods_receipt', {}), rows), null);
});

test('a refused document is named by its number and part, not twice by its kind', () => {
  const row = paper('goods_receipt', { asn: 'ASN-4711', lines: [{ part: 'P' }] }, 'refused');
  const rows = put(site(question('q', 'erp_refused', { document: row.key, type: 'goods_receipt',
    reason: 'malformed', text: '. has no lines' })),
  [{ topic: 'erp_document', key: row.key, version: 1, body: row }]);
  assert.equal(about(only(rows), rows), 'ASN-4711 · P');
  assert.deepEqual(refusal(row, rows), { reason: 'malformed', said: 'has no lines' });
  assert.ok(keptBack(only(rows)));
});

test('a body that nobody knows breaks nothing', () => {
  for (const lines of [null, 'x', [null], [[]], [{ part: 7 }]]) {
    documentLines(paper('x', { lines, scope: 3, ship_to: null }));
  }
});

const paperRow = (key: string, place: number, more: Partial<DocumentRow> = {}) =>
  feedRow('erp_document', key, { ...paper('goods_receipt', {}, 'waiting'), key, group: 'lpn:L-1',
    place: [place, 0], ...more });
const howFar = (rows: Rows) => Object.fromEntries([...rows.erp_document].map(
  ([key, row]) => [key, progress(row, rows, stoppers(rows))]));

test('what we keep back is not called refused, with or without its question', () => {
  const kept = paperRow('a', 1, { state: 'refused', reason: 'malformed' });
  assert.deepEqual(howFar(site(kept)), { a: 'kept' });
  assert.deepEqual(howFar(site(paperRow('a', 1, { state: 'refused' }),
    question('q', 'erp_refused', { document: 'a', reason: 'by_hand' }))), { a: 'kept' });
  assert.deepEqual(howFar(site(paperRow('a', 1, { state: 'refused', reason: 'refused' }))),
    { a: 'refused' });
  assert.equal(exceptionName(only(site(question('q', 'erp_refused', { reason: 'malformed' })))),
    'Document for the ERP kept back');
  assert.equal(exceptionName(only(site(question('q', 'erp_refused', { reason: 'refused' })))),
    'ERP refused a document');
});

test('a document behind a stopped one of its queue waits behind it, one before it does not', () => {
  const rows = site(
    paperRow('first', 1), paperRow('stop', 2, { state: 'refused', reason: 'malformed' }),
    paperRow('later', 3), paperRow('elsewhere', 4, { group: 'lpn:L-2' }),
    paperRow('old', 5, { group: undefined, place: undefined } as Partial<DocumentRow>),
  );
  assert.deepEqual(howFar(rows), {
    first: 'waiting', stop: 'kept', later: 'behind', elsewhere: 'waiting', old: 'waiting',
  });
  assert.equal(stoppedBy(rows.erp_document.get('later')!, stoppers(rows))?.key, 'stop');
});
