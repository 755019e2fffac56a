// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { change, unitOf, valueOf, type Setting } from '../../src/board/site_settings.ts';

const setting = (more: Partial<Setting>): Setting => ({
  key: 'pick.lease_minutes', type: 'whole', value: 0, default: 0, low: 1, high: 9, unit: 'minutes',
  choices: [], most: 3, device: false, ...more,
});

test('a whole number is taken within its bounds alone', () => {
  const one = setting({});
  assert.deepEqual(['1', ' 9 ', '0', '10', '1.5', '-1', '', '1e1', 'x'].map((typed) =>
    valueOf(one, typed)), [1, 9, null, null, null, null, null, null, null]);
});

test('choices are taken by their names, each once, within their number', () => {
  const choice = setting({ type: 'choice', choices: ['a', 'b'] });
  assert.deepEqual([valueOf(choice, 'a'), valueOf(choice, 'c')], ['a', null]);
  const list = setting({ type: 'list', choices: ['a', 'b', 'c', 'd'] });
  assert.deepEqual(valueOf(list, 'b\na'), ['b', 'a']);
  for (const typed of ['', 'x', 'a\na', 'a\nb\nc\nd']) assert.equal(valueOf(list, typed), null);
  const bool = setting({ type: 'bool' });
  assert.deepEqual([valueOf(bool, 'true'), valueOf(bool, 'false'), valueOf(bool, '')],
    [true, false, null]);
});

test('names of people may be none, and are no longer than a badge name', () => {
  const names = setting({ type: 'names' });
  assert.deepEqual(valueOf(names, ''), []);
  assert.deepEqual(valueOf(names, ' lopez \n\nwong'), ['lopez', 'wong']);
  assert.equal(valueOf(names, 'x'.repeat(65)), null);
});

test('a change names the version that was looked at; the default is told as none', () => {
  const given = { why: '', qualify: false };
  const { body } = change(setting({}), 5, 7, '5').draft(given);
  assert.deepEqual(body, { base: 7, changes: { 'pick.lease_minutes': 5 } });
  assert.deepEqual(change(setting({ default: 5 }), 5, 7, '5').draft(given).body,
    { base: 7, changes: { 'pick.lease_minutes': null } });
});

test('a change that handhelds ask by says so', () => {
  const said = (device: boolean) => change(setting({ device }), 5, 7, '5').effects.length;
  assert.deepEqual([said(false), said(true)], [1, 2]);
});

test('beside a number stands its unit alone, as far as its name says of what', () => {
  const units = ['percent of the deposit for grade B', 'grams that one person lifts', 'days left',
    'counts a year, parts of class B', 'smallest units', 'places offered'];
  assert.deepEqual(units.map((unit) => unitOf(setting({ unit }))),
    ['percent', 'grams', 'days', 'counts a year', 'smallest units', 'places']);
});
