// SPDX-License-Identifier: Apache-2.0
/** Orders and the trucks they leave with. A truck is confirmed here; held goods keep it here. */
import { signal } from '@preact/signals';
import type { Asked, OrderLine, ShipmentRow } from '../domain/rows.ts';
import { Icon } from '../ui/components/icon.tsx';
import { Chip, MarkChip } from '../ui/components/marks.tsx';
import { count, t } from '../ui/words.ts';
import { Contents, unitName, useAboard } from './aboard.tsx';
import { NEVER } from './cards.ts';
import { Decisions } from './decision_card.tsx';
import { confirmShipment } from './decisions.ts';
import { filter as textFilter, NothingHere } from './filtered.tsx';
import { Table } from './list_parts.tsx';
import { chosen, open, rows } from './live.ts';
import { Photos } from './photos.tsx';
import { asked, isVor, plain, type ServedOrder } from './rows.ts';
import { named, when } from './shown.ts';

const finished = signal(false);
const OVER: readonly string[] = ['shipped', 'short_shipped', 'cancelled'];
const picked = (order: ServedOrder): number =>
  order.lines.filter((line) => line.picked >= asked(line)).length;

function orders(): readonly ServedOrder[] {
  const wanted = textFilter().toUpperCase();
  return [...rows.value.order.values()]
    .filter((order) => OVER.includes(order.state) === finished.value)
    .filter((order) => `${order.order} ${order.name} ${order.customer}`.toUpperCase()
      .includes(wanted))
    .sort((a, b) => Number(isVor(b)) - Number(isVor(a))
      || (a.must_ship || NEVER).localeCompare(b.must_ship || NEVER)
      || a.order.localeCompare(b.order));
}

const shipments = () => [...rows.value.shipment.values()]
  .sort((a, b) => Number(a.state === 'confirmed') - Number(b.state === 'confirmed')
    || a.shipment.localeCompare(b.shipment));

export const outboundInOrder = (): readonly string[] => [
  ...shipments().map((row) => `ship:${row.shipment}`),
  ...orders().map((row) => `order:${row.order}`),
];

export const outboundNote = (): string => {
  const n = [...rows.value.order.values()].filter((one) => !OVER.includes(one.state)).length;
  const trucks = shipments().filter((one) => one.state === 'open').length;
  return [t('board.outbound.orders', { n }),
    trucks ? t('board.outbound.trucks', { n: trucks }) : ''].filter(Boolean).join(', ');
};

/** Opens an order in the list that has it. */
export function showOrder(name: string): void {
  finished.value = OVER.includes(rows.value.order.get(name)?.state ?? '');
  open('outbound', `order:${name}`);
}

function Shipments() {
  return (
    <section class="card"><h2 class="pad">{t('board.outbound.shipments')}</h2>
      <Table name={t('board.outbound.shipments')} rows={shipments()} chosen={chosen.value}
        keyOf={(row) => `ship:${row.shipment}`} onChoose={(key) => { chosen.value = key; }}
        empty={<p class="t2 pad">{t('board.outbound.no_truck')}</p>}
        columns={[
          { head: t('board.fact.shipment'), cell: (row) => <b>{row.shipment}</b> },
          { head: t('board.outbound.door'), cell: (row) => row.door },
          { head: t('board.outbound.on_board'), right: true,
            cell: (row) => count(row.lpns.length) },
          { head: t('board.fact.order'), grow: true, cell: (row) =>
            <span class="el">{row.orders.join(', ')}</span> },
          { head: t('board.fact.status'), cell: (row) => named('board.state', row.state) },
        ]} />
    </section>
  );
}

function Orders() {
  const filter = (done: boolean) => (
    <button type="button" class={`chip ${finished.value === done ? 'do' : 'line'}`}
      aria-pressed={finished.value === done} onClick={() => { finished.value = done; }}>
      {finished.value === done && <Icon name="check" />}
      {t(done ? 'board.outbound.finished' : 'board.outbound.open')}</button>
  );
  return (
    <section class="card scroll">
      <div class="fil"><h2 class="sp">{t('board.outbound.orders_title')}</h2>
        {filter(false)}{filter(true)}</div>
      <Table name={t('board.outbound.orders_title')} rows={orders()} chosen={chosen.value}
        keyOf={(row) => `order:${row.order}`} onChoose={(key) => { chosen.value = key; }}
        empty={<NothingHere icon="package" title={t('board.outbound.none')}>
          {t('board.outbound.none.next')}</NothingHere>}
        columns={[
          { head: t('board.fact.order'), cell: (row) => (
            <span class="row"><b>{row.order}</b>
              {isVor(row) && <MarkChip mark={{ kind: 'vor' }} />}</span>) },
          { head: t('board.outbound.customer'), grow: true, cell: (row) =>
            <span class="el">{row.name || row.customer}</span> },
          { head: t('board.outbound.must_ship'), cell: (row) =>
            row.must_ship ? when(row.must_ship) : '' },
          { head: t('board.outbound.picked'), right: true, cell: (row) =>
            t('board.of', { n: picked(row), total: row.lines.length }) },
          { head: t('board.fact.status'), cell: (row) => named('board.state', row.state) },
        ]} />
    </section>
  );
}

/** The number that replaces the part of a line, as its pick task said; '' for none. */
const newer = (order: ServedOrder, line: OrderLine): string =>
  rows.value.task.get(`pick:${order.order}:${line.line}`)?.superseded_by ?? '';
const askedAs = ({ quantity, pack }: Asked): string =>
  t('board.asked_as', { n: count(quantity), pack });

function OrderSide(props: { order: ServedOrder }) {
  const { order } = props;
  const trucks = shipments().filter((one) => one.orders.includes(order.order));
  return (
    <aside class="card side" aria-label={order.order}>
      <div class="row wrap"><h2 class="big">{order.order}</h2>
        {isVor(order) && <MarkChip mark={{ kind: 'vor' }} />}</div>
      <p class="t2">{[
        order.name || order.customer,
        order.must_ship && t('board.due', { time: when(order.must_ship) }),
      ].filter(Boolean).join(' · ')}</p>
      <dl class="pairs">
        <div><dt>{t('board.fact.status')}</dt><dd>{named('board.state', order.state)}</dd></div>
        {trucks.map((one) => (
          <div key={one.shipment}><dt>{t('board.fact.shipment')}</dt>
            <dd>{`${one.shipment}, ${named('board.state', one.state)}`}</dd></div>
        ))}
        {(order.cartons ?? []).map((carton) => (
          <div key={carton}><dt>{t('board.order.carton')}</dt>
            <dd class="code">{plain(carton)}</dd></div>
        ))}
        {order.walk && <div><dt>{t('board.order.walk')}</dt>
          <dd>{named('board.walk', order.walk.why)}</dd></div>}
      </dl>
      <ul class="lines">
        {order.lines.map((line) => (
          <li><span class="sp"><b class="part">{line.part}</b>
            {line.vin && <small class="code">{line.vin}</small>}
            {line.asked && <small>{askedAs(line.asked)}</small>}
            {newer(order, line) && (
              <small><Icon name="triangle-alert" size="s" />{' '}
                {t('board.superseded', { part: newer(order, line) })}</small>
            )}</span>
            <span>{t('board.of', { n: line.picked, total: asked(line) })}</span>
            {line.picked >= asked(line) && <Chip icon="check">{t('board.picked')}</Chip>}</li>
        ))}
      </ul>
    </aside>
  );
}

/** The truck that is chosen. */
export const shipmentHere = () => {
  const row = rows.value.shipment.get((chosen.value ?? '').replace(/^ship:/, ''));
  return row && chosen.value === `ship:${row.shipment}` ? row : null;
};

const SAID = ['seal', 'taken_by', 'document'] as const;

/** What was said of a truck when it left, and who signed. */
function Departed(props: { row: ShipmentRow }) {
  const { row } = props;
  if (row.state !== 'confirmed') return null;
  return (
    <>
      <dl class="pairs">
        {SAID.filter((name) => row[name]).map((name) => (
          <div key={name}><dt>{t(`board.field.${name}`)}</dt><dd>{row[name]}</dd></div>
        ))}
      </dl>
      {row.signature && <Photos of={{ order: row.orders, location: [row.door] }}
        only={row.signature} />}
    </>
  );
}

/** The truck that is chosen: what is on board, before it may leave. */
function Truck(props: { row: ShipmentRow }) {
  const { row } = props;
  const found = useAboard(row);
  const held = found?.held ?? [];
  const holds = [...new Set(held.flatMap((one) => one.holds))];
  // Until it is known what is on board, nothing says that the truck may leave.
  const choices = found && row.state === 'open'
    ? [confirmShipment(row, held.map(unitName), holds, found.loose, found.orders)] : [];
  return (
    <Decisions decisions={choices} chosen={0} onChoose={() => {}} about={row.shipment}
      none={row.state === 'open' ? '' : t('board.outbound.gone')}>
      <Departed row={row} />
      <h3>{t('board.aboard')}</h3>
      {found ? <Contents found={found} /> : <p class="t2">{t('board.aboard.reading')}</p>}
    </Decisions>
  );
}

export function Outbound() {
  const order = rows.value.order.get((chosen.value ?? '').replace(/^order:/, ''));
  const truck = shipmentHere();
  return (
    <div class="withside">
      <div class="stack"><Shipments /><Orders /></div>
      {truck
        ? <Truck row={truck} key={truck.shipment} />
        : order ? <OrderSide order={order} />
          : <aside class="card side hint"><p class="t2">{t('board.outbound.choose')}</p></aside>}
    </div>
  );
}
