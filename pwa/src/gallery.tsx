// SPDX-License-Identifier: Apache-2.0
/**
 * Every state of every handheld screen with invented data, for pictures and browser tests.
 * `/?gallery=pick&theme=light` shows one; `/?gallery` lists all. `/?gallery=given` shows what
 * `show` events ask for, so that `make gallery` can draw every state of every flow as the flows
 * themselves make it; `rtl` turns the page and its words. `main.tsx` loads this on demand.
 */
import { render } from 'preact';
import type { ComponentChildren } from 'preact';
import type { QueueRow, SyncState } from './contract.ts';
import type { Input, Step } from './flow/step.ts';
import { LOAD_STEPS } from './gallery/load.ts';
import { MOVE_STEPS } from './gallery/move.ts';
import { PACK_STEPS } from './gallery/pack.ts';
import { PICK_STEPS } from './gallery/pick.ts';
import { PHOTO_STEPS } from './gallery_photos.ts';
import { STEPS as OTHER_STEPS } from './gallery_steps.ts';
import { Asks } from './ui/components/asks.tsx';
import { LackingBar, TrainingBar, Toast, UpdateBar } from './ui/components/band.tsx';
import { FatalScreen } from './ui/components/fatal.tsx';
import { PhotosWaiting } from './ui/components/photos_waiting.tsx';
import { TrayPanel, TrayStrip } from './ui/components/tray.tsx';
import { DeviceScreen } from './ui/screens/device.tsx';
import { FlowScreen } from './ui/screens/flow.tsx';
import { DemoLinks } from './ui/components/demo_links.tsx';
import { HomeScreen, type HomeProps } from './ui/screens/home.tsx';
import { QueueScreen } from './ui/screens/queue.tsx';
import { EnrolScreen, SignInScreen, type SignInProps } from './ui/screens/signin.tsx';
import { SignOutScreen } from './ui/screens/signout.tsx';
import { words } from './ui/flow_words.ts';
import { closeTop } from './ui/layers.ts';
import { isLanguage, language, rewrite, speak, t } from './ui/words.ts';

const STEPS: typeof OTHER_STEPS = {
  ...OTHER_STEPS, ...PHOTO_STEPS, ...PICK_STEPS, ...LOAD_STEPS, ...MOVE_STEPS, ...PACK_STEPS,
};
const NOW = Date.parse('2026-11-23T09:36:00.000Z');
const nothing = () => {};
/** What a screen says to the engine is told to the page, so that a test can listen. */
const tell = (input: Input) => {
  document.dispatchEvent(new CustomEvent('sent', { detail: input }));
};

const ONLINE: SyncState = {
  online: true, offline_since: null, last_sync: '2026-11-23T09:35:00.000Z', pending: 0,
  oldest_at: null, saved: 0, recorded: 41, booked: 38, needs_person: 0, rejected: 0, lost: 0,
  asks: [],
  sign_in: false, update_needed: false, clock_offset_ms: 0, holds_at: null, stalled: 0,
};
const OFFLINE: SyncState = {
  ...ONLINE, online: false, offline_since: '2026-11-23T09:14:00.000Z', pending: 3, saved: 3,
  oldest_at: '2026-11-23T09:22:00.000Z',
};

const row = (kind: string, time: string, state: QueueRow['state'], body: QueueRow['body'],
  reason: string | null = null): QueueRow => ({
  op_id: `${kind}-${time}`, seq: 1, kind, captured_at: `2026-11-23T${time}:00.000Z`, state,
  outcome: null, reason, body, asked: reason !== null,
});

const ROWS: readonly QueueRow[] = [
  row('pick', '09:34', 'saved', { target: 'lpn:T-0418',
    lines: [{ part: 'ECU-77810-AB', quantity: 1, serials: ['E7A000311'] }] }),
  row('putaway', '09:31', 'saved', { target: 'A07-032-C',
    lines: [{ part: 'BRK-10442', quantity: 40 }] }),
  row('receipt', '09:22', 'parked', { location: 'D02',
    lines: [{ part: 'ECU-77810-AB', quantity: 3 }] }, 'unknown_part'),
  row('receipt', '09:20', 'booked', { location: 'DOCK-02', lpn: '006141410000001057',
    lines: [{ part: 'BRK-10442', quantity: 40 }, { part: 'SLT-00931', quantity: 24 }] },
  'received_differently'),
  row('hold', '09:18', 'recorded', { scope: { part: 'ECU-77810-AB-REV04-X',
    lot: 'LOT-2026-0188-NB-7741', location: 'A07-041-A' } }),
  row('count', '09:12', 'booked', { holder: 'B04-011-B',
    lines: [{ part: 'BAT-00712', quantity: 18 }] }),
];

const HOME: HomeProps = {
  person: 'Ana Lopez', place: 'DC01 · H-14', links: <DemoLinks />, ready: true, sync: ONLINE,
  now: NOW, filled: 0, unanswered: 0, resuming: false,
  suggestion: { flow: 'pick', title: t('home.give'), marks: [{ kind: 'vor' }],
    lines: [t('home.suggest.pick_vor', { order: 'DLR2207-0091', n: 2 }), 'Autohaus Brenner',
      [t('home.why.cut_off', { time: '16:00' }), t('home.why.aisle')].join(' · ')] },
  open: { title: t('home.count'), small: 'B04-011-B' },
  waiting: { receive: 2, putaway: 5, pick: 12, count: 3 },
  onStart: nothing, onSuggestion: nothing, onResume: nothing, onMenu: nothing, onQueue: nothing,
};
const SIGN_IN: SignInProps = {
  site: 'DC01 Central Parts', device: 'H-14', links: <DemoLinks />, stage: 'badge', busy: false,
  problem: null, online: true, waiting: null, language: language.value, onLanguage: nothing,
  onBadge: nothing, onPin: nothing, onScan: nothing, onCancel: nothing,
};
const ENROL = { site: 'DC01 Central Parts', demo: true, busy: false, problem: null,
  links: <DemoLinks />,
  waiting: null, online: true,
  onToken: nothing, onDemo: nothing };
const DEVICE = {
  name: 'H-14', site: 'DC01', build: __BUILD_ID__, sync: ONLINE, persisted: false, scanned: null,
  theme: 'dark' as const, language: language.value, volume: 80, onTheme: nothing,
  onLanguage: nothing, onVolume: nothing, onSound: nothing, onPersist: nothing,
  training: false, mayTrain: true, onTraining: nothing,
  onSignOut: nothing, onClose: nothing,
};
const TRAY = {
  groups: [{ title: 'Pallets of the truck', flows: [], items: [
    { label: 'Pallet 1', data: '00006141410000001026', hint: 'brake pads, sealant' },
    { label: 'Pallet 2', data: '00006141410000001033', hint: 'control modules' }] },
  { title: 'Locations', flows: [],
    items: [{ label: 'A07-032-C', data: 'A07-032-C', hint: 'pick face' }] }],
  suggestion: { label: 'A07-032-C', data: 'A07-032-C', hint: 'pick face' }, onScan: nothing,
};

const flow = (name: string, sync: SyncState = OFFLINE) => {
  const step = STEPS[name];
  return step && (
    <FlowScreen step={step} sync={sync} now={NOW} send={tell} onTyped={nothing} onBack={nothing}
      onQueue={nothing} />
  );
};

const QUEUE = { sync: { ...OFFLINE, needs_person: 2 }, rows: ROWS, now: NOW,
  device: 'H-14 · Ana Lopez', trying: false,
  language: language.value, onLanguage: nothing, onTry: nothing, onClose: nothing };
/** What the server says of work that was told: somebody has to do something about it. */
const asked = (reason: string, body: object, surplus = 1) => ({
  app: { ports: { keep: { get: () => Promise.resolve([]), put: () => Promise.resolve() } } },
  state: { sync: { ...ONLINE, asks: [{
    op_id: reason, kind: 'pick', text: JSON.stringify({ body }),
    answer: { reason, detail: { surplus } },
  }] } },
}) as unknown as Parameters<typeof Asks>[0];
const TAKEN = { order: 'DLR2207-0091', source: 'A07-032-C', target: 'lpn:T-0418',
  lines: [{ part: 'BRK-10442', quantity: 4, lot: 'L26-0188', serials: [] }] };
const ASKED = asked('line_overpicked', TAKEN, 2);
const HELD_MEANWHILE = asked('held', TAKEN);

const OUT = { person: 'Ana Lopez', sync: OFFLINE, open: 'Count B04-011-B', busy: false,
  onSignOut: nothing, onTry: nothing, onClose: nothing };

const STATES: Readonly<Record<string, () => ComponentChildren>> = {
  enrol: () => <EnrolScreen {...ENROL} />,
  'enrol-problem': () => <EnrolScreen {...ENROL} demo={false} problem={t('enrol.refused')} />,
  'enrol-again': () => (
    <EnrolScreen {...ENROL} waiting={{ n: 4, name: 'J. Okafor' }} problem={t('enrol.refused')} />
  ),
  'sign-in': () => <SignInScreen {...SIGN_IN} waiting={{ n: 4, name: 'J. Okafor' }} />,
  'sign-in-offline': () => <SignInScreen {...SIGN_IN} online={false} />,
  'pin-first': () => <SignInScreen {...SIGN_IN} stage="pin" />,
  pin: () => <SignInScreen {...SIGN_IN} stage="pin" problem={t('signin.refused')} />,
  home: () => <HomeScreen {...HOME} />,
  'home-offline': () => <HomeScreen {...HOME} sync={OFFLINE} open={null} />,
  'home-empty': () => <HomeScreen {...HOME} suggestion={null} open={null} waiting={{}} />,
  'home-notices': () => (
    <HomeScreen {...HOME} open={null} suggestion={null}
      sync={{ ...ONLINE, sign_in: true, rejected: 1, needs_person: 2 }} />
  ),
  'home-loading': () => (
    <HomeScreen {...HOME} ready={false} open={null} waiting={{}} unanswered={2} />
  ),
  'home-storage': () => <HomeScreen {...HOME} filled={84} open={null} />,
  'home-full': () => <HomeScreen {...HOME} filled={97} open={null} />,
  'home-training': () => <><TrainingBar /><HomeScreen {...HOME} open={null} waiting={{}} /></>,
  'home-resuming': () => <HomeScreen {...HOME} ready={false} resuming />,
  ...Object.fromEntries(Object.keys(STEPS).map((name) => [name, () => flow(name)])),
  queue: () => <QueueScreen {...QUEUE} />,
  'queue-risk': () => (
    <QueueScreen {...QUEUE} sync={{ ...QUEUE.sync, oldest_at: '2026-11-23T08:22:00.000Z' }} />
  ),
  'queue-photos': () => <QueueScreen {...QUEUE} photos={<PhotosWaiting n={3} />} />,
  'queue-empty': () => <QueueScreen {...QUEUE} sync={ONLINE} rows={[]} />,
  'queue-loading': () => <QueueScreen {...QUEUE} rows={null} />,
  device: () => <DeviceScreen {...DEVICE} />,
  'device-training': () => <><TrainingBar /><DeviceScreen {...DEVICE} training /></>,
  'device-badge': () => <DeviceScreen {...DEVICE} scanned={{ raw: '', entry: 'wedge' }} />,
  'device-scan': () => (
    <DeviceScreen {...DEVICE} persisted
      scanned={{ raw: ']d2\u001d0109506000134352\u001d17271231\r', entry: 'wedge' }} />
  ),
  'sign-out': () => <SignOutScreen {...OUT} />,
  'sign-out-clean': () => <SignOutScreen {...OUT} sync={ONLINE} open={null} />,
  fatal: () => <FatalScreen text={t('fatal.not_saved')} onRetry={nothing} />,
  lacking: () => <><LackingBar /><HomeScreen {...HOME} ready={false} open={null} waiting={{}} /></>,
  'lacking-pin': () => <><LackingBar /><SignInScreen {...SIGN_IN} stage="pin" busy /></>,
  toast: () => <>{flow('pick')}<Toast text="Order changed: 2 instead of 4" /></>,
  asks: () => <><Asks {...ASKED} />{flow('pick-part')}</>,
  'asks-held': () => <><Asks {...HELD_MEANWHILE} />{flow('pick-part')}</>,
  update: () => <><UpdateBar onTake={nothing} /><HomeScreen {...HOME} open={null} /></>,
  tray: () => flow('pick'),
};

function One(props: { name: string; tray: boolean }) {
  const content = STATES[props.name]?.();
  const tray = props.tray || props.name === 'tray';
  return (
    <div class="stagewrap">
      <div class="device"><div class="hh" data-state={props.name}>{content}</div></div>
      {tray && <TrayPanel {...TRAY} />}
      {tray && <TrayStrip {...TRAY} />}
    </div>
  );
}

/** What a `show` event asks for: a state of this gallery, or a step that was made elsewhere. */
interface Shown { name: string; step?: Step; theme: string }

/** One screen after the other without loading the page anew. */
function showGiven(root: HTMLElement): void {
  document.addEventListener('show', (event) => {
    const { name, step, theme } = (event as CustomEvent<Shown>).detail;
    document.documentElement.dataset.theme = theme;
    const screen = step === undefined ? STATES[name]?.() : (
      <FlowScreen step={step} sync={OFFLINE} now={NOW} send={tell} onTyped={nothing}
        onBack={nothing} onQueue={nothing} />
    );
    render((
      <div class="stagewrap"><div class="device"><div class="hh" data-state={name} key={name}>
        {screen}
      </div></div></div>
    ), root);
  });
  document.documentElement.dataset['ready'] = 'true';
}

/** Words of a language that runs from right to left: each as it is, in the other direction. */
const mirrored = (words: string) =>
  `\u202e${words.replace(/\{\w+\}/g, (hole) => `\u2068${hole}\u2069`)}\u202c`;

function Overview() {
  return (
    <nav aria-label="States">
      <h1>Gallery</h1>
      <ul class="gallery">
        {Object.keys(STATES).map((name) => (
          <li><a href={`?gallery=${name}`} data-name={name}>{name}</a></li>
        ))}
      </ul>
    </nav>
  );
}

/** Renders one state, or the list of all, instead of the app. */
export async function showGallery(root: HTMLElement): Promise<void> {
  const query = new URLSearchParams(location.search);
  const wish = query.get('lang') ?? 'en';
  document.documentElement.dataset.theme = query.get('theme') ?? 'dark';
  document.documentElement.lang = wish;
  await words;
  if (isLanguage(wish)) await speak(wish);
  window.addEventListener('keydown', (event) => { if (event.key === 'Escape') closeTop(); });
  if (query.has('rtl')) {
    document.documentElement.dir = 'rtl';
    rewrite(mirrored);
  }
  const name = query.get('gallery');
  if (name === 'given') return showGiven(root);
  render(name ? <One name={name} tray={query.has('tray')} /> : <Overview />, root);
}
