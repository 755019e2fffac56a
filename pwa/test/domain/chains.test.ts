// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checkpoint, View } from '../../src/domain/view.ts';
import type { Row } from '../fixture.ts';
import { row } from '../fixture.ts';

const DAY = '2026-11-30';

const part = (number: string, more: object = {}): Row => row('part', number, {
  part: number, packs: [], aliases: [], critical: 'normal', superseded_by: null, ...more,
});

function link(old: string, after: string, more: object = {}): Row {
  const body = {
    old, new: [{ part: after, factor: 1 }], kind: 'forward', join: 'or', condition: '',
    strategy: 'use_up', valid_from: '', safety: false, active: true, ...more,
  };
  return row('supersession', `${old}|${body.condition}|${body.valid_from}`, body);
}

const approval = (number: string, more: object = {}): Row => row('substitute', `A|${number}`, {
  part: number, for_part: 'A', customers: [], price: 'neutral', active: true, ...more,
});

const served = (checkpoint: Checkpoint, ordered: string): string[] =>
  new View(checkpoint).may_serve(ordered, DAY).map((one) => one.part);

test('PK7: a device knows what may be given, from links and from parts themselves', () => {
  const rows = [
    part('A', { superseded_by: 'B', supersession: 'immediate' }), part('B'), part('C'),
    link('B', 'C', { kind: 'full' }), link('X', 'Y'),
  ];
  const checkpoint = new Checkpoint(rows, 7);
  assert.deepEqual(served(checkpoint, 'A'), ['B', 'C']);
  assert.deepEqual(served(checkpoint, 'C'), ['C', 'B']);
  checkpoint.apply([link('A', 'C')], 8);
  assert.deepEqual(served(checkpoint, 'A'), ['A', 'C'], 'a link on file knows more');
  checkpoint.apply([{ ...link('A', 'C'), body: null }], 9);
  assert.deepEqual(served(checkpoint, 'A'), ['B', 'C'], 'it was taken back');
  checkpoint.apply([link('B', 'C', { strategy: 'immediate' }), part('A')], 10);
  assert.deepEqual(served(checkpoint, 'A'), ['A']);
  assert.deepEqual(served(checkpoint, 'C'), ['C']);
});

test('PK7: a safety-critical part is served by itself only', () => {
  const rows = [part('A'), part('B', { critical: 'safety' }), link('A', 'B', { kind: 'full' })];
  const checkpoint = new Checkpoint(rows, 7);
  assert.deepEqual(served(checkpoint, 'A'), ['A']);
  assert.deepEqual(served(checkpoint, 'B'), ['B']);
  checkpoint.apply([link('A', 'B', { kind: 'full', safety: true })], 8);
  assert.deepEqual(served(checkpoint, 'A'), ['A', 'B']);
});

test('PK8: approved substitutes are known offline, those at the same price first', () => {
  const rows = [
    part('A'), part('B'), part('S', { critical: 'safety' }), approval('C', { price: 'call' }),
    approval('B', { customers: ['DLR2207'] }), approval('S'),
  ];
  const view = new View(new Checkpoint(rows, 7));
  const named = (customer: string): string[] =>
    view.may_substitute('A', customer).map((one) => one.part);
  assert.deepEqual(named('DLR2207'), ['B', 'C']);
  assert.deepEqual(named('DLR3013'), ['C']);
  assert.deepEqual(view.may_substitute('B', 'DLR2207'), []);
});
