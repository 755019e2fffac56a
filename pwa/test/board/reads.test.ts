// SPDX-License-Identifier: Apache-2.0
/** Looking things up: what is known without stock, and lists that are longer than a page. */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import {
  allMoves, furtherStock, lookUp, platesLike, sought, type Found,
} from '../../src/board/reads.ts';

const real = globalThis.fetch;
afterEach(() => { globalThis.fetch = real; });

type Answers = (path: string, query: URLSearchParams) => object | null;

/** A server that answers with these bodies; null is "no such thing". */
function serves(answers: Answers): void {
  globalThis.fetch = (async (given: string) => {
    const url = new URL(given, 'http://desk.test');
    const body = answers(decodeURIComponent(url.pathname).replace('/api/v1', ''), url.searchParams);
    return new Response(JSON.stringify(body ?? { message: 'no such thing' }), {
      status: body ? 200 : 404, headers: { 'Content-Type': 'application/json' },
    });
  }) as typeof fetch;
}

const NONE = { items: [], next: null };
const move = (n: number) => ({ operation: `op-${n}`, part: 'P', target: '@customer' });
const row = (n: number) => ({ holder: `A-${n}`, part: 'P', lot: '', serial: '', quantity: 1 });

test('a serial that has left is known by its story', async () => {
  serves((path, query) => {
    if (path === '/stock') return NONE;
    if (path === '/stock/moves' && query.get('serial') === 'E7') {
      return { ...NONE, items: [move(1)] };
    }
    if (path === '/stock/moves') return NONE;
    return null;
  });
  const found = await lookUp('E7') as Found;
  assert.deepEqual([found.by, found.moves.length, found.standing.items.length], ['serial', 1, 0]);
  assert.equal((await lookUp('E8') as Found).by, null);
});

test('an empty plate and an empty bin are known by where they are', async () => {
  const stand = (holder: string) => ({ holder, place: null, location: 'DOCK-01', zone: null,
    seen_at: null, missing: false, plates: [] });
  serves((path) => {
    if (path === '/stock/holders/lpn:T-0418') return stand('lpn:T-0418');
    if (path === '/stock/holders/B04-011-B') return stand('B04-011-B');
    return path === '/stock' || path === '/stock/moves' ? NONE : null;
  });
  assert.equal((await lookUp('t-0418') as Found).by, 'lpn');
  assert.equal((await lookUp('B04-011-B') as Found).by, 'location');
});

test('a story longer than a page is read to its end', async () => {
  serves((path, query) => (path !== '/stock/moves' ? null : query.get('after') === null
    ? { items: [move(1), move(2)], next: '["2"]' } : { items: [move(3)], next: null }));
  const found = await allMoves({ holder: 'lpn:1' });
  assert.deepEqual(found.is === 'ok' && found.body.items.map((one) => one.operation),
    ['op-1', 'op-2', 'op-3']);
});

test('stock of more rows than a page says so, and goes on where it stopped', async () => {
  serves((path, query) => {
    if (path === '/stock/P/availability') return { part: 'P', on_hand: 3 };
    if (path !== '/stock') return null;
    return query.get('after') === '["A-2"]' ? { items: [row(3)], next: null }
      : { items: [row(1), row(2)], next: '["A-2"]' };
  });
  const first = await lookUp('P') as Found;
  assert.equal(first.standing.next, '["A-2"]');
  const whole = await furtherStock(first);
  assert.deepEqual(whole.standing.items.map((one) => one.holder), ['A-1', 'A-2', 'A-3']);
  assert.equal(whole.standing.next, null);
  assert.equal(await furtherStock(whole), whole, 'nothing is left to ask for');
});

test('a plate is looked for as its label prints it, and by the end of its number', async () => {
  for (const typed of ['00006141410000003020', '(00) 0 0614141 000000302 0']) {
    assert.deepEqual(sought(typed), { code: '006141410000003020', ways: ['lpn'] });
  }
  const asked: string[] = [];
  serves((path, query) => {
    asked.push(`${path} ${query.get('ending')}`);
    return { items: [{ lpn: '3020' }, { lpn: 'X3020' }], next: null };
  });
  assert.deepEqual((await platesLike('3020')).items.map((one) => one.lpn), ['X3020']);
  assert.deepEqual((await platesLike('020')).items, [], 'too short to mean one plate');
  assert.deepEqual(asked, ['/stock/plates 3020']);
});
