// SPDX-License-Identifier: Apache-2.0
/**
 * What the screens see of the engine (`engine.ts` makes one). No signals here: a screen subscribes
 * and wraps what it gets. Every call settles only after the device has stored what was said.
 */
import type { Feedback, FlowName, Input, Step, Text } from './flow/step.ts';

/** An answer that asks who told it to do something; `text` is the operation as it was sent. */
export type Ask = Readonly<{
  op_id: string; kind: string; text: string;
  answer: Readonly<{ reason: string | null; detail: unknown }> | null;
}>;

/** How far the work of this device has got, and how it stands with the network. */
export type SyncState = Readonly<{
  online: boolean; // our own endpoint answered last time; never navigator.onLine
  offline_since: string | null; // ISO instant of the first failed try
  last_sync: string | null; // ISO instant of the last answered pull
  pending: number; // stored here, no outcome yet
  oldest_at: string | null; // captured_at of the oldest pending operation
  saved: number; // rack light 1: only stored here
  recorded: number; // rack light 2: the server has an outcome
  booked: number; // rack light 3: the ERP has it
  needs_person: number; // parked; or recorded or booked, and somebody's question all the same
  rejected: number; // not understood by the server: kept, counted
  lost: number; // a vanished queue: operations that the marker knew of and the store does not
  sign_in: boolean; // 401: somebody has to sign in before work is sent
  update_needed: boolean; // 426: this build is too old for the server
  clock_offset_ms: number | null; // server clock less device clock
  holds_at: string | null; // ISO instant when the hold list was last known complete
  asks: readonly Ask[]; // answered so that who told it has to do something, oldest first
  stalled: number; // times the watchdog had to restart the loop
}>;

/** One row of the queue page. */
export type QueueRow = Readonly<{
  op_id: string;
  seq: number;
  kind: string;
  captured_at: string;
  state: 'saved' | 'recorded' | 'booked' | 'parked' | 'rejected';
  asked: boolean; // a person looks at it, whatever its state
  outcome: string | null;
  reason: string | null;
  body: Readonly<Record<string, unknown>>;
}>;

/** The only modal of the app: the device cannot keep what it was told. */
export type Fatal = Readonly<{ code: 'not_saved' | 'blocked' | 'vanished'; text: Text }>;

export type EngineState = Readonly<{
  ready: boolean; // catalogue and rules are here; until then `step` is null and what is said waits
  waiting: number; // said before that and not answered yet; they are, in order, when it is
  refused: number; // since this start: said when too much waited already, so not taken
  step: Step | null; // null: the first screen, or `flows` come back when ready
  flows: readonly FlowName[]; // innermost last; a look-up opened over a pick stands after it
  beat: Readonly<{ feedback: Feedback; n: number }>; // n rises with every signal to play
  fatal: Fatal | null;
  version: number; // site version of the view
  sync: SyncState;
}>;

/** Params of `start`: what the person tapped or scanned on the first screen. */
export type StartParams = Readonly<Record<string, string | number | boolean | null>>;

export interface Engine {
  state(): EngineState;
  subscribe(listener: (state: EngineState) => void): () => void;
  /** Opens a flow; over a running one it becomes a detour and gives the step back at its end. */
  start(flow: FlowName, params?: StartParams): Promise<void>;
  /** One thing said by the person. Inputs are taken strictly one after the other. */
  input(input: Input): Promise<void>;
  /** A scan on the first screen: opens the flow that fits (plate at the dock, bin, order, ASN). */
  scan(raw: string, entry: 'wedge' | 'camera' | 'keyed' | 'tray'): Promise<void>;
  /** Leaves the innermost flow, if it still stands `at` that state; nothing recorded is undone. */
  leave(at?: string): Promise<void>;
  queue(limit: number): Promise<readonly QueueRow[]>;
  sync_now(): Promise<void>;
  /** Who is signed in; put into every operation that follows. */
  sign_in(
    person: Readonly<{ actor: string; session: string; name: string; lead?: boolean }>,
  ): void;
  sign_out(): void;
  stop(): Promise<void>;
}
