// SPDX-License-Identifier: Apache-2.0
/** With nothing printed at all, the tray still has the barcode that each step takes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reader_for } from '../../src/flow/reading.ts';
import type { FlowName } from '../../src/flow/step.ts';
import { trayOffer } from '../../src/state/tray_try.ts';
import {
  BRAKES, MIXED, MODULES, MODULE_SERIALS, NOW, ORDER, PALLET_A, demo_view,
} from '../fixture.ts';
import { Floor } from '../flow/floor.ts';

/** Somebody with an empty tray, who scans what is made for the step. */
class Maker extends Floor {
  used = new Set<string>();

  /** What the tray makes next; labels of dangerous goods are looked at first. */
  get fits(): string | null {
    if (this.state !== null && this.step.state === 'hazmat') this.confirm();
    return this.state === null ? null
      : trayOffer([], this.used, this.state, this.view, reader_for(), NOW)?.data ?? null;
  }

  /** Scans offer after offer until a tap is wanted or nothing is offered. */
  follow(): string[] {
    const offered: string[] = [];
    for (let data = this.fits; data !== null && offered.length < 40; data = this.fits) {
      this.scan(data);
      const at = this.state === null ? 'the end' : `${this.step.flow}.${this.step.state}`;
      assert.equal(this.feedback, 'good', `${JSON.stringify(data)} led to ${at}`);
      this.used.add(data);
      offered.push(data);
    }
    return offered;
  }
}

function someone(flow: FlowName): Maker {
  const one = new Maker(demo_view());
  one.start(flow);
  return one;
}

function received(): Maker {
  const floor = someone('receive');
  floor.choose('SHP260302A');
  floor.follow();
  assert.equal(floor.step.state, 'done');
  return floor;
}

test('a truck that nobody printed barcodes for is received: dock, plates, serials', () => {
  const floor = someone('receive');
  floor.choose('SHP260302A');
  const offered = floor.follow().map((data) => data.replace(/^\]C100/, ''));
  assert.equal(floor.step.state, 'done');
  assert.deepEqual(offered.filter((data) => MODULE_SERIALS.includes(data)), MODULE_SERIALS);
  for (const lpn of [PALLET_A, BRAKES, MODULES, MIXED]) assert.ok(offered.includes(lpn), lpn);
});

test('all of it is put away, and then nothing is offered', () => {
  const floor = received();
  floor.confirm().start('putaway');
  floor.follow();
  floor.at('putaway.goods');
  assert.deepEqual(floor.step.choices, []);
});

test('an order is picked, packed into a fresh plate and loaded', () => {
  const floor = received();
  floor.confirm().start('putaway');
  floor.follow();
  floor.say({ type: 'back' }).start('pick').choose(ORDER);
  floor.follow();
  floor.at('pick.quantity').confirm();
  floor.follow();
  floor.at('pick.done').confirm().start('pack');
  floor.follow();
  floor.at('pack.quantity').quantity(4);
  floor.follow();
  floor.at('pack.done').confirm().start('load');
  const [, carton] = floor.follow();
  assert.match(carton!, /^\]C1000061414100090000\d\d$/);
  floor.at('load.carton');
});

test('what lies in the bin that is counted is offered once', () => {
  const floor = someone('count');
  floor.scan('B04-011-B').at('count.items');
  const offered = floor.follow();
  assert.equal(offered.length, floor.view.in_holder('B04-011-B').length);
  assert.equal(floor.fits, null);
});

test('no unit on hold is ever made into an offer', () => {
  const floor = received();
  floor.confirm().start('pick').choose(ORDER);
  const offered = floor.follow().join(' ');
  for (const serial of MODULE_SERIALS) assert.ok(!offered.includes(serial), serial);
});
