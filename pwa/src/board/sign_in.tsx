// SPDX-License-Identifier: Apache-2.0
/** Before the work: enrol this browser, sign in with badge and PIN. A wedge scan types too. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Band } from '../ui/components/band.tsx';
import { LitCell } from '../ui/components/icon.tsx';
import { t } from '../ui/words.ts';
import {
  badges, busy, enrol, look, problem, seat, signIn, signOut, stage, type DeskClass,
} from './session.ts';

type Props = { kind: DeskClass };

function Welcome(props: Props) {
  const site = seat.value?.site ?? '';
  const device = seat.value?.device?.name ?? '';
  return (
    <header class="row welcome"><LitCell size={40} />
      <div class="sp"><h1 class="xl">{t(`board.start.${props.kind}`)}</h1>
        <div class="sm t2">{[site, device].filter(Boolean).join(' · ')}</div></div>
    </header>
  );
}

function Problem() {
  return (
    <div role="alert">
      {problem.value && <Band tone="attn" icon="triangle-alert" title={t(problem.value)} />}
    </div>
  );
}

type FieldProps = {
  label: string; name: string; value: string; secret?: boolean; code?: boolean;
  wrong?: string; // what is wrong with it, said below
  first?: boolean; // the field that a scan or a hand begins with
  onInput: (text: string) => void;
};

/** A labelled field of the desk. */
export function Field(props: FieldProps) {
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => { if (props.first) first.current?.focus(); }, []);
  const shared = {
    name: props.name, value: props.value, autocomplete: 'off', spellcheck: false,
    onInput: (event: { currentTarget: HTMLInputElement }) =>
      props.onInput(event.currentTarget.value),
  } as const;
  const wrong = props.wrong ? `wrong-${props.name}` : undefined;
  return (
    <><label class="field-row"><span class="lab">{props.label}</span>
      {props.secret
        ? <input class="field" type="password" inputmode="numeric" {...shared} />
        : <input class={`field${props.code ? ' code' : ''}`} ref={first} {...shared}
            aria-invalid={wrong ? 'true' : undefined} aria-describedby={wrong} />}
    </label>
    {wrong && <small class="wrong" id={wrong}>{props.wrong}</small>}</>
  );
}

function Enrol(props: Props) {
  const code = useSignal('');
  const demo = seat.value?.demo ?? false;
  return (
    <form class="col gap3" onSubmit={(event) => {
      event.preventDefault();
      if (code.value.trim()) void enrol(props.kind, code.value);
    }}>
      <p class="t2">{t('board.enrol.what')}</p>
      <Problem />
      {demo && (
        <button type="button" class="btn do desk" disabled={busy.value}
          onClick={() => void enrol(props.kind, 'demo')}>{t('board.enrol.demo')}</button>
      )}
      <Field label={t('enrol.code')} name="code" value={code.value} code first
        onInput={(text) => { code.value = text; }} />
      <button type="submit" class={`btn desk${demo ? '' : ' do'}`} disabled={busy.value}>
        {t('enrol.go')}
      </button>
    </form>
  );
}

function SignIn() {
  const badge = useSignal('');
  const pin = useSignal('');
  return (
    <form class="col gap3" onSubmit={(event) => {
      event.preventDefault();
      if (!pin.value) document.querySelector<HTMLInputElement>('[name="pin"]')?.focus();
      else if (badge.value.trim()) void signIn(badge.value, pin.value);
    }}>
      <p class="t2">{t('board.signin.what')}</p>
      <Problem />
      {badges.value.length > 0 && (
        <div class="row wrap" role="group" aria-label={t('board.signin.demo')}>
          {badges.value.map((one) => (
            <button type="button" class="btn sm" key={one.data} onClick={() => {
              badge.value = one.data;
              document.querySelector<HTMLInputElement>('[name="pin"]')?.focus();
            }}>{one.label}{one.hint && <span class="t2">{one.hint}</span>}</button>
          ))}
        </div>
      )}
      <Field label={t('signin.badge_number')} name="badge" value={badge.value} code first
        onInput={(text) => { badge.value = text; }} />
      <Field label={t('signin.pin_field')} name="pin" value={pin.value} secret
        onInput={(text) => { pin.value = text; }} />
      <button type="submit" class="btn do desk" disabled={busy.value}>
        {busy.value ? t('signin.busy') : t('board.signin.go')}
      </button>
    </form>
  );
}

function Away() {
  return (
    <div class="col gap3">
      <Band tone="off" title={t('board.away.start')}>{t('board.away.start.next')}</Band>
      <button type="button" class="btn desk" onClick={() => void look()}>{t('queue.try')}</button>
    </div>
  );
}

function NotYours() {
  return (
    <div class="col gap3">
      <Band tone="attn" title={t('board.role.title')}>
        {t('board.role.next', { name: seat.value?.actor?.name ?? '' })}
      </Band>
      <button type="button" class="btn desk" onClick={() => void signOut()}>
        {t('signout.go')}
      </button>
    </div>
  );
}

/** Whatever stands between a person and the work. */
export function StartScreen(props: Props) {
  const inside: Partial<Record<typeof stage.value, ComponentChildren>> = {
    enrol: <Enrol kind={props.kind} />, sign_in: <SignIn />, away: <Away />,
    not_yours: <NotYours />, starting: <p class="t2" role="status">{t('signin.busy')}</p>,
  };
  return (
    <main class="startpage"><div class="card startcard col gap4">
      <Welcome kind={props.kind} />{inside[stage.value]}
    </div></main>
  );
}
