// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { days_meant } from '../../src/flow/day.ts';

test('typed digits mean every day that they may be, and nothing else', () => {
  for (const [raw, days] of [
    ['261231', ['2026-12-31', '2031-12-26']],
    ['150327', ['2015-03-27', '2027-03-15']],
    ['123126', ['2026-12-31']],
    ['20261231', ['2026-12-31']],
    ['31122026', ['2026-12-31']],
    ['2026-12-31', ['2026-12-31']],
    ['31.12.2026', ['2026-12-31']],
    ['12/31/26', ['2026-12-31']],
    ['3.4.2027', ['2027-04-03', '2027-03-04']],
    ['313131', []], ['99', []], ['2026-12', []], ['L26-0188', []], ['', []],
  ] as const) {
    assert.deepEqual(days_meant(raw), days, raw);
  }
});
