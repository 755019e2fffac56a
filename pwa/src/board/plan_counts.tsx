// SPDX-License-Identifier: Apache-2.0
/** A plan of counts: by what is due today, by zone, by class; seen before its tasks are made. */
import { signal } from '@preact/signals';
import { t } from '../ui/words.ts';
import { askedList, Shown } from './asked_list.tsx';
import { DecisionCard } from './decision_card.tsx';
import { filter as textFilter, NothingHere } from './filtered.tsx';
import { Holder, Table } from './list_parts.tsx';
import { makeCounts, type CountPlan } from './planning.ts';
import { countPlan } from './reads.ts';
import { named, when } from './shown.ts';

const zone = signal('');
const abc = signal('');
const CLASSES = ['A', 'B', 'C'];

const plan = askedList(() => countPlan(Object.fromEntries(
  [['zone', zone.value.trim()], ['abc', abc.value]].filter(([, value]) => value))));

const listed = (): CountPlan['counts'] => {
  const found = plan.found.value;
  const wanted = textFilter().toUpperCase();
  return found && found !== 'away'
    ? found.counts.filter((one) => one.location.toUpperCase().includes(wanted)) : [];
};

function Wanted() {
  return (
    <form class="fil" onSubmit={(event) => { event.preventDefault(); void plan.load(); }}>
      <label class="row"><span class="lab">{t('board.counts.zone')}</span>
        <input class="field short" id="plan-zone" value={zone.value} autocomplete="off"
          maxLength={20} onInput={(event) => { zone.value = event.currentTarget.value; }} /></label>
      <label class="row"><span class="lab">{t('board.counts.class')}</span>
        <select class="field short" id="plan-class" value={abc.value}
          onChange={(event) => { abc.value = event.currentTarget.value; }}>
          <option value="">{t('board.counts.class.any')}</option>
          {CLASSES.map((one) => <option value={one} key={one}>{one}</option>)}
        </select></label>
      <button type="submit" class="btn sm">{t('board.counts.show')}</button>
    </form>
  );
}

function List(props: { found: CountPlan }) {
  const { found } = props;
  return (
    <div class="withside">
      <section class="card scroll">
        <Wanted />
        <Table name={t('board.plan.counts')} rows={listed()} keyOf={(one) => one.location}
          empty={<NothingHere icon="clipboard-list" title={t('board.counts.none')}>
            {t('board.counts.none.next')}</NothingHere>}
          columns={[
            { head: t('board.fact.location'), cell: (one) => <Holder holder={one.location} /> },
            { head: t('board.counts.why'), grow: true, cell: (one) =>
              one.why.map((why) => named('board.counts.why', why)).join(', ') },
          ]} />
      </section>
      <aside class="de" aria-label={t('board.plan.counts')}>
        <h2>{t('board.counts.plan', { day: when(found.day) })}</h2>
        {found.counts.length > 0
          ? <DecisionCard decision={makeCounts(found)} number={null} chosen
            about={`${found.day}|${zone.value}|${abc.value}`} onChoose={() => {}}
            onDone={() => void plan.load()} />
          : <p class="t2">{t('board.counts.nothing')}</p>}
        {found.waiting > 0 && <p class="sm t2">
          {t('board.counts.waiting', { n: found.waiting })}</p>}
      </aside>
    </div>
  );
}

export const Counts = () => <Shown of={plan}>{(found) => <List found={found} />}</Shown>;
