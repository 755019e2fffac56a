// SPDX-License-Identifier: Apache-2.0
/** What the band asks of who packed, picked or loaded: how many of the goods that they told of. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asked } from '../../src/ui/asked.ts';
import { words } from '../../src/ui/flow_words.ts';

const TOLD = { order: 'DLR2207-0091', source: 'lpn:T-0418', target: 'lpn:C-000091',
  lines: [{ part: 'BRK-10442', quantity: 4, lot: null, serials: [] }] };

/** Title and note for a pack of four that was answered so. */
async function said(reason: string, detail: object): Promise<readonly [string, string]> {
  await words;
  const { title, note } = asked({
    op_id: 'a', kind: 'pack', text: JSON.stringify({ body: TOLD }), answer: { reason, detail },
  });
  return [title, note];
}

test('of four that were packed, one is too many: one comes out', async () => {
  const [title, note] = await said('packed_unasked', { part: 'BRK-10442', quantity: 1 });
  assert.equal(title, 'Not ordered: take 1 out');
  assert.match(note, /BRK-10442/);
});

test('of a line that was picked twice the surplus goes back', async () => {
  assert.equal((await said('line_overpicked', { surplus: 2 }))[0], 'Too many picked: put 2 back');
});

test('of a plate of stock on a truck all that is in it comes off', async () => {
  assert.equal((await said('loaded_unasked', { quantity: 38 }))[0], 'Not ordered: take 38 off');
});
