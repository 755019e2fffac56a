// SPDX-License-Identifier: Apache-2.0
/** Trucks and orders by any number or name that people have on paper. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matches, received } from '../../src/board/matches.ts';
import { hold, order, row, site } from './floor.ts';

const pack = (lpn: string, received = false) =>
  ({ lpn, parent: null, kind: 'carton', received, lines: [{ line: 1, part: 'P', quantity: 1 }] });
const asn = (name: string, more: object = {}) => row('asn', name, {
  asn: name, supplier: 'SUP0417', supplier_name: 'Northgate', carrier: 'SAIA', state: 'announced',
  trailer: '44321', bol: 'BOL260302', pro: 'PRO998877', purchase_orders: ['PO-5561'],
  packs: [pack('006141410000001026', true), pack('006141410000001033')], ...more,
});
const ROWS = site(
  asn('SHP260302A'), asn('SHP260301Z', { state: 'received', packs: [], pro: null }),
  row('supplier', 'SUP0417', { supplier: 'SUP0417', name: 'Northgate Brakes GmbH' }),
  order('DLR2207-0091', { customer: 'C-4471', name: 'HILLSIDE MOTORS' }),
  order('DLR2207-0092', { customer: 'C-4471', name: 'HILLSIDE MOTORS', state: 'shipped' }),
  order('DLR1100-0001', { customer: 'C-9', name: 'NORTH STAR', priority: 'VOR' }),
);
const notices = (text: string) => matches([text], ROWS).notices.map((one) => one.asn);
const orders = (text: string) => matches([text], ROWS).orders.map((one) => one.order);

test('a truck is found by its notice, its papers, its plates and its supplier', () => {
  for (const text of ['SHP260302A', 'shp260302a', 'PRO998877', '8877', '1033',
    '006141410000001033']) assert.deepEqual(notices(text), ['SHP260302A'], text);
  for (const text of ['SUP0417', 'northgate', 'brakes gmbh', 'BOL260302', 'PO-5561', 'saia',
    '44321']) assert.deepEqual(notices(text), ['SHP260302A', 'SHP260301Z'], text);
});

test('the orders of a customer are found by its name or number, open ones first', () => {
  for (const text of ['hillside', 'C-4471']) {
    assert.deepEqual(orders(text), ['DLR2207-0091', 'DLR2207-0092'], text);
  }
  assert.deepEqual(orders('C-9'), ['DLR1100-0001'], 'a short number whole');
  assert.deepEqual(orders('north'), ['DLR1100-0001']);
});

test('an open hold is found by the name on its tag', () => {
  const rows = site(hold('H-1', { name: 'H-E025CA' }), hold('H-2', { name: 'H-77', root: 'H-1' }),
    hold('H-3', { name: 'H-E025CB', state: 'released' }));
  for (const text of ['H-E025CA', 'h-e025ca', 'E025']) {
    assert.deepEqual(matches([text], rows).holds.map((one) => one.hold), ['H-1'], text);
  }
});

test('a few characters that anything may have find nothing', () => {
  for (const text of ['', ' ', '00', '026', 'LR', '61414']) {
    assert.deepEqual([notices(text), orders(text)], [[], []], text);
  }
});

test('what a scan means and what it spells are both looked for, each paper once', () => {
  const found = matches(['00006141410000001033', '006141410000001033'], ROWS);
  assert.deepEqual(found.notices.map((one) => one.asn), ['SHP260302A']);
  assert.deepEqual(received(found.notices[0]!), { n: 1, total: 2 });
});
