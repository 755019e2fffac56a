// SPDX-License-Identifier: Apache-2.0
/** What a stop screen underlines. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference } from '../../src/ui/difference.ts';

const marked = (wanted: string, scanned: string) => difference(wanted, scanned)
  .map((runs) => runs.map((run) => (run.differs ? `<${run.text}>` : run.text)).join(''));

test('two digits that changed places are underlined, the rest is not', () => {
  assert.deepEqual(marked('BRK-10442', 'BRK-10424'), ['BRK-104<42>', 'BRK-104<24>']);
});

test('codes of other lengths are compared by their beginning and their end', () => {
  assert.deepEqual(marked('A07-032-C', 'A07-0032-C'), ['A07-032-C', 'A07-0<0>32-C']);
});

test('codes that share next to nothing are shown plain', () => {
  assert.deepEqual(marked('E7A000290', 'ECU-77810-AB'), ['E7A000290', 'ECU-77810-AB']);
  assert.deepEqual(marked('XYZ', '123'), ['XYZ', '123']);
});

test('the characters of both codes are all kept', () => {
  for (const [a, b] of [['', 'A'], ['AB', 'AB'], ['T-0418', 'T-0481'], ['A', 'AAAA']] as const) {
    const [left, right] = difference(a, b);
    assert.equal(left.map((run) => run.text).join(''), a);
    assert.equal(right.map((run) => run.text).join(''), b);
  }
});
