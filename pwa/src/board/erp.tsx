// SPDX-License-Identifier: Apache-2.0
/** What the ERP is told: every document, and how far it has got. */
import { signal } from '@preact/signals';
import { Icon } from '../ui/components/icon.tsx';
import { t } from '../ui/words.ts';
import { DocumentSide } from './document_side.tsx';
import type { Progress } from './document.ts';
import { DocumentState, progressOf } from './erp_state.tsx';
import { filter as textFilter, NothingHere } from './filtered.tsx';
import { Table } from './list_parts.tsx';
import { chosen, rows } from './live.ts';
import { text, type DocumentRow } from './rows.ts';
import { named, when } from './shown.ts';
import { paper } from './told.ts';

const FILTERS = ['all', 'waiting', 'kept', 'refused', 'booked'] as const;
const filter = signal<(typeof FILTERS)[number]>('all');
const ORDER: Readonly<Record<Progress, number>> = {
  refused: 0, kept: 1, behind: 2, waiting: 3, booked: 4,
};

const NAMED = 4; // things that a row names; the rest is a number
const NAMES = ['order', 'shipment', 'asn', 'receipt', 'location', 'action'];

/** What a document is about: its business number, and the parts of its lines. */
function about(row: DocumentRow): string {
  const lines = Array.isArray(row.body['lines']) ? row.body['lines'] as { part?: string }[] : [];
  const scope = (row.body['scope'] ?? {}) as Readonly<Record<string, string>>;
  const parts = [...new Set(lines.map((line) => line.part ?? ''))].filter(Boolean);
  const number = NAMES.map((name) => text(row.body, name)).find(Boolean) ?? '';
  const all = [named('board.action', paper(number)), ...Object.values(scope), ...parts]
    .filter(Boolean).map(paper);
  return [...all.slice(0, NAMED), ...(all.length > NAMED ? [`+${all.length - NAMED}`] : [])]
    .join(' · ');
}

/** What waits behind another is on the way, too: it needs nothing of its own. */
const matches = (row: DocumentRow): boolean => {
  const state = progressOf(row);
  return filter.value === 'all' || filter.value === (state === 'behind' ? 'waiting' : state);
};

function documents(): readonly DocumentRow[] {
  const wanted = textFilter().toUpperCase();
  return [...rows.value.erp_document.values()]
    .filter(matches)
    .filter((row) => `${named('board.document', row.type)} ${about(row)} ${row.key}`.toUpperCase()
      .includes(wanted))
    .sort((a, b) => ORDER[progressOf(a)] - ORDER[progressOf(b)]
      || b.operation.localeCompare(a.operation));
}

export const documentsInOrder = (): readonly string[] => documents().map((row) => row.key);

/** Documents that somebody must look at: refused by the ERP, or kept back here. */
export const documentsStopped = (): number =>
  [...rows.value.erp_document.values()].filter((row) => row.state === 'refused').length;

export function erpNote(): string {
  const all = [...rows.value.erp_document.values()].map(progressOf);
  return (['waiting', 'behind', 'kept', 'refused'] as const).map((state) => {
    const n = all.filter((one) => one === state).length;
    return n ? t(`board.erp.n_${state}`, { n }) : '';
  }).filter(Boolean).join(', ');
}

/** When the ERP had it; until then since when it waits to be told. */
function delivered(row: DocumentRow): string {
  if (row.booked_at) return when(row.booked_at);
  return row.state !== 'booked' && row.queued_at
    ? t('board.erp.since', { time: when(row.queued_at) }) : '';
}

function Filters() {
  return (
    <div class="fil" role="group" aria-label={t('board.filter')}>
      {FILTERS.map((one) => (
        <button type="button" class={`chip ${filter.value === one ? 'do' : 'line'}`} key={one}
          aria-pressed={filter.value === one} onClick={() => { filter.value = one; }}>
          {filter.value === one && <Icon name="check" />}{t(`board.erp.${one}`)}</button>
      ))}
    </div>
  );
}

export function Erp() {
  const row = rows.value.erp_document.get(chosen.value ?? '');
  return (
    <div class="withside">
      <section class="card scroll">
        <Filters />
        <Table name={t('board.nav.erp')} rows={documents()} keyOf={(row) => row.key}
          chosen={chosen.value} onChoose={(key) => { chosen.value = key; }}
          empty={<NothingHere icon="database" title={t('board.erp.none')}>
            {t('board.erp.none.next')}</NothingHere>}
          columns={[
            { head: t('board.erp.type'), cell: (row) =>
              <b>{named('board.document', row.type)}</b> },
            { head: t('board.erp.about'), grow: true, cell: (row) =>
              <span class="el">{about(row)}</span> },
            { head: t('board.erp.at'), cell: (row) => when(text(row.body, 'at')) },
            { head: t('board.erp.delivered'), cell: delivered },
            { head: t('board.fact.status'), cell: (row) => <DocumentState row={row} /> },
          ]} />
      </section>
      {row ? <DocumentSide row={row} key={row.key} />
        : <aside class="card side hint"><p class="t2">{t('board.erp.choose')}</p></aside>}
    </div>
  );
}
