// SPDX-License-Identifier: Apache-2.0
/** An unknown code is matched to a part: what is said before, and what is sent after. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decisionsOf } from '../../src/board/decisions.ts';
import type { Decision } from '../../src/board/decision.ts';
import { alike, nameIn } from '../../src/board/match.ts';
import desk from '../../messages/desk/en.json' with { type: 'json' };
import { only, question, site } from './floor.ts';

const WORDS = desk as Readonly<Record<string, string>>;
const unknown = (name: string, raw: string, more: object = {}) =>
  question(name, 'unknown_barcode', {
  raw, holder: 'B04-011-B', quantity: 3, decisions: ['code_match', 'acknowledgement'], ...more,
});
const choices = (more: object = {}): readonly Decision[] => {
  const rows = site(unknown('Q-1', 'NB-S1/2027-04 0931', more));
  return decisionsOf(only(rows), rows);
};

test('an unknown code is matched to a part, or seen to', () => {
  const [match, seen] = choices();
  assert.deepEqual([match!.id, seen!.id], ['match', 'acknowledge']);
  const keys = [match!.title, match!.button, match!.qualify!,
    ...match!.effects.map((one) => one.say),
    ...match!.fields!.map(({ label }) => label)].map(({ key }) => key);
  assert.deepEqual(keys.filter((key) => !(key in WORDS)), []);
});

test('its units are booked where they were scanned, and the code is a name if that is said', () => {
  const [match] = choices();
  const fields = match!.fields!.map(({ name, starts }) => [name, starts]);
  assert.deepEqual(fields, [['part', undefined], ['quantity', '3'], ['lot', undefined]]);
  const more = { part: ' FLT-00318 ', quantity: '2', lot: '' };
  assert.deepEqual(match!.draft({ why: '', qualify: true, more }).body, {
    exception: 'Q-1', part: 'FLT-00318', holder: 'B04-011-B', quantity: 2, lot: null,
    alias: 'NB-S1/2027-04 0931',
  });
});

test('of a code that was scanned nowhere only the name is told', () => {
  const [match] = choices({ holder: '', quantity: null });
  assert.deepEqual(match!.fields!.map(({ name }) => name), ['part']);
  assert.deepEqual(match!.draft({ why: '', qualify: false, more: { part: 'FLT-00318' } }).body, {
    exception: 'Q-1', part: 'FLT-00318', holder: null, quantity: 0, lot: null, alias: null,
  });
});

test('the name of a code is what a handheld looks up of it', () => {
  assert.equal(nameIn(']C1010061414100010241'.slice(3)), '010061414100010241');
  assert.equal(nameIn('[)>\u001e06\u001dPNB-E7\u001dSE7A000311\u001e\u0004'), 'NB-E7');
  assert.equal(nameIn('XYZ 12'), 'XYZ 12');
});

test('codes of one shape are shown together', () => {
  const rows = site(unknown('Q-1', 'NB-S1/27'), unknown('Q-2', 'TK-R4/31'),
    unknown('Q-3', 'TK-R44'));
  const row = rows.exception.get('Q-1')!;
  assert.deepEqual(alike(row, rows).map(({ exception }) => exception), ['Q-2']);
});
