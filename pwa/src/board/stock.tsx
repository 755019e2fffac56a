// SPDX-License-Identifier: Apache-2.0
/**
 * What the search field finds: an order or a truck opens itself; of a part, place, plate, serial
 * or lot its stock, where it stands, and how it came there. Numbers come from the server.
 */
import { signal } from '@preact/signals';
import { Band } from '../ui/components/band.tsx';
import { Icon } from '../ui/components/icon.tsx';
import { count, t } from '../ui/words.ts';
import { StandingTable, Story } from './evidence.tsx';
import { Holder, Nothing } from './list_parts.tsx';
import { looking, open, rows } from './live.ts';
import { covers } from './new_hold.ts';
import { holding, NewHold } from './new_hold.tsx';
import { showOrder } from './outbound.tsx';
import {
  furtherStock, lookUp, sought, type Asked, type Availability, type Found,
} from './reads.ts';
import { when } from './shown.ts';

const PART_OF_ORDER = 4; // characters; fewer would open what nobody meant

const result = signal<Asked | null>(null);
const busy = signal(false);
let asked = '';

/** An order or a truck that the desk has: its own section opens on it. */
function ownSection(text: string): boolean {
  const { order, shipment } = rows.value;
  const names = [text.toUpperCase(), sought(text).code];
  const found = names.find((name) => order.has(name) || shipment.has(name));
  if (found === undefined) return false;
  if (order.has(found)) showOrder(found);
  else open('outbound', `ship:${found}`);
  return true;
}

/** Looks up what stands in the search field. The last question wins. */
export async function search(): Promise<void> {
  const text = looking.value.trim();
  asked = text;
  holding.value = false;
  if (!text) { result.value = null; return; }
  if (ownSection(text)) return;
  open('stock');
  await lookAgain();
}

/** Asks for what is shown once more: a hold was placed on it. */
async function lookAgain(): Promise<void> {
  const text = asked;
  busy.value = true;
  const found = await lookUp(text);
  if (asked !== text) return;
  busy.value = false;
  const order = typeof found === 'object' && !found.by ? endOf(text) : undefined;
  if (order !== undefined) return showOrder(order);
  result.value = found;
}

/** The only order that has these characters in its number: people know the end of one. */
function endOf(text: string): string | undefined {
  if (text.length < PART_OF_ORDER) return undefined;
  const found = [...rows.value.order.keys()].filter((one) => one.includes(text.toUpperCase()));
  return found.length === 1 ? found[0] : undefined;
}

/** Lays the next page behind what is shown. */
async function further(found: Found): Promise<void> {
  busy.value = true;
  const longer = await furtherStock(found);
  busy.value = false;
  if (result.value === found) result.value = longer;
}

/** What may be held now: what was looked up and found. */
function holdable(): Found | null {
  const found = result.value;
  return found && typeof found === 'object' && covers(found, rows.value).length ? found : null;
}

/** Opens the card for a new hold; without anything looked up, the search comes first. */
export function newHold(): void {
  open('stock');
  holding.value = holdable() !== null;
  const first = holding.value ? '#hold-what' : '#search';
  setTimeout(() => document.querySelector<HTMLElement>(first)?.focus());
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

/** Where the thing is now, or where it was last: the end of its story. */
function Where(props: { found: Found }) {
  const { stand, standing, moves, by, code } = props.found;
  const last = by === 'serial' && !standing.items.length ? moves.at(-1) : undefined;
  if (last) {
    return (
      <p class="row">{t('board.stock.last')}<Holder holder={last.target} />
        <span class="t2">{when(last.occurred_at)}</span></p>
    );
  }
  if (by !== 'lpn' || !stand) return null;
  if (stand.missing || stand.place === null) return <p>{t('board.stock.lost', { code })}</p>;
  const deeper = stand.place.startsWith('lpn:') && stand.location;
  return (
    <p class="row wrap">{!standing.items.length && `${t('board.stock.empty')} `}
      {t('board.stock.stands')}<Holder holder={stand.place} />
      {deeper && <Holder holder={stand.location!} />}
      {stand.seen_at && <span class="t2">{when(stand.seen_at)}</span>}</p>
  );
}

function Plates(props: { plates: readonly string[] }) {
  if (!props.plates.length) return null;
  return (
    <p class="t2">{t('board.stock.plates', { n: props.plates.length })}{' '}
      <span class="code anywhere">{props.plates.join(', ')}</span></p>
  );
}

function Head(props: { found: Found; by: string }) {
  const { found, by } = props;
  return (
    <div class="row"><h2 class="page">{found.code}</h2>
      <span class="t2 sp">{t(`board.stock.by.${by}`)}</span>
      {holdable() && (
        <button type="button" class="btn sm" aria-expanded={holding.value} onClick={newHold}>
          <Icon name="lock" size="s" />{t('board.new_hold')} <kbd>H</kbd></button>
      )}
    </div>
  );
}

function Thing(props: { found: Found; by: string }) {
  const { found, by } = props;
  return (
    <>
      <Head found={found} by={by} />
      <Where found={found} />
      <Plates plates={found.stand?.plates ?? []} />
      {found.part && <Numbers part={found.part} />}
      {found.part && <p class="sm t2">{t('board.stock.rule')}</p>}
      {(found.standing.items.length > 0 || !found.moves.length) && (
        <section class="card scroll">
          <StandingTable rows={found.standing.items} name={t('board.nav.stock')}
            part={by !== 'part'} />
        </section>
      )}
      {found.standing.next && (
        <p class="row sm t2">{t('board.stock.more', { n: found.standing.items.length })}
          <button type="button" class="btn sm" disabled={busy.value}
            onClick={() => void further(found)}>{t('board.stock.further')}</button></p>
      )}
      {found.moves.length > 0 && <Story moves={found.moves} />}
    </>
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
  return <Thing found={found} by={found.by} />;
}

export function Stock() {
  const found = result.value;
  const held = holding.value ? holdable() : null;
  return (
    <div class={held ? 'withside holding' : 'withside whole'}>
      <div class="page-col bare" aria-busy={busy.value}>
        {found
          ? <Result found={found} />
          : <Nothing icon="search" title={t('board.stock.ask')}>
              {t('board.stock.ask.next')}</Nothing>}
      </div>
      {held && <NewHold found={held} onDone={() => void lookAgain()} />}
    </div>
  );
}
