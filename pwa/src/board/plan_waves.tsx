// SPDX-License-Identifier: Apache-2.0
/** Waves of orders that wait for their release, by the cut-off of their vehicle. */
import { useEffect } from 'preact/hooks';
import { Band } from '../ui/components/band.tsx';
import { Chip, MarkChip } from '../ui/components/marks.tsx';
import { count, t } from '../ui/words.ts';
import { askedList, Shown } from './asked_list.tsx';
import { DecisionCard } from './decision_card.tsx';
import { follow } from './follow.ts';
import { filter as textFilter, NothingHere } from './filtered.tsx';
import { Table } from './list_parts.tsx';
import { chosen, open, rows } from './live.ts';
import { releaseWave, waveKey, type Wave } from './planning.ts';
import { siteSettings, waitingWaves, type Page } from './reads.ts';
import { when } from './shown.ts';

const waves = askedList(waitingWaves);
const settings = askedList(siteSettings);

const all = (): readonly Wave[] => {
  const found = waves.found.value;
  const wanted = textFilter().toUpperCase();
  return found && found !== 'away' ? found.items.filter((one) =>
    `${one.route} ${one.orders.join(' ')}`.toUpperCase().includes(wanted)) : [];
};
export const wavesInOrder = (): readonly string[] => all().map(waveKey);

export function wavesNote(): string {
  const due = all().filter((one) => one.why !== 'not_yet').length;
  return waves.found.value ? t('board.wave.note', { n: due }) : '';
}

/** A site that does not work by waves has its orders picked at once: a release changes nothing. */
function NoWaves() {
  const found = settings.found.value;
  useEffect(() => { void settings.load(); }, []);
  const works = found && found !== 'away'
    ? found.settings.find((one) => one.key === 'pick.waves')?.value : true;
  if (works !== false) return null;
  return (
    <Band icon="info" title={t('board.wave.off')}>{t('board.wave.off.next')}{' '}
      <button type="button" class="btn sm" onClick={() => open('settings', 'pick.waves')}>
        {t('board.nav.settings')}</button></Band>
  );
}

/** What was decided leaves the list; the one after it opens. */
async function next(done: string): Promise<void> {
  const before = wavesInOrder();
  await waves.load();
  chosen.value = follow(before, done, wavesInOrder());
}

function Side(props: { wave: Wave }) {
  const { wave } = props;
  const name = wave.route ? t('board.wave.of', { route: wave.route }) : t('board.wave.alone');
  return (
    <aside class="de" aria-label={name}>
      <h2>{name}</h2>
      <NoWaves />
      <DecisionCard decision={releaseWave(wave)} number={null} chosen about={waveKey(wave)}
        onChoose={() => {}} onDone={() => void next(waveKey(wave))} />
      <h3>{t('board.outbound.orders', { n: wave.orders.length })}</h3>
      <ul class="lines">
        {wave.orders.map((name) => (
          <li key={name}><b class="sp anywhere">{name}</b>
            <span class="t2">{rows.value.order.get(name)?.name ?? ''}</span></li>
        ))}
      </ul>
    </aside>
  );
}

const due = (wave: Wave) => (wave.why === 'not_yet'
  ? <span class="t2">{t('board.wave.at', { time: when(wave.release_at) })}</span>
  : wave.why === 'vor' ? <MarkChip mark={{ kind: 'vor' }} />
    : wave.why === 'cut_off_passed'
      ? <Chip tone="attn" icon="triangle-alert">{t('board.wave.why.cut_off_passed')}</Chip>
      : <Chip tone="do">{t(`board.wave.why.${wave.why}`)}</Chip>);

function List(props: { found: Page<Wave> }) {
  const { order } = rows.value; // an order came, or was picked
  useEffect(() => { void waves.load(); }, [order]);
  const one = props.found.items.find((wave) => waveKey(wave) === chosen.value);
  return (
    <div class="withside">
      <section class="card scroll">
        <Table name={t('board.plan.waves')} rows={all()} keyOf={waveKey} chosen={chosen.value}
          onChoose={(key) => { chosen.value = key; }}
          empty={<NothingHere icon="truck" title={t('board.wave.none')}>
            {t('board.wave.none.next')}</NothingHere>}
          columns={[
            { head: t('board.wave.cut_off'), cell: (wave) =>
              <b>{wave.cut_off ? when(wave.cut_off) : t('board.wave.no_cut_off')}</b> },
            { head: t('board.wave.route'), cell: (wave) => wave.route },
            { head: t('board.wave.due'), cell: due },
            { head: t('board.fact.order'), grow: true, cell: (wave) =>
              <span class="el">{wave.orders.slice(0, 4).join(', ')}
                {wave.orders.length > 4 && ` +${wave.orders.length - 4}`}</span> },
            { head: t('board.wave.n'), right: true, cell: (wave) => count(wave.orders.length) },
          ]} />
      </section>
      {one ? <Side wave={one} key={waveKey(one)} />
        : <aside class="card side hint"><NoWaves /><p class="t2">{t('board.wave.choose')}</p>
        </aside>}
    </div>
  );
}

export const Waves = () => <Shown of={waves}>{(found) => <List found={found} />}</Shown>;
