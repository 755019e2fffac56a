// SPDX-License-Identifier: Apache-2.0
/**
 * The engine: takes what a person says, stores it, then shows and sounds it, and lets it be sent.
 *
 * N1  Feedback comes after the write. What cannot be stored is refused, loudly, and the flow stays
 * where it was. N2  Inputs are taken one after the other. N3  The view is the checkpoint plus what
 * the checkpoint does not hold yet.
 */
import type { Engine, EngineState, Fatal, QueueRow, StartParams, SyncState } from './contract.ts';
import { utc } from './domain/clock.ts';
import { sha256 } from './domain/hash.ts';
import { draft, seal, write } from './domain/operation.ts';
import type { Draft, Operation } from './domain/operation.ts';
import type { FeedRow } from './domain/rows.ts';
import { uuid7 } from './domain/uuid7.ts';
import { Checkpoint, View } from './domain/view.ts';
import { FLOW_DEFS } from './flow/catalogue.ts';
import type { FlowState, Moment } from './flow/data.ts';
import { entrance } from './flow/entrance.ts';
import { advance, begin } from './flow/machine.ts';
import type { Advance, World } from './flow/machine.ts';
import type { Reader } from './flow/reading.ts';
import { render } from './flow/render.ts';
import type { Entry, Feedback, FlowName, Input } from './flow/step.ts';
import { text } from './flow/words.ts';
import type { Cache } from './store/cache.ts';
import { StoreFault } from './store/fault.ts';
import { is_waiting } from './store/queue.ts';
import type { Kept, Queue, Sealed } from './store/queue.ts';
import { Loop } from './sync/loop.ts';
import type { Leader, Timers } from './sync/loop.ts';
import { sync_state } from './sync/state.ts';
import { listen_triggers } from './sync/triggers.ts';
import type { Fetch } from './sync/wire.ts';
import { renew } from './sync/wire.ts';

/** A double pull of the trigger; never where every scan counts one more. */
export const DOUBLE_SCAN_MS = 600;
/** Rows indexed at a stretch when the app starts: some 30 ms on a desk, 200 ms on a handheld. */
export const SLICE_ROWS = 4_000;

export type Ports = {
  queue: Queue; cache: Cache; fetch: Fetch; read: Reader; timers: Timers; leader: Leader;
  now: () => number; // Unix ms of the device
  mono: () => number; // ms since this page started
  random: (bytes: number) => Uint8Array;
  boot: string; // names this start of the page
  site: () => string; device_name: () => string;
};

type Person = Readonly<{ actor: string; session: string; name: string }>;

export class FloorEngine implements Engine {
  readonly #ports: Ports;
  readonly #loop: Loop;
  readonly #listeners = new Set<(state: EngineState) => void>();
  readonly #ops = new Map<string, Operation>(); // parsed once
  #gone: FeedRow[] = []; // rows that left the feed while a flow stands on them
  #kept: Kept[] = [];
  #lost = 0;
  #checkpoint = new Checkpoint([], 0);
  #view = new View(this.#checkpoint);
  #flow: FlowState | null = null;
  #person: Person = { actor: '', session: '', name: '' };
  #fatal: Fatal | null = null;
  #beat: EngineState['beat'] = { feedback: 'none', n: 0 };
  #ready = false;
  #since = 0;
  #last_scan = { raw: '', at: 0 };
  #turn: Promise<void> = Promise.resolve();
  #deaf: () => void = () => undefined;
  #state: EngineState;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#loop = new Loop({
      queue: ports.queue, cache: ports.cache, fetch: ports.fetch, now: ports.now,
      site: ports.site, timers: ports.timers, leader: ports.leader,
      random: () => ports.random(1)[0]! / 256,
      renew: () => this.#renew(), void_op: (seq) => this.#void_op(seq),
      pending: () => this.#kept.filter(is_waiting).length,
      on_rows: (rows, version) => this.#take_rows(rows, version),
      on_epoch: () => {
        this.#since = 0;
        this.#checkpoint = new Checkpoint([], 0);
        this.#believe();
      },
      on_change: (changed) => void this.#changed(changed),
    });
    this.#state = this.#made();
  }

  /** Reads the queue, the cache and the open flow; then starts to talk to the server. */
  open(): Promise<void> {
    return this.#in_turn(() => this.#open()); // scans that come meanwhile wait in order
  }

  async #open(): Promise<void> {
    try {
      const meta = await this.#ports.queue.open();
      this.#lost = meta.lost;
      if (this.#ports.queue.vanished > 0) {
        this.#fatal = fatal('vanished', { n: this.#ports.queue.vanished });
      }
      await this.#ports.queue.prune(this.#ports.now());
      this.#kept = await this.#ports.queue.all();
      this.#flow = resumable(await this.#ports.queue.flow());
    } catch (error) {
      this.#fatal = fatal(error instanceof StoreFault ? error.code : 'not_saved');
    }
    await this.#read_cache().catch(() => undefined); // disposable: it is pulled again
    this.#believe();
    this.#ready = true;
    this.#show();
    this.#loop.start();
    this.#deaf = listen_triggers(() => {
      void this.#changed(true).then(() => this.#loop.kick()); // another tab may have told things
    });
  }

  state(): EngineState { return this.#state; }
  view(): View { return this.#view; }

  subscribe(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }

  start(flow: FlowName, params: StartParams = {}): Promise<void> {
    return this.#in_turn(async () => {
      const opened = begin(this.#flow, flow, {}, this.#world());
      const chosen = Object.values(params)
        .find((value) => typeof value === 'string' && value !== '');
      const answer = chosen === undefined ? opened
        : after(opened, { type: 'choose', id: String(chosen) }, this.#world());
      await this.#keep(answer);
    });
  }

  input(input: Input): Promise<void> {
    return this.#in_turn(async () => {
      if (this.#fatal?.code === 'vanished' && input.type === 'acknowledge') {
        this.#fatal = null; // told to the person; the number stays in the queue's page
        return this.#show();
      }
      if (this.#flow === null || (input.type === 'scan' && this.#is_double(input.raw))) return;
      await this.#keep(advance(this.#flow, input, this.#world()));
    });
  }

  scan(raw: string, entry: Entry): Promise<void> {
    return this.#in_turn(async () => {
      if (this.#is_double(raw)) return;
      const world = this.#world();
      const flow = entrance(raw, world);
      const opened = begin(this.#flow, flow, {}, world);
      const at = world.moment.now;
      await this.#keep(after(opened, { type: 'scan', raw, entry, at }, world));
    });
  }

  leave(): Promise<void> {
    return this.#in_turn(async () => {
      const frames = this.#flow?.frames.slice(0, -1) ?? [];
      const state: FlowState | null = frames.length === 0 ? null : { v: 1, frames };
      await this.#keep({ state, step: null, operations: [], feedback: 'none' });
    });
  }

  async queue(limit: number): Promise<readonly QueueRow[]> {
    return [...this.#kept].reverse().slice(0, limit).map((row) => ({
      op_id: row.op_id, seq: row.seq, kind: row.kind, captured_at: row.captured_at,
      state: light(row), outcome: row.answer?.outcome ?? null, reason: row.answer?.reason ?? null,
      body: this.#op(row).body as Readonly<Record<string, unknown>>,
    }));
  }

  sync_now(): Promise<void> { return this.#loop.kick(); }

  sign_in(person: Person): void {
    this.#person = person;
    void this.#loop.kick();
  }

  sign_out(): void { this.#person = { actor: '', session: '', name: '' }; }

  async stop(): Promise<void> {
    this.#loop.stop();
    this.#deaf();
    await this.#turn;
    await this.#ports.queue.close();
    await this.#ports.cache.close();
  }

  // One input

  #in_turn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  #world(): World {
    return { view: this.#view, read: this.#ports.read, moment: this.#moment() };
  }

  #moment(): Moment {
    return { now: utc(this.#ports.now()), id: this.#id() };
  }

  #id(): string {
    return uuid7(this.#ports.now(), this.#ports.random(10));
  }

  #is_double(raw: string): boolean {
    const at = this.#ports.mono();
    const step = this.#state.step;
    const counts = step !== null && (step.flow === 'count' || step.quantity !== null);
    const double = !counts && raw === this.#last_scan.raw
      && at - this.#last_scan.at < DOUBLE_SCAN_MS;
    this.#last_scan = { raw, at };
    return double;
  }

  /** Stores operations and flow state, or refuses; only then shows and sounds (N1). */
  async #keep(answer: Advance): Promise<void> {
    let stored: Kept[];
    try {
      const sealed = await Promise.all(answer.operations.map((one) => this.#sealed(one)));
      stored = await this.#ports.queue.commit(sealed, answer.state);
    } catch (error) {
      this.#fatal = fatal(error instanceof StoreFault ? error.code : 'not_saved');
      this.#sound('stop');
      return this.#show();
    }
    this.#fatal = null;
    this.#kept.push(...stored);
    this.#flow = answer.state;
    if (answer.state === null) this.#forget_gone();
    else this.#view = this.#view.with_ops(stored.map((row) => this.#op(row)));
    this.#sound(answer.feedback);
    this.#show();
    if (stored.length > 0) void this.#loop.kick();
  }

  async #sealed(one: Draft): Promise<Sealed> {
    const skew = this.#loop.contact.skew;
    const op = seal(one, {
      op_id: this.#id(), site: this.#ports.site(), actor: this.#person.actor,
      session: this.#person.session, captured_at: utc(this.#ports.now()),
      clock_offset_ms: skew?.offset_ms ?? 0, clock_err_ms: skew?.err_ms ?? 0,
      mono_ms: Math.floor(this.#ports.mono()), boot: this.#ports.boot, seen: this.#since,
    });
    const written = write(op);
    return { op, text: written, hash: await sha256(written) };
  }

  async #void_op(seq: number): Promise<Sealed> {
    return this.#sealed(draft('void', { seq, why: 'storage_lost' }, `void:${seq}`));
  }

  async #renew(): Promise<string | null> {
    const installation = this.#id();
    const reply = await renew(this.#ports.fetch, this.#ports.device_name(), installation);
    return reply.is === 'ok' ? installation : null;
  }

  // What this device believes

  async #read_cache(): Promise<void> {
    const { since } = await this.#ports.cache.checkpoints();
    this.#since = since['rest'] ?? 0;
    const rows = await this.#ports.cache.rows();
    for (let at = 0; at < rows.length; at += SLICE_ROWS) {
      this.#checkpoint.apply(rows.slice(at, at + SLICE_ROWS), this.#since);
      await new Promise((done) => setTimeout(done, 0)); // let the first screen be painted
    }
  }

  #take_rows(rows: readonly FeedRow[], version: number): void {
    // An order that is done leaves the feed; whoever stands in it must still see its lines.
    const pinned = (row: FeedRow): boolean => row.body === null && this.#flow !== null
      && (row.topic === 'asn' || row.topic === 'order');
    this.#gone.push(...rows.filter(pinned));
    this.#checkpoint.apply(rows.filter((row) => !pinned(row)), version);
    const moved = version !== this.#since;
    this.#since = version;
    if (rows.length > 0 || moved) this.#believe();
  }

  #forget_gone(): void {
    this.#checkpoint.apply(this.#gone, this.#since);
    this.#gone = [];
    this.#believe();
  }

  /** View = checkpoint + what is not in it yet (N3). */
  #believe(): void {
    const over = this.#kept.filter((row) => is_waiting(row)
      || (row.answer?.outcome !== 'rejected' && (row.answer?.version ?? 0) > this.#since));
    const past = this.#kept.filter((row) => !over.includes(row)
      && (row.kind === 'pick' || row.kind === 'pack')).map((row) => this.#op(row));
    this.#view = new View(this.#checkpoint, over.map((row) => this.#op(row)), undefined, undefined,
      past);
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
      step = this.#flow === null ? null : render(this.#flow, this.#view);
    } catch {
      this.#flow = null; // its document is gone from this device; nothing recorded is lost
    }
    const sync: SyncState = sync_state(this.#kept, this.#loop.contact, this.#lost);
    return {
      ready: this.#ready, step, flows: this.#flow?.frames.map((frame) => frame.flow) ?? [],
      beat: this.#beat, fatal: this.#fatal, version: this.#since, sync,
    };
  }
}

/** A second answer after opening a flow; an input that does not pass leaves the flow open. */
function after(opened: Advance, input: Input, world: World): Advance {
  return advance(opened.state!, input, world);
}

function fatal(code: Fatal['code'], params: Record<string, number> = {}): Fatal {
  return { code, text: text(`fatal.${code}`, params) };
}

/** A stored flow state, if this build still knows all its states. */
function resumable(found: unknown): FlowState | null {
  const state = found as FlowState | null;
  const known = state?.v === 1 && state.frames.length > 0 && state.frames.every((frame) =>
    FLOW_DEFS[frame.flow]?.states[frame.state] !== undefined);
  return known ? state : null;
}

function light(row: Kept): QueueRow['state'] {
  if (row.answer === null) return 'saved';
  if (row.answer.outcome === 'parked') return 'parked';
  if (row.answer.outcome === 'rejected') return 'rejected';
  return row.booked ? 'booked' : 'recorded';
}
