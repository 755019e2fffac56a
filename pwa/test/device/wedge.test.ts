// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GS, STRAY_MS, WedgeBuffer } from '../../src/device/wedge.ts';
import type { Key } from '../../src/device/wedge.ts';

const key = (name: string, at: number, more: Partial<Key> = {}): Key =>
  ({ key: name, ctrl: false, meta: false, at, ...more });

/** Types a text with `gap` ms between characters, then Enter. */
function type(buffer: WedgeBuffer, text: string, at = 0, gap = 2): string[] {
  const scans: string[] = [];
  [...text].forEach((letter, n) => scans.push(...buffer.key(key(letter, at + n * gap)).scans));
  return [...scans, ...buffer.key(key('Enter', at + text.length * gap)).scans];
}

test('a scan typed by keys ends with Enter', () => {
  const buffer = new WedgeBuffer();
  assert.deepEqual(type(buffer, 'A07-032-C'), ['A07-032-C']);
});

test('twenty scans back to back are twenty scans', () => {
  const buffer = new WedgeBuffer();
  const scans = Array.from({ length: 20 }, (_, n) => type(buffer, `E7A0003${n + 10}`, n * 40));
  assert.equal(scans.flat().length, 20);
});

test('text committed at once, with and without its end', () => {
  const buffer = new WedgeBuffer();
  assert.deepEqual(buffer.text('A07-032-C\n', 0).scans, ['A07-032-C']);
  assert.deepEqual(buffer.text('A07-041-A', 10).scans, []);
  assert.deepEqual(buffer.key(key('Enter', 12)).scans, ['A07-041-A']);
  assert.deepEqual(buffer.text('AA\r\nBB\tCC\n', 20).scans, ['AA', 'BB', 'CC']);
});

test('the first character as a key and the rest as text is one scan', () => {
  const buffer = new WedgeBuffer();
  buffer.key(key('A', 0));
  assert.equal(buffer.key(key('Unidentified', 2)).take, false);
  assert.deepEqual(buffer.text('07-032-C\n', 4).scans, ['A07-032-C']);
});

test('a separator comes as itself, as Ctrl and ], as a key of the device, inside a text', () => {
  for (const gs of [key(GS, 5), key(']', 5, { ctrl: true }), key('F8', 5)]) {
    const buffer = new WedgeBuffer();
    buffer.text('10AB12', 4);
    buffer.key(gs);
    buffer.text('21X9', 6);
    assert.deepEqual(buffer.key(key('Enter', 8)).scans, [`10AB12${GS}21X9`]);
  }
  assert.deepEqual(new WedgeBuffer().text(`10AB12${GS}21X9\n`, 0).scans, [`10AB12${GS}21X9`]);
});

test('a cold scan that pauses 400 ms at its separator is not cut in two', () => {
  const buffer = new WedgeBuffer();
  buffer.text('10AB12', 0);
  buffer.key(key(GS, 400));
  assert.deepEqual(buffer.text('21X9\n', 800).scans, [`10AB12${GS}21X9`]);
});

test('slow stray keys are no scan, and Enter alone stays a key', () => {
  const buffer = new WedgeBuffer();
  assert.deepEqual(buffer.key(key('Enter', 0)), { take: false, scans: [] });
  buffer.key(key('x', 10));
  assert.deepEqual(buffer.key(key('Enter', 20)).scans, []);
  assert.deepEqual(type(buffer, 'abc', 1000, 700), []);
});

test('a scanner that sends nothing after its scan is heard after a silence', () => {
  const buffer = new WedgeBuffer();
  [...'A07-032-C'].forEach((letter, n) => buffer.key(key(letter, n * 10)));
  assert.deepEqual(buffer.idle(80 + STRAY_MS - 1).scans, []);
  assert.deepEqual(buffer.idle(80 + STRAY_MS).scans, ['A07-032-C']);
  assert.deepEqual(buffer.idle(5000).scans, [], 'once');
  buffer.text('A07-041-A', 6000);
  assert.deepEqual(buffer.idle(6000 + STRAY_MS).scans, ['A07-041-A']);
});

test('a terminator that comes after the silence belongs to the scan that it ended', () => {
  const buffer = new WedgeBuffer();
  buffer.text('A07-032-C', 0);
  assert.deepEqual(buffer.idle(STRAY_MS).scans, ['A07-032-C']);
  assert.deepEqual(buffer.key(key('Enter', STRAY_MS + 100)), { take: true, scans: [] });
  assert.deepEqual(buffer.key(key('Enter', STRAY_MS + 200)), { take: false, scans: [] });
  buffer.text('A07-041-A', 5000);
  buffer.idle(5000 + STRAY_MS);
  assert.equal(buffer.key(key('Enter', 9000)).take, false, 'much later it is a person');
});

test('what a person types is no scan by silence, nor is a key that is held down', () => {
  const typed = new WedgeBuffer();
  [...'A07-032-C'].forEach((letter, n) => typed.key(key(letter, n * 120)));
  assert.deepEqual(typed.idle(9000).scans, []);
  const held = new WedgeBuffer();
  [...'aaaaaaaa'].forEach((letter, n) => held.key(key(letter, n * 30, { held: n > 0 })));
  assert.deepEqual(held.idle(9000).scans, []);
  const short = new WedgeBuffer();
  short.key(key('7', 0));
  short.key(key('5', 10));
  assert.deepEqual(short.idle(9000).scans, [], 'two keys at once are no symbol');
});

test('a device may be set to end no scan by silence, or sooner', () => {
  const never = new WedgeBuffer({ gs_key: null, idle_ms: null });
  never.text('A07-032-C', 0);
  assert.deepEqual(never.idle(10_000).scans, []);
  const idle = new WedgeBuffer({ gs_key: null, idle_ms: 300 });
  idle.text('A07-032-C', 0);
  assert.deepEqual(idle.idle(299).scans, []);
  assert.deepEqual(idle.idle(300).scans, ['A07-032-C']);
});

test('shortcuts of the browser are left alone', () => {
  const buffer = new WedgeBuffer();
  assert.equal(buffer.key(key('r', 0, { ctrl: true })).take, false);
  assert.equal(buffer.key(key('c', 0, { meta: true })).take, false);
});
