// SPDX-License-Identifier: Apache-2.0
/** Requests: the bytes are written once, and a lost answer never acts twice. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { meaning, sealed, send, type Post, type Result, type Sealed } from '../../src/board/ask.ts';
import { draft } from '../../src/domain/operation.ts';

const WHO = { site: 'DC01', actor: 'rossi', session: 's-1' };
const BODY = { hold: 'H-1', reason: 'checked_good', qualify: false };
const MADE = draft('hold_release', BODY, 'hold:H-1');
const NOW = Date.parse('2026-11-23T09:35:00.000Z');
const RANDOM = new Uint8Array(10);
const DONE: Result = { outcome: 'accepted', reason: null, detail: {} };

test('a request names who is signed in, and its hash is that of the bytes sent', async () => {
  const made = await sealed(MADE, WHO, 41, NOW, RANDOM);
  const read = JSON.parse(made.op) as Record<string, unknown>;
  assert.deepEqual([read['actor'], read['session'], read['site'], read['kind'], read['seen']],
    ['rossi', 's-1', 'DC01', 'hold_release', 41]);
  assert.equal(read['captured_at'], '2026-11-23T09:35:00.000Z');
  assert.equal(read['op_id'], made.op_id);
  assert.equal(made.hash, createHash('sha256').update(made.op).digest('hex'));
});

test('a lost answer is asked for again with the same bytes', async () => {
  const made = await sealed(MADE, WHO, 1, NOW, RANDOM);
  const heard: Sealed[] = [];
  const post: Post = async (_path, body) => {
    heard.push(body);
    return heard.length < 3 ? { ok: false, why: 'unreachable' } : { ok: true, body: DONE };
  };
  assert.deepEqual(await send(made, post), { is: 'done' });
  assert.deepEqual(heard, [made, made, made]);
});

test('without any answer the bytes are handed back, to be asked again by a person', async () => {
  const made = await sealed(MADE, WHO, 1, NOW, RANDOM);
  const reply = await send(made, async () => ({ ok: false, why: 'unreachable' }));
  assert.deepEqual(reply, { is: 'unknown', sealed: made });
});

test('an ended sign-in is not asked through', async () => {
  const made = await sealed(MADE, WHO, 1, NOW, RANDOM);
  let n = 0;
  const reply = await send(made, async () => { n += 1; return { ok: false, why: 'refused' }; });
  assert.deepEqual([reply, n], [{ is: 'sign_in' }, 1]);
});

test('a wrong badge or PIN of a witness signs nobody out', async () => {
  const made = { ...await sealed(MADE, WHO, 1, NOW, RANDOM), witness: { badge: 'B', pin: '1' } };
  const answers = [['refused', 'witness_unproven'], ['wait', 'witness_wait']] as const;
  for (const [why, reason] of answers) {
    assert.deepEqual(await send(made, async () => ({ ok: false, why })),
      { is: 'declined', reason });
  }
});

test('being declined is an answer with a reason, though the outcome is accepted', () => {
  const declined = { ...DONE, reason: 'declined_held', detail: { declined: true } };
  assert.deepEqual(meaning(declined), { is: 'declined', reason: 'declined_held' });
  assert.deepEqual(meaning(DONE), { is: 'done' });
  assert.deepEqual(meaning({ ...DONE, outcome: 'rejected', reason: 'malformed' }),
    { is: 'rejected', reason: 'malformed' });
});

test('an answer says which field will not do, and what of it', () => {
  const unfit = (detail: object) => {
    const reply = meaning({ ...DONE, reason: 'declined_unfit', detail: {
      declined: true, ...detail } });
    return 'fault' in reply ? reply.fault : null;
  };
  assert.deepEqual(unfit({ field: 'lot_to', fault: 'the first is after the last' }),
    { field: 'lot_to', text: 'the first is after the last' });
  assert.deepEqual(unfit({ what: 'keep_until' }), { field: '', text: 'keep_until' });
  assert.deepEqual(unfit({ fields: ['seal', 'signature'] }),
    { field: 'seal,signature', text: 'missing' });
  assert.equal(unfit({ returned: 'R' }), null);
  const rejected = meaning({ outcome: 'rejected', reason: 'malformed',
    detail: { where: 'body.ends_on', text: 'not a day' } });
  assert.deepEqual('fault' in rejected && rejected.fault, { field: 'ends_on', text: 'not a day' });
});

test('what was done brings what the server says of it', () => {
  assert.deepEqual(meaning({ ...DONE, detail: { laid: 2 } }), { is: 'done', detail: { laid: 2 } });
});
