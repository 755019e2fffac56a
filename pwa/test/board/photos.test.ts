// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { photosOf, photosOfFound, subjectOf } from '../../src/board/photos.ts';
import type { Found } from '../../src/board/reads.ts';
import type { ExceptionRow } from '../../src/board/rows.ts';
import type { HoldRow } from '../../src/domain/rows.ts';

const question = (more: object): ExceptionRow =>
  ({ exception: 'x', kind: 'hold_placed', state: 'open', operation: 'op-1', ...more }) as never;
const hold = (more: object): HoldRow => ({ hold: 'h-1', root: '', scope: {}, ...more }) as never;
const found = (more: object): Found => ({ code: 'X', moves: [], ...more }) as never;

test('a question has the photos of its operation, its holds and its plates', () => {
  assert.deepEqual(photosOf(question({ holder: 'lpn:L-1' }), [hold({ root: 'h-0' })]),
    { operation: ['op-1'], hold: ['h-1', 'h-0'], lpn: ['L-1'] });
  assert.deepEqual(photosOf(question({}), [hold({ scope: { lpn: 'L-2' } })])['lpn'], ['L-2']);
  assert.deepEqual(photosOf(question({ core: 'C-1', returned: 'R-1' }), [])['operation'],
    ['op-1', 'R-1', 'C-1']);
});

test('a place has its photos where the question is about the place alone', () => {
  assert.equal(photosOf(question({ holder: 'DOCK-01' }), [])['location'], undefined);
  const variance = question({ kind: 'unexplained', holder: 'A07-032-C' });
  assert.deepEqual(photosOf(variance, [])['location'], ['A07-032-C']);
});

test('what was looked up has its own photos, a unit those of its way', () => {
  assert.deepEqual(photosOfFound(found({ by: 'part', code: 'BRK' })), { part: ['BRK'] });
  const moves = [{ operation: 'op-1', source: '@supplier', target: 'lpn:L-1' },
    { operation: 'op-2', source: 'lpn:L-1', target: 'A07-032-C' }];
  assert.deepEqual(photosOfFound(found({ by: 'serial', moves })),
    { operation: ['op-1', 'op-2'], lpn: ['L-1'] });
  assert.deepEqual(photosOfFound(found({ by: 'serial' })), {});
});

test('a photo is named by the nearest thing that it is of', () => {
  const row = (of: object) => ({ of }) as never;
  assert.equal(subjectOf(row({ asn: 'S', lpn: 'L', part: 'P' })), 'P');
  assert.equal(subjectOf(row({ asn: 'S', lpn: 'L' })), 'L');
  assert.equal(subjectOf(row({ hold: 'h' })), '');
});
