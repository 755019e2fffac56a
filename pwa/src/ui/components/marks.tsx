// SPDX-License-Identifier: Apache-2.0
/** Small signs that say a state by shape and word, and by colour last. */
import type { ComponentChildren } from 'preact';
import type { Mark } from '../../flow/step.ts';
import { t } from '../words.ts';
import { Icon } from './icon.tsx';

export type Tone = 'do' | 'good' | 'attn' | 'stop' | 'hold' | 'haz' | 'vor' | 'off' | 'line';

/** At most 12 characters; `icon` stands before the word. */
export function Chip(props: { tone?: Tone; icon?: string; children: ComponentChildren }) {
  return (
    <span class={`chip ${props.tone ?? ''}`.trim()}>
      {props.icon && <Icon name={props.icon} />}
      {props.children}
    </span>
  );
}

/** Orange diamond with the transport class, such as 3 or 2.1. */
export function Diamond(props: { hazard: string }) {
  return (
    <span class="dia" role="img" aria-label={t('mark.haz_class', { hazard_class: props.hazard })}>
      <b aria-hidden="true">{props.hazard}</b>
    </span>
  );
}

/** One mark of a step or row: vehicle off road, hold, safety-critical, dangerous goods. */
export function MarkChip(props: { mark: Mark }) {
  const { mark } = props;
  if (mark.kind === 'vor') return <Chip tone="vor">{t('mark.vor')}</Chip>;
  if (mark.kind === 'hold') return <Chip tone="hold" icon="lock">{t('mark.hold')}</Chip>;
  if (mark.kind === 'safety') {
    return <Chip tone="attn" icon="triangle-alert">{t('mark.safety')}</Chip>;
  }
  return (
    <span class="row marks">
      <Diamond hazard={mark.hazard_class} />
      {mark.un && <Chip tone="haz">{mark.un}</Chip>}
    </span>
  );
}

export function Marks(props: { marks: readonly Mark[] }) {
  if (!props.marks.length) return null;
  return <span class="row marks">{props.marks.map((mark) => <MarkChip mark={mark} />)}</span>;
}

export type RackLevel = 'saved' | 'recorded' | 'booked' | 'parked' | 'rejected';
const LIT: Record<RackLevel, number> = { saved: 1, recorded: 2, booked: 3, parked: 1, rejected: 1 };

/** How far an operation has got: saved here, recorded by the server, booked in the ERP. */
export function RackLights(props: { level: RackLevel; big?: boolean; named?: boolean }) {
  const stuck = props.level === 'parked' || props.level === 'rejected';
  const look = `rack n${LIT[props.level]}${stuck ? ' parked' : ''}${props.big ? ' big' : ''}`;
  const name = props.named === false
    ? { 'aria-hidden': true as const }
    : { role: 'img' as const, 'aria-label': t(`rack.${props.level}`) };
  return <span class={look} {...name}><i /><i /><i /></span>;
}

/** Disc with a person's initials. */
export function Initials(props: { initials: string; name?: string }) {
  const name = props.name ?? props.initials;
  return <span class="av" role="img" aria-label={name}>{props.initials}</span>;
}
