// SPDX-License-Identifier: Apache-2.0
/**
 * Three signals, told apart by the number of pulses, then length, then direction of pitch. Made
 * with Web Audio; played only after the write to the device is complete.
 */
import type { Feedback } from '../flow/step.ts';

export type Signal = Exclude<Feedback, 'none'>;
/** One pulse: from `at_ms` for `ms`, gliding in pitch, with the strengths of its partials. */
export type Pulse = Readonly<{
  at_ms: number; ms: number; from_hz: number; to_hz: number; partials: readonly number[];
}>;

export const ATTACK_MS = 5;
export const RELEASE_MS = 25;
export const VOLUME_FLOOR = 0.6; // of the slider: a signal that cannot be heard is none
/** A stop sounds again after these ms, then stays silent and red until it is acknowledged. */
export const STOP_AGAIN_MS: readonly number[] = [4_000, 8_000];

const RICH = [1, 0.8, 0.7, 0.6, 0.5];
const HARD = [1, 0.9, 0.8, 0.65, 0.5];

const pulse = (
  at_ms: number, ms: number, from_hz: number, to_hz: number, partials: readonly number[],
): Pulse => ({ at_ms, ms, from_hz, to_hz, partials });

export const PLANS: Readonly<Record<Signal, readonly Pulse[]>> = {
  good: [pulse(0, 90, 1568, 2093, [1, 0.5, 0.25])],
  attention: [pulse(0, 130, 784, 784, RICH), pulse(220, 130, 784, 784, RICH)],
  stop: [pulse(0, 180, 740, 740, HARD), pulse(250, 180, 740, 740, HARD),
    pulse(500, 320, 523, 523, HARD)],
};

/** Vibration repeats the same count: on, off, on... in ms; none is shorter than a motor's start. */
export const VIBRATIONS: Readonly<Record<Signal, readonly number[]>> = {
  good: [70], attention: [120, 90, 120], stop: [250, 70, 250, 70, 400],
};

const STRENGTH: Readonly<Record<Signal, number>> = { good: 1, attention: 2, stop: 3 };

export const length_ms = (signal: Signal): number => {
  const last = PLANS[signal].at(-1)!;
  return last.at_ms + last.ms;
};

/** Draws one signal into an audio context (or an offline one). Returns what cuts it off. */
export function play(context: BaseAudioContext, signal: Signal, volume: number): () => void {
  const out = context.createGain();
  out.gain.value = Math.max(VOLUME_FLOOR, Math.min(volume, 1)) * 0.5;
  out.connect(context.destination);
  const sources = PLANS[signal].flatMap((one) => draw(context, out, one));
  return () => {
    for (const source of sources) source.stop();
    out.disconnect();
  };
}

function draw(context: BaseAudioContext, out: AudioNode, one: Pulse): OscillatorNode[] {
  const start = context.currentTime + one.at_ms / 1000;
  const end = start + one.ms / 1000;
  const envelope = context.createGain();
  envelope.gain.setValueAtTime(0, start);
  envelope.gain.linearRampToValueAtTime(1, start + ATTACK_MS / 1000);
  envelope.gain.setValueAtTime(1, end - RELEASE_MS / 1000);
  envelope.gain.linearRampToValueAtTime(0, end);
  envelope.connect(out);
  const total = one.partials.reduce((sum, strength) => sum + strength, 0);
  return one.partials.map((strength, n) => {
    const oscillator = context.createOscillator();
    const level = context.createGain();
    level.gain.value = strength / total;
    oscillator.frequency.setValueAtTime(one.from_hz * (n + 1), start);
    oscillator.frequency.linearRampToValueAtTime(one.to_hz * (n + 1), end);
    oscillator.connect(level).connect(envelope);
    oscillator.start(start);
    oscillator.stop(end);
    return oscillator;
  });
}

type Timer = ReturnType<typeof setTimeout>;
export type Speaker = {
  sound: (signal: Signal, volume: number) => () => void;
  vibrate: (pattern: readonly number[]) => void;
  after: (run: () => void, ms: number) => Timer; cancel: (timer: Timer) => void;
};

/** Plays signals in their order of strength: a stronger one cuts off a weaker, a weaker waits. */
export class Signals {
  readonly #speaker: Speaker;
  #cut: () => void = () => undefined;
  #playing: Signal | null = null;
  #waiting: { signal: Signal; volume: number } | null = null;
  #end: Timer | undefined;
  #again: Timer[] = [];

  constructor(speaker: Speaker) {
    this.#speaker = speaker;
  }

  give(signal: Signal, volume: number): void {
    this.silence();
    const weaker = this.#playing !== null && STRENGTH[signal] < STRENGTH[this.#playing];
    if (weaker) {
      this.#waiting = { signal, volume };
      return;
    }
    this.#start(signal, volume);
    if (signal !== 'stop') return;
    this.#again = STOP_AGAIN_MS.map((ms) =>
      this.#speaker.after(() => this.#start('stop', volume), ms));
  }

  /** A stop was acknowledged: it does not sound again. */
  silence(): void {
    for (const timer of this.#again) this.#speaker.cancel(timer);
    this.#again = [];
  }

  #start(signal: Signal, volume: number): void {
    this.#cut();
    if (this.#end !== undefined) this.#speaker.cancel(this.#end);
    this.#playing = signal;
    this.#cut = this.#speaker.sound(signal, volume);
    this.#speaker.vibrate(VIBRATIONS[signal]);
    this.#end = this.#speaker.after(() => this.#ended(), length_ms(signal));
  }

  #ended(): void {
    this.#playing = null;
    this.#cut = () => undefined;
    const next = this.#waiting;
    this.#waiting = null;
    if (next !== null) this.#start(next.signal, next.volume);
  }
}

/** The device's own speaker and motor; the context starts at the first touch or key. */
export function device_speaker(make: () => AudioContext | null): Speaker {
  let context: AudioContext | null = null;
  return {
    sound: (signal, volume) => {
      context ??= make();
      if (context === null || volume <= 0) return () => undefined;
      void context.resume();
      return play(context, signal, volume);
    },
    vibrate: (pattern) => { navigator.vibrate?.([...pattern]); },
    after: (run, ms) => setTimeout(run, ms),
    cancel: (timer) => clearTimeout(timer),
  };
}
