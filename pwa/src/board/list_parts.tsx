// SPDX-License-Identifier: Apache-2.0
/** Tables and lists of the desk: rows of 36 px, one chosen row, the rest behind one button. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/components/icon.tsx';
import { SmallPlate } from '../ui/components/plate.tsx';
import { t } from '../ui/words.ts';
import { isPlace, plain } from './rows.ts';

export const ROWS = 50; // what a screen shows twice over; more is asked for

export type Column<Row> = Readonly<{
  head: string; right?: boolean; grow?: boolean; cell: (row: Row) => ComponentChildren;
}>;
type TableProps<Row> = {
  name: string; rows: readonly Row[]; columns: readonly Column<Row>[];
  keyOf: (row: Row) => string; chosen?: string | null; onChoose?: (key: string) => void;
  empty: ComponentChildren;
};

/** Brings the chosen row into sight when a key moved there. */
export function useShown(on: boolean) {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (on) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [on]);
  return ref;
}

function TableRow<Row>(props: TableProps<Row> & { row: Row }) {
  const { row, columns, onChoose } = props;
  const key = props.keyOf(row);
  const on = props.chosen === key;
  const ref = useShown(on);
  const cells = columns.map((column) => (
    <td class={`${column.right ? 'r ' : ''}${column.grow ? 'grow' : ''}`}>{column.cell(row)}</td>
  ));
  const [first, ...rest] = columns;
  return (
    <tr class={on ? 'on' : ''} ref={ref as never} onClick={() => onChoose?.(key)}>
      {onChoose && first
        ? (
          <>
            <td class={first.grow ? 'grow' : ''}>
              <button type="button" class="rowbtn inset-focus" aria-pressed={on}>
                {first.cell(row)}
              </button>
            </td>
            {cells.slice(1, rest.length + 1)}
          </>
        )
        : cells}
    </tr>
  );
}

/** A table whose empty state teaches. */
export function Table<Row>(props: TableProps<Row>) {
  const shown = useSignal(ROWS);
  const more = props.rows.length - shown.value;
  if (!props.rows.length) return <div class="none">{props.empty}</div>;
  return (
    <>
      <table class="t" aria-label={props.name}>
        <thead><tr>
          {props.columns.map((column) => (
            <th scope="col" class={column.right ? 'r' : ''}>{column.head}</th>
          ))}
        </tr></thead>
        <tbody>
          {props.rows.slice(0, shown.value).map((row) => (
            <TableRow {...props} row={row} key={props.keyOf(row)} />
          ))}
        </tbody>
      </table>
      <More n={more} onMore={() => { shown.value += ROWS; }} />
    </>
  );
}

export function More(props: { n: number; onMore: () => void }) {
  if (props.n <= 0) return null;
  return (
    <button type="button" class="btn sm more" onClick={props.onMore}>
      {t('list.more', { n: props.n })}
    </button>
  );
}

/** A holder as people know it: a place as its plate, a plate as its number, an account by name. */
export function Holder(props: { holder: string }) {
  const [account = '', place = ''] = props.holder.split(':');
  if (isPlace(props.holder)) return <SmallPlate location={props.holder} tiny />;
  if (account.startsWith('@')) {
    return <>{t(`board.account.${account.slice(1)}`)}
      {place && <SmallPlate location={plain(props.holder.slice(account.length + 1))} tiny />}</>;
  }
  return <span class="code">{plain(props.holder)}</span>;
}

/** An empty list says why it is empty. */
export function Nothing(props: { icon: string; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty"><Icon name={props.icon} size="l" /><b>{props.title}</b>
      {props.children && <span>{props.children}</span>}
    </div>
  );
}
