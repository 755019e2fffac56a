// SPDX-License-Identifier: Apache-2.0
/** Hold rules at the desk: what must be said, what is told, and what each card says before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import desk from '../../messages/desk/en.json' with { type: 'json' };
import type { Decision } from '../../src/board/decision.ts';
import {
  addRule, freshName, holdsOfRule, switchRule, takes, KINDS, type RuleRow, type Kind, type When,
} from '../../src/board/hold_rules.ts';
import { hold, row, site } from './floor.ts';

const WORDS = desk as Readonly<Record<string, string>>;
const known = (key: string): boolean => key === 'text.plain' || key in WORDS
  || `${key}_other` in WORDS;
const ROWS = site(row('supplier', 'SUP0417', { supplier: 'SUP0417', name: 'Northgate' }));
const add = (when: Kind, ...taken: string[]): Decision => addRule(when, new Set(taken), ROWS);
const says = (one: Decision, more: Record<string, string>) => {
  const said = Object.fromEntries((one.fields ?? [])
    .map(({ name, starts = '' }) => [name, more[name] ?? starts]));
  return {
    fits: one.fields!.filter((of) => !of.fits(said[of.name]!, said)).map(({ name }) => name),
    wrong: one.fields!.map((of) => of.wrong?.(said[of.name]!, said)?.key).filter(Boolean),
    body: () => one.draft({ why: '', qualify: false, more: said }).body as Record<string, unknown>,
  };
};
const RULE: RuleRow = {
  rule: 'R-1', when: 'recall', active: true, reason: '', note: 'Campaign 7', part: 'BRK-10442',
  supplier: null, family: null, serial_from: null, serial_to: null, lot_from: 'L26-0188',
  lot_to: 'L26-0190', starts_on: null, ends_on: null, every: 0, level: 'II', aql: '1.0',
  edition: 'z1.4-2003', may_reduce: false, why: 'recall',
  told: { actor: 'rossi', at: '2026-11-23T09:00:00.000Z' },
};

test('every word of every card exists', () => {
  for (const when of KINDS) {
    const one = add(when);
    const keys = [one.title, one.button, ...one.effects.map(({ say }) => say),
      ...one.fields!.map(({ label }) => label)].map(({ key }) => key);
    assert.deepEqual([...keys, `board.rule.when.${when}`].filter((key) => !known(key)), []);
  }
  for (const one of [RULE, { ...RULE, active: false }].map((rule) => switchRule(rule, ROWS))) {
    const keys = [one.title, one.button, ...one.effects.map(({ say }) => say)];
    assert.deepEqual(keys.map(({ key }) => key).filter((key) => !known(key)), []);
  }
});

test('what a kind of rule is nothing without is asked, and why it is set', () => {
  const missing = (when: When) => says(add(when), {}).fits;
  assert.deepEqual(missing('recall'), ['part', 'note']);
  assert.deepEqual(missing('supplier_on_watch'), ['supplier', 'note']);
  assert.deepEqual(missing('first_article'), ['note']);
  const every = says(add('every_nth'), { every: '0', note: 'x' });
  assert.deepEqual([every.fits, every.wrong], [['every'], ['board.rule.wrong.every']]);
});

test('a name that a rule has, and days in the wrong order, are said where they stand', () => {
  const taken = says(add('damage', 'R-1'), { rule: ' R-1 ', note: 'x' });
  assert.deepEqual([taken.fits, taken.wrong], [['rule'], ['board.rule.wrong.taken']]);
  const days = says(add('damage'), { note: 'x', starts_on: '2026-12-02', ends_on: '2026-12-01' });
  assert.deepEqual([days.fits, days.wrong], [['ends_on'], ['board.rule.wrong.days']]);
  assert.equal(freshName(new Set(['R-2'])), 'R-3');
});

test('a recall by lots is told with its bounds; what is empty takes everything', () => {
  const body = says(add('recall'), {
    rule: 'RC-9', part: ' BRK-10442 ', lot_from: 'L26-0188', lot_to: 'L26-0190', note: 'Campaign 7',
  }).body();
  assert.deepEqual(body, {
    rule: 'RC-9', when: 'recall', active: true, note: 'Campaign 7', part: 'BRK-10442',
    supplier: null, family: null, serial_from: null, serial_to: null, lot_from: 'L26-0188',
    lot_to: 'L26-0190', starts_on: null, ends_on: null,
  });
  const sampled = says(add('every_nth'), { note: 'x', every: '5' }).body();
  assert.deepEqual([sampled['every'], sampled['level'], sampled['aql']], [5, 'II', '1.0']);
});

test('a rule is ended as it is, with its reason, and its holds stay', () => {
  const rows = site(hold('H-1', { rule: 'R-1' }), hold('H-2', { rule: 'R-1', root: 'H-1' }),
    hold('H-3', { rule: 'R-2' }), hold('H-4', { rule: 'R-1', state: 'released' }));
  assert.deepEqual(holdsOfRule('R-1', rows), ['H-1']);
  const one = switchRule(RULE, rows);
  assert.equal(one.effects[1]!.say.params['n'], 1);
  const { why: _why, told: _told, ...told } = RULE;
  assert.deepEqual(one.draft({ why: '', qualify: false, more: { note: ' Cleared ' } }).body,
    { ...told, active: false, note: 'Cleared' });
});

test('a rule says what it takes, by the names of people', () => {
  const words = takes({ ...RULE, supplier: 'SUP0417', serial_from: 'E7' }, ROWS);
  assert.deepEqual(words.map(({ key, params }) => [key, ...Object.values(params)]), [
    ['text.plain', 'BRK-10442'], ['text.plain', 'Northgate (SUP0417)'],
    ['board.rule.range.from', 'E7', ''], ['board.rule.range.both', 'L26-0188', 'L26-0190'],
  ]);
  assert.deepEqual(takes({ ...RULE, part: null, lot_from: null, lot_to: null }, ROWS), []);
});

test('a recall of all of a supplier names the supplier alone', () => {
  const all = { rule: 'RC-9', note: 'Bad steel' };
  assert.deepEqual(says(add('recall_supplier'), all).fits, ['supplier']);
  const body = says(add('recall_supplier'), { ...all, supplier: 'SUP0417' }).body();
  assert.deepEqual([body['when'], body['part'], body['supplier'], body['lot_from']],
    ['recall', null, 'SUP0417', null]);
});
