// SPDX-License-Identifier: Apache-2.0
/** Where no reader reads, something can be typed: at every step that wants a scan or words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FLOW_DEFS } from '../../src/flow/catalogue.ts';
import type { Step } from '../../src/flow/step.ts';
import { in_digits, typing_of } from '../../src/ui/type_in.ts';

const TAPPED = ['choice', 'quantity', 'none'];

test('every step that wants a scan or words may be typed at', () => {
  const asked = Object.entries(FLOW_DEFS).flatMap(([flow, { states }]) =>
    Object.entries(states).filter(([, state]) => !TAPPED.includes(state.say.aim))
      .map(([state, def]) => ({ flow, state, aim: def.say.aim } as unknown as Step)));
  assert.ok(asked.length > 80);
  const closed = asked.filter((one) => typing_of({ ...one, plate: null }) === null);
  assert.deepEqual(closed.map(({ flow, state }) => `${flow}.${state}`), []);
});

test('a day and a check number come with digits, a name with letters', () => {
  const typing = (name: string, fields: Partial<Step>) => {
    const [flow, state] = name.split('.');
    return typing_of({ flow, state, plate: null, aim: 'any', ...fields } as unknown as Step);
  };
  const plate = { location: 'A07-030-C', zone: '', level: '', confirm: '57' };
  assert.equal(typing('receive.expiry', {}), 'date');
  assert.equal(typing('load.taker', {}), 'name');
  assert.equal(typing('load.seal', {}), 'text');
  assert.equal(typing('count.items', {}), 'code');
  assert.equal(typing('pick.bin', { aim: 'location', plate }), 'check');
  assert.equal(typing('pick.bin', { aim: 'location', plate: { ...plate, confirm: '' } }), 'code');
  assert.equal(typing('count.plates', { aim: 'choice' }), null, 'a sheet is tapped');
  assert.ok(in_digits('date') && in_digits('check') && !in_digits('name'));
});
