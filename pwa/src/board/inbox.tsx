// SPDX-License-Identifier: Apache-2.0
/** Exceptions: the list, what is known about the chosen one, and what may be decided. */
import { computed, effect, signal } from '@preact/signals';
import { Icon } from '../ui/components/icon.tsx';
import { Chip, MarkChip } from '../ui/components/marks.tsx';
import { unbroken } from '../ui/components/unbroken.tsx';
import { known, t } from '../ui/words.ts';
import { about } from './about.ts';
import { coveredBy, useCovered } from './covered.ts';
import { Decisions } from './decision_card.tsx';
import { decisionsOf, openHolds } from './decisions.ts';
import { keptBack } from './document.ts';
import { Evidence } from './evidence.tsx';
import { filter as textFilter, NothingHere } from './filtered.tsx';
import { follow } from './follow.ts';
import { More, ROWS, useShown } from './list_parts.tsx';
import type { Team } from './disposing.ts';
import { chosen, heldRows, now, returnRows, rows, waiting, watched } from './live.ts';
import { everybody, personName } from './names.ts';
import { pickedFor, usePicked } from './picked.ts';
import { seat } from './session.ts';
import { isVor, text, type ExceptionRow } from './rows.ts';
import { exceptionIcon, exceptionName, named, old, verbName, when } from './shown.ts';
import { deviceName, told } from './told.ts';

const LISTS = { open: waiting, held: heldRows, returns: returnRows, watching: watched };
type ListName = keyof typeof LISTS;
const list = signal<ListName>('open');
const shown = signal(ROWS);
/** Which of the decisions is chosen, by number from 0. */
export const decision = signal(0);

const listed = computed(() => {
  const wanted = textFilter().toUpperCase();
  const all = LISTS[list.value].value;
  return wanted ? all.filter((row) => JSON.stringify(row).toUpperCase().includes(wanted)) : all;
});

/** Opens the list that has an exception: a card of the board or a truck may lead here. */
effect(() => {
  const holds = (name: ListName): boolean =>
    LISTS[name].value.some((row) => row.exception === chosen.value);
  if (holds('open')) list.value = 'open';
  else if (holds('held')) list.value = 'held';
  else if (holds('returns')) list.value = 'returns';
});

const at = signal<string | null>(null); // the open one, kept when others come and go
let before: readonly string[] = [];

/** What was decided leaves the list; the next one opens, not the first. */
effect(() => {
  const here = listed.value.map((row) => row.exception);
  const wanted = chosen.value;
  const last = at.peek();
  const next = wanted !== null && here.includes(wanted) ? wanted : follow(before, last, here);
  before = here;
  at.value = next;
  if (next !== last) decision.value = 0;
});

/** The exception that is open: the chosen one, else the one that follows on the last. */
export const opened = computed<ExceptionRow | null>(
  () => listed.value.find((row) => row.exception === at.value) ?? listed.value[0] ?? null,
);

export const exceptionsInOrder = (): readonly string[] => listed.value.map((row) => row.exception);
const team = (): Team => ({
  me: seat.value?.actor?.id ?? '', people: everybody(),
  now_ms: now.peek(), // days are counted: no new cards with every second
});
export const decisionsHere = () => {
  const row = opened.value;
  return row ? decisionsOf(row, rows.value, pickedFor(text(row, 'order')),
    coveredBy(openHolds(row, rows.value)), team()) : [];
};

function choose(row: ExceptionRow): void {
  chosen.value = row.exception;
  decision.value = 0;
}

/** What was told, or which kind of document came back. */
const lead = (row: ExceptionRow): string => {
  if (row.kind === 'erp_refused') return named('board.document', text(row, 'type'));
  return told(row) ? verbName(row) : '';
};

/** What, goods and place: of what was told where the books know nothing of it. */
const secondLine = (row: ExceptionRow): string =>
  [lead(row), about(row, rows.value)].filter(Boolean).join(' · ')
    || named('reason', text(row, 'reason'));

function Row(props: { row: ExceptionRow }) {
  const { row } = props;
  const on = opened.value?.exception === row.exception;
  const ref = useShown(on);
  return (
    <button type="button" class={`it inset-focus${on ? ' on' : ''}`} ref={ref as never}
      aria-pressed={on} onClick={() => choose(row)}>
      <Icon name={exceptionIcon(row.kind)} size="m" />
      <span class="sp"><b class="el">{exceptionName(row)}</b>
        <span class="t2 el">{unbroken(secondLine(row))}</span></span>
      <span class="sm t2 nw">{old(row.raised_at)}</span>
    </button>
  );
}

function show(name: ListName): void {
  list.value = name;
  chosen.value = null;
  decision.value = 0;
}

function Filters() {
  const filter = (name: ListName) => {
    const on = list.value === name;
    return (
      <button type="button" class={`chip ${on ? 'do' : 'line'}`} aria-pressed={on} key={name}
        onClick={() => show(name)}>
        {on && <Icon name="check" />}{t(`board.inbox.${name}`)} {LISTS[name].value.length || ''}
      </button>
    );
  };
  return <div class="fil">{(Object.keys(LISTS) as ListName[]).map(filter)}</div>;
}

/** Held goods and returns are questions too: the open list says how many, and leads to them. */
function AlsoWaits(props: { list: 'held' | 'returns'; icon: string }) {
  const n = LISTS[props.list].value.length;
  if (!n || list.value !== 'open') return null;
  return (
    <button type="button" class="it wait inset-focus" onClick={() => show(props.list)}>
      <Icon name={props.icon} size="m" />
      <span class="sp">{t(`board.inbox.also.${props.list}`, { n })}</span>
      <Icon name="arrow-right" size="s" />
    </button>
  );
}

function Head(props: { row: ExceptionRow }) {
  const { row } = props;
  const order = rows.value.order.get(text(row, 'order'));
  return (
    <div class="row wrap">
      <h2 class="big">{exceptionName(row)}</h2>
      {openHolds(row, rows.value).length > 0 && (
        <Chip tone="hold" icon="lock">{t('mark.hold')}</Chip>
      )}
      {order && isVor(order) && <MarkChip mark={{ kind: 'vor' }} />}
      <span class="sp" />
      <span class="sm t2 nw row"><Icon name="clock" size="s" />
        {[when(row.raised_at), personName(row.actor), deviceName(row.device, rows.value)]
          .filter(Boolean).join(' · ')}</span>
    </div>
  );
}

/** What to do on the floor, where a card alone does not say it. '' where the cards say all. */
function none(row: ExceptionRow): string {
  if (row.state === 'watching') return t('board.none.watching');
  const choices = decisionsHere();
  if (choices.some((one) => !['acknowledge', 'match'].includes(one.id))) return '';
  const unsent = row.kind === 'erp_refused' && keptBack(row);
  const key = `board.none.${row.kind}${unsent ? '.unsent' : ''}`;
  if (known(key)) return t(key, { document: text(row, 'document') });
  return choices.length ? '' : t('board.none.other');
}

function nothingHere(): string {
  const n = heldRows.value.length;
  return list.value === 'open' && n ? t('board.inbox.none.but_holds', { n })
    : t(`board.inbox.none.${list.value}`);
}

export function Inbox() {
  const row = opened.value;
  usePicked(row ? text(row, 'order') : '');
  useCovered(row ? openHolds(row, rows.value) : []);
  return (
    <div class="inbox">
      <nav class="ls" aria-label={t('board.nav.exceptions')}>
        <Filters /><AlsoWaits list="held" icon="lock" />
        <AlsoWaits list="returns" icon="undo-2" />
        {listed.value.slice(0, shown.value).map((one) => <Row row={one} key={one.exception} />)}
        <More n={listed.value.length - shown.value} onMore={() => { shown.value += ROWS; }} />
      </nav>
      {row
        ? (
          <>
            <section class="mid" aria-label={exceptionName(row)}>
              <Head row={row} /><Evidence row={row} />
            </section>
            <Decisions decisions={decisionsHere()} chosen={decision.value} none={none(row)}
              about={row.exception} onChoose={(n) => { decision.value = n; }} />
          </>
        )
        : (
          <section class="mid">
            <NothingHere icon="inbox" title={nothingHere()}>
              {t(`board.inbox.none.${list.value}.next`)}</NothingHere>
          </section>
        )}
    </div>
  );
}

export function inboxNote(): string {
  const [first] = [...waiting.value].sort((a, b) => a.raised_at.localeCompare(b.raised_at));
  const held = heldRows.value.length;
  return [
    first ? t('board.inbox.note', { n: waiting.value.length, age: old(first.raised_at) }) : '',
    held ? t('board.inbox.note.holds', { n: held }) : '',
  ].filter(Boolean).join(', ');
}
