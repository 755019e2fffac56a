// SPDX-License-Identifier: Apache-2.0
/** Holds placed at the desk, and what stays held when one of several ends. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import desk from '../../messages/desk/en.json' with { type: 'json' };
import { decisionsOf, release } from '../../src/board/decisions.ts';
import { covers, HOLD_REASONS, placeHold } from '../../src/board/new_hold.ts';
import type { Found, Standing } from '../../src/board/reads.ts';
import { HOLD_GIVEN } from '../../src/flow/hold.ts';
import { held, hold, only, order, question, row, site } from './floor.ts';

const WORDS = desk as Readonly<Record<string, string>>;
const known = (key: string): boolean => key in WORDS || `${key}_other` in WORDS;
const NEW_ID = () => 'H-new';

const standing = (part: string, quantity: number, more: Partial<Standing> = {}): Standing => ({
  holder: 'A07-032-C', part, lot: '', serial: '', quantity, status: 'available', holds: [],
  location: 'A07-032-C', expires_on: null, ...more,
});
const found = (by: Found['by'], code: string, ...items: Standing[]): Found =>
  ({ by, code, standing: { items, next: null }, part: null, stand: null, moves: [] });

const PADS = found('part', 'BRK-10442',
  standing('BRK-10442', 26, { lot: 'L26-0188' }), standing('BRK-10442', 8, { lot: 'L26-0201' }));
const SUPPLIER = row('supplier', 'SUP0417', { supplier: 'SUP0417', name: 'Northgate' });

test('a part is held as a whole, by lot, or as one supplier delivered it', () => {
  const found = covers(PADS, site(SUPPLIER)).map(({ scope }) =>
    [scope.part, scope.lot, scope.supplier]);
  assert.deepEqual(found, [
    ['BRK-10442', null, null], ['BRK-10442', 'L26-0188', null], ['BRK-10442', 'L26-0201', null],
    ['BRK-10442', null, 'SUP0417'],
  ]);
});

test('place, plate, serial and lot are held by what was looked up', () => {
  const scopes = (given: Found) => covers(given, site()).map(({ scope }) =>
    Object.entries(scope).filter(([, value]) => value !== null).map((pair) => pair.join('=')));
  assert.deepEqual(scopes(found('location', 'A07-032-C', standing('P', 1))),
    [['location=A07-032-C'], ['part=P', 'location=A07-032-C']]);
  assert.deepEqual(scopes(found('lpn', '0061')), [['lpn=0061']]);
  assert.deepEqual(scopes(found('serial', 'E7', standing('ECU', 1))), [['part=ECU', 'serial=E7']]);
  assert.deepEqual(scopes(found('lot', 'L1', standing('P', 4))), [['part=P', 'lot=L1']]);
  assert.deepEqual(scopes(found(null, 'X')), []);
});

test('a new hold says what it does, and is sent with its reason and note', () => {
  const rows = site(order('DLR-1'), order('DLR-2', { state: 'shipped' }));
  const lot = covers(PADS, rows)[1]!;
  const card = placeHold(lot, PADS, rows, NEW_ID);
  assert.deepEqual(card.effects.map((one) => one.on), ['goods', 'order', 'hold', 'erp']);
  assert.equal(card.effects[0]!.say.params['n'], 26, 'of this lot alone');
  assert.equal(card.effects[1]!.say.params['orders'], 'DLR-1', 'what has left waits for nothing');
  const made = card.draft({ why: 'recall', qualify: false, note: ' bulletin 7 ' });
  assert.equal(made.kind, 'hold');
  assert.deepEqual(made.body,
    { hold: 'H-new', scope: lot.scope, reason: 'recall', note: 'bulletin 7' });
});

test('every reason that a hold can have is said in words', () => {
  const rules = ['first_delivery', 'damage', 'expired', 'identity'];
  const missing = [...HOLD_REASONS, ...HOLD_GIVEN, ...rules]
    .filter((one) => !known(`board.hold.${one}`));
  assert.deepEqual(missing, []);
  const card = placeHold(covers(PADS, site())[0]!, PADS, site(), NEW_ID);
  const keys = [card.title.key, card.button.key, ...card.effects.map((one) => one.say.key)];
  assert.deepEqual(keys.filter((key) => !known(key)), []);
});

const said = (rows: ReturnType<typeof site>, on: string) => {
  const about = only(rows);
  return release(rows.hold.get('H-1')!, rows, about).effects.filter((one) => one.on === on)
    .map((one) => one.say);
};
const unit = (more: object) => ({ scope: { part: 'ECU-77810-AB', ...more } as never });

test('a second hold on the same unit keeps it held, and is named', () => {
  const rows = site(order('DLR2207-0091'), held('x', 'H-1', 'H-2'), hold('H-1'),
    hold('H-2', { name: 'HOLD-0002', ...unit({ serial: 'E7A000287' }) }));
  const [goods] = said(rows, 'goods');
  assert.equal(goods!.key, 'board.effect.release.goods.held');
  assert.match(String(goods!.params['holds']), /^HOLD-0002 /);
  const [waits] = said(rows, 'order');
  assert.equal(waits!.key, 'board.effect.release.order.held');
  for (const say of [goods!, waits!]) assert.ok(known(say.key), say.key);
});

test('a hold placed later on the same unit is found by what it covers', () => {
  const rows = site(held('x', 'H-1'), hold('H-1'), hold('H-9', unit({ serial: 'E7A000287' })));
  assert.equal(said(rows, 'goods')[0]!.key, 'board.effect.release.goods.held');
});

test('a hold on some of the goods is named; one on other goods is not', () => {
  const about = question('q', 'held', { decisions: ['hold_release'], hold: 'H-1',
    part: 'ECU-77810-AB', supplier: 'SUP0417' });
  const some = site(about, hold('H-1'), hold('H-2', unit({ serial: 'E7A000312' })));
  assert.equal(said(some, 'goods')[0]!.key, 'board.effect.release.goods.partly');
  const other = site(about, hold('H-1'), hold('H-2', { scope: { part: 'P-2' } as never }),
    hold('H-3', { root: 'H-1', ...unit({ location: 'A01' }) }));
  assert.equal(said(other, 'goods')[0]!.key, 'board.effect.release.goods');
});

test('an order that has left is not let go once more', () => {
  const rows = site(order('DLR2207-0091', { state: 'short_shipped' }), held('x', 'H-1'),
    hold('H-1'));
  assert.equal(said(rows, 'order')[0]!.key, 'board.effect.release.order.left');
  const gone = site(question('q', 'shipped_held', { hold: 'H-1', part: 'ECU-77810-AB' }),
    hold('H-1'));
  assert.equal(said(gone, 'goods')[0]!.key, 'board.effect.release.goods.left');
  assert.ok(decisionsOf(only(rows), rows).length > 0);
});
