// SPDX-License-Identifier: Apache-2.0
/** Messages that stay while they are true: bands, the offline band, the update bar, the toast. */
import type { ComponentChildren } from 'preact';
import type { Band as FlowBand } from '../../flow/step.ts';
import { say, t } from '../words.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { unbroken } from './unbroken.tsx';

export type BandTone = 'good' | 'attn' | 'stop' | 'hold' | 'haz' | 'do' | 'off' | '';

const ICONS: Record<string, string> = {
  good: 'check', attn: 'triangle-alert', stop: 'octagon-alert', hold: 'lock', off: 'wifi-off',
  haz: 'triangle-alert', do: 'info',
};

type BandProps = {
  tone?: BandTone;
  icon?: string;
  title: string;
  children?: ComponentChildren;
};

/** A quiet box inside the page. */
export function Band(props: BandProps) {
  const icon = props.icon ?? ICONS[props.tone ?? ''];
  return (
    <div class={`band ${props.tone ?? ''}`.trim()}>
      {icon && <Icon name={icon} />}
      <div class="txt"><b>{props.title}</b>{props.children}</div>
    </div>
  );
}

/** Full width under the rail: what the last scan was. Good and attention only. */
export function Flash(props: { band: FlowBand }) {
  const { band } = props;
  const note = say(band.note);
  if (band.tone === 'hold' || band.tone === 'off') return <WideBand band={band} />;
  return (
    <div class={`flash ${band.tone}`}>
      <Icon name={band.tone === 'good' ? 'check' : 'triangle-alert'} size="l" />
      <div class="txt">
        <b>{say(band.title)}</b>
        {note && <small>{unbroken(note)}</small>}
        {band.tone === 'attn' && band.code && !note.includes(band.code) && (
          <small class="code rawcode">{band.code}</small>
        )}
      </div>
      {band.tone === 'good' && band.code && band.code.length <= 12
        && <span class="code-end num">{band.code}</span>}
    </div>
  );
}

function WideBand(props: { band: FlowBand }) {
  const { band } = props;
  return (
    <div class="wideband">
      <Band tone={band.tone} title={say(band.title)}>
        {band.note && unbroken(say(band.note))}
      </Band>
    </div>
  );
}

/** Dashed; neutral. `risk` turns it to attention and says what to do by when. */
export function OfflineBand(props: { since: string; risk?: string }) {
  return (
    <div class={`offband${props.risk ? ' attn' : ''}`} role="status">
      <Icon name={props.risk ? 'triangle-alert' : 'wifi-off'} size="l" />
      <div class="sp">
        <b>{props.since}</b>
        <span>{props.risk ?? t('offline.go_on')}</span>
      </div>
    </div>
  );
}

/** A new version waits; taken only when the person says so, between tasks. */
export function UpdateBar(props: { onTake: () => void }) {
  return (
    <div class="updatebar" role="status">
      <Icon name="refresh-cw" />
      <span class="sp">{t('update.ready')}</span>
      <Button tone="line" onPress={props.onTake}>{t('update.take')}</Button>
    </div>
  );
}

/** Nothing that is done now is real: above every screen, for as long as it lasts. */
export function TrainingBar() {
  return (
    <div class="trainbar" role="status">
      <Icon name="eye" />
      <b>{t('training.on')}</b><span>{t('training.note')}</span>
    </div>
  );
}

/** What reads scans and shows steps could not be fetched so far; what is said waits for it. */
export function LackingBar() {
  return (
    <div class="wideband" role="status">
      <Band tone="attn" icon="wifi-off" title={t('app.lacking')}>{t('app.lacking_next')}</Band>
    </div>
  );
}

/** Only for things the person did not ask about; one at a time. */
export function Toast(props: { text: string | null }) {
  return (
    <div class="toast" role="status" aria-live="polite">
      {props.text && <div><Icon name="info" /><span>{props.text}</span></div>}
    </div>
  );
}
