// SPDX-License-Identifier: Apache-2.0
/** What was found beside or instead of stock: trucks, orders and plates, each list whole. */
import { MarkChip } from '../ui/components/marks.tsx';
import { count, t } from '../ui/words.ts';
import { Holder, Table } from './list_parts.tsx';
import { received, type Matches } from './matches.ts';
import { showOrder } from './outbound.tsx';
import type { Page, Plate } from './reads.ts';
import { isVor } from './rows.ts';
import { named, when } from './shown.ts';

type Props = {
  found: Matches; plates: Page<Plate>; busy: boolean;
  onNotice: (asn: string) => void; onPlate: (lpn: string) => void; onMore: () => void;
};

function Notices(props: Props) {
  const { notices } = props.found;
  if (!notices.length) return null;
  const name = t('board.matches.notices', { n: notices.length });
  return (
    <section class="card"><h2 class="pad">{name}</h2>
      <Table name={name} rows={notices} empty="" keyOf={(row) => row.asn}
        onChoose={props.onNotice} columns={[
          { head: t('board.fact.asn'), cell: (row) => <b>{row.asn}</b> },
          { head: t('board.fact.supplier'), grow: true, cell: (row) =>
            <span class="el">{row.supplier_name || row.supplier}</span> },
          { head: t('board.notice.fact.carrier'), cell: (row) =>
            [row.carrier, row.pro ?? row.bol].filter(Boolean).join(' ') },
          { head: t('board.notice.fact.expected'), cell: (row) =>
            row.expected_at ? when(row.expected_at) : '' },
          { head: t('board.notice.plates'), right: true, cell: (row) =>
            t('board.of', received(row)) },
          { head: t('board.fact.status'), cell: (row) => named('board.state', row.state) },
        ]} />
    </section>
  );
}

function Orders(props: Props) {
  const { orders } = props.found;
  if (!orders.length) return null;
  const name = t('board.matches.orders', { n: orders.length });
  return (
    <section class="card"><h2 class="pad">{name}</h2>
      <Table name={name} rows={orders} empty="" keyOf={(row) => row.order} onChoose={showOrder}
        columns={[
          { head: t('board.fact.order'), cell: (row) => (
            <span class="row"><b>{row.order}</b>
              {isVor(row) && <MarkChip mark={{ kind: 'vor' }} />}</span>) },
          { head: t('board.outbound.customer'), grow: true, cell: (row) =>
            <span class="el">{[row.name, row.customer].filter(Boolean).join(' · ')}</span> },
          { head: t('board.outbound.must_ship'), cell: (row) =>
            row.must_ship ? when(row.must_ship) : '' },
          { head: t('board.matches.lines'), right: true, cell: (row) => count(row.lines.length) },
          { head: t('board.fact.status'), cell: (row) => named('board.state', row.state) },
        ]} />
    </section>
  );
}

function Plates(props: Props) {
  const { items, next } = props.plates;
  if (!items.length) return null;
  const name = t(next ? 'board.matches.plates.first' : 'board.matches.plates', { n: items.length });
  return (
    <section class="card"><h2 class="pad">{name}</h2>
      <Table name={name} rows={items} empty="" keyOf={(row) => row.lpn} onChoose={props.onPlate}
        columns={[
          { head: t('board.fact.lpn'), cell: (row) => <b class="code">{row.lpn}</b> },
          { head: t('board.fact.holder'), grow: true, cell: (row) => row.missing || !row.place
            ? t('board.matches.lost') : <Holder holder={row.location ?? row.place} /> },
          { head: t('board.device.last_seen'), cell: (row) =>
            row.seen_at ? when(row.seen_at) : '' },
        ]} />
      {next && <button type="button" class="btn sm more" disabled={props.busy}
        onClick={props.onMore}>{t('board.stock.further')}</button>}
    </section>
  );
}

export const howMany = (found: Matches, plates: Page<Plate>): number =>
  found.notices.length + found.orders.length + plates.items.length;

export function MatchLists(props: Props) {
  return <><Notices {...props} /><Orders {...props} /><Plates {...props} /></>;
}
