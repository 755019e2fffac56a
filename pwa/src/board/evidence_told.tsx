// SPDX-License-Identifier: Apache-2.0
/** What an operation told that is not in the books: its fields, its goods, what it waits for. */
import type { ComponentChildren } from 'preact';
import { Icon } from '../ui/components/icon.tsx';
import { count, t } from '../ui/words.ts';
import { Holder, Table } from './list_parts.tsx';
import { rows } from './live.ts';
import { text, type ExceptionRow } from './rows.ts';
import { named } from './shown.ts';
import {
  atLeast, LINES, paper, short, supplierName, told, toldFields, toldLines, waitsFor,
  type ToldLine, type Waits,
} from './told.ts';

const HOLDERS = ['holder', 'source', 'target', 'location'];
const CODES = ['lpn', 'parent_lpn', 'raw'];
const WIDE = 40; // characters; a longer text takes the whole row

/** One fact under its label; a long one has a row of its own. */
export function Fact(props: { name: string; long?: number; children: ComponentChildren }) {
  return (
    <div class={(props.long ?? 0) > WIDE ? 'wide' : ''}>
      <dt class="lab">{t(`board.fact.${props.name}`)}</dt><dd>{props.children}</dd></div>
  );
}

function shownAs(name: string, value: string) {
  if (HOLDERS.includes(name)) return <Holder holder={value} />;
  if (CODES.includes(name)) return <span class="code">{value}</span>;
  if (name === 'supplier') return supplierName(value, rows.value);
  return name === 'reason' ? named('reason', value) : paper(value);
}

/** The first few of a list, and how many there are more. */
function bounded(list: readonly string[]): string {
  const more = list.length - LINES;
  return [...list.slice(0, LINES), more > 0 ? t('board.told.more', { n: more }) : '']
    .filter(Boolean).join(', ');
}

/** "12 CA": a number in the unit in which it was asked, never as if it were pieces. */
const amount = ({ quantity, uom }: ToldLine): string =>
  (quantity === null ? '' : [count(quantity), uom].filter(Boolean).join('\u00a0'));

export function Goods(props: { lines: readonly ToldLine[] }) {
  const { lines } = props;
  const more = lines.length - LINES;
  if (!lines.length) return null;
  return (
    <>
      <Table name={t('board.told')} rows={lines.slice(0, LINES)} empty=""
        keyOf={(row) => String(lines.indexOf(row))}
        columns={[
          { head: t('board.fact.part'), cell: (row) => <b class="part">{row.part}</b> },
          { head: t('board.fact.lot'), cell: (row) => <span class="code">{row.lot}</span> },
          { head: t('board.fact.serial'), grow: true, cell: (row) =>
            <span class="code el" title={bounded(row.serials)}>{bounded(row.serials)}</span> },
          { head: t(lines.some((one) => one.uom) ? 'board.fact.asked' : 'board.fact.quantity'),
            right: true, cell: amount },
        ]} />
      {more > 0 && <p class="sm t2">
        {t(atLeast(lines) ? 'board.told.or_more' : 'board.told.more', { n: more })}</p>}
    </>
  );
}

/** An earlier operation by what it told, if it is itself a question here. */
function waitName(wait: Waits): string {
  if (wait.for !== 'operation') return wait.name;
  const other = [...rows.value.exception.values()].find((row) => row.operation === wait.name);
  const verb = other ? text(other, 'verb') : '';
  return [verb && named('kind', verb), short(wait.name)].filter(Boolean).join(' ');
}

function Waiting(props: { row: ExceptionRow }) {
  const waits = waitsFor(props.row);
  const more = waits.length - LINES;
  if (!waits.length) return null;
  return (
    <>
      <h2>{t('board.waits')}</h2>
      <ul class="lines">
        {waits.slice(0, LINES).map((wait) => (
          <li><Icon name="clock" size="s" />
            <span>{t(`board.waits.${wait.for}`)}{' '}
              <b class="anywhere">{waitName(wait)}</b></span></li>
        ))}
      </ul>
      {more > 0 && <p class="sm t2">{t('board.told.more', { n: more })}</p>}
    </>
  );
}

/** Fields, goods and what is missing; nothing for an exception without an operation's text. */
export function Told(props: { row: ExceptionRow }) {
  const body = told(props.row);
  const facts = body ? toldFields(body) : [];
  const lines = body ? toldLines(body) : [];
  return (
    <>
      <Waiting row={props.row} />
      {facts.length + lines.length > 0 && <h2>{t('board.told')}</h2>}
      {facts.length > 0 && (
        <dl class="gone">
          {facts.map(([name, value]) => (
            <Fact name={name} long={value.length} key={name}>{shownAs(name, value)}</Fact>
          ))}
        </dl>
      )}
      <Goods lines={lines} />
    </>
  );
}
