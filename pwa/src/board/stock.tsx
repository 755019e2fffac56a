// SPDX-License-Identifier: Apache-2.0
/** Stock of one part, place, plate or serial. Numbers come from the server, with their meaning. */
import { signal } from '@preact/signals';
import { Band } from '../ui/components/band.tsx';
import { count, t } from '../ui/words.ts';
import { StandingTable } from './evidence.tsx';
import { Nothing } from './list_parts.tsx';
import { looking } from './live.ts';
import { lookUp, type Asked, type Availability } from './reads.ts';

const result = signal<Asked | null>(null);
const busy = signal(false);
let asked = '';

/** Looks up what stands in the search field. The last question wins. */
export async function search(): Promise<void> {
  const text = looking.value.trim();
  asked = text;
  if (!text) { result.value = null; return; }
  busy.value = true;
  const found = await lookUp(text);
  if (asked !== text) return;
  busy.value = false;
  result.value = found;
}

const NUMBERS = ['on_hand', 'held', 'moving', 'available', 'allocated', 'atp'] as const;

function Numbers(props: { part: Availability }) {
  return (
    <dl class="tiles6">
      {NUMBERS.map((name) => (
        <div class={name === 'atp' ? 'main' : ''}><dt class="lab">{t(`board.stock.${name}`)}</dt>
          <dd>{count(props.part[name])}</dd></div>
      ))}
    </dl>
  );
}

function Result(props: { found: Asked }) {
  const { found } = props;
  if (found === 'away') {
    return <Band tone="off" title={t('board.away')}>{t('board.away.next')}</Band>;
  }
  if (found === 'cannot') {
    return <Band title={t('board.reads.cannot')}>{t('board.reads.cannot.next')}</Band>;
  }
  if (!found.by) {
    return <Nothing icon="search" title={t('board.search.none', { text: found.code })}>
      {t('board.stock.none.next')}</Nothing>;
  }
  return (
    <>
      <div class="row"><h2 class="page">{found.code}</h2>
        <span class="t2">{t(`board.stock.by.${found.by}`)}</span></div>
      {found.part && <Numbers part={found.part} />}
      {found.part && <p class="sm t2">{t('board.stock.rule')}</p>}
      <section class="card scroll">
        <StandingTable rows={found.standing.items} name={t('board.nav.stock')}
          part={found.by !== 'part'} />
      </section>
      {found.standing.next && <p class="sm t2">{t('board.stock.more')}</p>}
    </>
  );
}

export function Stock() {
  const found = result.value;
  return (
    <div class="page-col" aria-busy={busy.value}>
      {found
        ? <Result found={found} />
        : <Nothing icon="search" title={t('board.stock.ask')}>{t('board.stock.ask.next')}</Nothing>}
    </div>
  );
}
