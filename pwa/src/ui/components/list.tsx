// SPDX-License-Identifier: Apache-2.0
/** Rows of 56 px, cards of work, and what an empty list teaches. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Mark } from '../../flow/step.ts';
import { t } from '../words.ts';
import { Button } from './button.tsx';
import { Fit } from './fit.tsx';
import { Icon } from './icon.tsx';
import { Initials, Marks } from './marks.tsx';
import { SmallPlate } from './plate.tsx';
import { unbroken } from './unbroken.tsx';

export function List(props: { children: ComponentChildren; name?: string }) {
  return <ul class="list" aria-label={props.name}>{props.children}</ul>;
}

type ItemProps = {
  icon?: string;
  title: ComponentChildren;
  small?: ComponentChildren;
  below?: ComponentChildren; // marks that would crowd the end of the row
  end?: ComponentChildren;
  start?: ComponentChildren;
  chosen?: boolean;
  onPress?: () => void;
};

const LONG = 13; // characters of a code that may be wider than its row

function oneLine(title: string): ComponentChildren {
  return title.length > LONG && !title.includes(' ')
    ? <Fit class="num" text={title} /> : unbroken(title);
}

/** One row; with `onPress` it is a button. */
export function Item(props: ItemProps) {
  const fitted = (text: ComponentChildren) => (typeof text === 'string' ? oneLine(text) : text);
  const title = fitted(props.title);
  const inner = (
    <>
      {props.start}
      {props.icon && <Icon name={props.icon} />}
      <span class="txt"><b>{title}</b>{props.small && <span>{fitted(props.small)}</span>}
        {props.below}</span>
      {props.end !== undefined && <span class="end row">{props.end}</span>}
    </>
  );
  const look = `item inset-focus${props.chosen ? ' on' : ''}`;
  return (
    <li>
      {props.onPress
        ? <button type="button" class={look} aria-pressed={props.chosen} onClick={props.onPress}>
            {inner}
          </button>
        : <div class={look}>{inner}</div>}
    </li>
  );
}

type TaskProps = {
  icon: string;
  title: string;
  context: string;
  age?: string;
  initials?: string;
  marks?: readonly Mark[];
  plate?: string;
  chosen?: boolean;
  onPress?: () => void;
};

/** Icon and number, one mark, one line of context, age, initials. */
export function TaskCard(props: TaskProps) {
  const end = (
    <>
      {props.marks && <Marks marks={props.marks.slice(0, 1)} />}
      {props.plate && <SmallPlate location={props.plate} />}
      {props.age && <span class="sm t2 nw">{props.age}</span>}
      {props.initials && <Initials initials={props.initials} />}
    </>
  );
  return <Item icon={props.icon} title={props.title} small={props.context} end={end}
    chosen={props.chosen} onPress={props.onPress} />;
}

/** An empty list says why it is empty and what comes next. */
export function EmptyState(props: { icon: string; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={props.icon} size="xl" />
      <b>{props.title}</b>
      {props.children && <div>{props.children}</div>}
    </div>
  );
}

/** Rows a page: more would be more than a thumb scrolls through, and slower to paint. */
export const PAGE = 20;

/** Shows the first page of rows and a button for the next. */
export function Paged<Row>(props: { rows: readonly Row[]; name?: string;
  row: (row: Row) => ComponentChildren }) {
  const shown = useSignal(PAGE);
  const more = props.rows.length - shown.value;
  return (
    <>
      <List name={props.name}>{props.rows.slice(0, shown.value).map(props.row)}</List>
      {more > 0 && (
        <Button onPress={() => { shown.value += PAGE; }}>{t('list.more', { n: more })}</Button>
      )}
    </>
  );
}

/** Something is being read from the device; said after a moment, never spinning. */
export function Loading(props: { text?: string }) {
  return <div class="empty late" role="status"><b>{props.text ?? t('app.loading')}</b></div>;
}
