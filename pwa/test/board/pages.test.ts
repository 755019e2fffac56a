// SPDX-License-Identifier: Apache-2.0
/** Reading the feed: whole changes, nothing twice, another epoch from the beginning. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pages, put, type Pull } from '../../src/board/pages.ts';
import type { PullReply, Reply } from '../../src/sync/wire.ts';
import { EMPTY, order, row } from './floor.ts';

type Asked = { since: number; after: string | null; epoch: string | null };

/** A server that gives these answers, and remembers what it was asked. */
function server(...answers: readonly Reply<PullReply>[]): { pull: Pull; asked: Asked[] } {
  const asked: Asked[] = [];
  const left = [...answers];
  const pull: Pull = async (_fetch, _topics, since, after, epoch) => {
    asked.push({ since, after, epoch });
    return left.shift() ?? { is: 'unknown', why: 'no more answers' };
  };
  return { pull, asked };
}

const page = (version: number, rows: PullReply['rows'], next: string | null = null):
  Reply<PullReply> => ({ is: 'ok', body: { epoch: 'e1', version, rows, next } });
const nowhere = (): never => { throw new Error('not asked'); };

test('pages come in together, with the version of the last', async () => {
  const { pull, asked } = server(page(5, [order('A')], 'c1'), page(7, [order('B')]), page(7, []));
  const pages = new Pages(pull, nowhere);
  assert.equal(await pages.read(), 'changed');
  assert.deepEqual([...pages.rows.order.keys()], ['A', 'B']);
  assert.equal(await pages.read(), 'same');
  assert.deepEqual(asked.map((one) => [one.since, one.after, one.epoch]),
    [[0, null, null], [0, 'c1', null], [7, null, 'e1']]);
});

test('a pull that breaks off halfway shows none of it', async () => {
  const { pull } = server(page(5, [order('A')], 'c1'), { is: 'unknown', why: 'gone' });
  const pages = new Pages(pull, nowhere);
  assert.equal(await pages.read(), 'away');
  assert.equal(pages.rows.order.size, 0);
  assert.equal(pages.version, 0);
});

test('what is gone from the feed is gone from the desk', async () => {
  const { pull } = server(page(5, [order('A'), order('B')]), page(6, [row('order', 'A', null)]));
  const pages = new Pages(pull, nowhere);
  await pages.read();
  await pages.read();
  assert.deepEqual([...pages.rows.order.keys()], ['B']);
});

test('a restored server is read from the beginning, and old rows do not stay', async () => {
  const { pull, asked } = server(
    page(5, [order('A')]), { is: 'epoch', epoch: 'e2' }, page(2, [order('B')]),
  );
  const pages = new Pages(pull, nowhere);
  await pages.read();
  assert.equal(await pages.read(), 'changed');
  await pages.read();
  assert.deepEqual([...pages.rows.order.keys()], ['B']);
  assert.deepEqual([asked[2]?.since, asked[2]?.epoch], [0, 'e2']);
});

test('an ended sign-in is said, and nothing is forgotten', async () => {
  const { pull } = server(page(5, [order('A')]), { is: 'sign_in' });
  const pages = new Pages(pull, nowhere);
  await pages.read();
  assert.equal(await pages.read(), 'sign_in');
  assert.equal(pages.rows.order.size, 1);
});

test('a topic without a change stays the same object, so its lists are not drawn again', () => {
  const before = put(EMPTY, [order('A')]);
  const after = put(before, [row('hold', 'H', { hold: 'H' })]);
  assert.equal(after.order, before.order);
  assert.notEqual(after.hold, before.hold);
  assert.equal(before.hold.size, 0);
});

test('a topic that the desk does not know is left out', () => {
  assert.deepEqual(put(EMPTY, [row('quant', 'x', {})]), EMPTY);
});
