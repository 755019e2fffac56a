// SPDX-License-Identifier: Apache-2.0
/** First start and sign-in: enrolment code, badge, PIN. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Aim } from '../components/aim.tsx';
import { Band } from '../components/band.tsx';
import { Button } from '../components/button.tsx';
import { Header } from '../components/header.tsx';
import { Icon, LitCell } from '../components/icon.tsx';
import { Main } from '../components/main.tsx';
import { QuantityPad } from '../components/quantity.tsx';
import { LANGUAGES, t, type Language } from '../words.ts';

const LANGUAGE_NAMES: Record<Language, string> = {
  en: 'English', de: 'Deutsch', es: 'Español', fr: 'Français',
};

/** Logo, site and device: the head of every screen before sign-in. */
function Welcome(props: { site: string; device: string }) {
  const line = [props.site, props.device && t('signin.device', { device: props.device })]
    .filter(Boolean).join(' · ');
  return (
    <header class="row welcome"><LitCell size={36} />
      <div class="sp"><h1 class="xl">Pickface</h1><div class="sm t2">{line}</div></div>
    </header>
  );
}

export function LanguageRow(props: { language: Language; onLanguage: (next: Language) => void }) {
  return (
    <div class="row langs" role="group" aria-label={t('settings.language')}>
      {LANGUAGES.map((code) => (
        <button type="button" class={`btn${code === props.language ? ' on' : ''}`} lang={code}
          aria-pressed={code === props.language} onClick={() => props.onLanguage(code)}>
          <span class="vh">{LANGUAGE_NAMES[code]}</span>
          <span aria-hidden="true">{code.toUpperCase()}</span>
        </button>
      ))}
    </div>
  );
}

type TypedProps = {
  label: string;
  button: string;
  busy: boolean;
  onDone: (text: string) => void;
  onBack?: () => void;
  children?: ComponentChildren;
};

/** A real field for when nothing can be scanned; the scan sink stays out of it. */
export function TypedField(props: TypedProps) {
  const text = useSignal('');
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.value.trim()) props.onDone(text.value.trim());
  };
  return (
    <form class="col typed" onSubmit={submit} autocomplete="off">
      <label class="col"><span class="b">{props.label}</span>
        <input class="field code" value={text.value} autocapitalize="characters" spellcheck={false}
          autocomplete="off" onInput={(event) => { text.value = event.currentTarget.value; }} />
      </label>
      {props.children}
      <button type="submit" class="btn do" disabled={props.busy || !text.value.trim()}>
        {props.button}
      </button>
      {props.onBack && <Button tone="line" onPress={props.onBack}>{t('app.back')}</Button>}
    </form>
  );
}

export type EnrolProps = {
  site: string;
  demo: boolean;
  links: ComponentChildren; // to the other pages, in a demo
  busy: boolean;
  problem: string | null; // words
  online: boolean;
  waiting: Waiting; // scans from before this device was forgotten
  onToken: (token: string) => void;
  onDemo: () => void;
};

/** "This device is not enrolled": scan or type the code; in a demo one button does it. */
export function EnrolScreen(props: EnrolProps) {
  const typing = useSignal(false);
  return (
    <>
      <Main class="start">
        <Welcome site={props.site} device="" />
        {typing.value
          ? <TypedField label={t('enrol.code')} button={t('enrol.go')} busy={props.busy}
              onDone={props.onToken} onBack={() => { typing.value = false; }} />
          : (
            <Aim>
              <div class="startbox">
                <Icon name="smartphone" size="xl" />
                <h2>{t('enrol.question')}</h2>
                <p class="t2">{t('enrol.not_enrolled')}</p>
              </div>
            </Aim>
          )}
        <Problem text={props.problem ?? (props.online ? null : t('signin.needs_network'))} />
        {props.busy && <p class="t2 center" role="status">{t('enrol.busy')}</p>}
        <StillHere waiting={props.waiting} />
        {!typing.value && props.links && <><span class="sp" />{props.links}</>}
      </Main>
      <footer class="foot wrap">
        {!typing.value && (
          <Button tone="line" icon="keyboard" onPress={() => { typing.value = true; }}>
            {t('enrol.type')}
          </Button>
        )}
        {props.demo && (
          <Button tone="do" class="wide" disabled={props.busy} onPress={props.onDemo}>
            {t('enrol.demo')}
          </Button>
        )}
      </footer>
    </>
  );
}

type Waiting = Readonly<{ n: number; name: string }> | null;

/** Somebody's scans that are still only on this device: they stay, and stay that person's. */
function StillHere(props: { waiting: Waiting }) {
  if (!props.waiting) return null;
  return <Band tone="off" title={t('signin.waiting', props.waiting)}>{t('signin.stay')}</Band>;
}

function Problem(props: { text: string | null }) {
  return (
    <div role="alert">{props.text && <Band tone="attn" title={props.text} />}</div>
  );
}

export type SignInProps = {
  site: string;
  device: string;
  links: ComponentChildren; // to the other pages, in a demo
  stage: 'badge' | 'pin';
  busy: boolean;
  problem: string | null; // words
  online: boolean;
  waiting: Waiting; // another person's scans, still here
  language: Language;
  onLanguage: (next: Language) => void;
  onBadge: (badge: string) => void;
  onPin: (pin: string) => void;
  onScan: (raw: string) => void; // another badge, while the PIN of the first is asked for
  onCancel: () => void;
};

export const PIN_LENGTH_MIN = 4;

function BadgeStage(props: SignInProps) {
  const typing = useSignal(false);
  if (typing.value) {
    return (
      <Main class="start">
        <Welcome site={props.site} device={props.device} />
        <TypedField label={t('signin.badge_number')} button={t('signin.next')} busy={props.busy}
          onDone={props.onBadge} onBack={() => { typing.value = false; }} />
      </Main>
    );
  }
  return (
    <>
      <Main class="start">
        <Welcome site={props.site} device={props.device} />
        <Aim>
          <div class="startbox"><Icon name="id-card" size="xl" />
            <h2>{t('signin.question')}</h2><p class="t2">{t('signin.then_pin')}</p>
          </div>
        </Aim>
        <Problem text={props.problem ?? (props.online ? null : t('signin.needs_network'))} />
        <span class="sp" />
        <StillHere waiting={props.waiting} />
        <LanguageRow language={props.language} onLanguage={props.onLanguage} />
        {props.links}
      </Main>
      <footer class="foot">
        <Button tone="line" icon="keyboard" onPress={() => { typing.value = true; }}>
          {t('signin.type')}
        </Button>
      </footer>
    </>
  );
}

export function SignInScreen(props: SignInProps) {
  if (props.stage === 'badge') return <BadgeStage {...props} />;
  return (
    <>
      <Header title={t('signin.pin')} subtitle={props.site}
        lead={{ icon: 'chevron-left', name: t('app.back'), onPress: props.onCancel }} />
      <Main class="padmain">
        <div class="pinproblem"><Problem text={props.problem} /></div>
        <QuantityPad key={props.problem ?? ''} secret label={t('signin.pin_field')} max={Infinity}
          start={null}
          length_min={PIN_LENGTH_MIN} onDone={props.onPin} onScan={props.onScan}
          head={<h2 class="ask tap">{props.busy ? t('signin.busy') : t('signin.pin_ask')}</h2>} />
      </Main>
      <footer class="foot">
        <Button tone="line" icon="id-card" disabled={props.busy} onPress={props.onCancel}>
          {t('signin.other_badge')}
        </Button>
      </footer>
    </>
  );
}
