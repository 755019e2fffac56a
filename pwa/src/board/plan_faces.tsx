// SPDX-License-Identifier: Apache-2.0
/** Pick faces that are not full: topped off in quiet hours (RP1), of a zone or of all. */
import { signal } from '@preact/signals';
import { count, t } from '../ui/words.ts';
import { askedList, Shown } from './asked_list.tsx';
import { DecisionCard } from './decision_card.tsx';
import { filter as textFilter, NothingHere } from './filtered.tsx';
import { Table } from './list_parts.tsx';
import { rows } from './live.ts';
import { lacks, toFill, topOff, zonesOf, type Face } from './planning.ts';
import { pickFaces, type Page } from './reads.ts';

const faces = askedList(pickFaces);
const zone = signal('');

/** Tasks that bring the part to its face already. */
const onTheWay = (part: string): number => [...rows.value.task.values()]
  .filter((task) => task.kind === 'replenish' && task.state === 'open' && task.part === part)
  .reduce((sum, task) => sum + (task.quantity ?? 0), 0);

const listed = (): readonly Face[] => {
  const found = faces.found.value;
  const wanted = textFilter().toUpperCase();
  return found && found !== 'away' ? toFill(found.items, zone.value, onTheWay).filter((one) =>
    `${one.part} ${one.faces.map(({ location }) => location).join(' ')}`.toUpperCase()
      .includes(wanted)) : [];
};

const sum = (one: Face, name: 'here' | 'minimum' | 'maximum'): number =>
  one.faces.reduce((all, face) => all + face[name], 0);

function Zone(props: { found: Page<Face> }) {
  return (
    <div class="fil"><label class="row"><span class="lab">{t('board.counts.zone')}</span>
      <select class="field short" id="faces-zone" value={zone.value}
        onChange={(event) => { zone.value = event.currentTarget.value; }}>
        <option value="">{t('board.faces.all')}</option>
        {zonesOf(props.found.items).map((one) => <option value={one} key={one}>{one}</option>)}
      </select></label></div>
  );
}

function List(props: { found: Page<Face> }) {
  const list = listed();
  return (
    <div class="withside">
      <section class="card scroll">
        <Zone found={props.found} />
        <Table name={t('board.plan.faces')} rows={list} keyOf={(row) => row.part}
          empty={<NothingHere icon="package" title={t('board.faces.none')}>
            {t('board.faces.none.next')}</NothingHere>}
          columns={[
            { head: t('board.fact.part'), cell: (row) => <b class="part">{row.part}</b> },
            { head: t('board.faces.place'), grow: true, cell: (row) =>
              <span class="el">{row.faces.map(({ location }) => location).join(', ')}</span> },
            { head: t('board.faces.here'), right: true, cell: (row) => count(sum(row, 'here')) },
            { head: t('board.faces.levels'), right: true, cell: (row) =>
              `${count(sum(row, 'minimum'))}–${count(sum(row, 'maximum'))}` },
            { head: t('board.faces.reserve'), right: true, cell: (row) => count(row.reserve) },
            { head: t('board.faces.coming'), right: true, cell: (row) =>
              count(onTheWay(row.part)) },
            { head: t('board.faces.lacks'), right: true, cell: (row) =>
              <b>{count(lacks(row, onTheWay))}</b> },
          ]} />
      </section>
      <aside class="de" aria-label={t('board.plan.faces')}>
        <h2>{t('board.faces.title')}</h2>
        {list.length > 0
          ? <DecisionCard decision={topOff(list, onTheWay)} number={null} chosen
            about={`${zone.value}|${list.length}`} onChoose={() => {}}
            onDone={() => void faces.load()} />
          : <p class="t2">{t('board.faces.nothing')}</p>}
      </aside>
    </div>
  );
}

export const Faces = () => <Shown of={faces}>{(found) => <List found={found} />}</Shown>;
