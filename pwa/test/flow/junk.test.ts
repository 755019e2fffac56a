// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FLOW_DEFS, WORDS } from '../../src/flow/catalogue.ts';
import { BRAKES, ORDER } from '../fixture.ts';
import { WAYS } from './ways.ts';

const JUNK = [
  'never heard of', '4006381333931', ']C100006141410000001018', 'https://example.org/x',
  '\u001d\u001e',
  'BRK-10424', 'CLIP', 'E7A000311', 'E7A999999', 'A07-041-A', BRAKES, ORDER, 'L26-0188', '7', ' ',
  'T-0999', '.BANA7', 'x'.repeat(9000), '{"type":"scan"}', '\ud83d\ude97', '.CNOSUCHTHING1',
];

const asking = Object.values(FLOW_DEFS).flatMap(({ flow, states }) => Object.entries(states)
  .filter(([, def]) => Object.keys(def.expect).length > 0).map(([state]) => `${flow}.${state}`));

test('there is a way to every state that asks something', () => {
  assert.deepEqual(Object.keys(WAYS).sort(), asking.sort());
});

for (const [name, way] of Object.entries(WAYS)) {
  test(`any junk in ${name} gets an answer and loses nothing`, () => {
    for (const raw of JUNK) {
      const floor = way().at(name);
      const before = floor.told.length;
      floor.scan(raw);
      assert.notEqual(floor.feedback, 'none', `${name} is silent for ${raw.slice(0, 20)}`);
      if (floor.feedback === 'good' || floor.state === null) continue;
      const { state } = floor.step;
      if (floor.feedback === 'stop') {
        assert.equal(`${floor.step.flow}.${state}`, name);
        assert.ok(floor.step.stop !== null || floor.step.hold !== null);
        const told = floor.last.map((op) => op.kind);
        const unknown = floor.step.stop?.code === 'serial_shape' ? ['unknown_scan'] : [];
        assert.deepEqual(told, floor.step.hold ? ['hold_hit'] : unknown, 'a stop records no work');
      }
      const kinds = floor.told.slice(before).map((op) => op.kind);
      const allowed = ['unknown_scan', 'putaway', 'hold_hit', 'pick']; // another tote is said
      assert.ok(kinds.every((kind) => allowed.includes(kind)), kinds.join());
      assert.ok(!JSON.stringify(floor.told).includes('.BANA7'), 'a badge is never kept');
    }
  });

  test(`stray taps in ${name} break nothing`, () => {
    for (const id of ['nonsense', 'short', 'finish', '-1', '9']) {
      const floor = way();
      const taps = [() => floor.offer(id), () => floor.choose(id), () => floor.quantity(-3),
        () => floor.quantity(1e9), () => floor.say({ type: 'remove', code: id }),
        () => floor.say({ type: 'acknowledge' }), () => floor.say({ type: 'back' })];
      for (const tap of taps) if (floor.state !== null) tap();
    }
  });
}

test('flow data uses only words that exist, and only states that exist', () => {
  for (const [flow, { start, states }] of Object.entries(FLOW_DEFS)) {
    const words = WORDS[flow as keyof typeof WORDS];
    const text = JSON.stringify(states);
    for (const [kind, known] of [['check', words.checks], ['bind', words.binds],
      ['emit', words.emits], ['show', words.shows]] as const) {
      for (const [, list] of text.matchAll(new RegExp(`"${kind}":("[^"]+"|\\[[^\\]]*\\])`, 'g'))) {
        for (const name of [JSON.parse(list!) as string | string[]].flat()) {
          assert.ok(name in known, `${flow}: ${kind} ${name}`);
        }
      }
    }
    assert.ok(start in states);
    for (const [, next] of text.matchAll(/"next":"([^"]+)"/g)) {
      const known = next! in states || ['end', 'stay'].includes(next!) || next!.startsWith('flow:');
      assert.ok(known, `${flow}: next ${next}`);
    }
  }
});
