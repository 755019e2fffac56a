// SPDX-License-Identifier: Apache-2.0
/**
 * Who works on this device. Two identities: the device is enrolled once, a person signs in by badge
 * and PIN. The server checks the PIN; without it, a grant of this shift does (grants.ts). From then
 * on the work goes on, and a cold start with no network opens for who was signed in last.
 *
 * I1  Who signed out is out at once and stays out, whatever the network does: a mark on the device
 *     says that the server still has to hear of it, and nothing else is asked of it before.
 * I2  All tabs of a browser have the same person: before anything is taken each looks (tabs.ts).
 */
import { computed, signal } from '@preact/signals';
import { t } from '../ui/words.ts';
import * as api from './api.ts';
import type { DeviceRow, Person } from './api.ts';
import type { Keep } from './keep.ts';
import type { Tabs } from './tabs.ts';

/** What is kept: names and ids, never a credential (those are HttpOnly cookies). */
export type Kept = Readonly<{
  site: string; demo: boolean; device: DeviceRow | null; actor: Person | null;
  session: string | null;
  last: string | null; // name of who was signed in last: whose scans may still be here
  owes?: boolean; // the server has not heard yet that somebody signed out here
  until?: string | null; // signed in without the server, until this ISO instant; null: with it
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
export const alone = signal(false); // somebody of this shift can sign in without the server
/** When a person was last asked who they are, on this page's clock in ms. */
export const askedAt = signal(-Infinity);
let badge: Promise<string> = Promise.resolve('');

export const deviceName = computed(() => person.value.device?.name ?? '');

type Hooks = {
  keep: Keep;
  tabs: Tabs;
  installation: () => Promise<string>;
  onSignIn: (kept: Kept) => void;
  onSignOut: () => void;
};

function stageOf(kept: Kept): Stage {
  if (!kept.device) return 'enrol';
  return kept.actor && kept.session ? 'work' : 'badge';
}

/** Behind the first screen: what it needs not. The shell keeps it for a start without network. */
const grants = () => import('./grants.ts');

/** What is kept, without who signed in without the server in a shift that is over. */
function opened(kept: Kept | null): Kept | null {
  const over = kept?.until && Date.parse(kept.until) <= Date.now();
  return kept && over ? { ...kept, actor: null, session: null, until: null } : kept;
}

export class Session {
  #hooks: Hooks;
  #turn = 0; // somebody came or went: an answer asked for before that says nothing any more
  #ending: Promise<void> | null = null;

  constructor(hooks: Hooks) {
    this.#hooks = hooks;
    hooks.tabs.listen(() => { this.stands(); });
  }

  /** Whether who works here works here still; if another tab says otherwise, it is so here too. */
  stands(): boolean {
    const there = opened(this.#hooks.tabs.read());
    if (there === null || there.session === person.value.session) return true;
    this.#turn += 1;
    this.#hooks.onSignOut();
    if (stageOf(there) === 'work') this.#enter(there);
    else {
      this.#show(there);
      void this.#look();
    }
    return false;
  }

  /** Opens at once for the person kept here; then asks the server, if it answers. */
  async start(): Promise<void> {
    const begun = this.#turn;
    const kept = opened(await this.#hooks.keep.get('session').catch(() => null) as Kept | null);
    if (begun !== this.#turn) return; // another tab was faster
    askedAt.value = performance.now();
    if (kept?.actor && kept.session) this.#enter(kept);
    else if (kept?.owes) this.#show(kept);
    void this.#look();
    if (kept?.owes) await this.settle();
    if (person.value.owes) return; // out of reach: whoever is signed in there is not here
    const turn = this.#turn;
    const answer = await api.getSession();
    if (turn !== this.#turn) return;
    reached.value = answer.ok || answer.why !== 'unreachable';
    if (!answer.ok) {
      if (stage.value !== 'work') this.#show(kept ?? NOBODY);
      return;
    }
    await this.#believe(answer.body, kept);
  }

  /** What the server says of who is here. Who signed in without it stays, for the shift. */
  async #believe(body: api.SessionReply, before: Kept | null): Promise<void> {
    const kept = person.value.actor ? person.value : before;
    if (body.device && !body.actor && kept?.actor && kept.until) {
      await this.#keep({ ...kept, site: body.site, demo: body.demo, device: body.device });
      return;
    }
    const same = body.actor !== null && body.actor.id === kept?.actor?.id;
    await this.#keep({
      site: body.site, demo: body.demo, device: body.device, actor: body.actor,
      session: body.session ?? (same ? kept?.session ?? null : null),
      last: body.actor?.name ?? kept?.last ?? null,
    });
    if (stageOf(person.value) === 'work') this.#enter(person.value);
    else stage.value = stageOf(person.value);
  }

  /** Tells the server that somebody signed out here, if it has not heard yet; once at a time. */
  settle(): Promise<void> {
    this.#ending ??= this.#settle().finally(() => { this.#ending = null; });
    return this.#ending;
  }

  async #settle(): Promise<void> {
    if (!person.value.owes || busy.value) return; // busy: a sign-in, which ends the old one too
    const turn = this.#turn;
    const answer = await api.signOut();
    reached.value = answer.ok || answer.why !== 'unreachable';
    const heard = answer.ok || answer.why === 'refused'; // refused: nobody is signed in there
    if (heard && turn === this.#turn) await this.#keep({ ...person.value, owes: false });
  }

  /** Enrols this device; in demo mode the server takes the token "demo". */
  async enrol(token: string): Promise<void> {
    const name = `H-${Math.floor(Math.random() * 90 + 10)}`; // the server gives another if taken
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
    await this.#ending; // or the server would take the new sign-in for the old one
    const reply = await this.#ask(
      async () => api.signIn((await badge).trim(), digits), 'signin.refused');
    if (!reply) {
      if (!reached.value) await this.#alone(digits);
      return;
    }
    await this.#take(reply, { owes: false, until: null }); // the old sign-in ended with this one
    const name = (await badge).trim();
    void grants().then(({ keepGrant }) => keepGrant(this.#hooks.keep, name, digits, reply));
  }

  /** Whether anybody could sign in here now without the server. */
  async #look(): Promise<void> {
    const found = await grants().catch(() => null);
    alone.value = await found?.hasGrants(this.#hooks.keep, Date.now()) ?? false;
  }

  /** The server is out of reach: who signed in here earlier in the shift may do so again. */
  async #alone(digits: string): Promise<void> {
    busy.value = true;
    const { tryGrant } = await grants();
    const found = await tryGrant(this.#hooks.keep, (await badge).trim(), digits, Date.now());
    busy.value = false;
    if (found.is === 'ok') {
      await this.#take(found.grant, { owes: true, until: found.grant.until });
    } else if (found.is !== 'none') problem.value = t(`signin.alone_${found.is}`);
  }

  async #take(
    who: Readonly<{ actor: Person; session: string }>, how: Pick<Kept, 'owes' | 'until'>,
  ): Promise<void> {
    this.#turn += 1;
    const { actor, session } = who;
    await this.#keep({ ...person.value, actor, session, last: actor.name, ...how });
    this.#enter(person.value);
  }

  /** Ends the sign-in here even if the server cannot be told now. */
  async signOut(): Promise<void> {
    this.#turn += 1;
    this.#hooks.onSignOut();
    stage.value = 'badge';
    askedAt.value = performance.now();
    await this.#keep({ ...person.value, actor: null, session: null, until: null, owes: true });
    void this.#look();
    await this.settle();
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
    this.#hooks.tabs.write(next);
    await this.#hooks.keep.put('session', next);
  }

  #show(kept: Kept): void {
    person.value = kept;
    stage.value = stageOf(kept);
  }

  #enter(kept: Kept): void {
    askedAt.value = performance.now();
    person.value = kept;
    problem.value = null;
    stage.value = 'work';
    this.#hooks.onSignIn(kept);
  }
}
