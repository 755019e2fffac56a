// SPDX-License-Identifier: Apache-2.0
/** A print is confirmed by the symbol that was printed, and by nothing that a hand can type. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job, State } from '../../src/station/calls.ts';
import { confirmedBy, readScan } from '../../src/station/confirming.ts';

const job = (id: string, state: State, more: Partial<Job> = {}): Job => ({
  id, state, printer: 'Dock', kind: 'tcp', template: 'location', identity: 'A07-032-C', copy_no: 1,
  reason: '', detail: '', attempt: 1, requested_by: '', created_at: '2026-11-23T09:00:00.000Z',
  ...more,
});
const proves = (raw: string, jobs: readonly Job[]) =>
  confirmedBy(readScan(raw, 2026), jobs)?.id ?? null;

test('the printed symbol confirms, the plain code that a hand types does not', () => {
  const jobs = [job('a', 'sent')];
  assert.equal(proves('.LA07-032-CK', jobs), 'a');
  assert.equal(proves('A07-032-C', jobs), null);
});

test('a unit is confirmed by its symbol and not by its number', () => {
  const jobs = [job('a', 'sent', { template: 'sscc', identity: '006141410000001026' })];
  assert.equal(proves(']C100006141410000001026', jobs), 'a');
  assert.equal(proves('006141410000001026', jobs), null);
});

test('of several prints of one label only the latest that waits is confirmed', () => {
  const jobs = [job('d', 'queued'), job('c', 'confirmed'), job('b', 'sent'), job('a', 'uncertain')];
  assert.equal(proves('.LA07-032-CK', jobs), 'b');
});

test('the symbol of another kind of label with the same code confirms nothing', () => {
  assert.equal(proves('.LA07-032-CK', [job('a', 'sent', { template: 'lpn' })]), null);
});
