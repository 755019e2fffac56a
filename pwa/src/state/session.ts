// SPDX-License-Identifier: Apache-2.0
/**
 * Who works on this device. Two identities: the device is enrolled once, a person signs in by badge
 * and PIN. The PIN is asked of the server only; afterwards the work goes on without it, and a cold
 * start with no network opens for the person who was signed in last.
 */
import { computed, signal } from '@preact/signals';
import { t } from '../ui/words.ts';
import * as api from './api.ts';
import type { DeviceRow, Person } from './api.ts';
import type { Keep } from './keep.ts';

/** What is kept: names and ids, never a credential (those are HttpOnly cookies). */
export type Kept = Readonly<{
  site: string; demo: boolean; device: DeviceRow | null; actor: Person | null;
  session: string | null;
  last: string | null; // name of who was signed in last: whose scans may still be here
}>;
export type Stage = 'starting' | 'enrol' | 'badge' | 'pin' | 'work';

const NOBODY: Kept = {
  site: '', demo: false, device: null, actor: null, session: null, last: null,
};

export const person = signal<Kept>(NOBODY);
export const stage = signal<Stage>('starting');
export const problem = signal<string | null>(null);
export const busy = signal(false);
export const reached = signal(true); // our server answered the last call of these screens
let badge: Promise<string> = Promise.resolve('');

export const deviceName = computed(() => person.value.device?.name ?? '');

type Hooks = {
  keep: Keep;
  installation: () => Promise<string>;
  onSignIn: (kept: Kept) => void;
  onSignOut: () => void;
};

function stageOf(kept: Kept): Stage {
  if (!kept.device) return 'enrol';
  return kept.actor && kept.session ? 'work' : 'badge';
}

export class Session {
  #hooks: Hooks;

  constructor(hooks: Hooks) {
    this.#hooks = hooks;
  }

  /** Opens at once for the person kept here; then asks the server, if it answers. */
  async start(): Promise<void> {
    const kept = (await this.#hooks.keep.get('session').catch(() => null)) as Kept | null;
    if (kept?.actor && kept.session) this.#enter(kept);
    const answer = await api.getSession();
    reached.value = answer.ok || answer.why !== 'unreachable';
    if (!answer.ok) {
      if (stage.value !== 'work') this.#show(kept ?? NOBODY);
      return;
    }
    const { body } = answer;
    const same = body.actor !== null && body.actor.id === kept?.actor?.id;
    await this.#keep({
      site: body.site, demo: body.demo, device: body.device, actor: body.actor,
      session: body.session ?? (same ? kept?.session ?? null : null),
      last: body.actor?.name ?? kept?.last ?? null,
    });
    if (stageOf(person.value) === 'work') this.#enter(person.value);
    else stage.value = stageOf(person.value);
  }

  /** Enrols this device; in demo mode the server takes the token "demo". */
  async enrol(token: string): Promise<void> {
    const name = `H-${Math.floor(Math.random() * 90 + 10)}`;
    const installation = await this.#hooks.installation();
    const enrol = () => api.enrol(token.trim(), name, installation);
    if (await this.#ask(enrol, 'enrol.refused')) await this.start();
  }

  /** A badge was scanned or typed: now the PIN. What a scan says may take a moment to be read. */
  badge(characters: string | Promise<string>): void {
    badge = Promise.resolve(characters);
    problem.value = null;
    stage.value = 'pin';
  }

  /** What was scanned is no badge: said, and nothing is asked for it. */
  refuse(words: string): void {
    if (stage.value === 'pin' && busy.value) return;
    problem.value = words;
  }

  cancel(): void {
    problem.value = null;
    stage.value = 'badge';
  }

  async pin(digits: string): Promise<void> {
    if (busy.value) return;
    const reply = await this.#ask(
      async () => api.signIn((await badge).trim(), digits), 'signin.refused');
    if (!reply) return;
    await this.#keep({
      ...person.value, actor: reply.actor, session: reply.session, last: reply.actor.name,
    });
    this.#enter(person.value);
  }

  /** Ends the sign-in here even if the server cannot be told now. */
  async signOut(): Promise<void> {
    busy.value = true;
    await api.signOut();
    busy.value = false;
    this.#hooks.onSignOut();
    await this.#keep({ ...person.value, actor: null, session: null });
    stage.value = 'badge';
  }

  async #ask<T>(ask: () => Promise<api.Answer<T>>, refused: string): Promise<T | null> {
    busy.value = true;
    problem.value = null;
    const answer = await ask();
    busy.value = false;
    reached.value = answer.ok || answer.why !== 'unreachable';
    if (answer.ok) return answer.body;
    const keys = { unreachable: 'signin.needs_network', wait: 'signin.wait', refused };
    problem.value = t(keys[answer.why]);
    return null;
  }

  async #keep(next: Kept): Promise<void> {
    person.value = next;
    await this.#hooks.keep.put('session', next);
  }

  #show(kept: Kept): void {
    person.value = kept;
    stage.value = stageOf(kept);
  }

  #enter(kept: Kept): void {
    person.value = kept;
    problem.value = null;
    stage.value = 'work';
    this.#hooks.onSignIn(kept);
  }
}
