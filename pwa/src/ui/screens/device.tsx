// SPDX-License-Identifier: Apache-2.0
/** This device: what it keeps, how it sounds, what its scanner sends, how it looks. */
import type { SyncState } from '../../contract.ts';
import type { Feedback } from '../../flow/step.ts';
import { Button } from '../components/button.tsx';
import { Header } from '../components/header.tsx';
import { Main } from '../components/main.tsx';
import { visible } from '../../domain/visible.ts';
import { clock, t, type Language } from '../words.ts';
import { LanguageRow } from './signin.tsx';

export type Theme = 'dark' | 'light';

export type DeviceProps = {
  name: string;
  site: string;
  build: string;
  sync: SyncState;
  persisted: boolean | null; // null: not known yet
  scanned: Readonly<{ raw: string; entry: string }> | null; // last read of the scanner test
  theme: Theme;
  language: Language;
  volume: number; // 0 to 100
  onTheme: (theme: Theme) => void;
  onLanguage: (language: Language) => void;
  onVolume: (volume: number) => void;
  onSound: (feedback: Feedback) => void;
  onPersist: () => void;
  training: boolean;
  mayTrain: boolean; // nothing is open and everything is sent
  onTraining: () => void;
  onSignOut: () => void;
  onClose: () => void;
};

function ScannerTest(props: { scanned: DeviceProps['scanned'] }) {
  const { scanned } = props;
  return (
    <div class="rawbox" aria-live="polite">
      <span class="lab">{scanned ? t(`entry.${scanned.entry}`) : t('device.scan_any')}</span>
      <span class="code rawtext">
        {scanned?.raw === '' ? t('device.badge_hidden') : scanned
          ? visible(scanned.raw).map((run) => (run.control
            ? <span class="control">{run.text}</span> : run.text))
          : '…'}
      </span>
      {scanned && scanned.raw !== '' && (
        <span class="sm t2">{t('device.characters', { n: [...scanned.raw].length })}</span>
      )}
    </div>
  );
}

function Sound(props: DeviceProps) {
  const tones: readonly (readonly [Feedback, string])[] = [
    ['good', 'device.good'], ['attention', 'device.attention'], ['stop', 'device.stop'],
  ];
  return (
    <section class="col">
      <h2 class="lab">{t('device.sound')}</h2>
      <div class="row thirds">
        {tones.map(([feedback, key]) => (
          <Button onPress={() => props.onSound(feedback)}>{t(key)}</Button>
        ))}
      </div>
      <label class="row range"><span class="b">{t('device.volume')}</span>
        <input type="range" min="0" max="100" step="5" value={props.volume}
          onInput={(event) => props.onVolume(Number(event.currentTarget.value))} />
        <span class="num nw">{props.volume} %</span>
      </label>
    </section>
  );
}

function Row(props: { name: string; value: string }) {
  return (
    <div class="fact plain"><dt class="k wide">{props.name}</dt>
      <dd class="v word">{props.value}</dd></div>
  );
}

function Look(props: DeviceProps) {
  const theme = (name: Theme, icon: string) => (
    <Button icon={icon} pressed={props.theme === name} onPress={() => props.onTheme(name)}>
      {t(`device.${name}`)}
    </Button>
  );
  return (
    <section class="col">
      <h2 class="lab">{t('device.look')}</h2>
      <div class="row halves">{theme('dark', 'moon')}{theme('light', 'sun')}</div>
      <LanguageRow language={props.language} onLanguage={props.onLanguage} />
    </section>
  );
}

/** To try everything out; only where no real work waits, so that none is forgotten over it. */
function Play(props: DeviceProps) {
  return (
    <section class="col">
      <h2 class="lab">{t('training.title')}</h2>
      <p class="t2">{t(props.mayTrain ? 'training.about' : 'training.first')}</p>
      <Button icon="eye" disabled={!props.mayTrain} onPress={props.onTraining}>
        {t(props.training ? 'training.end' : 'training.begin')}
      </Button>
    </section>
  );
}

export function DeviceScreen(props: DeviceProps) {
  const { sync } = props;
  const kept = props.persisted === null ? 'device.asking'
    : props.persisted ? 'device.kept' : 'device.not_kept';
  return (
    <>
      <Header title={t('device.title')}
        subtitle={[props.site, props.name].filter(Boolean).join(' · ')}
        lead={{ icon: 'x', name: t('app.close'), onPress: props.onClose }} />
      <Main>
        <section class="col"><h2 class="lab">{t('device.scanner')}</h2>
          <ScannerTest scanned={props.scanned} /></section>
        <Sound {...props} />
        <Look {...props} />
        <Play {...props} />
        <section class="col"><h2 class="lab">{t('device.state')}</h2>
          <dl class="facts">
            <Row name={t('device.storage')} value={t(kept)} />
            <Row name={t('device.last_sync')}
              value={sync.last_sync ? clock(sync.last_sync) : t('device.never')} />
            <Row name={t('device.version')} value={props.build} />
          </dl>
          {props.persisted === false && (
            <Button onPress={props.onPersist}>{t('device.ask_storage')}</Button>
          )}
        </section>
      </Main>
      <footer class="foot">
        <Button tone="line" icon="log-out" onPress={props.onSignOut}>{t('signout.title')}</Button>
      </footer>
    </>
  );
}
