// SPDX-License-Identifier: Apache-2.0
/** A person with a scanner, for tests: says things to a flow and looks at the step. */
import assert from 'node:assert/strict';
import type { Draft, Told } from '../../src/domain/operation.ts';
import type { View } from '../../src/domain/view.ts';
import type { FlowState } from '../../src/flow/data.ts';
import { advance, begin } from '../../src/flow/machine.ts';
import type { World } from '../../src/flow/machine.ts';
import { message_keys } from '../../src/flow/keys.ts';
import { reader_for } from '../../src/flow/reading.ts';
import { render } from '../../src/flow/render.ts';
import type { Feedback, FlowName, Input, Step } from '../../src/flow/step.ts';
import { NOW } from '../fixture.ts';

const KEYS = message_keys();

export class Floor {
  view: View;
  state: FlowState | null = null;
  feedback: Feedback = 'none';
  told: Told[] = [];
  last: Draft[] = [];
  /** Steps seen, as `flow.state`. */
  seen = new Set<string>();
  /** Who works; nobody in particular where a test does not say. */
  me: Pick<World['moment'], 'actor' | 'lead'> = {};
  #n = 0;

  constructor(view: View) {
    this.view = view;
  }

  #world(): World {
    this.#n += 1;
    const id = `00000000-0000-7000-8000-${String(this.#n).padStart(12, '0')}`;
    return { view: this.view, read: reader_for(), moment: { now: NOW, id, ...this.me } };
  }

  get step(): Step {
    assert.ok(this.state !== null, 'no flow is open');
    return render(this.state, this.view);
  }

  start(flow: FlowName): this {
    this.state = begin(this.state, flow, {}, this.#world()).state;
    this.#look();
    return this;
  }

  /** One input; then the tab is killed and comes back, and must show the same step. */
  say(input: Input): this {
    const answer = advance(this.state!, input, this.#world());
    this.last = answer.operations;
    const told = answer.operations.map((op, at) =>
      ({ op_id: `op-${this.told.length + at}`, ...op, captured_at: NOW, actor: 'ana' }));
    this.told.push(...told);
    this.view = this.view.with_ops(told);
    this.feedback = answer.feedback;
    const stored = JSON.stringify(answer.state);
    this.state = JSON.parse(stored) as FlowState | null;
    if (this.state === null) assert.equal(answer.step, null);
    else assert.deepEqual(this.step, answer.step, 'a killed tab resumes at the same step');
    this.#look();
    return this;
  }

  scan(raw: string, entry: 'wedge' | 'keyed' = 'wedge'): this {
    return this.say({ type: 'scan', raw, entry, at: NOW });
  }

  offer(id: string): this { return this.say({ type: 'offer', id }); }
  choose(id: string): this { return this.say({ type: 'choose', id }); }
  quantity(value: number): this { return this.say({ type: 'quantity', value }); }
  confirm(): this { return this.say({ type: 'confirm' }); }

  /** The step must be this one. */
  at(name: string): this {
    assert.equal(`${this.step.flow}.${this.step.state}`, name);
    return this;
  }

  heard(feedback: Feedback): this {
    assert.equal(this.feedback, feedback);
    return this;
  }

  /** The body of the last operation of a kind. */
  body(kind: string): Record<string, unknown> {
    const found = this.told.findLast((op) => op.kind === kind);
    assert.ok(found, `no ${kind} was told`);
    return found.body as unknown as Record<string, unknown>;
  }

  kinds(): string[] { return this.told.map((op) => op.kind); }

  #look(): void {
    if (this.state === null) return;
    const step = this.step;
    this.seen.add(`${step.flow}.${step.state}`);
    assert.ok(step.offers.length <= 6, 'at most six side doors');
    for (const { key, params } of texts(step)) {
      const wanted = KEYS.get(key);
      assert.ok(wanted !== undefined, `${key} is not in keys.ts`);
      for (const name of wanted) {
        assert.ok(name in params || params_optional(key), `${key} {${name}}`);
      }
    }
  }
}

/** A note about no particular code has no `code`. */
const params_optional = (key: string): boolean => key.endsWith('.note');

/** Every message inside a value. */
function texts(value: unknown): { key: string; params: Record<string, unknown> }[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (value === null || typeof value !== 'object') return [];
  const record = value as Record<string, unknown>;
  if (typeof record['key'] === 'string' && typeof record['params'] === 'object') {
    return [record as { key: string; params: Record<string, unknown> }];
  }
  return Object.values(record).flatMap(texts);
}
