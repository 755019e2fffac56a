// SPDX-License-Identifier: Apache-2.0
/** The first screen after sign-in: what to do next on top, everything else one tap below. */
import type { ComponentChildren } from 'preact';
import type { SyncState } from '../../contract.ts';
import { QUOTA_STOP_PERCENT, QUOTA_WARN_PERCENT } from '../../device/persist.ts';
import type { FlowName, Mark } from '../../flow/step.ts';
import { Band, OfflineBand } from '../components/band.tsx';
import { Header, people } from '../components/header.tsx';
import { Icon } from '../components/icon.tsx';
import { Item, List } from '../components/list.tsx';
import { Main } from '../components/main.tsx';
import { Marks } from '../components/marks.tsx';
import { unbroken } from '../components/unbroken.tsx';
import { clock, t } from '../words.ts';

export const FLOW_ICONS: Record<FlowName, string> = {
  receive: 'truck', putaway: 'warehouse', pick: 'shopping-cart', count: 'clipboard-list',
  pack: 'package', load: 'container', lookup: 'search', hold: 'lock', photo: 'camera',
  undo: 'undo-2', returns: 'undo-2', reman: 'cog', move: 'arrow-left-right',
  inspect: 'clipboard-check', assembly: 'cog',
};

const MENU: readonly FlowName[] = [
  'receive', 'putaway', 'move', 'pick', 'count', 'pack', 'load', 'returns', 'lookup', 'hold',
];

/** A tile of its own only where something waits for it: many sites never have any. */
const WHERE_WAITING: readonly FlowName[] = ['inspect'];

/** The next piece of work, already put into words. */
export type Suggestion = Readonly<{
  flow: FlowName;
  title: string;
  lines: readonly string[];
  marks: readonly Mark[];
}>;

export type HomeProps = {
  person: string;
  place: string; // site and device
  links: ComponentChildren; // to the other pages, in a demo
  ready: boolean; // the catalogue is indexed; until then answers wait
  unanswered: number; // said and waiting for that
  resuming: boolean; // a step comes back then: nothing else is offered over it
  sync: SyncState;
  filled: number; // of the device's storage, in percent
  now: number;
  suggestion: Suggestion | null;
  open: Readonly<{ title: string; small: string }> | null; // a step that was left half-way
  waiting: Readonly<Partial<Record<FlowName, number>>>;
  onStart: (flow: FlowName) => void;
  onSuggestion: () => void;
  onResume: () => void;
  onMenu: () => void;
  onQueue: () => void;
};

function Give(props: { suggestion: Suggestion; onPress: () => void }) {
  const { suggestion } = props;
  return (
    <button type="button" class="give" onClick={props.onPress}>
      <span class="row">
        <Marks marks={suggestion.marks} />
        {!suggestion.marks.length && <Icon name={FLOW_ICONS[suggestion.flow]} size="l" />}
        <span class="sp" /><Icon name="arrow-right" size="l" flip />
      </span>
      <span class="g">{suggestion.title}</span>
      {suggestion.lines.map((line) => <span class="n">{unbroken(line)}</span>)}
    </button>
  );
}

/** Nothing to suggest: says so, and where the next work comes from. */
function Nothing(props: { online: boolean }) {
  return (
    <div class="card center nothing">
      <b class="lg">{t('home.nothing')}</b>
      <p class="t2">{t(props.online ? 'home.nothing_online' : 'home.nothing_offline')}</p>
    </div>
  );
}

/** Quiet: what is scanned or tapped now is answered in a moment, in order. */
function GettingReady(props: { unanswered: number; sync: SyncState }) {
  const away = props.sync.offline_since !== null; // known only when the cache has been read
  return (
    <div class="card center nothing" role="status">
      <b class="lg">{t('home.loading')}</b>
      {away && <p class="t2">{t('home.nothing_offline')}</p>}
      {props.unanswered > 0 && <p class="t2">{t('home.unanswered', { n: props.unanswered })}</p>}
    </div>
  );
}

function Top(props: HomeProps) {
  if (!props.ready) return <GettingReady {...props} />;
  if (props.filled >= QUOTA_STOP_PERCENT) return null; // what is said above: no new work
  return props.suggestion
    ? <Give suggestion={props.suggestion} onPress={props.onSuggestion} />
    : <Nothing online={props.sync.online} />;
}

/** What a person has to know before going on: offline, signed out, too old, not understood. */
export function Notices(props: { sync: SyncState }) {
  const { sync } = props;
  return (
    <>
      {!sync.online && sync.offline_since && (
        <OfflineBand since={t('offline.since', { time: clock(sync.offline_since) })} />
      )}
      {(sync.sign_in || sync.update_needed || people(sync) > 0 || sync.lost > 0) && (
        <section class="notices" aria-label={t('home.notices')}>
          {sync.sign_in && <Band tone="attn" title={t('notice.sign_in')}>
            {t('notice.sign_in_next')}</Band>}
          {sync.update_needed && <Band tone="attn" title={t('notice.update')}>
            {t('notice.update_next')}</Band>}
          {people(sync) > 0 && <Band tone="attn"
            title={t('queue.needs_person', { n: people(sync) })}>
            {t('notice.lost_next')}</Band>}
          {sync.lost > 0 && <Band tone="attn" title={t('notice.lost', { n: sync.lost })}>
            {t('notice.lost_next')}</Band>}
        </section>
      )}
    </>
  );
}

/** Before the storage is full: what waits is sent, and no new work is begun at the end. */
function Storage(props: { percent: number }) {
  if (props.percent < QUOTA_WARN_PERCENT) return null;
  const full = props.percent >= QUOTA_STOP_PERCENT;
  return (
    <section class="notices" aria-label={t('home.notices')}>
      <Band tone={full ? 'stop' : 'attn'}
        title={t(full ? 'storage.full' : 'storage.near', { n: props.percent })}>
        {t(full ? 'storage.full_next' : 'storage.near_next')}</Band>
    </section>
  );
}

export function HomeScreen(props: HomeProps) {
  const { waiting } = props;
  return (
    <>
      <Header title={props.person} subtitle={props.place}
        lead={{ icon: 'menu', name: t('app.menu'), onPress: props.onMenu }}
        badge={{ sync: props.sync, now: props.now, onPress: props.onQueue }} />
      <Notices sync={props.sync} />
      <Storage percent={props.filled} />
      {props.resuming ? <Main><GettingReady {...props} /></Main> : (
        <Main>
          <Top {...props} />
          <p class="row t2 orscan"><Icon name="scan-line" /><span>{t('home.or_scan')}</span></p>
          {props.open && (
            <>
              <h2 class="lab">{t('home.left_open')}</h2>
              <List><Item icon="pause" title={props.open.title} small={props.open.small}
                end={<Icon name="chevron-right" flip />} onPress={props.onResume} /></List>
            </>
          )}
          <h2 class="lab">{t('home.work')}</h2>
          <div class="tiles">
            {[...MENU, ...WHERE_WAITING.filter((flow) => (waiting[flow] ?? 0) > 0)].map((flow) => (
              <button type="button" onClick={() => props.onStart(flow)}>
                <Icon name={FLOW_ICONS[flow]} />
                <span class="sp">{t(`home.${flow}`)}
                  {(waiting[flow] ?? 0) > 0
                    && <small class="t2"> {t(`home.unit.${flow}`, { n: waiting[flow]! })}</small>}
                </span>
                {(waiting[flow] ?? 0) > 0 && <b class="num">{waiting[flow]}</b>}
              </button>
            ))}
          </div>
          {props.links}
        </Main>
      )}
    </>
  );
}
