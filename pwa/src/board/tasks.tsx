// SPDX-License-Identifier: Apache-2.0
/** The task board: lanes from above, columns from the left, one card for each piece of work. */
import { useSignal } from '@preact/signals';
import { Icon } from '../ui/components/icon.tsx';
import { Chip, Initials, Marks } from '../ui/components/marks.tsx';
import { SmallPlate } from '../ui/components/plate.tsx';
import { known, t } from '../ui/words.ts';
import { cell, COLUMNS, LANES, matching, type Board, type Card, type Column, type Lane }
  from './cards.ts';
import { filter } from './filtered.tsx';
import { More, Nothing, useShown } from './list_parts.tsx';
import { chosen, looking, open, tasks, waiting } from './live.ts';
import { personInitials, personName } from './names.ts';
import { named, old, when, workIcon } from './shown.ts';
import { lookFor } from './stock.tsx';

const CARDS = 4; // of one cell, before the others wait behind a button

/** The words of a card's second line; a reason without words is left out. */
function context(card: Card): string {
  const { key, params } = card.context;
  return [known(key) ? t(key, params) : '',
    card.due ? t('board.due', { time: when(card.due) }) : ''].filter(Boolean).join(' · ');
}

/** What a person must decide, said where the work is. */
function Attention(props: { kind: string }) {
  const held = props.kind.includes('held');
  return (
    <Chip tone={held ? 'hold' : 'attn'} icon={held ? 'lock' : 'triangle-alert'}>
      {t('board.card.person')}
    </Chip>
  );
}

function TaskCard(props: { card: Card }) {
  const { card } = props;
  const on = chosen.value === card.id;
  const ref = useShown(on);
  return (
    <button type="button" class={`tk${on ? ' on' : ''}`} ref={ref as never} aria-pressed={on}
      onClick={() => { chosen.value = card.id; }} onDblClick={() => openCard(card.id)}>
      <span class="row"><Icon name={workIcon(card.kind)} size="m" />
        <b class="sp el">{card.title}</b>
        <Marks marks={card.marks} />
        {card.attention && <Attention kind={card.attention} />}
      </span>
      <span class="row t2"><span class="sp two">{context(card)}</span>
        {card.place && <SmallPlate location={card.place} tiny />}
        {card.since && <span class="nw">{old(card.since)}</span>}
        {card.who && (
          <Initials initials={personInitials(card.who)} name={personName(card.who)} />)}</span>
    </button>
  );
}

function Cell(props: { cards: readonly Card[]; lane: Lane; column: Column }) {
  const shown = useSignal(CARDS);
  const found = cell(props.cards, props.lane, props.column);
  return (
    <div class="cl" role="group" aria-label={t('board.cell', {
      lane: t(`board.lane.${props.lane}`), column: t(`board.column.${props.column}`),
    })}>
      {found.slice(0, shown.value).map((card) => <TaskCard card={card} key={card.id} />)}
      <More n={found.length - shown.value} onMore={() => { shown.value += CARDS * 5; }} />
    </div>
  );
}

function LaneRow(props: { lane: Lane; cards: readonly Card[]; done: number }) {
  const { lane, cards, done } = props;
  const mine = cards.filter((card) => card.lane === lane);
  const next = mine.map((card) => card.due).filter(Boolean).sort()[0];
  return (
    <section class="ln" aria-label={t(`board.lane.${lane}`)}>
      <div class="lh"><h2>{t(`board.lane.${lane}`)}</h2>
        <span class="sm t3">{t(`board.lane.${lane}.n`, { n: mine.length })}</span>
        {lane === 'vor' && mine.length > 0 && (
          <span class="cd"><Icon name="clock" size="s" />{t('board.lane.first')}</span>
        )}
        {lane !== 'vor' && next && (
          <span class="cd"><Icon name="clock" size="s" />
            {t('board.due', { time: when(next) })}</span>
        )}
      </div>
      {COLUMNS.map((column) => <Cell cards={mine} lane={lane} column={column} />)}
      <div class="sm t3 done">{done > 0 && t('board.done', { n: done })}</div>
    </section>
  );
}

function Heads(props: { board: Board }) {
  const { cards, done } = props.board;
  const total = Object.values(done).reduce((sum, n) => sum + n, 0);
  return (
    <div class="hd" aria-hidden="true"><span />
      {COLUMNS.map((column) => (
        <b>{t(`board.column.${column}`)} <i>
          {cards.filter((card) => card.column === column).length || ''}</i></b>
      ))}
      <b>{t('board.column.done')} <i>{total || ''}</i></b>
    </div>
  );
}

/** Cards in the order in which J and K walk. */
export function cardsInOrder(): readonly string[] {
  const cards = matching(tasks.value.cards, looking.value);
  return LANES.flatMap((lane) => COLUMNS.flatMap((column) => cell(cards, lane, column)))
    .map((card) => card.id);
}

/** The first card of the nearest column beside a card's own that has one; null: none. */
export function beside(id: string | null, by: 1 | -1): string | null {
  const cards = matching(tasks.value.cards, looking.value);
  const from = cards.find((card) => card.id === id);
  if (!from) return null;
  for (let at = COLUMNS.indexOf(from.column) + by; COLUMNS[at]; at += by) {
    const [first] = cell(cards, from.lane, COLUMNS[at]!);
    if (first) return first.id;
  }
  return null;
}

/** Opens what a card is about: its question, its order, its truck, its place in stock. */
export function openCard(id: string): void {
  const card = tasks.value.cards.find((one) => one.id === id);
  if (!card) return;
  if (card.exception) open('exceptions', card.exception);
  else if (card.kind === 'pick') open('outbound', id);
  else if (card.place || card.kind !== 'count') lookFor(card.place || card.title);
}

function Chosen(props: { card: Card | undefined }) {
  const { card } = props;
  if (!card) return null;
  return (
    <div class="act" role="toolbar" aria-label={t('board.act')}>
      <Icon name={workIcon(card.kind)} size="m" /><b>{card.title}</b>
      <span class="t2 sp el">{card.attention ? named('board.exception', card.attention)
        : context(card)}</span>
      <button type="button" class="btn sm" onClick={() => openCard(card.id)}>
        {t('board.open')} <kbd>↵</kbd></button>
    </div>
  );
}

export function Tasks() {
  const all = tasks.value;
  const cards = matching(all.cards, looking.value);
  const lanes = LANES.filter((lane) => all.done[lane] > 0
    || all.cards.some((card) => card.lane === lane));
  if (!lanes.length) {
    return (
      <Nothing icon="list" title={t('board.tasks.none')}>{t('board.tasks.none.next')}</Nothing>
    );
  }
  return (
    <>
      <div class="board">
        <Heads board={{ ...all, cards }} />
        {lanes.map((lane) => (
          <LaneRow lane={lane} cards={cards} done={all.done[lane]} key={lane} />
        ))}
        {filter() && !cards.length && (
          <p class="t2 pad">{t('board.filtered.none', { text: filter() })}</p>
        )}
      </div>
      <Chosen card={all.cards.find((card) => card.id === chosen.value)} />
    </>
  );
}

/** The line beside the title. */
export const tasksNote = (): string => [
  t('board.tasks.open', { n: tasks.value.open }),
  waiting.value.length ? t('board.tasks.person', { n: waiting.value.length }) : '',
].filter(Boolean).join(', ');
