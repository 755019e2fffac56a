// SPDX-License-Identifier: Apache-2.0
/** Goods without papers: who sent what is shown, and the papers that come later end the wait. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { about } from '../../src/board/about.ts';
import { decisionsOf } from '../../src/board/decisions.ts';
import { noticesFor } from '../../src/board/papers.ts';
import type { Rows } from '../../src/board/rows.ts';
import { scope } from '../../src/domain/holds.ts';
import desk from '../../messages/desk/en.json' with { type: 'json' };
import { hold, only, question, row, site } from './floor.ts';

const WORDS = desk as Readonly<Record<string, string>>;
const notice = (asn: string, supplier: string, state = 'announced') =>
  row('asn', asn, { asn, supplier, supplier_name: '', carrier: '', state, packs: [] });
const waits = (): Rows => site(
  hold('H-1', { reason: 'awaiting_paper', scope: scope({ receipt: 'R-9' }) }),
  question('paper|R-9', 'awaiting_paper', {
    receipt: 'R-9', supplier: 'SUP1', document: 'DN-778', holds: ['H-1'], hold: 'H-1',
    lpns: ['L-9'], decisions: ['receipt_match', 'hold_release', 'disposition'],
    lines: [{ part: 'KIT-14539', quantity: 5, lot: '', serials: [], lpn: 'L-9' }],
  }),
  notice('A-2', 'SUP2'), notice('A-1', 'SUP1', 'received'), notice('A-3', 'SUP1'),
  notice('A-4', 'SUP1', 'cancelled'),
);

test('goods without papers are told by who sent them and what they are', () => {
  const rows = waits();
  assert.equal(about(only(rows), rows), 'SUP1 · KIT-14539 × 5');
});

test('notices of who sent them come first, and none that nobody awaits', () => {
  const rows = waits();
  assert.deepEqual(noticesFor(only(rows), rows).map(({ asn }) => asn), ['A-3', 'A-1', 'A-2']);
});

test('they get a notice or another paper; nothing else closes the question but their hold', () => {
  const rows = waits();
  const choices = decisionsOf(only(rows), rows);
  assert.deepEqual(choices.map(({ id }) => id), ['papers', 'release:H-1']);
  const [one] = choices;
  const keys = [one!.title, one!.button, ...one!.effects.map((it) => it.say),
    ...one!.fields!.map(({ label }) => label)].map(({ key }) => key);
  assert.deepEqual(keys.filter((key) => !(key in WORDS)), []);
  const paper = one!.fields!.find(({ name }) => name === 'reference')!;
  assert.ok(!paper.fits('', { asn: '' }) && paper.fits('', { asn: 'A-3' }));
  assert.ok(paper.fits('PO 4711', { asn: '' }));
  const sent = one!.draft({ why: '', qualify: false, more: { asn: 'A-3', reference: '' } });
  assert.deepEqual(sent.body, {
    receipt: 'R-9', asn: 'A-3', reference: '',
    lines: [{ part: 'KIT-14539', quantity: 5, lot: null, serials: [] }],
  });
});
