// SPDX-License-Identifier: Apache-2.0
/** Entry of the handheld: puts engine, device and screens together, once. */
import { render } from 'preact';
import { ask_persist, fill_percent, is_persisted } from './device/persist.ts';
import { install_worker } from './device/install.ts';
import { Signals, device_speaker } from './device/tones.ts';
import { TRAINING_PHOTOS, TRAINING_QUEUE, training_here } from './device/training.ts';
import { wake_lock } from './device/wakelock.ts';
import { listen_wedge } from './device/wedge.ts';
import { uuid7 } from './domain/uuid7.ts';
import { FloorEngine } from './engine.ts';
import { fetch_craft, type Craft } from './fetch_craft.ts';
import { App, craft, lacking, toast, update, type Ports } from './state/app.ts';
import { letTabWalk, listenKeys } from './state/hardware_keys.ts';
import { deviceName, person } from './state/session.ts';
import { restoreSettings } from './state/settings.ts';
import { local_tabs } from './state/tabs.ts';
import { loadTray } from './state/tray.ts';
import { Cache } from './store/cache.ts';
import { Database } from './store/database.ts';
import { local_marker, local_memory } from './store/marker.ts';
import { Queue } from './store/queue.ts';
import type { Leader } from './sync/loop.ts';
import { listen_triggers } from './sync/triggers.ts';
import { Handheld } from './ui/app.tsx';
import { t } from './ui/words.ts';
import './ui/styles/app.css';

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const newId = () => uuid7(Date.now(), random(10));

/** One tab talks to the server at a time; the others see what it brought at their next turn. */
const leader: Leader = async (work) => {
  if (!navigator.locks) return work();
  await navigator.locks.request('pickface-sync', { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
};

/** In training nobody talks to the server. */
const nobody: Leader = () => Promise.resolve();

/** Waits; a network or a page that comes back ends the wait. */
const pause = (ms: number) => new Promise<void>((done) => {
  const undo = listen_triggers(() => end());
  const timer = setTimeout(() => end(), ms);
  const end = () => { undo(); clearTimeout(timer); done(); };
});

/** Begins to fetch what the first screen does without. Its files are named in the page. */
async function begin_craft(): Promise<Craft> {
  const names = document.querySelector<HTMLMetaElement>('meta[name="craft"]')?.content ?? '';
  craft.value = await fetch_craft({
    files: names.split(' ').filter(Boolean), fetch: (...given) => fetch(...given),
    load: () => import('./craft.ts'), pause, random: () => Math.random(),
    tell: (is) => { lacking.value = is; },
  });
  return craft.value;
}

/** Engine, device and memory of this device, as the screens need them. */
function makePorts(whole: Promise<Craft>): { ports: Ports; engine: FloorEngine } {
  const queue = new Queue(local_marker(localStorage), newId);
  const cache = new Cache();
  const training = training_here(localStorage, indexedDB, window, () => engine.stop(),
    () => location.reload());
  const played = { read: () => null, write: () => undefined }; // no mark: it may vanish
  const told = training.on ? new Queue(played, newId, TRAINING_QUEUE) : queue;
  const engine: FloorEngine = new FloorEngine({
    queue: told, cache, leader: training.on ? nobody : leader, random, rules: whole,
    ...(training.on ? {} : { memory: local_memory(localStorage) }),
    fetch: (...given) => fetch(...given),
    timers: {
      set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer as number),
    },
    now: () => Date.now(), mono: () => performance.now(), boot: newId(),
    site: () => person.value.site, device_name: () => deviceName.value,
  });
  const signals = new Signals(device_speaker(() => new AudioContext()));
  const ports: Ports = {
    engine, keep: queue, tabs: local_tabs(localStorage, window),
    installation: async () => (await queue.meta()).installation,
    view: () => engine.view(),
    flow: () => told.flow(), craft: whole, training,
    fill: () => fill_percent(navigator.storage),
    play: (feedback, volume) => {
      if (feedback !== 'none') signals.give(feedback, volume / 100);
    },
    silence: () => signals.silence(),
    persisted: () => is_persisted(navigator.storage),
    persist: () => ask_persist(navigator.storage),
  };
  return { ports, engine };
}

async function startApp(root: HTMLElement): Promise<void> {
  let behind = (): void => undefined; // sooner, the craft would hold the first screen up
  const whole = new Promise<void>((done) => { behind = done; }).then(begin_craft);
  const { ports, engine } = makePorts(whole);
  await restoreSettings(ports.keep);
  const app = new App(ports);
  app.start();
  render(<Handheld app={app} />, root);
  const sink = root.querySelector<HTMLInputElement>('[data-scan-sink]');
  if (sink) listen_wedge(document, sink, (raw) => app.take(raw, 'wedge'));
  listenKeys(window, app);
  letTabWalk(window);
  await engine.open_queue();
  const session = app.session.start(); // opens for who worked here, then asks the server
  behind();
  void whole.then(({ start_photos }) => start_photos(engine, Database, newId,
    ports.training.on ? TRAINING_PHOTOS : undefined));
  void engine.open_catalogue();
  await session;
  void wake_lock(document, navigator.wakeLock).keep();
  void install_worker(navigator.serviceWorker, (take) => { update.value = take; },
    () => location.reload());
  void ports.persist();
  if (person.value.demo) void loadTray(ports.keep);
}

async function main(): Promise<void> {
  const root = document.getElementById('app');
  if (!root) return;
  if (new URLSearchParams(location.search).has('gallery')) {
    const { showGallery } = await import('./gallery.tsx');
    await showGallery(root);
  } else await startApp(root);
}

main().catch((fault: unknown) => {
  toast.value = `${t('app.not_started')} ${String(fault)}`;
});
