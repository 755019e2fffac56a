// SPDX-License-Identifier: Apache-2.0
/** A truck that brings goods: what its notice says, and which of its plates have come. */
import type { AsnPack, AsnRow } from '../domain/rows.ts';
import { Chip } from '../ui/components/marks.tsx';
import { count, t } from '../ui/words.ts';
import { Table } from './list_parts.tsx';
import { rows } from './live.ts';
import { received } from './matches.ts';
import { named, when } from './shown.ts';
import { supplierName } from './told.ts';

const LINES = 3; // of one plate; the rest is a number

const goods = (pack: AsnPack): string => [
  ...pack.lines.slice(0, LINES).map((line) =>
    [count(line.quantity), line.part, line.lot].filter(Boolean).join(' ')),
  ...(pack.lines.length > LINES ? [t('board.told.more', { n: pack.lines.length - LINES })] : []),
].join(' · ');

/** What the driver's papers say, by name. */
function papers(asn: AsnRow): readonly (readonly [string, string])[] {
  const found: readonly (readonly [string, string | null | undefined])[] = [
    ['supplier', supplierName(asn.supplier, rows.value)], ['carrier', asn.carrier],
    ['trailer', asn.trailer], ['pro', asn.pro], ['bol', asn.bol],
    ['purchase_order', (asn.purchase_orders ?? []).join(', ')],
    ['expected', asn.expected_at && when(asn.expected_at)],
    ['score', asn.score === undefined ? null
      : t('board.notice.score', { n: asn.score, percent: asn.open_percent ?? 0 })],
    ['status', named('board.state', asn.state)],
  ];
  return found.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
}

function Plates(props: { asn: AsnRow; onPlate: (lpn: string) => void }) {
  const packs = (props.asn.packs ?? []).filter((pack) => pack.lines.length > 0);
  return (
    <section class="card scroll">
      <Table name={t('board.notice.plates')} rows={packs} empty={t('board.notice.no_plate')}
        keyOf={(pack) => pack.lpn ?? `loose ${packs.indexOf(pack)}`}
        onChoose={(key) => { if (packs.some((pack) => pack.lpn === key)) props.onPlate(key); }}
        columns={[
          { head: t('board.fact.lpn'), cell: (pack) =>
            <span class="code">{pack.lpn ?? t('board.notice.loose')}</span> },
          { head: t('board.fact.parent_lpn'), cell: (pack) =>
            <span class="code">{pack.parent}</span> },
          { head: t('board.notice.goods'), grow: true, cell: (pack) =>
            <span class="wraps">{goods(pack)}</span> },
          { head: t('board.fact.status'), cell: (pack) => pack.received
            ? <Chip icon="check">{t('board.notice.received')}</Chip>
            : t('board.notice.expected') },
        ]} />
    </section>
  );
}

export function Notice(props: { asn: AsnRow; onPlate: (lpn: string) => void }) {
  const { asn } = props;
  return (
    <>
      <div class="row"><h2 class="page">{asn.asn}</h2>
        <span class="t2 sp">{t('board.notice')}</span>
        <span class="nw">{t('board.notice.here', received(asn))}</span></div>
      <dl class="gone">
        {papers(asn).map(([name, value]) => (
          <div key={name}><dt class="lab">{t(`board.notice.fact.${name}`)}</dt>
            <dd>{value}</dd></div>
        ))}
      </dl>
      <Plates asn={asn} onPlate={props.onPlate} />
    </>
  );
}
