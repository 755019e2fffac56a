// SPDX-License-Identifier: Apache-2.0
/** What stands where goods only pass is offered to be put away, with a plate or without. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draft, plate_holder } from '../../src/domain/operation.ts';
import type { Draft, Line } from '../../src/domain/operation.ts';
import { Checkpoint, View } from '../../src/domain/view.ts';
import { to_put_away } from '../../src/flow/waiting.ts';
import { BRAKES, MIXED, NOW, demo_rows, row } from '../fixture.ts';
import { received } from './days.ts';
import { Floor } from './floor.ts';

const SEALANT: Line = { part: 'SLT-00931', quantity: 24, lot: 'B9931', serials: [] };

/** The truck is in; then somebody moved this. */
function moved(lpn: string, target: string, lines: Line[]): Floor {
  const body = {
    task: null, source: lines.length > 0 ? plate_holder(lpn) : 'DOCK-01', target,
    lpn: lines.length > 0 ? null : lpn, lines, suggested: null, reason: null,
  };
  const floor = received();
  const told: Draft = draft('transfer', body, `lpn:${lpn}`);
  floor.view = floor.view.with_ops([{ ...told, captured_at: NOW, actor: 'ana' }]);
  return floor.start('putaway');
}

test('goods that stand loose on a dock are offered and put away by choice', () => {
  const floor = moved(MIXED, 'DOCK-01', [SEALANT]);
  const id = 'DOCK-01|SLT-00931|B9931';
  const offered = floor.step.choices.find((choice) => choice.id === id);
  assert.equal(offered?.plate?.location, 'DOCK-01');
  assert.equal(offered?.marks[0]?.kind, 'haz');
  floor.choose(id).at('putaway.bin').scan('H01-002-A').at('putaway.goods').heard('good');
  assert.deepEqual(floor.body('putaway'), {
    task: null, source: 'DOCK-01', target: 'H01-002-A', lpn: null, lines: [SEALANT],
    suggested: null, reason: null,
  });
  assert.ok(!floor.step.choices.some((choice) => choice.id === id));
});

test('the part of loose goods leads to them, and they count as waiting', () => {
  const floor = moved(MIXED, 'DOCK-01', [SEALANT]);
  assert.equal(to_put_away(floor.view), 4);
  floor.scan('SLT-00931').at('putaway.bin').scan('DOCK-01').heard('stop').scan('H01-002-A');
  assert.equal(floor.body('putaway')['source'], 'DOCK-01');
});

test('a plate at a door waits while a task asks for it, and not without one', () => {
  const open = row('task', 'putaway:1', {
    task: 'putaway:1', kind: 'putaway', state: 'open', priority: 0, zone: null,
    location: 'A07-032-C', part: 'BRK-10442', quantity: 12, lot: null, serial: null, order: null,
    line: null, lpn: BRAKES, asn: null, raised_at: NOW, why: [],
  });
  for (const rows of [[open], []]) {
    const told = moved(BRAKES, 'DOOR-3', []).view.told;
    const floor = new Floor(new View(new Checkpoint([...demo_rows(), ...rows], 8), told));
    const offered = floor.start('putaway').step.choices.some((choice) => choice.id === BRAKES);
    assert.equal(offered, rows.length > 0);
  }
});

test('goods without lots are sent beside the same part, not beside a lot', () => {
  const body = {
    receipt: 'R-9', asn: null, supplier: 'SUP0417', location: 'DOCK-01', lpn: 'P-000900',
    parent_lpn: null, lines: [{
      part: 'BAT-00712', quantity: 2, lot: null, serials: [], asn_line: null, expires_on: null,
      condition: 'good' as const,
    }],
  };
  const floor = received();
  const told = { ...draft('receipt', body, 'lpn:P-000900'), captured_at: NOW, actor: 'ana' };
  floor.view = floor.view.with_ops([told]);
  floor.start('putaway').scan('P-000900').at('putaway.bin');
  assert.equal(floor.step.plate?.location, 'B04-011-B');
  assert.deepEqual(floor.step.why.map((why) => why.key), ['why.same_part']);
});

test('a plate that is stored waits while a task asks to move it on', () => {
  const move = row('task', 'move:1', {
    task: 'move:1', kind: 'move', state: 'open', priority: 40, zone: null, source: `lpn:${BRAKES}`,
    location: 'A07-030-C', part: 'BRK-10442', quantity: 12, lot: null, serial: null, order: null,
    line: null, lpn: BRAKES, asn: null, raised_at: NOW, why: ['bin_taken'],
  });
  for (const rows of [[move], []]) {
    const told = moved(BRAKES, 'A07-041-A', []).view.told;
    const floor = new Floor(new View(new Checkpoint([...demo_rows(), ...rows], 8), told));
    floor.start('putaway').scan(BRAKES);
    assert.equal(floor.step.state, rows.length > 0 ? 'bin' : 'goods');
    if (rows.length === 0) continue;
    assert.equal(floor.step.plate?.location, 'A07-030-C');
    floor.scan('A07-030-C').at('putaway.goods');
    assert.equal(floor.body('putaway')['task'], 'move:1');
  }
});
