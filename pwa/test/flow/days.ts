// SPDX-License-Identifier: Apache-2.0
/** How far a day on the demo floor has got, all told by one device with the network off. */
import assert from 'node:assert/strict';
import { BRAKES, MIXED, MODULES, MODULE_SERIALS, ORDER, demo_view } from '../fixture.ts';
import { Floor } from './floor.ts';

/** The whole truck is in, by this device, offline. */
export function received(view = demo_view()): Floor {
  const floor = new Floor(view).start('receive').choose('SHP260302A').scan('DOCK-01');
  floor.scan(BRAKES).confirm().scan(MIXED).confirm().confirm().scan(MODULES);
  for (const serial of MODULE_SERIALS) floor.scan(serial);
  return floor.confirm().confirm();
}

/** Received and put away by this device minutes ago, still offline. */
export function stored(): Floor {
  const floor = received().start('putaway').scan(BRAKES).scan('A07-032-C').scan(MODULES);
  floor.scan('Q01-004-A').scan(MIXED).scan('SLT-00931').scan('H01-002-A').scan('BRK-10442');
  floor.scan('A07-032-C').choose('other').scan('A07-032-C').say({ type: 'back' }); // another lot
  assert.equal(floor.state, null);
  return floor;
}

/** The module is picked; the brake pads are next. */
export function second_line(): Floor {
  return stored().start('pick').choose(ORDER).scan('A02-015-B').scan('E7A000290').scan('T-0418')
    .at('pick.bin');
}

export const picked = (): Floor => second_line().scan('A07-032-C').scan('BRK-10442')
  .scan('L26-0188').confirm().scan('T-0418').confirm();
export const packed = (): Floor => picked().start('pack').scan('T-0418').scan('C-000091')
  .scan('E7A000290').scan('BRK-10442').quantity(4).at('pack.done').confirm();
