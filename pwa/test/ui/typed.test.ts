// SPDX-License-Identifier: Apache-2.0
/** A keyboard and a scanner at the same pad: who types a number, who scans, what Enter presses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WedgeBuffer } from '../../src/device/wedge.ts';
import { doButton } from '../../src/state/hardware_keys.ts';
import { padKey, padOf, pressed, type Pad } from '../../src/ui/keyed.ts';

const MAX = 99_999;
const PERSON_MS = 140;
const SCANNER_MS = 5;

/** A wedge and a pad that stands at 40, heard in the order of the page. */
class Desk {
  pad: Pad = padOf(40);
  scans: string[] = [];
  done: string[] = [];
  #wedge = new WedgeBuffer();
  #at = 0;

  /** Keys `gap` ms apart; `<` is Backspace, `!` Enter. */
  keys(text: string, gap: number): this {
    for (const one of text) {
      this.#at += gap;
      const key = one === '<' ? 'Backspace' : one === '!' ? 'Enter' : one;
      const heard = this.#wedge.key({ key, ctrl: false, meta: false, at: this.#at }, true);
      this.scans.push(...heard.scans);
      this.pad = padKey(this.pad, key, this.#at, heard.take, MAX);
      if (key === 'Enter' && !heard.take) this.done.push(this.shown);
    }
    return this;
  }

  pause(): this { this.#at += 2000; return this; }
  get shown(): string { return this.pad.typed.digits; }
}

test('the first digit replaces the number, Backspace deletes, Enter confirms what is shown', () => {
  const desk = new Desk().keys('18', PERSON_MS);
  assert.equal(desk.shown, '18');
  desk.keys('<9!', PERSON_MS);
  assert.deepEqual([desk.done, desk.scans], [['19'], []]);
  assert.deepEqual(new Desk().keys('!', PERSON_MS).done, ['40']);
});

test('up to three digits are a number however fast, and any number a person types', () => {
  for (const [text, gap] of [['7', SCANNER_MS], ['120', SCANNER_MS], ['1200', PERSON_MS],
    ['99999', PERSON_MS], ['12', 3000]] as const) {
    const desk = new Desk().keys(`${text}!`, gap);
    assert.deepEqual([desk.done, desk.scans], [[text], []], text);
  }
});

test('a burst of a scanner is a scan and leaves the number as it was', () => {
  for (const code of ['1234', '12345', '006141410000001026', 'A07-032-C', '4A', 'BRK-10442',
    '12-34']) {
    const desk = new Desk().keys('18', PERSON_MS).pause().keys(`${code}!`, SCANNER_MS);
    assert.deepEqual([desk.scans, desk.done, desk.shown], [[code], [], '18'], code);
  }
});

test('a slow scanner\'s long code is a scan too, and no old number is left to be booked', () => {
  const desk = new Desk().keys('00614141!', 80);
  assert.deepEqual([desk.scans, desk.done, desk.shown], [['00614141'], [], '']);
});

test('typing after a scan begins a new number', () => {
  const desk = new Desk().keys('A07-032-C!', SCANNER_MS).pause().keys('3!', PERSON_MS);
  assert.deepEqual([desk.scans, desk.done], [['A07-032-C'], ['3']]);
});

test('digits that an input method commits at a pad are never taken for the old number', () => {
  const wedge = new WedgeBuffer();
  wedge.text('7', 0);
  assert.equal(wedge.key({ key: 'Enter', ctrl: false, meta: false, at: 300 }, true).take, true);
});

test('where no number is asked digits are a scan as ever', () => {
  const wedge = new WedgeBuffer();
  for (const [n, key] of ['4', '2'].entries()) {
    wedge.key({ key, ctrl: false, meta: false, at: n * PERSON_MS });
  }
  assert.deepEqual(wedge.key({ key: 'Enter', ctrl: false, meta: false, at: 300 }).scans, ['42']);
});

test('a pad comes up with the digit that opened it, and its own keys go on from there', () => {
  assert.equal(padKey(padOf(40, '1'), '2', 60, false, MAX).typed.digits, '12');
  assert.equal(pressed(padOf(40), '3', MAX).typed.digits, '3');
});

test('Enter presses the tick of the pad, and nothing behind a pad that is not ready', () => {
  const page = (has: readonly string[]): ParentNode => ({
    ...none, querySelector: (asked: string) => (has.includes(asked.trim()) ? asked : null),
  }) as unknown as ParentNode;
  const none = { querySelectorAll: () => [] };
  const behind = '.hh .btn.do:not(:disabled)';
  const tick = '.hh [data-pad] .btn.do:not(:disabled)';
  assert.equal(doButton(page([behind])), behind);
  assert.equal(doButton(page([behind, '.hh [data-pad]', tick])), tick);
  assert.equal(doButton(page([behind, '.hh [data-pad]'])), null);
  const sheet = { querySelector: () => null };
  const covered = { ...page([behind]), querySelectorAll: () => [sheet] } as unknown as ParentNode;
  assert.equal(doButton(covered), null, 'nothing behind a sheet either');
});
