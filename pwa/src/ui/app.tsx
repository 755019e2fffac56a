// SPDX-License-Identifier: Apache-2.0
/** The whole handheld: which screen stands in the frame, and the demo's tray beside it. */
import type { ComponentChildren } from 'preact';
import type { EngineState } from '../contract.ts';
import {
  craft, engineState, filled, lacking, now, offered, page, persisted, queueRows, scanned, step,
  toast, trying, update, work, type App,
} from '../state/app.ts';
import { alone, busy, deviceName, person, problem, reached, stage } from '../state/session.ts';
import { changeSettings, settings } from '../state/settings.ts';
import { extra, tray } from '../state/tray.ts';
import { LackingBar, Toast, TrainingBar, UpdateBar } from './components/band.tsx';
import { FatalScreen } from './components/fatal.tsx';
import { Main } from './components/main.tsx';
import { Loading } from './components/list.tsx';
import { HomeScreen } from './screens/home.tsx';
import { QueueScreen } from './screens/queue.tsx';
import { EnrolScreen, SignInScreen } from './screens/signin.tsx';
import { language, say, t } from './words.ts';

type Props = { app: App };
type WorkProps = Props & { state: EngineState };

const DEMO_TOKEN = 'demo'; // what a server in demo mode takes instead of a supervisor's code

const place = () => [person.value.site, deviceName.value].filter(Boolean).join(' · ');

/** Ways to the other pages, in a demo; their words come with the craft. */
function links(): ComponentChildren {
  const part = craft.value && extra.value;
  return part && <part.DemoLinks />;
}

function Start(props: Props) {
  const { session } = props.app;
  if (stage.value === 'starting') return <Main><Loading /></Main>;
  if (stage.value === 'enrol') {
    return (
      <EnrolScreen site={person.value.site} demo={person.value.demo} busy={busy.value}
        links={links()} problem={problem.value} online={reached.value} waiting={props.app.waiting()}
        onToken={(token) => void session.enrol(token)}
        onDemo={() => void session.enrol(DEMO_TOKEN)} />
    );
  }
  return (
    <SignInScreen site={person.value.site} device={deviceName.value} links={links()}
      stage={stage.value === 'pin' ? 'pin' : 'badge'} busy={busy.value} problem={problem.value}
      online={reached.value || alone.value} waiting={props.app.waiting()}
      language={language.value}
      onLanguage={(next) => void changeSettings(props.app.ports.keep, { language: next })}
      onBadge={(text) => session.badge(text)} onPin={(pin) => void session.pin(pin)}
      onScan={(raw) => props.app.take(raw, 'wedge')} onCancel={() => session.cancel()} />
  );
}

function Home(props: WorkProps) {
  const { app, state } = props;
  const { next, waiting } = work.value;
  return (
    <HomeScreen person={person.value.actor?.name ?? ''} place={place()} ready={state.ready}
      unanswered={state.waiting} resuming={!state.ready && state.flows.length > 0}
      sync={state.sync} now={now.value} open={null} waiting={waiting} links={links()}
      suggestion={(next && craft.value?.suggestion(next)) ?? null} filled={filled.value ?? 0}
      onStart={(flow) => app.begin(flow)} onResume={() => {}}
      onSuggestion={() => next && app.begin(next.flow, next.start, true)}
      onMenu={() => app.open('device')} onQueue={() => app.open('queue')} />
  );
}

function Device(props: WorkProps) {
  const { app, state } = props;
  const { keep, training } = app.ports;
  const screens = craft.value;
  if (!screens) return <Main><Loading /></Main>;
  return (
    <screens.DeviceScreen name={deviceName.value} site={person.value.site} build={__BUILD_ID__}
      sync={state.sync} persisted={persisted.value} scanned={scanned.value}
      theme={settings.value.theme} language={language.value} volume={settings.value.volume}
      onTheme={(theme) => void changeSettings(keep, { theme })}
      onLanguage={(next) => void changeSettings(keep, { language: next })}
      onVolume={(volume) => void changeSettings(keep, { volume })}
      onSound={(feedback) => app.ports.play(feedback, settings.value.volume)}
      onPersist={() => void app.ports.persist().then((yes) => { persisted.value = yes; })}
      onSignOut={() => app.open('signout')} onClose={() => app.open('work')}
      training={training.on}
      mayTrain={training.on || (state.sync.pending === 0 && state.flows.length === 0)}
      onTraining={() => void training.turn(!training.on)} />
  );
}

function Work(props: WorkProps) {
  const { app, state } = props;
  const screens = craft.value;
  if (page.value === 'queue') {
    return (
      <QueueScreen sync={state.sync} rows={queueRows.value} now={now.value}
        photos={screens && <screens.PhotosWaiting />}
        device={[deviceName.value, person.value.actor?.name].filter(Boolean).join(' · ')}
        language={language.value}
        onLanguage={(next) => void changeSettings(app.ports.keep, { language: next })}
        trying={trying.value} onTry={() => void app.tryNow()} onClose={() => app.open('work')} />
    );
  }
  if (page.value === 'device') return <Device {...props} />;
  if (page.value === 'signout' && screens) {
    return (
      <screens.SignOutScreen person={person.value.actor?.name ?? ''} sync={state.sync}
        busy={busy.value} open={step.value && say(step.value.title)} onTry={() => void app.tryNow()}
        onSignOut={() => void app.session.signOut().then(() => app.ports.training.turn(false))}
        onClose={() => app.open('device')} />
    );
  }
  if (!state.step || !screens) return <Home {...props} />;
  return (
    <screens.FlowScreen step={state.step} sync={state.sync} now={now.value}
      send={(input) => app.send(input)} onBack={() => app.back()}
      onTyped={(code) => app.take(code, 'keyed')}
      onQueue={() => app.open('queue')} />
  );
}

/** A new version is offered between tasks only: never over a step, or over what waits. */
function Offer() {
  const take = update.value;
  const state = engineState.value;
  const working = state !== null && (state.flows.length > 0 || state.waiting > 0);
  return take && !working ? <UpdateBar onTake={take} /> : null;
}

function Inside(props: Props): ComponentChildren {
  const state = engineState.value;
  if (state?.fatal) {
    const gone = state.fatal.code === 'vanished';
    return (
      <FatalScreen text={say(state.fatal.text)} retry={t(gone ? 'flow.next' : 'fatal.retry')}
        onRetry={() => (gone
          ? props.app.send({ type: 'acknowledge' }) : location.reload())} />
    );
  }
  const working = stage.value === 'work' && state !== null;
  const screens = craft.value;
  return (
    <>
      <Offer />
      {lacking.value && <LackingBar />}
      {working && screens && <screens.Asks app={props.app} state={state} />}
      {working ? <Work app={props.app} state={state} /> : <Start app={props.app} />}
    </>
  );
}

/** The barcodes of the demo, as soon as what can read them is here. */
function Tray(props: Props) {
  const screens = craft.value;
  if (!person.value.demo || !screens) return null;
  const given = {
    groups: tray.value, suggestion: offered.value,
    onScan: (item: Parameters<App['fromTray']>[0]) => props.app.fromTray(item),
  };
  return <><screens.TrayPanel {...given} /><screens.TrayStrip {...given} /></>;
}

/** On a phone or handheld the frame is the screen; on wide screens it stands in the middle. */
export function Handheld(props: Props) {
  return (
    <div class="stagewrap">
      <input class="sink" data-scan-sink inputMode="none" tabIndex={-1} aria-hidden="true"
        autocomplete="off" />
      <div class="device">
        <div class="hh">
          {props.app.ports.training.on && <TrainingBar />}
          <Inside app={props.app} /><Toast text={toast.value} />
        </div>
      </div>
      <Tray app={props.app} />
    </div>
  );
}
