// SPDX-License-Identifier: Apache-2.0
/**
 * The engine: takes what a person says, stores it, then shows and sounds it, and lets it be sent.
 *
 * N1  Feedback comes after the write. What cannot be stored is refused, loudly, and the flow stays
 * where it was. N2  Inputs are taken one after the other. N3  The view is the checkpoint plus what
 * the checkpoint does not hold yet. N4  What is said before the catalogue is indexed waits in order
 * and is answered over the whole view, never over a part of it.  N5  The rules of the flows come
 * behind the first screen; what is said before they are here waits in the same order.
 */
import { Catalogue } from './catalogue.ts';
import type { Since } from './catalogue.ts';
import type { Engine, EngineState, Fatal, QueueRow, StartParams, SyncState } from './contract.ts';
import { utc } from './domain/clock.ts';
import { sha256 } from './domain/hash.ts';
import { BELONGS, draft, seal, write } from './domain/operation.ts';
import type { Draft, Operation } from './domain/operation.ts';
import type { FeedRow } from './domain/rows.ts';
import { uuid7 } from './domain/uuid7.ts';
import { View } from './domain/view.ts';
import { place_of, stored_flow } from './flow/data.ts';
import type { FlowState } from './flow/data.ts';
import type { Advance, World } from './flow/machine.ts';
import type * as Whole from './flow/rules.ts';
import type { Entry, Feedback, FlowName, Input } from './flow/step.ts';
import type { Cache } from './store/cache.ts';
import { StaleFlow, StoreFault } from './store/fault.ts';
import type { Memory } from './store/marker.ts';
import { is_waiting } from './store/queue.ts';
import type { Kept, Queue, Sealed } from './store/queue.ts';
import { Loop } from './sync/loop.ts';
import type { Leader, Timers } from './sync/loop.ts';
import { newest, queue_row, sync_state } from './sync/state.ts';
import { listen_triggers } from './sync/triggers.ts';
import { renew, request } from './sync/wire.ts';
import type { Fetch } from './sync/wire.ts';
import { Trigger } from './trigger.ts';
import { Turns } from './turns.ts';

export type Rules = typeof Whole;

export type Ports = {
  queue: Queue; cache: Cache; fetch: Fetch; timers: Timers; leader: Leader; memory?: Memory;
  rules: Promise<Rules>; // never fails; may take as long as the network stays away
  now: () => number; // Unix ms of the device
  mono: () => number; // ms since this page started
  random: (bytes: number) => Uint8Array;
  boot: string; // names this start of the page
  site: () => string; device_name: () => string;
};

type Person = Readonly<{ actor: string; session: string; name: string; lead?: boolean }>;
/** Who said something, when, and whether it had to wait: as it was then, not when it is taken. */
type Said = Readonly<{ person: Person; at: string; mono: number; early: boolean; again?: true }>;

export class FloorEngine implements Engine {
  readonly #ports: Ports;
  readonly #loop: Loop;
  readonly #listeners = new Set<(state: EngineState) => void>();
  readonly #ops = new Map<string, Operation>(); // parsed once
  #kept: Kept[] = [];
  #lost = 0;
  readonly #catalogue: Catalogue;
  #view: View;
  #rules: Rules | null = null;
  #flow: FlowState | null = null;
  #person: Person = { actor: '', session: '', name: '' };
  #fatal: Fatal | null = null;
  #beat: EngineState['beat'] = { feedback: 'none', n: 0 };
  #ready = false; // the view is whole and the rules are here: there is an answer to a scan
  #talks = false;
  #behind = false; // another tab has stored a flow that this one has not seen
  #refused = 0;
  readonly #trigger = new Trigger();
  readonly #turns = new Turns();
  #opening: Promise<void> = Promise.resolve();
  #deaf: () => void = () => undefined;
  #state: EngineState;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#catalogue = new Catalogue(ports.cache);
    this.#view = new View(this.#catalogue.checkpoint);
    this.#loop = new Loop({
      ...ports,
      random: () => ports.random(1)[0]! / 256,
      renew: () => this.#renew(),
      void_op: (seq) =>
        this.#sealed(draft('void', { seq, why: 'storage_lost' }, `void:${seq}`)),
      pending: () => this.#kept.filter(is_waiting).length,
      on_rows: (rows, before, next) => this.#take_rows(rows, before, next),
      on_epoch: () => this.#begin_anew(),
      on_change: (changed) => void this.#changed(changed),
    });
    this.#state = this.#made();
  }

  /** Everything a start does, in order. */
  async open(): Promise<void> {
    await this.open_queue();
    await this.open_catalogue();
  }

  /** Reads what was told and the open flow: enough for the first screen and its badge. */
  async open_queue(): Promise<void> {
    try {
      this.#lost = (await this.#ports.queue.open()).lost;
      const { vanished } = this.#ports.queue;
      if (vanished > 0) this.#fatal = fatal('vanished', { n: vanished });
      await this.#ports.queue.prune(this.#ports.now());
      this.#kept = await this.#ports.queue.all();
      this.#flow = stored_flow(await this.#ports.queue.standing());
    } catch (error) {
      this.#fatal = fatal(error instanceof StoreFault ? error.code : 'not_saved');
    }
    this.#show();
  }

  /** Indexes the cache behind the first screen, in slices; then talks to the server. */
  open_catalogue(): Promise<void> {
    void this.#ports.rules.then((rules) => this.#take_rules(rules));
    this.#opening = this.#open_catalogue();
    return this.#opening;
  }

  async #open_catalogue(): Promise<void> {
    // What cannot be read is pulled again, or read again after the next pull.
    await this.#catalogue.read().catch(() => this.#catalogue.doubt());
    this.#believe();
    this.#answer();
    this.#show();
    this.#talks = true;
    this.#loop.start();
    this.#deaf = listen_triggers(() => {
      if (this.#ready) void this.#turns.take(() => this.#catch_up());
      void this.#changed(true).then(() => this.#loop.kick());
    });
  }

  state(): EngineState { return this.#state; }
  view(): View { return this.#view; }

  subscribe(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }

  start(flow: FlowName, params: StartParams = {}): Promise<void> {
    return this.#told(async (said) => {
      if (said.early && this.#flow?.frames.at(-1)?.flow === flow) return; // tapped while it waited
      const opened = this.#rules!.begin(this.#flow, flow, {}, this.#world());
      const chosen = Object.values(params).find((one) => typeof one === 'string' && one !== '');
      const answer = chosen === undefined ? opened
        : this.#after(opened, { type: 'choose', id: String(chosen) }, this.#world());
      await this.#keep(answer, said);
    });
  }

  input(input: Input): Promise<void> {
    if (this.#fatal?.code === 'vanished' && input.type === 'acknowledge') {
      this.#fatal = null; // told to the person; the number stays in the queue's page
      this.#show();
      return Promise.resolve();
    }
    return this.#told(async (said) => {
      if (input.type === 'scan') return this.#scanned(input, said);
      if (this.#flow === null) return;
      await this.#keep(this.#rules!.advance(this.#flow, input, this.#world()), said);
    });
  }

  scan(raw: string, entry: Entry): Promise<void> {
    return this.#told((said) => this.#scanned({ type: 'scan', raw, entry, at: said.at }, said));
  }

  leave(at?: string): Promise<void> {
    return this.#told(async (said) => {
      if (at !== undefined && this.#flow?.frames.at(-1)?.state !== at) return; // it went on
      const frames = this.#flow?.frames.slice(0, -1) ?? [];
      const state: FlowState | null = frames.length === 0 ? null : { v: 1, frames };
      await this.#keep({ state, step: null, operations: [], feedback: 'none' }, said);
    });
  }

  async queue(limit: number): Promise<readonly QueueRow[]> {
    return newest(this.#kept, limit).map((row) => queue_row(row, this.#op(row)));
  }

  async sync_now(): Promise<void> {
    await this.#opening;
    if (this.#talks) await this.#loop.kick();
  }

  sign_in(person: Person): void {
    this.#person = person;
    if (this.#talks) void this.#loop.kick();
  }

  sign_out(): void { this.#person = { actor: '', session: '', name: '' }; }

  async stop(): Promise<void> {
    await this.#opening;
    this.#loop.stop();
    this.#deaf();
    await this.#turns.end();
    await this.#ports.queue.close();
    await this.#ports.cache.close();
  }

  // One input

  /** Takes what was said when its turn comes; refuses it loudly where too much waits. */
  #told(work: (said: Said) => Promise<void>): Promise<void> {
    const { now, mono } = this.#ports;
    const early = !this.#ready;
    const said: Said = { person: this.#person, at: utc(now()), mono: mono(), early };
    const turn = this.#turns.take(() => this.#once_or_again(work, said));
    if (turn === null) {
      this.#refused += 1;
      this.#sound('stop');
    }
    if (early) this.#show(); // how many wait
    return turn ?? Promise.resolve();
  }

  /** What another tab went past is shown, not answered; said to the step that stands, it is. */
  async #once_or_again(work: (said: Said) => Promise<void>, said: Said): Promise<void> {
    const asked = place_of(this.#flow);
    await work(said);
    if (!this.#behind) return;
    await this.#catch_up();
    if (place_of(this.#flow) === asked) return work({ ...said, again: true });
    const state = this.#rules!.noted(this.#flow, 'other_tab');
    await this.#keep({ state, step: null, operations: [], feedback: 'attention' }, said);
  }

  /** A scan goes to the step that stands when it is taken; with none, to the flow that fits it. */
  async #scanned(input: Extract<Input, { type: 'scan' }>, said: Said): Promise<void> {
    if (!said.again && this.#trigger.is_double(input.raw, said.mono, this.#state.step)) return;
    const [rules, world] = [this.#rules!, this.#world()];
    const answer = this.#flow !== null ? rules.advance(this.#flow, input, world)
      : this.#after(rules.begin(null, rules.entrance(input.raw, world), {}, world), input, world);
    await this.#keep(answer, said);
  }

  /** A second answer after opening a flow; an input that does not pass leaves the flow open. */
  #after(opened: Advance, input: Input, world: World): Advance {
    return this.#rules!.advance(opened.state!, input, world);
  }

  #world(): World {
    const moment = { now: utc(this.#ports.now()), id: this.#id(), ...this.#person };
    return { view: this.#view, read: this.#rules!.read, moment };
  }

  #id(): string { return uuid7(this.#ports.now(), this.#ports.random(10)); }
  /** Stores operations and flow state, or refuses; only then shows and sounds (N1). */
  async #keep(given: Advance, said: Said): Promise<void> {
    const answer = await this.#rules!.with_answers(given,
      async (one) => request(this.#ports.fetch, await this.#sealed(one, said.person)),
      (...no) => this.#rules!.noted(this.#flow, ...no));
    let stored: Kept[];
    try {
      const sealed = await Promise.all(
        answer.operations.map((one) => this.#sealed(one, said.person)));
      stored = await this.#ports.queue.commit(sealed, answer.state);
    } catch (error) {
      if (error instanceof StaleFlow) { this.#behind = true; return; }
      this.#fatal = fatal(error instanceof StoreFault ? error.code : 'not_saved');
      this.#sound('stop');
      return this.#show();
    }
    this.#fatal = null;
    this.#kept.push(...stored);
    this.#flow = answer.state;
    if (answer.state === null) {
      this.#catalogue.forget_gone();
      this.#believe();
    } else this.#view = this.#view.with_ops(stored.map((row) => this.#op(row)));
    this.#sound(answer.feedback);
    this.#show();
    if (given.operations.length > 0) void this.#loop.kick();
  }

  /** Another tab of this device may have gone on: what it stored stands here too. */
  async #catch_up(): Promise<void> {
    this.#behind = false;
    this.#kept = await this.#ports.queue.all();
    this.#flow = this.#rules!.resumable(await this.#ports.queue.standing());
    this.#believe();
    this.#show();
  }

  async #sealed(one: Draft, person = this.#person): Promise<Sealed> {
    const skew = this.#loop.contact.skew;
    const op = seal(one, {
      op_id: one.op_id ?? this.#id(), site: this.#ports.site(), actor: person.actor,
      session: person.session, captured_at: utc(this.#ports.now()),
      clock_offset_ms: skew?.offset_ms ?? 0, clock_err_ms: skew?.err_ms ?? 0,
      mono_ms: Math.floor(this.#ports.mono()), boot: this.#ports.boot, seen: this.#catalogue.since,
    });
    const written = write(op);
    return { op, text: written, hash: await sha256(written) };
  }

  async #renew(): Promise<string | null> {
    const installation = this.#id();
    const reply = await renew(this.#ports.fetch, this.#ports.device_name(), installation);
    return reply.is === 'ok' ? installation : null;
  }

  // What this device believes

  /** Where view and rules are here from now on: whatever waits is answered. */
  #answer(): void {
    if (this.#ready || this.#rules === null || !this.#catalogue.whole) return;
    this.#ready = true;
    this.#show();
    this.#turns.open();
  }

  /** Another epoch: what was pulled is void, and scans wait until the new rows are here. */
  #begin_anew(): void {
    this.#catalogue.begin_anew();
    this.#ready = false;
    this.#turns.close();
    this.#believe();
    this.#show();
  }

  async #take_rows(rows: readonly FeedRow[], before: Since, next: Since): Promise<void> {
    const in_flow = this.#flow !== null;
    const news = await this.#catalogue.take(rows, before, next, in_flow);
    if (news) this.#believe();
    this.#answer();
  }

  #take_rules(rules: Rules): void {
    this.#rules = rules;
    this.#believe(); // the catalogue may have become whole a moment ago
    this.#flow = rules.resumable(this.#flow);
    this.#answer();
    this.#show();
  }

  /** View = checkpoint + what is not in it yet (N3). */
  #believe(): void {
    const { checkpoint, since } = this.#catalogue;
    const over = this.#kept.filter((row) => is_waiting(row)
      || (row.answer?.outcome !== 'rejected' && (row.answer?.version ?? 0) > since));
    const past = this.#kept.filter((row) => !over.includes(row)
      && BELONGS.includes(row.kind)).map((row) => this.#op(row));
    const told = over.map((row) => this.#op(row));
    this.#view = new View(checkpoint, told, undefined, undefined, past);
  }

  #op(row: Kept): Operation {
    const known = this.#ops.get(row.op_id) ?? JSON.parse(row.text) as Operation;
    this.#ops.set(row.op_id, known);
    return known;
  }

  async #changed(queue_changed: boolean): Promise<void> {
    // Another tab may have sent what this one still believes to wait.
    if (queue_changed || this.#kept.some((row) => !row.booked)) {
      this.#kept = await this.#ports.queue.all();
      this.#believe();
    }
    this.#show();
  }

  #sound(feedback: Feedback): void {
    if (feedback !== 'none') this.#beat = { feedback, n: this.#beat.n + 1 };
  }

  #show(): void {
    this.#state = this.#made();
    for (const listener of this.#listeners) listener(this.#state);
  }

  #made(): EngineState {
    let step: EngineState['step'] = null;
    try {
      const shown = this.#ready ? this.#flow : null;
      step = shown && this.#rules!.render(shown, this.#view);
    } catch {
      this.#flow = null; // its document is gone from this device; nothing recorded is lost
    }
    const sync: SyncState = sync_state(this.#kept, this.#loop.contact, this.#lost);
    return {
      ready: this.#ready, step, flows: this.#flow?.frames.map((frame) => frame.flow) ?? [],
      beat: this.#beat, fatal: this.#fatal, version: this.#catalogue.since, sync,
      waiting: this.#ready ? 0 : this.#turns.waiting, refused: this.#refused,
    };
  }
}

function fatal(code: Fatal['code'], params: Record<string, number> = {}): Fatal {
  return { code, text: { key: `fatal.${code}`, params } };
}
