// SPDX-License-Identifier: Apache-2.0
/** "Work on this device": what is saved, recorded and booked, and what waits for a person. */
import type { ComponentChildren } from 'preact';
import type { QueueRow, SyncState } from '../../contract.ts';
import { OfflineBand } from '../components/band.tsx';
import { Button } from '../components/button.tsx';
import { Header, people as asked } from '../components/header.tsx';
import { Icon } from '../components/icon.tsx';
import { EmptyState, Item, Loading, Paged } from '../components/list.tsx';
import { Main } from '../components/main.tsx';
import { RackLights, type RackLevel } from '../components/marks.tsx';
import { describe } from '../describe.ts';
import { atRisk } from '../risk.ts';
import { age, clock, known, t, type Language } from '../words.ts';
import { LanguageRow } from './signin.tsx';

export type QueueProps = {
  sync: SyncState;
  rows: readonly QueueRow[] | null; // null: being read
  photos?: ComponentChildren; // pictures that are only on this device
  now: number;
  device: string;
  trying: boolean;
  language: Language;
  onLanguage: (language: Language) => void; // amid a step: the step stays
  onTry: () => void;
  onClose: () => void;
};

const LEVELS: readonly ('saved' | 'recorded' | 'booked')[] = ['saved', 'recorded', 'booked'];

function Totals(props: { sync: SyncState }) {
  return (
    <dl class="totals">
      {LEVELS.map((level) => (
        <div>
          <dt>{t(`queue.${level}`)}</dt>
          <dd><RackLights level={level as RackLevel} big named={false} />
            <b class="num">{props.sync[level]}</b></dd>
        </div>
      ))}
    </dl>
  );
}

/** Why a row waits or was not understood, in words; a name without words is shown as it is. */
function reason(row: QueueRow): string | null {
  if (!row.reason) return null;
  return known(`reason.${row.reason}`) ? t(`reason.${row.reason}`) : row.reason;
}

function Row(props: { row: QueueRow }) {
  const { row } = props;
  const { title, place } = describe(row);
  const stuck = row.state === 'parked' || row.state === 'rejected';
  const how = stuck ? t(`queue.${row.state}`) : `${t(`rack.${row.state}`)}, ${t('rack.parked')}`;
  const why = row.asked ? [how, reason(row)].filter(Boolean).join(': ') : null;
  return (
    <Item start={<RackLights level={row.state} />} title={title}
      small={<>{place}{why && <span class="attn-ink">{why}</span>}</>}
      end={<span class="sm t2">{clock(row.captured_at)}</span>} />
  );
}

function Can() {
  return (
    <ul class="can sm">
      <li><Icon name="check" size="m" /><span>{t('offline.can')}</span></li>
      <li class="t2"><Icon name="x" size="m" /><span>{t('offline.cannot')}</span></li>
    </ul>
  );
}

function Rows(props: { rows: readonly QueueRow[] | null; n: number }) {
  const { rows } = props;
  if (rows === null) return <Loading text={t('queue.loading')} />;
  if (!rows.length) {
    return <EmptyState icon="inbox" title={t('queue.empty')}>{t('queue.empty_next')}</EmptyState>;
  }
  const people = rows.filter((row) => row.asked);
  const others = rows.filter((row) => !people.includes(row));
  return (
    <>
      {people.length > 0 && <h2 class="lab">{t('queue.needs_person', { n: props.n })}</h2>}
      {people.length > 0
        && <Paged rows={people} row={(row) => <Row key={row.op_id} row={row} />} />}
      {people.length > 0 && others.length > 0 && <h2 class="lab">{t('queue.others')}</h2>}
      {others.length > 0
        && <Paged rows={others} row={(row) => <Row key={row.op_id} row={row} />} />}
    </>
  );
}

export function QueueScreen(props: QueueProps) {
  const { sync, now } = props;
  const risk = atRisk(sync, now);
  return (
    <>
      <Header title={t('queue.title')} subtitle={props.device}
        lead={{ icon: 'x', name: t('app.close'), onPress: props.onClose }} />
      {!sync.online && sync.offline_since && (
        <OfflineBand since={t('offline.since', { time: clock(sync.offline_since) })}
          risk={risk ? t(`offline.risk_${risk}`) : undefined} />
      )}
      <Main>
        <Totals sync={sync} />
        {sync.oldest_at && (
          <p class="sm t2">{t('queue.oldest', { age: age(now - Date.parse(sync.oldest_at)) })}</p>
        )}
        {props.photos}
        <Rows rows={props.rows} n={asked(sync)} />
        {!sync.online && <Can />}
        <LanguageRow language={props.language} onLanguage={props.onLanguage} />
      </Main>
      <footer class="foot">
        <Button tone="line" icon="wifi" disabled={props.trying} onPress={props.onTry}>
          {t(props.trying ? 'queue.trying' : 'queue.try')}
        </Button>
      </footer>
    </>
  );
}
