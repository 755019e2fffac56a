// SPDX-License-Identifier: Apache-2.0
/** What was found beside or instead of stock: trucks, orders and plates, each list whole. */
import { MarkChip } from '../ui/components/marks.tsx';
import { count, t } from '../ui/words.ts';
import { scopeText } from './decisions.ts';
import { Holder, Table } from './list_parts.tsx';
import { open, rows } from './live.ts';
import { received, type Matches } from './matches.ts';
import { showOrder } from './outbound.tsx';
import type { PartFound, Page, Plate } from './reads.ts';
import { isVor } from './rows.ts';
import { named, when } from './shown.ts';
import { holdName } from './told.ts';

type Props = {
  found: Matches; plates: Page<Plate>; parts: Page<PartFound>; busy: boolean;
  onNotice: (asn: string) => void; onThing: (code: string) => void;
  onMore: () => void; onMoreParts: () => void;
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
      <Table name={name} rows={items} empty="" keyOf={(row) => row.lpn} onChoose={props.onThing}
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

function Parts(props: Props) {
  const { items, next } = props.parts;
  if (!items.length) return null;
  const name = t(next ? 'board.matches.parts.first' : 'board.matches.parts', { n: items.length });
  return (
    <section class="card"><h2 class="pad">{name}</h2>
      <Table name={name} rows={items} empty="" keyOf={(row) => row.part} onChoose={props.onThing}
        columns={[
          { head: t('board.fact.part'), cell: (row) => <b class="part">{row.part}</b> },
          { head: t('board.matches.description'), grow: true, cell: (row) =>
            <span class="el">{row.description}</span> },
        ]} />
      {next && <button type="button" class="btn sm more" disabled={props.busy}
        onClick={props.onMoreParts}>{t('board.stock.further')}</button>}
    </section>
  );
}

/** Open holds by the name on their tag: each leads to where it is released. */
function Holds(props: Props) {
  const { holds } = props.found;
  if (!holds.length) return null;
  const name = t('board.matches.holds', { n: holds.length });
  return (
    <section class="card"><h2 class="pad">{name}</h2>
      <Table name={name} rows={holds} empty="" keyOf={(row) => row.hold} onChoose={showHold}
        columns={[
          { head: t('board.fact.hold'), cell: (row) => <b>{holdName(row.hold, rows.value)}</b> },
          { head: t('board.matches.covers'), grow: true, cell: (row) =>
            <span class="el">{scopeText(row, rows.value)}</span> },
          { head: t('board.fact.reason'), cell: (row) => named('board.hold', row.reason) },
        ]} />
    </section>
  );
}

/** Opens a hold where it is released. */
export const showHold = (hold: string): void => open('exceptions', `hold:${hold}`);

export const howMany = (
  found: Matches, plates: Page<Plate>, parts: Page<PartFound>,
): number => found.notices.length + found.orders.length + found.holds.length
  + plates.items.length + parts.items.length;

export function MatchLists(props: Props) {
  return (
    <><Holds {...props} /><Notices {...props} /><Orders {...props} /><Parts {...props} />
      <Plates {...props} /></>
  );
}
