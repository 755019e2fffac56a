// SPDX-License-Identifier: Apache-2.0
/** Top of a handheld screen: back, title, queue badge; the rail says how far the work is. */
import type { SyncState } from '../../contract.ts';
import { age, t } from '../words.ts';
import { IconButton } from './button.tsx';
import { RackLights, type RackLevel } from './marks.tsx';
import { unbroken } from './unbroken.tsx';

export type Lead = { icon: 'chevron-left' | 'x' | 'menu'; name: string; onPress: () => void };

type HeaderProps = {
  lead?: Lead;
  title: string;
  subtitle?: string;
  progress?: Readonly<{ index: number; total: number }> | null;
  badge?: { sync: SyncState; now: number; onPress: () => void };
};

export function Header(props: HeaderProps) {
  const { lead } = props;
  return (
    <header>
      <div class="top">
        {lead
          ? <IconButton icon={lead.icon} name={lead.name} onPress={lead.onPress}
            flip={lead.icon === 'chevron-left'} />
          : <span class="nolead" />}
        <div class="tt">
          <h1 class="el">{props.title}</h1>
          {props.subtitle && <span>{unbroken(props.subtitle)}</span>}
        </div>
        {props.badge && <QueueBadge {...props.badge} />}
      </div>
      {props.progress && <Rail {...props.progress} />}
    </header>
  );
}

/** Operations that somebody looks at: the queue's page lists them first. */
export const people = (sync: SyncState): number => sync.needs_person + sync.rejected;

/** The highest light that is true for everything on this device. */
function level(sync: SyncState): RackLevel {
  if (people(sync) > 0) return 'parked';
  if (sync.pending > 0) return 'saved';
  return 'recorded';
}

/** Rack lights, then the count of what is only saved here and the age of its oldest. */
export function QueueBadge(props: { sync: SyncState; now: number; onPress: () => void }) {
  const { sync, now } = props;
  const old = sync.oldest_at ? age(now - Date.parse(sync.oldest_at)) : null;
  const asked = people(sync);
  const work = sync.pending > 0
    ? t('queue.badge', { n: sync.pending, age: old ?? age(0) })
    : t('queue.badge_none');
  const name = asked > 0 ? `${work}. ${t('queue.needs_person', { n: asked })}` : work;
  return (
    <button type="button" class="qb inset-focus" onClick={props.onPress}>
      <span class="vh">{name}</span>
      <RackLights level={level(sync)} named={false} />
      {sync.pending > 0 && (
        <span class="qn" aria-hidden="true">
          <b>{sync.pending}</b>{old && <small>{old}</small>}
        </span>
      )}
      {!sync.online && <span class="qoff" aria-hidden="true" />}
    </button>
  );
}

const SEGMENTS_MAX = 30; // more are too thin to be told apart: one bar instead

/** One segment a step or line; `done` of `total` are finished, the next one is lit. */
export function Rail(props: { index: number; total: number; held?: boolean }) {
  const { index, total } = props;
  const name = t('rail.name', { step: Math.min(index + 1, total), total });
  if (total > SEGMENTS_MAX) {
    return (
      <div class="rail" role="img" aria-label={name}>
        <i class="d" style={{ flex: index }} /><i style={{ flex: total - index }} />
      </div>
    );
  }
  const look = (i: number) => (i < index ? 'd' : i === index ? 'n' : '');
  return (
    <div class="rail" role="img" aria-label={name}>
      {Array.from({ length: total }, (_, i) => <i class={look(i)} />)}
    </div>
  );
}
