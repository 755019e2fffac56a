// SPDX-License-Identifier: Apache-2.0
/** Parts that would lie better elsewhere (SL1): what that saves, and its tasks. */
import { signal } from '@preact/signals';
import { count, t } from '../ui/words.ts';
import { askedList, Shown } from './asked_list.tsx';
import { DecisionCard } from './decision_card.tsx';
import { follow } from './follow.ts';
import { filter as textFilter, NothingHere } from './filtered.tsx';
import { Holder, Table } from './list_parts.tsx';
import { chosen } from './live.ts';
import { Several } from './plan_several.tsx';
import { moveHome, type Proposal, type Slotting } from './planning.ts';
import { slotting } from './reads.ts';
import { named } from './shown.ts';

const DAYS = [30, 90, 180, 365];
const days = signal(90);
/** Parts that are ticked, to be moved together. */
const ticked = signal<ReadonlySet<string>>(new Set());
const homes = askedList(() => slotting(days.value));

const listed = (): readonly Proposal[] => {
  const found = homes.found.value;
  const wanted = textFilter().toUpperCase();
  return found && found !== 'away' ? found.proposals.filter((one) =>
    `${one.part} ${one.source} ${one.target}`.toUpperCase().includes(wanted)) : [];
};
export const homesInOrder = (): readonly string[] => listed().map((one) => one.part);

function Period() {
  return (
    <div class="fil"><label class="row"><span class="lab">{t('board.slotting.days')}</span>
      <select class="field short" id="slotting-days" value={String(days.value)}
        onChange={(event) => {
          days.value = Number(event.currentTarget.value);
          void homes.load();
        }}>
        {DAYS.map((one) => (
          <option value={String(one)} key={one}>{t('board.slotting.last', { n: one })}</option>
        ))}
      </select></label></div>
  );
}

const reasons = (one: Proposal): string =>
  one.why.map((why) => named('board.slotting.why', why)).join(', ');

/** What was decided leaves the list; the one after it opens. */
async function next(done: string): Promise<void> {
  const before = homesInOrder();
  await homes.load();
  chosen.value = follow(before, done, homesInOrder());
}

function Side(props: { one: Proposal; days: number }) {
  const { one } = props;
  return (
    <aside class="de" aria-label={one.part}>
      <h2 class="big">{one.part}</h2>
      <p>{t('board.slotting.saves', { n: one.saved, days: props.days })}</p>
      <p class="t2">{reasons(one)}</p>
      <DecisionCard decision={moveHome(one)} number={null} chosen about={one.part}
        onChoose={() => {}} onDone={() => void next(one.part)} />
    </aside>
  );
}

function tick(part: string, on: boolean): void {
  const now = new Set(ticked.value);
  if (on) now.add(part); else now.delete(part);
  ticked.value = now;
}

function Tick(props: { part: string }) {
  const { part } = props;
  return (
    <input type="checkbox" class="box" aria-label={t('board.slotting.tick', { part })}
      checked={ticked.value.has(part)} onClick={(event) => event.stopPropagation()}
      onChange={(event) => tick(part, event.currentTarget.checked)} />
  );
}

async function made(parts: readonly string[]): Promise<void> {
  parts.forEach((part) => tick(part, false));
  await homes.load();
}

function Chosen(props: { found: Slotting; all: readonly Proposal[] }) {
  return (
    <aside class="de" aria-label={t('board.plan.slotting')}>
      <h2>{t('board.plan.slotting')}</h2>
      <Several chosen={props.all} days={props.found.days} onDone={made} />
    </aside>
  );
}

function List(props: { found: Slotting }) {
  const { found } = props;
  const several = found.proposals.filter((row) => ticked.value.has(row.part));
  const one = found.proposals.find((row) => row.part === chosen.value);
  return (
    <div class="withside">
      <section class="card scroll">
        <Period />
        {found.held && found.held.length > 0 && (
          <p class="t2 pad">{t('board.slotting.held', { parts: found.held.join(', ') })}</p>)}
        <Table name={t('board.plan.slotting')} rows={listed()} keyOf={(row) => row.part}
          chosen={chosen.value} onChoose={(key) => { chosen.value = key; }}
          empty={<NothingHere icon="warehouse" title={t('board.slotting.none')}>
            {t('board.slotting.none.next')}</NothingHere>}
          columns={[
            { head: t('board.fact.part'), cell: (row) => <b class="part">{row.part}</b> },
            { head: t('board.slotting.from'), cell: (row) => <Holder holder={row.source} /> },
            { head: t('board.slotting.to'), cell: (row) => <Holder holder={row.target} /> },
            { head: t('board.slotting.swap'), cell: (row) => row.swap_with },
            { head: t('board.slotting.reason'), grow: true, cell: reasons },
            { head: t('board.slotting.saved'), right: true, cell: (row) => count(row.saved) },
            { head: t('board.slotting.several.head'), right: true, cell: (row) =>
              <Tick part={row.part} /> },
          ]} />
      </section>
      {several.length > 0 ? <Chosen found={found} all={several} />
        : one ? <Side one={one} days={found.days} key={one.part} />
        : <aside class="card side hint"><p class="t2">{t('board.slotting.choose')}</p></aside>}
    </div>
  );
}

export const Homes = () => <Shown of={homes}>{(found) => <List found={found} />}</Shown>;
