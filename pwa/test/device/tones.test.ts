// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PLANS, STOP_AGAIN_MS, Signals, VIBRATIONS, length_ms } from '../../src/device/tones.ts';
import type { Signal, Speaker } from '../../src/device/tones.ts';

const SIGNALS: Signal[] = ['good', 'attention', 'stop'];

/** A speaker that writes down what it is told; its timers run when the test says. */
class Heard implements Speaker {
  log: string[] = [];
  timers = new Map<number, { run: () => void; ms: number }>();
  #n = 0;
  sound = (signal: Signal): (() => void) => {
    this.log.push(signal);
    return () => this.log.push(`cut ${signal}`);
  };
  vibrate = (pattern: readonly number[]): void => { this.log.push(`buzz ${pattern.join(',')}`); };
  after = (run: () => void, ms: number): ReturnType<typeof setTimeout> => {
    this.#n += 1;
    this.timers.set(this.#n, { run, ms });
    return this.#n as unknown as ReturnType<typeof setTimeout>;
  };
  cancel = (timer: ReturnType<typeof setTimeout>): void => {
    this.timers.delete(timer as unknown as number);
  };
  pass(ms: number): void {
    for (const [n, timer] of [...this.timers]) {
      if (timer.ms > ms) continue;
      this.timers.delete(n);
      timer.run();
    }
  }
  sounds(): string[] { return this.log.filter((one) => !one.startsWith('buzz')); }
}

test('signals are told apart by the number of pulses, and the motor repeats it', () => {
  assert.deepEqual(SIGNALS.map((signal) => PLANS[signal].length), [1, 2, 3]);
  for (const signal of SIGNALS) {
    assert.equal(Math.ceil(VIBRATIONS[signal].length / 2), PLANS[signal].length);
    assert.ok(VIBRATIONS[signal].filter((_, n) => n % 2 === 0).every((ms) => ms >= 70));
  }
});

test('signals are as long as the ear was promised', () => {
  assert.deepEqual(SIGNALS.map(length_ms), [90, 350, 820]);
});

test('a stronger signal cuts off a weaker one, a weaker one waits', () => {
  const heard = new Heard();
  const signals = new Signals(heard);
  signals.give('attention', 1);
  signals.give('stop', 1);
  signals.give('good', 1);
  assert.deepEqual(heard.sounds(), ['attention', 'cut attention', 'stop']);
  heard.pass(length_ms('stop'));
  assert.deepEqual(heard.sounds().at(-1), 'good');
});

test('a stop sounds again twice, then never; acknowledged it is silent', () => {
  const heard = new Heard();
  const signals = new Signals(heard);
  signals.give('stop', 1);
  heard.pass(STOP_AGAIN_MS.at(-1)!);
  heard.pass(100_000);
  assert.equal(heard.sounds().filter((one) => one === 'stop').length, 3);
  signals.give('stop', 1);
  signals.silence();
  heard.pass(100_000);
  assert.equal(heard.sounds().filter((one) => one === 'stop').length, 4);
});
