// SPDX-License-Identifier: Apache-2.0
/** What becomes of held goods, and who sees to a hold: what is said before, what is sent after. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decisionsOf, heldNow } from '../../src/board/decisions.ts';
import type { Decision } from '../../src/board/decision.ts';
import { DISPOSALS, DISPOSE_REASONS, type Team } from '../../src/board/disposing.ts';
import type { Standing } from '../../src/board/reads.ts';
import { isFirst } from '../../src/board/second.ts';
import { keysIn } from '../../src/board/witness.ts';
import desk from '../../messages/desk/en.json' with { type: 'json' };
import { hold, site } from './floor.ts';

const WORDS = desk as Readonly<Record<string, string>>;
const TEAM: Team = {
  me: 'rossi', now_ms: Date.parse('2026-11-27T09:17:00Z'),
  people: ['lopez', 'rossi'].map((id) => ({ id, name: id.toUpperCase(), initials: id[0]! })),
};
const line = (holder: string, quantity: number, more: Partial<Standing> = {}): Standing => ({
  holder, part: 'BRK-10442', lot: 'L26-0190', serial: '', quantity, status: 'held',
  location: holder, holds: [{ hold: 'H-1', reason: 'damage' }], expires_on: null, ...more,
});

function choices(under: readonly Standing[] | 'cannot' | null, team = TEAM): readonly Decision[] {
  const rows = site(hold('H-1'));
  return decisionsOf(heldNow(rows)[0]!, rows, null, new Map([['H-1', under]]), team);
}

const found = (id: string, under: readonly Standing[]): Decision =>
  choices(under).find((one) => one.id === `${id}:H-1`)!;
const fits = (one: Decision, name: string, more: Record<string, string>): boolean =>
  one.fields!.find((field) => field.name === name)!.fits(more[name] ?? '', more);

test('held goods that are known may be reworked, sent back, scrapped or renumbered', () => {
  const ids = choices([line('A02-015-B', 4)]).map(({ id }) => id.split(':')[0]);
  assert.deepEqual(ids, ['release', ...DISPOSALS, 'owner']);
});

test('what the hold lies over has to be known, and still be here', () => {
  for (const under of [null, 'cannot' as const, [], [line('@shipped', 4)]]) {
    assert.deepEqual(choices(under).map(({ id }) => id), ['release:H-1', 'owner:H-1']);
  }
});

test('every choice says what it does to goods, hold and ERP in words that exist', () => {
  for (const one of choices([line('A02-015-B', 4)]).slice(1, 5)) {
    assert.deepEqual(one.effects.map(({ on }) => on), ['goods', 'hold', 'erp']);
    const keys = [one.title, one.button, ...one.effects.map(({ say }) => say),
      ...one.fields!.map(({ label }) => label)].map(({ key }) => key);
    assert.deepEqual(keys.filter((key) => !(key in WORDS)), []);
  }
  assert.deepEqual(DISPOSE_REASONS.filter((one) => !(`board.reason.${one}` in WORDS)), []);
});

test('of one line all of it is said already; of several a person says which', () => {
  const one = found('rework', [line('A02-015-B', 4)]);
  assert.deepEqual(one.fields!.map(({ starts }) => starts), ['0', '4']);
  const two = found('rework', [line('A02-015-B', 4), line('A07-032-C', 2)]);
  assert.deepEqual(two.fields!.map(({ starts }) => starts), [undefined, undefined]);
  assert.ok(!fits(two, 'goods', { goods: '' }));
  assert.ok(fits(two, 'quantity', { goods: '1', quantity: '2' }));
  for (const quantity of ['3', '0', '-1', '1.5', '']) {
    assert.ok(!fits(two, 'quantity', { goods: '1', quantity }), quantity);
  }
  const sent = two.draft({ why: 'damaged', qualify: false, more: { goods: '1', quantity: '2' } });
  assert.deepEqual(sent.body, {
    hold: 'H-1', decision: 'rework', reason: 'damaged', holder: 'A07-032-C', part: 'BRK-10442',
    quantity: 2, lot: 'L26-0190', serial: null, witness: null, to_part: null, location: null,
  });
});

test('who scraps names another person who saw it', () => {
  const scrap = found('scrap', [line('A02-015-B', 4)]);
  const witness = scrap.fields!.find(({ name }) => name === 'witness')!;
  assert.deepEqual(witness.choices!.map(({ value }) => value), ['lopez']);
  assert.ok(!fits(scrap, 'witness', { witness: '' }));
  const more = { goods: '0', quantity: '4', witness: 'lopez' };
  assert.equal((scrap.draft({ why: 'damaged', qualify: false, more }).body as
    { witness: string }).witness, 'lopez');
});

test('a witness is believed with badge and PIN, which no operation carries', () => {
  const scrap = found('scrap', [line('A02-015-B', 4)]);
  const more = { goods: '0', quantity: '4', witness: 'lopez', badge: 'B-1', pin: '2207' };
  for (const name of ['badge', 'pin']) assert.ok(!fits(scrap, name, { ...more, [name]: '' }), name);
  assert.deepEqual(keysIn(more), { badge: 'B-1', pin: '2207' });
  const sent = JSON.stringify(scrap.draft({ why: 'damaged', qualify: false, more }));
  assert.ok(!sent.includes('B-1') && !sent.includes('2207'));
  assert.equal(keysIn({ goods: '0' }), undefined);
  const downgrade = found('downgrade', [line('A02-015-B', 4)]);
  assert.ok(fits(downgrade, 'witness', {}) && fits(downgrade, 'pin', {}));
});

test('the first of two who release is named, and does not say it again', () => {
  const consents = [{ actor: 'rossi', reason: 'checked_good', at: '2026-11-27T09:00:00.000Z' }];
  const card = (me: string): Decision => {
    const rows = site(hold('H-1', { consents }));
    return decisionsOf(heldNow(rows)[0]!, rows, null, new Map(), { ...TEAM, me })[0]!;
  };
  assert.deepEqual([card('rossi').stopped, card('lopez').stopped], [[], undefined]);
  const said = card('lopez').effects.find(({ say }) => say.key.includes('release.first'))!.say;
  assert.deepEqual(said, { key: 'board.effect.release.first.other',
    params: { who: 'ROSSI', reason: 'checked_good' } });
  assert.ok(isFirst({ is: 'done', detail: { needs: 2, consent: 'rossi' } }));
  assert.ok(!isFirst({ is: 'done', detail: { consents: [] } }));
});

test('a hold says who has it and for how long, and is given to another person', () => {
  const own = choices(null).at(-1)!;
  assert.deepEqual(own.effects[0]!.say.params, { hold: 'H-1', n: 4, owner: 'weber' });
  assert.equal(own.fields![0]!.starts, 'rossi');
  assert.deepEqual(own.draft({ why: '', qualify: false, more: { owner: 'lopez' } }).body,
    { hold: 'H-1', owner: 'lopez' });
  assert.deepEqual(choices(null, { ...TEAM, people: [] }).map(({ id }) => id), ['release:H-1']);
});
