// SPDX-License-Identifier: Apache-2.0
/** The number of a part is a part, in every flow, whatever question stands. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRAKES, demo_view } from '../fixture.ts';
import { second_line } from './days.ts';
import { Floor } from './floor.ts';

const label = (...fields: string[]): string => `[)>\x1e06\x1d${fields.join('\x1d')}\x1e\x04`;
const SAME = ['BRK-10442', 'brk-10442', label('PBRK-10442', '1TBRK-10442'), label('1TBRK-10442')];
const OTHER = ['BAT-00712', label('PBRK-10442', '1TBAT-00712'), label('1TBAT-00712')];

/** Each flow at the question for a lot. */
const ASKED: Readonly<Record<string, () => Floor>> = {
  count: () => new Floor(demo_view()).start('count').scan('A07-041-A').scan('BRK-10442')
    .at('count.lot'),
  pick: () => second_line().scan('A07-032-C').scan('BRK-10442').at('pick.lot'),
  receive: () => new Floor(demo_view()).start('receive').choose('SHP260302A').scan('DOCK-01')
    .scan('BRK-10442').quantity(2),
};

for (const [flow, asked] of Object.entries(ASKED)) {
  test(`${flow}: no part's number is taken for a lot`, () => {
    const { state } = asked().step;
    for (const raw of [...SAME, ...OTHER]) {
      const floor = asked().scan(raw).at(`${flow}.${state}`);
      assert.ok(['attention', 'stop'].includes(floor.feedback), `${JSON.stringify(raw)} passed`);
      assert.deepEqual(floor.told.filter((op) => op.kind === 'unknown_scan'), []);
    }
    assert.equal(asked().scan('L26-0190').feedback, 'good');
  });
}

test('a label with the part number in the field of the lot is the part, of no known lot', () => {
  const floor = new Floor(demo_view()).start('count').scan('A07-041-A');
  floor.scan(label('PBRK-10442', '1TBRK-10442')).at('count.lot').heard('good');
});

test('a carton whose label says so is asked for its lot', () => {
  const floor = new Floor(demo_view()).start('count').scan('A07-041-A').scan(BRAKES);
  floor.scan(label('PBRK-10442', '1TL26-0188')).at('count.items').heard('good');
});
