// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { workOf } from '../../src/state/work.ts';
import { received } from '../flow/days.ts';
import { NOW, ORDER, demo_rows } from '../fixture.ts';

const floor = (more: object): View => new View(new Checkpoint(demo_rows().map((row) =>
  (row.topic === 'order' ? { ...row, body: { ...row.body as object, ...more } } : row)), 7));
const at = Date.parse(NOW);

test('an order that somebody else picks is not offered as the next work', () => {
  const by = { actor: 'ben', at: NOW };
  assert.equal(workOf(floor({}), 'ana', at).next?.start['order'], ORDER);
  assert.notEqual(workOf(floor({ by }), 'ana', at).next?.flow, 'pick');
  assert.equal(workOf(floor({ by }), 'ben', at).next?.start['order'], ORDER, 'it is his');
  assert.equal(workOf(floor({ by }), 'ana', at + 3_600_000).next?.start['order'], ORDER,
    'nobody has heard of him for an hour');
});

test('an order whose truck left short is no work', () => {
  for (const state of ['shipped', 'short_shipped', 'cancelled']) {
    assert.equal(workOf(floor({ state }), 'ana', at).waiting.pick, 0, state);
  }
});

test('what waits on the dock is counted in plates, as the list of the step has them', () => {
  const lpn = (name: string) => ({
    topic: 'lpn', key: name, version: 1, body: { lpn: name, kind: '', place: 'DOCK-01' },
  });
  const goods = (holder: string, part: string) => ({
    topic: 'quant', key: `${holder}|${part}||`, version: 1, body: {
      holder, part, lot: '', serial: '', quantity: 2, suppliers: [], receipts: [],
      expires_on: null,
    },
  });
  const task = (n: number, name: string, part: string) => ({
    topic: 'task', key: `putaway:${n}`, version: 1, body: {
      task: `putaway:${n}`, kind: 'putaway', state: 'open', priority: 40, lpn: name, part,
      quantity: 2, location: null,
    },
  });
  const view = new View(new Checkpoint([...demo_rows(), lpn('L-1'), goods('lpn:L-1', 'CLP-1'),
    goods('lpn:L-1', 'CLP-2'), task(1, 'L-1', 'CLP-1'), task(2, 'L-1', 'CLP-2')], 7));
  assert.equal(workOf(view, 'ana', at).waiting.putaway, 1);
});

test('a truck that this device has received offline is no work any more', () => {
  const waits = workOf(floor({}), 'ana', at).waiting.receive!;
  assert.equal(workOf(received().view, 'ana', at).waiting.receive, waits - 1);
});
