// SPDX-License-Identifier: Apache-2.0
/** What a recall hit: units that are here, by place, and those that are gone, by customer. */
import { count, t } from '../ui/words.ts';
import { Holder, Table } from './list_parts.tsx';
import { text, texts, whole, type ExceptionRow } from './rows.ts';

type Hit = Readonly<Record<string, unknown>>;

const hits = (row: ExceptionRow, name: string): readonly Hit[] =>
  (Array.isArray(row[name]) ? row[name] as Hit[] : []);

const identity = (hit: Hit): string =>
  [text(hit, 'lot'), ...texts(hit, 'serials')].filter(Boolean).join(', ');

const where = (hit: Hit): string => (text(hit, 'lpn') ? `lpn:${text(hit, 'lpn')}`
  : text(hit, 'location'));

function Hits(props: { row: ExceptionRow; of: 'here' | 'gone' }) {
  const { row, of } = props;
  const found = hits(row, of);
  const units = whole(row, `units_${of}`) ?? 0;
  const listed = found.reduce((sum, one) => sum + (whole(one, 'quantity') ?? 0), 0);
  const one = text(row, 'part') !== ''; // else of every part that a supplier sent
  const place = { head: t('board.fact.holder'), cell: (hit: Hit) =>
    <Holder holder={where(hit)} /> };
  return (
    <>
      <h2>{t(`board.recall.${of}`, { n: units })}</h2>
      <Table name={t(`board.recall.${of}`, { n: units })} rows={found}
        keyOf={(hit) => String(found.indexOf(hit))}
        empty={<p class="t2 pad">{t(`board.recall.${of}.none`)}</p>}
        columns={[
          ...(of === 'here' ? [place] : []),
          { head: t(one ? 'board.recall.number' : 'board.fact.part'), grow: true, cell: (hit) =>
            <span class="said-line">{!one && <><b class="part">{text(hit, 'part')}</b>{' '}</>}
              <span class="code">{identity(hit)}</span></span> },
          ...(of === 'here' ? [{ head: t('board.fact.order'), cell: (hit: Hit) =>
            text(hit, 'order') }] : []),
          { head: t('board.fact.quantity'), right: true, cell: (hit) =>
            count(whole(hit, 'quantity') ?? 0) },
        ]} />
      {units > listed && <p class="sm t2">{t('board.told.more', { n: units - listed })}</p>}
    </>
  );
}

export function Recalled(props: { row: ExceptionRow }) {
  if (props.row.kind !== 'recall') return null;
  return <><Hits row={props.row} of="here" /><Hits row={props.row} of="gone" /></>;
}
