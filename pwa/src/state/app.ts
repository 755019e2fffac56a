// SPDX-License-Identifier: Apache-2.0
/**
 * The state of the whole screen, as signals over the engine: which page is open, what the engine
 * says, what time it is. Scans go here first, and from here to whoever wants them now.
 */
import { computed, effect, signal } from '@preact/signals';
import type { Engine, EngineState, QueueRow } from '../contract.ts';
import type { View } from '../domain/view.ts';
import { QUOTA_STOP_PERCENT } from '../device/persist.ts';
import type { Training } from '../device/training.ts';
import type { Craft } from '../fetch_craft.ts';
import type { Entry, Feedback, FlowName, Input } from '../flow/step.ts';
import { closeTop } from '../ui/layers.ts';
import type { TrayItem } from '../ui/tray_items.ts';
import { say, t } from '../ui/words.ts';
import { is_lead } from './api.ts';
import type { Keep } from './keep.ts';
import { askedAt, person, Session, stage } from './session.ts';
import { settings } from './settings.ts';
import type { Tabs } from './tabs.ts';
import { markUsed, tray, used } from './tray.ts';
import type { Work } from './work.ts';

/** What the screens need of this device; `main.tsx` puts it together. */
export type Ports = Readonly<{
  engine: Engine;
  keep: Keep;
  tabs: Tabs;
  installation: () => Promise<string>;
  view: () => View | null;
  flow: () => Promise<unknown>; // the flow state as it is kept on this device
  craft: Promise<Craft>; // flows, reader, screens of a step: fetched behind the first screen
  play: (feedback: Feedback, volume: number) => void;
  silence: () => void; // a stop was acknowledged
  persisted: () => Promise<boolean>;
  persist: () => Promise<boolean>;
  fill: () => Promise<number | null>; // how full the storage is, in percent
  training: Training;
}>;

export type Page = 'work' | 'queue' | 'device' | 'signout';
export type Scanned = Readonly<{ raw: string; entry: Entry }>; // raw: '' where it is a secret

const QUEUE_ROWS = 200; // rows the queue page reads; older ones are recorded long since
const PIN_MS = 60_000; // how long after the sign-in screen a person may still type for it
const TOAST_MS = 4_000; // visual language, section 9
const MEASURE_MS = 5_000; // between two looks at how full the storage is
const TICK_MS = 15_000; // ages are shown in minutes
const CLAIM_AGAIN_MS = 120_000; // heartbeat of a lease: well within the shortest a site may set

export const page = signal<Page>('work');
export const engineState = signal<EngineState | null>(null);
export const now = signal(Date.now());
export const scanned = signal<Scanned | null>(null);
/** When the last scan came, on this page's clock in ms. */
export const lastScanAt = signal(-Infinity);
export const queueRows = signal<readonly QueueRow[] | null>(null);
export const trying = signal(false);
export const persisted = signal<boolean | null>(null);
/** How full the storage of this device is, in percent; null where the browser does not say. */
export const filled = signal<number | null>(null);
export const toast = signal<string | null>(null);
/** Set when a new version waits; calling it takes the new version. */
export const update = signal<(() => void) | null>(null);

/** Null until it has been fetched; there whenever the engine is ready. */
export const craft = signal<Craft | null>(null);
/** The craft could not be fetched so far; it is tried again. */
export const lacking = signal(false);

export const step = computed(() => engineState.value?.step ?? null);
export const work = signal<Work>({ next: null, waiting: {} });

/** What the tray offers: what the question on the screen takes; null where nothing does. */
export const offered = signal<TrayItem | null>(null);

export class App {
  readonly ports: Ports;
  readonly session: Session;
  #beat = 0;
  #seen = '';
  #rows = '';
  #unknown = false;
  #refused = 0;
  #claimed: unknown = undefined;
  #given: FlowName | null = null; // begun by "Give me work"
  #here = ''; // the place that was scanned last
  #measured = -Infinity;
  #told = ''; // in the toast, for its time
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: Ports) {
    this.ports = ports;
    const { engine, keep, tabs } = ports;
    this.session = new Session({
      keep, tabs, installation: ports.installation,
      onSignIn: (kept) => {
        if (!kept.actor || !kept.session) return;
        const { id: actor, name, roles } = kept.actor;
        engine.sign_in({ actor, session: kept.session, name, lead: is_lead(roles) });
      },
      onSignOut: () => { engine.sign_out(); page.value = 'work'; toast.value = null; },
    });
  }

  start(): void {
    const { engine } = this.ports;
    this.#beat = engine.state().beat.n;
    this.#take(engine.state());
    engine.subscribe((state) => this.#take(state));
    effect(() => { void this.#offer(); });
    effect(() => { // another screen
      void [page.value, stage.value, step.value?.flow, step.value?.state];
      this.#untell();
    });
    setInterval(() => {
      now.value = Date.now();
      if (engineState.peek()) this.#claim(engineState.peek()!); // a heartbeat, while it is picked
    }, TICK_MS);
  }

  #take(state: EngineState): void {
    engineState.value = this.ports.training?.on ? { ...state, sync: quiet(state.sync) } : state;
    now.value = Date.now();
    this.#measure();
    if (state.beat.n !== this.#beat) {
      this.#beat = state.beat.n;
      this.ports.play(state.beat.feedback, settings.value.volume);
    }
    if (state.sync.online && person.value.owes) void this.session.settle();
    this.#follow(state);
    this.#identify(state);
    this.#claim(state);
    if (state.refused > this.#refused) toast.value = t('home.refused');
    this.#refused = state.refused;
    const { value: rules } = craft;
    if (!state.ready || !rules) return; // there is no whole view yet to count work in
    this.#give_again(state, rules);
    const mark = `${state.ready} ${state.version} ${state.sync.saved} ${state.step === null}`
      + ` ${this.#here}`;
    if (mark === this.#seen || state.step !== null) return;
    this.#seen = mark;
    const view = this.ports.view();
    if (view) work.value = rules.workOf(view, person.value.actor?.id, Date.now(),
      is_lead(person.value.actor?.roles ?? []), this.#here);
  }

  /** Work that was given is done: the first screen has the next one, one tap away. */
  #give_again(state: EngineState, rules: Craft): void {
    const { step: at } = state;
    if (at === null || state.flows.length > 1 || !rules.is_over(at, this.#given)) return;
    this.#given = null;
    const told = say(at.band!.title);
    const { engine } = this.ports;
    void engine.leave(at.state).then(() => {
      if (engine.state().step === null) this.#tell(told);
    });
  }

  /** Looks how full the storage is: before it is full, a person can still send what waits. */
  #measure(): void {
    if (now.peek() - this.#measured < MEASURE_MS) return;
    this.#measured = now.peek();
    void this.ports.fill?.().then((percent) => { filled.value = percent; });
  }

  /** Nothing new is begun where little more can be kept; what is open goes on (X5). */
  #full(flow: FlowName | null): boolean {
    const full = (filled.value ?? 0) >= QUOTA_STOP_PERCENT && flow !== 'lookup'
      && engineState.value?.flows.length === 0;
    if (full) {
      this.#tell(t('storage.full'));
      this.ports.play('stop', settings.value.volume);
    }
    return full;
  }

  /**
   * An order that is begun is this person's, once the server was asked and nobody else has it. It
   * is asked again now and then as long as the step stands, and when the work is taken along.
   */
  #claim(state: EngineState): void {
    const params = state.step?.flow === 'pick' ? state.step.subtitle?.params : undefined;
    const order = params?.['order'];
    if (state.step !== null && order === undefined) return;
    const along = params?.['along'] === 1;
    const orders = String(params?.['orders'] ?? order).split(' '); // all those of one walk
    const mark = order === undefined ? undefined
      : `${orders.join(' ')}|${along}|${Math.floor(now.peek() / CLAIM_AGAIN_MS)}`;
    if (mark === this.#claimed || (order !== undefined && !state.sync.online)) return;
    this.#claimed = mark;
    const { site, actor, session } = person.value;
    if (order === undefined || !actor || !session) return;
    const who = { site, actor: actor.id, session };
    for (const one of orders) {
      void import('./claim.ts').then(({ claim }) => claim(one, who, state.version, along, orders))
        .then((taken) => {
          if (taken && this.#claimed === mark) this.#tell(t('home.taken', { order: one }));
        }, () => undefined);
    }
  }

  /** The server does not know this device any more: between two tasks, ask who we are. */
  #identify(state: EngineState): void {
    const unknown = state.sync.sign_in && state.flows.length === 0 && stage.value === 'work';
    if (unknown && !this.#unknown) void this.session.start();
    this.#unknown = unknown;
  }

  /** The queue's page shows how its rows get on while it is open. */
  #follow(state: EngineState): void {
    const { saved, recorded, booked, needs_person } = state.sync;
    const mark = `${saved} ${recorded} ${booked} ${needs_person}`;
    if (mark === this.#rows || page.value !== 'queue') return;
    this.#rows = mark;
    void this.ports.engine.queue(QUEUE_ROWS).then((rows) => { queueRows.value = rows; });
  }

  /** One scan, from whatever reads codes. */
  take(raw: string, entry: Entry): void {
    this.session.stands(); // else it is for whoever is here now
    void this.#show(raw, entry);
    lastScanAt.value = performance.now();
    if (stage.value === 'enrol') void this.session.enrol(raw);
    else if (stage.value === 'badge' || stage.value === 'pin') this.#badge(raw);
    else if (stage.value === 'work' && page.value !== 'device') this.#scan(raw, entry);
  }

  /** A badge; scanned while a PIN is asked for, it is another person's turn. */
  #badge(raw: string): void {
    const isPin = stage.value === 'pin' && /^\d+$/.test(raw);
    if (isPin) void this.session.pin(raw); // digits that came as text, not as keys
    else if (!this.#is_other(raw)) {
      this.session.badge(this.#badgeOf(raw));
      if (!craft.peek()) void this.ports.craft.then(() => this.#is_other(raw));
    }
  }

  /** A bin, a part, a plate: said, and not taken for a badge. Only the craft can tell. */
  #is_other(raw: string): boolean {
    const rules = craft.peek();
    const view = this.ports.view();
    if (!rules || !view) return false;
    const what = rules.other_than_badge(raw, {
      view, read: rules.read, moment: { now: new Date().toISOString(), id: '' } });
    if (what === null) return false;
    const key = what === 'misread' ? 'band.misread' : `stop.is_${what}.title`;
    this.session.refuse(`${t(key)}. ${t('signin.question')}.`);
    return true;
  }

  /** The last scan, for the scanner test. A badge is never shown and never kept. */
  async #show(raw: string, entry: Entry): Promise<void> {
    const open = stage.value === 'work';
    const { read, place_scanned } = await this.ports.craft;
    const view = this.ports.view();
    const moment = { now: new Date().toISOString(), id: '' };
    this.#here = (open && view && place_scanned?.(raw, { view, read, moment })) || this.#here;
    const secret = !open || read(raw, false, new Date().getFullYear()).secret;
    scanned.value = { raw: secret ? '' : raw, entry };
  }

  /** The badge characters of a scan, without code marks; the PIN is typed meanwhile. */
  async #badgeOf(raw: string): Promise<string> {
    const { read } = await this.ports.craft;
    return read(raw, false, new Date().getFullYear()).plain;
  }

  /** Digits that came soon after the sign-in screen and name nothing: a PIN typed too late. */
  #isPin(raw: string): boolean {
    const soon = performance.now() - askedAt.value < PIN_MS;
    const place = step.value === null || ['location', 'lpn'].includes(step.value.aim);
    return soon && place && /^\d{4,8}$/.test(raw) && !this.ports.view()?.parts_named(raw).length;
  }

  #scan(raw: string, entry: Entry): void {
    if (entry === 'wedge' && this.#isPin(raw)) {
      this.#tell(t('signin.not_kept'));
      return;
    }
    page.value = 'work';
    if (this.#full(null)) return;
    const { engine } = this.ports;
    if (engine.state().step === null) this.#given = null;
    this.#said();
    const { n } = engine.state().beat;
    const taken = engine.state().step === null ? engine.scan(raw, entry)
      : engine.input({ type: 'scan', raw, entry, at: new Date().toISOString() });
    if (person.value.demo) void taken.then(() => this.#taken(raw, n));
  }

  /** Only what was taken counts as used in the tray; what was stopped is still to be scanned. */
  #taken(raw: string, n: number): void {
    const { beat } = this.ports.engine.state();
    if (beat.n !== n && beat.feedback === 'good') markUsed(raw);
  }

  /** Looks for the tray's item that fits, again whenever step, tray or person changes. */
  async #offer(): Promise<void> {
    const [groups, past, asked] = [tray.value ?? [], used.value, step.value];
    const badge = stage.value === 'badge' ? groups[0]?.items[0] ?? null : null;
    if (badge !== null || asked === null || !person.value.demo || stage.value !== 'work') {
      offered.value = badge;
      return;
    }
    const found = await this.ports.flow().catch(() => null);
    if (asked !== step.peek()) return; // a newer step looks for itself
    const view = this.ports.view();
    const rules = craft.peek();
    const state = rules?.resumable(found) ?? null;
    offered.value = rules === null || state === null || view === null ? null
      : rules.trayOffer(groups, past, state, view, rules.read, new Date().toISOString());
  }

  /** A click in the tray of the demo takes the way of a scan. */
  fromTray(item: TrayItem): void {
    this.take(item.data, 'tray');
  }

  send(input: Input): void {
    if (!this.session.stands()) return; // the screen was another person's
    if (input.type === 'acknowledge') this.ports.silence();
    this.#said();
    void this.ports.engine.input(input);
  }

  /** `given`: it is what "Give me work" offered. */
  begin(flow: FlowName, params: Readonly<Record<string, string>> = {}, given = false): void {
    if (!this.session.stands() || this.#full(flow)) return;
    this.#given = given ? flow : null;
    this.#said();
    void this.ports.engine.start(flow, params);
  }

  /** That something was not taken stays on the screen until the next thing can be. */
  #said(): void {
    if (engineState.value?.ready) toast.value = null;
  }

  /** Said for its time, or until the screen is another one. */
  #tell(text: string): void {
    toast.value = this.#told = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#untell(), TOAST_MS);
  }

  #untell(): void {
    if (toast.peek() === this.#told) toast.value = null;
  }

  /** Back: closes what lies on top of all, then a page, then goes one step back in the flow. */
  back(): void {
    if (closeTop()) return;
    if (page.value !== 'work') page.value = 'work';
    else if (stage.value === 'pin') this.session.cancel();
    else if (step.value) this.send({ type: 'back' });
  }

  open(next: Page): void {
    page.value = next;
    if (next === 'queue') void this.readQueue();
    if (next === 'device') void this.ports.persisted().then((yes) => { persisted.value = yes; });
  }

  async readQueue(): Promise<void> {
    queueRows.value = null;
    queueRows.value = await this.ports.engine.queue(QUEUE_ROWS);
  }

  async tryNow(): Promise<void> {
    trying.value = true;
    await this.ports.engine.sync_now().catch(() => undefined);
    trying.value = false;
    if (page.value === 'queue') queueRows.value = await this.ports.engine.queue(QUEUE_ROWS);
  }

  /** Another person's scans that are still only here, for the sign-in screen. */
  waiting(): { n: number; name: string } | null {
    const pending = engineState.value?.sync.pending ?? 0;
    const name = person.value.last ?? '';
    return pending > 0 && name ? { n: pending, name } : null;
  }
}

/** What is played waits for nobody, and asks nothing of anybody. */
const quiet = (sync: EngineState['sync']): EngineState['sync'] => ({
  ...sync, pending: 0, oldest_at: null, saved: 0, recorded: 0, booked: 0, needs_person: 0, asks: [],
});
