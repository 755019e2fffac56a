// SPDX-License-Identifier: Apache-2.0
/** What only the server may answer: asked once, never stored, its no a word on the step. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draft } from '../../src/domain/operation.ts';
import { with_answers } from '../../src/flow/asking.ts';
import type { Advance } from '../../src/flow/machine.ts';
import type { Sealed } from '../../src/store/queue.ts';
import { request } from '../../src/sync/wire.ts';
import type { Fetch } from '../../src/sync/wire.ts';

const SEALED = { op: { op_id: 'op-1' }, text: '{}', hash: 'ab' } as unknown as Sealed;
const LEFT = draft('left_behind', {
  lpn: 'C-1', order: 'O-1', reason: 'truck_full', shipment: null, route: null,
}, 'order:O-1');
const SHIP = draft('shipment', { shipment: 'S-1', orders: ['O-1'] }, 'shipment:S-1');
const answer = (...operations: Advance['operations']): Advance =>
  ({ state: { v: 1, frames: [] }, step: null, operations, feedback: 'good' });

const says = (status: number, body: object): Fetch => async (path, init) => {
  assert.equal(path, '/api/v1/requests');
  assert.deepEqual(JSON.parse(String(init.body)), { op_id: 'op-1', hash: 'ab', op: '{}' });
  return new Response(JSON.stringify(body),
    { status, headers: { 'Content-Type': 'application/json' } });
};
const result = (reason: string | null, detail: object | null = null, outcome = 'accepted') =>
  says(200, { op_id: 'op-1', seq: 0, outcome, reason, detail });

test('yes, no, not signed in and not heard are told apart', async () => {
  const no = (reason: string): Fetch => result(reason, { declined: true });
  const lost: Fetch = () => Promise.reject(new TypeError('network'));
  const told: [Fetch, string | null][] = [
    [result(null), null], [no('declined_held'), 'truck_held'], [no('declined_done'), 'truck_gone'],
    [no('declined_papers'), 'truck_stays'], [result('malformed', null, 'rejected'), 'truck_stays'],
    [says(401, { code: 'sign_in' }), 'sign_in_first'], [lost, 'online_only'],
  ];
  for (const [fetch, expected] of told) {
    let said: string | null = null;
    await with_answers(answer(SHIP), () => request(fetch, SEALED),
      (no) => { said = no; return null; });
    assert.equal(said, expected);
  }
});

test('a no because of held goods names the carton and the part', async () => {
  const units = [{ holder: 'lpn:C-000091', part: 'BRK-10442' }, { holder: 'lpn:C-2', part: 'X' }];
  const no = result('declined_held', { declined: true, units });
  await with_answers(answer(SHIP), () => request(no, SEALED), (name, about) => {
    assert.deepEqual([name, about], ['truck_held', { code: 'C-000091', part: 'BRK-10442' }]);
    return null;
  });
});

test('a result of an inspection has words of its own for each answer', async () => {
  const told = draft('inspection', {
    task: 'T-1', result: 'pass', nonconforming: 0, lpn: null, plan: {}, findings: [],
    failed_lpn: null, until: null, reason: '',
  }, 'inspect:T-1');
  const no = (reason: string): Fetch => result(reason, { declined: true });
  const heard: [Fetch, string | null][] = [
    [result(null), null], [no('declined_unfit'), 'result_unfit'],
    [no('declined_unknown'), 'inspected_before'], [no('declined_role'), 'result_declined'],
    [() => Promise.reject(new TypeError('network')), 'ask_online'],
  ];
  for (const [fetch, expected] of heard) {
    let said: string | null = null;
    await with_answers(answer(told), () => request(fetch, SEALED),
      (name) => { said = name; return null; });
    assert.equal(said, expected);
  }
});

test('facts of an answer are kept once the server said yes, the request itself never', async () => {
  const all = answer(LEFT, SHIP);
  const yes = await with_answers(all, () => request(result(null), SEALED), () => null);
  assert.deepEqual([yes.operations, yes.state], [[LEFT], all.state]);
  const only_facts = answer(LEFT);
  const unasked = await with_answers(only_facts, () => assert.fail('asked'), () => null);
  assert.deepEqual(unasked, only_facts);
});

test('a no keeps the step that stands and stores nothing', async () => {
  const noted = { v: 1 as const, frames: [] };
  const no = await with_answers(answer(LEFT, SHIP), async () => ({ is: 'unknown' }), (name) => {
    assert.equal(name, 'online_only');
    return noted;
  });
  assert.deepEqual([no.operations, no.feedback, no.state], [[], 'attention', noted]);
});
