// SPDX-License-Identifier: Apache-2.0
/** Devices: what each still keeps to itself, since when, and when it was last heard. */
import { Band } from '../ui/components/band.tsx';
import { Icon } from '../ui/components/icon.tsx';
import { Chip } from '../ui/components/marks.tsx';
import { age, count, t } from '../ui/words.ts';
import { filter, NothingHere } from './filtered.tsx';
import { Table } from './list_parts.tsx';
import { chosen, now, rows } from './live.ts';
import { personName } from './names.ts';
import { lastReport, ordersOn, type DeviceRow } from './rows.ts';
import { named, old, when } from './shown.ts';

const SILENT_MS = 5 * 60_000; // a device in use speaks every half minute
const OLD_MS = 30 * 60_000; // work that a day's routine should have brought home

/** Desks and stations tell nothing offline: they keep no queue that could be unsent. */
const keeps = (row: DeviceRow): boolean => row.class === 'handheld' || row.pending > 0;
const silent = (row: DeviceRow): boolean =>
  keeps(row) && now.value - Date.parse(row.last_seen) > SILENT_MS;
const oldest = (row: DeviceRow): number =>
  row.oldest_at ? now.value - Date.parse(row.oldest_at) : 0;

/** What a device needs, as the last part of `board.device.<need>`; null: nothing. */
export function need(row: DeviceRow): 'gone' | 'silent' | 'late' | null {
  if (row.state !== 'active') return row.pending > 0 ? 'gone' : null;
  if (row.pending > 0 && silent(row)) return 'silent';
  return row.pending > 0 && oldest(row) > OLD_MS ? 'late' : null;
}

const sorted = (): readonly DeviceRow[] => {
  const wanted = filter().toUpperCase();
  return [...rows.value.device.values()]
    .filter((row) => `${row.name} ${personName(row.actor ?? '')}`.toUpperCase().includes(wanted))
    .sort((a, b) => Number(need(b) !== null) - Number(need(a) !== null)
      || a.name.localeCompare(b.name, undefined, { numeric: true }));
};

export const devicesInOrder = (): readonly string[] => sorted().map((row) => row.device);
export const devicesInNeed = (): number =>
  [...rows.value.device.values()].filter((row) => need(row) !== null).length;

export function devicesNote(): string {
  const all = [...rows.value.device.values()];
  const kept = all.reduce((sum, row) => sum + row.pending, 0);
  return [t('board.devices.known', { n: all.length }),
    kept > 0 ? t('board.devices.kept', { n: kept }) : ''].filter(Boolean).join(', ');
}

function Needs(props: { row: DeviceRow }) {
  const found = need(props.row);
  if (found) {
    return <Chip tone="attn" icon="triangle-alert">{t(`board.device.${found}`)}</Chip>;
  }
  const { state } = props.row;
  return <span class="t3">{state === 'active' ? '' : named('board.state', state)}</span>;
}

/** What a device still keeps. A report that is not fresh says of when it is; none is unknown. */
function notSent(row: DeviceRow) {
  if (!keeps(row)) return <span class="t3">{t('board.device.no_queue')}</span>;
  const said = lastReport(row, now.value);
  if (said === 'none') return <span class="t3">?</span>;
  if (said === 'now') {
    return row.pending ? <b>{count(row.pending)}</b> : <span class="t3">0</span>;
  }
  return (
    <span class="stale">{t('board.device.as_of', { n: row.pending, time: when(row.last_seen) })}
      <br /><small>{t('board.device.silent_for', { age: old(row.last_seen) })}</small></span>
  );
}

function seen(row: DeviceRow): string {
  if (!row.last_seen) return keeps(row) ? t('board.device.not_yet') : '';
  const ms = now.value - Date.parse(row.last_seen);
  return ms < 60_000 ? t('board.now') : t('board.ago', { age: age(ms) });
}

function Side(props: { row: DeviceRow }) {
  const { row } = props;
  const begun = keeps(row) ? ordersOn(row, rows.value.order.values()) : [];
  return (
    <aside class="card side" aria-label={row.name}>
      <div class="row"><h2 class="big">{row.name}</h2><span class="sp" />
        {silent(row) && <Chip tone="off" icon="wifi-off">
          {t('board.device.silent_for', { age: old(row.last_seen) })}</Chip>}</div>
      <p class="t2">{[
        personName(row.actor ?? ''), named('board.class', row.class),
        named('board.state', row.state),
      ].filter(Boolean).join(' · ')}</p>
      {row.pending === 0 && silent(row) && (
        <Band tone="off" title={t('board.device.unknown')}>{t('board.device.unknown.next')}</Band>
      )}
      {row.pending > 0 && (
        <Band tone={need(row) ? 'attn' : ''} title={t('board.device.holds', { n: row.pending })}>
          {t('board.device.safe')}</Band>
      )}
      {!keeps(row) && <p class="t2">{t('board.device.no_queue.next')}</p>}
      <dl class="pairs">
        {row.last_seen && <div><dt>{t('board.device.last_seen')}</dt>
          <dd>{when(row.last_seen)}</dd></div>}
        {keeps(row) && <div><dt>{t('board.device.last_seq')}</dt>
          <dd>{count(row.last_seq)}</dd></div>}
        {begun.length > 0 && (
          <div><dt>{t('board.device.orders')}</dt><dd>{begun.join(', ')}</dd></div>)}
        {row.oldest_at && (
          <div><dt>{t('board.device.oldest')}</dt><dd>{when(row.oldest_at)}</dd></div>)}
      </dl>
      {row.pending > 0 && <p class="sm t2">{t('board.device.next')}</p>}
    </aside>
  );
}

export function Devices() {
  const list = sorted();
  const row = list.find((one) => one.device === chosen.value);
  return (
    <div class="withside">
      <section class="card scroll">
        <Table name={t('board.nav.devices')} rows={list} keyOf={(one) => one.device}
          chosen={chosen.value} onChoose={(key) => { chosen.value = key; }}
          empty={<NothingHere icon="smartphone" title={t('board.devices.none')}>
            {t('board.devices.none.next')}</NothingHere>}
          columns={[
            { head: t('board.device.name'), cell: (one) => <b>{one.name}</b> },
            { head: t('board.device.who'), cell: (one) => personName(one.actor ?? '') },
            { head: t('board.device.class'), cell: (one) => named('board.class', one.class) },
            { head: t('board.device.last_seen'), cell: (one) =>
              <span class={silent(one) ? 'stale' : ''}>{seen(one)}</span> },
            { head: t('board.device.not_sent'), right: true, cell: (one) =>
              notSent(one) },
            { head: t('board.device.oldest'), right: true, cell: (one) =>
              one.oldest_at ? age(oldest(one)) : '' },
            { head: t('board.device.needs'), grow: true, cell: (one) => <Needs row={one} /> },
          ]} />
      </section>
      {row ? <Side row={row} />
        : <aside class="card side hint"><Icon name="smartphone" size="l" />
            <p class="t2">{t('board.devices.choose')}</p></aside>}
    </div>
  );
}
