// SPDX-License-Identifier: Apache-2.0
/** A photo is a side door: it keeps the step's context, gives it back, and is never a wall. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Input } from '../../src/flow/step.ts';
import { BRAKES, demo_view } from '../fixture.ts';
import { Floor } from './floor.ts';

const PICTURE = { id: '019ac0de-0000-7000-8000-000000000001', hash: '0a'.repeat(32),
  type: 'image/jpeg', bytes: 140_000 };
const TAKEN: Input = { type: 'photo', photo: PICTURE };

const carton = (): Floor => new Floor(demo_view()).start('receive').choose('SHP260302A')
  .scan('DOCK-01').scan(BRAKES).at('receive.carton');

test('a photo of a carton names carton, notice and dock, and gives the step back', () => {
  const floor = carton().offer('photo').at('photo.take').say(TAKEN).at('receive.carton')
    .heard('good');
  const { of, where, ...more } = floor.body('photo') as { of: object; where: string };
  assert.deepEqual(of, { lpn: BRAKES, asn: 'SHP260302A', location: 'DOCK-01' });
  assert.equal(where, 'receive.carton');
  assert.deepEqual(more, { photo: PICTURE.id, hash: PICTURE.hash, bytes: PICTURE.bytes,
    type: 'image/jpeg', note: '' });
  assert.equal(floor.step.band?.title.key, 'band.recorded.photo');
});

test('the step shows how many were taken, until it is about something else', () => {
  const floor = carton().offer('photo').say(TAKEN).offer('photo').say(TAKEN);
  const photos = () => floor.step.facts.find(({ name }) => name === 'photos')?.value;
  assert.equal(photos(), '2');
  const offer = floor.step.offers.find(({ id }) => id === 'photo');
  assert.deepEqual(offer?.label, { key: 'offer.photos', params: { n: 2 } });
  floor.scan(BRAKES).at('receive.plate');
  assert.equal(photos(), undefined);
});

test('a difference that is being said stays as it was said', () => {
  const floor = carton().offer('differs').choose('damaged').quantity(3).offer('photo')
    .say(TAKEN).at('receive.difference');
  assert.equal(floor.step.sheet?.quantity?.value, 3);
  assert.ok(floor.step.sheet?.choices.find(({ id }) => id === 'damaged')?.chosen);
  assert.equal((floor.body('photo')['of'] as { part: string }).part, 'BRK-10442');
});

test('a photo of damage is of the plate that the damaged units go to, too', () => {
  const floor = carton().offer('differs').choose('damaged').quantity(3).offer('photo').say(TAKEN)
    .confirm().at('receive.side').scan('L-000901').at('receive.carton').scan(BRAKES);
  const of = floor.told.filter(({ kind }) => kind === 'photo')
    .map(({ body }) => body as { of: { lpn: string; part: string }; photo: string; hash: string });
  assert.deepEqual(of.map((one) => [one.of.lpn, one.of.part, one.photo, one.hash]), [
    [BRAKES, 'BRK-10442', PICTURE.id, PICTURE.hash],
    ['L-000901', 'BRK-10442', PICTURE.id, PICTURE.hash],
  ]);
});

test('a photo before a hold is of that hold', () => {
  const floor = new Floor(demo_view()).start('hold').scan('A07-032-C').at('hold.reason')
    .offer('photo').say(TAKEN).choose('damage').confirm();
  assert.equal(floor.body('hold')['hold'], (floor.body('photo')['of'] as { hold: string }).hold);
});

test('going back and holding something else does not give it that photo', () => {
  const floor = new Floor(demo_view()).start('hold').scan('A07-032-C').offer('photo').say(TAKEN)
    .say({ type: 'back' }).scan('B04-011-B').choose('damage').confirm();
  const { hold } = floor.body('photo')['of'] as { hold: string };
  assert.notEqual(floor.body('hold')['hold'], hold);
});

test('a photo of an unknown code names the operation that told of the code', () => {
  const floor = new Floor(demo_view()).start('count').scan('B04-011-B').scan('NB-S1/2027')
    .at('count.unknown').offer('photo').say(TAKEN).at('count.unknown');
  const scanned = floor.told.find(({ kind }) => kind === 'unknown_scan') as { op_id?: string };
  const { operation, location } = floor.body('photo')['of'] as Record<string, string>;
  assert.ok(operation !== undefined && operation === scanned.op_id);
  assert.equal(location, 'B04-011-B');
});

test('no camera, no room and no picture are said, and the work goes on', () => {
  for (const id of ['none', 'full', 'unreadable'] as const) {
    const floor = carton().offer('photo').say({ type: 'no_photo', id }).at('photo.take')
      .heard('attention');
    assert.equal(floor.step.band?.title.key, `band.photo_${id}`);
    floor.say({ type: 'back' }).at('receive.carton').scan(BRAKES);
    assert.deepEqual(floor.kinds(), ['receipt']);
  }
});

test('a scan while a photo is asked for is said not to be wanted, and loses nothing', () => {
  const floor = carton().offer('photo').scan(BRAKES).at('photo.take').heard('attention');
  assert.equal(floor.step.band?.title.key, 'band.no_scan');
  floor.say(TAKEN).at('receive.carton');
});

test('RC5 a photo of a part that nobody announced is told of the plate it is put on, too', () => {
  const floor = new Floor(demo_view()).start('receive').choose('SHP260302A').scan('DOCK-01')
    .scan('BAT-00712').at('receive.unexpected').offer('photo').say(TAKEN).at('receive.unexpected')
    .choose('aside').quantity(2);
  while (floor.step.state !== 'unit_plate') floor.confirm();
  floor.scan('L-000901').heard('good');
  const of = floor.told.filter(({ kind }) => kind === 'photo')
    .map(({ body }) => (body as { of: Record<string, string> }).of);
  assert.deepEqual(of, [{ part: 'BAT-00712', asn: 'SHP260302A', location: 'DOCK-01' },
    { lpn: 'L-000901', part: 'BAT-00712' }]);
});
