// SPDX-License-Identifier: Apache-2.0
/**
 * What the search field finds: an order or a truck opens itself; of a part, place, plate, serial
 * or lot its stock, where it stands, and how it came there; and every paper or plate that the text
 * may mean. Numbers of stock come from the server.
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
import { matches, type Matches } from './matches.ts';
import { howMany, MatchLists, showHold } from './matches.tsx';
import { Notice } from './notice.tsx';
import { photosOfFound } from './photos.ts';
import { Photos } from './photos.tsx';
import {
  furtherStock, lookUp, NO_PARTS, NO_PLATES, partsLike, platesLike, sought, type Asked,
  type Availability, type Found, type PartFound, type Page, type Plate,
} from './reads.ts';
import { when } from './shown.ts';

const result = signal<Asked | null>(null);
const plates = signal<Page<Plate>>(NO_PLATES); // whose numbers end as typed
const parts = signal<Page<PartFound>>(NO_PARTS); // whose numbers start as typed
const notice = signal<string | null>(null); // the truck that is open
const typed = signal('');
const busy = signal(false);
let asked = '';

const meant = (text: string): Matches => matches([text, sought(text).code], rows.value);

/** An order or a truck that the desk has by this very name: it opens by itself. */
function named(text: string): boolean {
  const { order, shipment, asn } = rows.value;
  const names = [text.toUpperCase(), text, sought(text).code];
  const found = names.find((name) => order.has(name) || shipment.has(name) || asn.has(name));
  if (found === undefined) return false;
  if (order.has(found)) showOrder(found);
  else if (shipment.has(found)) open('outbound', `ship:${found}`);
  else showNotice(found);
  return true;
}

function showNotice(name: string): void {
  notice.value = name;
  open('stock');
}

/** Looks up what stands in the search field. The last question wins. */
export async function search(): Promise<void> {
  const text = looking.value.trim();
  asked = typed.value = text;
  holding.value = false;
  notice.value = result.value = null;
  plates.value = NO_PLATES;
  parts.value = NO_PARTS;
  if (!text || named(text)) return;
  open('stock');
  looking.value = text; // the answer stands under its question
  await lookAgain();
}

/** Looks for something that was named elsewhere on the desk. */
export function lookFor(text: string): void {
  looking.value = text;
  void search();
}

/** Asks for what is shown once more: a hold was placed on it. */
async function lookAgain(): Promise<void> {
  const text = asked;
  busy.value = true;
  const { code } = sought(text);
  const [found, like, starting] = await Promise.all(
    [lookUp(text), platesLike(code), partsLike(code)]);
  if (asked !== text) return;
  busy.value = false;
  plates.value = like;
  parts.value = starting;
  result.value = found;
  if (typeof found === 'object' && !found.by) openOnly(meant(text), like, starting);
}

/** The only thing that a text may mean opens itself: people know the end of a number. */
function openOnly(found: Matches, like: Page<Plate>, starting: Page<PartFound>): void {
  if (howMany(found, like, starting) !== 1) return;
  const [order, truck, plate] = [found.orders[0], found.notices[0], like.items[0]];
  const [held, part] = [found.holds[0], starting.items[0]];
  if (order) showOrder(order.order);
  else if (truck) showNotice(truck.asn);
  else if (held) showHold(held.hold);
  else if (plate) lookFor(plate.lpn);
  else if (part && part.part.toUpperCase() !== sought(asked).code) lookFor(part.part);
}

async function furtherPlates(): Promise<void> {
  const before = plates.value;
  busy.value = true;
  const page = await platesLike(sought(asked).code, before.next);
  busy.value = false;
  if (plates.value === before) {
    plates.value = { items: [...before.items, ...page.items], next: page.next };
  }
}

async function furtherParts(): Promise<void> {
  const before = parts.value;
  busy.value = true;
  const page = await partsLike(sought(asked).code, before.next);
  busy.value = false;
  if (parts.value === before) {
    parts.value = { items: [...before.items, ...page.items], next: page.next };
  }
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

/** What is on plates that a count did not find: not on hand, and said only where there is any. */
function Missing(props: { part: Availability }) {
  const { missing } = props.part;
  return missing > 0
    ? <Band tone="attn" title={t('board.stock.missing', { n: missing })}>
      {t('board.stock.missing.next')}</Band>
    : null;
}


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
      {found.part && <Missing part={found.part} />}
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
      <Photos of={photosOfFound(found)} />
      {found.moves.length > 0 && <Story moves={found.moves} />}
    </>
  );
}

function Result(props: { found: Asked; more: number }) {
  const { found } = props;
  if (found === 'away') {
    return <Band tone="off" title={t('board.away')}>{t('board.away.next')}</Band>;
  }
  if (found === 'cannot') {
    return <Band title={t('board.reads.cannot')}>{t('board.reads.cannot.next')}</Band>;
  }
  if (found.by) return <Thing found={found} by={found.by} />;
  return props.more ? null : (
    <Nothing icon="search" title={t('board.search.none', { text: typed.value })}>
      {t('board.stock.none.next')}</Nothing>
  );
}

function Back() {
  return (
    <p><button type="button" class="btn sm" onClick={() => { notice.value = null; }}>
      {t('board.matches.back', { text: typed.value })}</button></p>
  );
}

function Whole() {
  const asn = rows.value.asn.get(notice.value ?? '');
  if (asn) {
    return <>{result.value && <Back />}<Notice asn={asn} onPlate={lookFor} key={asn.asn} /></>;
  }
  const found = result.value;
  if (!found) {
    return (
      <Nothing icon="search" title={t('board.stock.ask')}>{t('board.stock.ask.next')}</Nothing>
    );
  }
  const also = meant(typed.value);
  return (
    <>
      <Result found={found} more={howMany(also, plates.value, parts.value)} />
      <MatchLists found={also} plates={plates.value} parts={parts.value} busy={busy.value}
        onNotice={showNotice} onThing={lookFor} onMore={() => void furtherPlates()}
        onMoreParts={() => void furtherParts()} />
    </>
  );
}

export function Stock() {
  const held = holding.value ? holdable() : null;
  return (
    <div class={held ? 'withside holding' : 'withside whole'}>
      <div class="page-col bare" aria-busy={busy.value}><Whole /></div>
      {held && <NewHold found={held} onDone={() => void lookAgain()} />}
    </div>
  );
}
