// SPDX-License-Identifier: Apache-2.0
/** Returns and claims at the desk: which choices there are, what each says, what is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import desk from '../../messages/desk/en.json' with { type: 'json' };
import { decisionsOf } from '../../src/board/decisions.ts';
import type { Decision } from '../../src/board/decision.ts';
import type { Team } from '../../src/board/disposing.ts';
import {
  digitsOf, FINDING_REASONS, FINDINGS, minorOf, RETURN_REASONS, returnsNow, typedMinor,
} from '../../src/board/returning.ts';
import type { Rows } from '../../src/board/rows.ts';
import { only, question, row, site } from './floor.ts';

const WORDS = desk as Readonly<Record<string, string>>;
const TEAM: Team = {
  me: 'rossi', now_ms: 0,
  people: ['lopez', 'rossi'].map((id) => ({ id, name: id.toUpperCase(), initials: id[0]! })),
};
const back = (more: object = {}) => row('returned', 'RET-1', {
  returned: 'RET-1', kind: 'rma', customer: 'C-1', authorization: 'RMA-7', claim: '', doubts: [],
  lpn: '0061', location: 'DOCK-01', state: 'inspecting', at: '2026-11-23T09:00:00.000Z',
  lines: [{ part: 'BRK-10442', quantity: 1, condition: 'used', boxed_as: null }], keep_until: '',
  danger: '', ...more,
});
const CLAIM = row('claim', 'CL-1', {
  claim: 'CL-1', part: 'ECU-77810-AB', serial: 'E7', vehicle: 'V', customer: 'C-1',
  keep_until: '2027-02-01', state: 'part_received', called_in: false, returned: 'RET-1',
  currency: 'EUR', claimed_minor: 12050, supplier: 'SUP0417',
});
const WARRANTY = back({ kind: 'warranty', claim: 'CL-1', keep_until: '2027-02-01' });
const choices = (rows: Rows): readonly Decision[] =>
  decisionsOf(returnsNow(rows)[0]!, rows, null, new Map(), TEAM);
const names = (rows: Rows): readonly string[] =>
  choices(rows).map(({ id }) => id.split(':')[0]!);
const said = (one: Decision, more: Record<string, string> = {}) => {
  const all = Object.fromEntries((one.fields ?? [])
    .map(({ name, starts = '' }) => [name, more[name] ?? starts]));
  return {
    wrong: one.fields!.filter((of) => !of.fits(all[of.name]!, all)).map(({ name }) => name),
    body: () => one.draft({ why: 'other', qualify: false, note: ' see photo ', more: all }).body,
  };
};

test('a return has a choice for each thing that may become of it', () => {
  assert.deepEqual(names(site(back())),
    ['restock_A', 'restock_B', 'return_to_vendor', 'send_back', 'scrap']);
  assert.deepEqual(names(site(back({ kind: 'unknown', danger: 'leaking_battery' }))).slice(-2),
    ['warranty_test', 'hazmat_quarantine']);
});

test('a claimed part is decided by what was found, and is not sold again when it is over', () => {
  assert.deepEqual(names(site(WARRANTY, CLAIM)), [...FINDINGS]);
  assert.deepEqual(names(site(WARRANTY)), ['return_to_vendor', 'send_back', 'scrap']);
});

test('the question of the bench has the same choices, and may be acknowledged', () => {
  const asked = question('return|RET-1', 'return_doubt', { returned: 'RET-1',
    decisions: ['claim_decision', 'return_disposition', 'acknowledgement'] });
  const rows = site(back(), asked);
  const ids = decisionsOf(only(rows), rows, null, new Map(), TEAM).map(({ id }) => id);
  assert.deepEqual(ids.slice(0, 5), choices(rows).map(({ id }) => id));
  assert.equal(ids.at(-1), 'acknowledge');
});

test('every choice says what it does to goods, hold and ERP in words that exist', () => {
  const all = [...choices(site(back({ kind: 'unknown', danger: 'other' }))),
    ...choices(site(WARRANTY, CLAIM)), ...choices(site(WARRANTY))];
  for (const one of all) {
    assert.deepEqual([...new Set(one.effects.map(({ on }) => on))].sort(),
      ['erp', 'goods', 'hold']);
    const keys = [one.title, one.button, ...one.effects.map(({ say }) => say),
      ...one.fields!.map(({ label }) => label)].map(({ key }) => key);
    assert.deepEqual(keys.filter((key) => !(key in WORDS)), []);
  }
  const reasons = [...RETURN_REASONS, ...FINDING_REASONS];
  assert.deepEqual(reasons.filter((one) => !(`board.reason.${one}` in WORDS)), []);
});

test('a disposition is told with its reason, its fee and its witness', () => {
  const [restock, , , , scrap] = choices(site(back()));
  assert.deepEqual(said(restock!, { fee: '-1' }).wrong, ['fee']);
  assert.deepEqual(said(restock!, { fee: '500' }).body(), {
    returned: 'RET-1', disposition: 'restock_A', reason: 'other: see photo', fee_minor: 500,
    witness: null,
  });
  const [dear] = choices(site(back({ currency: 'CHF' })));
  const asked = dear!.fields!.find(({ name }) => name === 'fee')!;
  assert.deepEqual(asked.label, { key: 'board.field.fee_in', params: { currency: 'CHF' } });
  assert.deepEqual(said(dear!, { fee: '1.234' }).wrong, ['fee']);
  assert.equal((said(dear!, { fee: '12.5' }).body() as { fee_minor: number }).fee_minor, 1250);
  assert.deepEqual(said(scrap!).wrong, []);
  const claimed = choices(site(WARRANTY)).at(-1)!;
  assert.deepEqual(said(claimed).wrong, ['witness'], 'a claimed part needs one');
  assert.equal(claimed.effects.at(-1)!.say.params['day'], '2027-02-01');
});

test('a claim is granted in its own currency, up to what was claimed', () => {
  const [valid, , , invalid] = choices(site(WARRANTY, CLAIM));
  for (const wrong of ['0', '120.51', '1.234', 'all']) {
    assert.deepEqual(said(valid!, { approved: wrong }).wrong, ['approved'], wrong);
  }
  assert.deepEqual(said(valid!).body(), {
    claim: 'CL-1', finding: 'valid', reason: 'other: see photo', approved_minor: 12050,
    witness: null,
  });
  assert.deepEqual(said(invalid!, { witness: 'lopez' }).body(), {
    claim: 'CL-1', finding: 'invalid', reason: 'other: see photo', approved_minor: 0,
    witness: 'lopez',
  });
});

test('amounts are read and written with the digits of their currency', () => {
  assert.deepEqual(['EUR', 'JPY', ''].map(digitsOf), [2, 0, 0]);
  assert.deepEqual([minorOf('120,5', 2), minorOf('7', 2), minorOf('7.5', 0), minorOf('', 2)],
    [12050, 700, null, null]);
  assert.deepEqual([typedMinor(5, 2), typedMinor(12050, 2), typedMinor(7, 0)],
    ['0.05', '120.50', '7']);
});
