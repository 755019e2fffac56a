// SPDX-License-Identifier: Apache-2.0
/** What is known about an exception: its facts, its holds, what moved, what else is there. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Band } from '../ui/components/band.tsx';
import { Icon } from '../ui/components/icon.tsx';
import { Chip } from '../ui/components/marks.tsx';
import { count, t } from '../ui/words.ts';
import { countedPlace, countsOf, isCounting } from './counted.ts';
import { openHolds, scopeText } from './decisions.ts';
import { keptBack, saidOf } from './document.ts';
import { Fact, Goods, Told } from './evidence_told.tsx';
import { Holder, More, ROWS, Table } from './list_parts.tsx';
import { rows } from './live.ts';
import { meaning } from './means.ts';
import { personName } from './names.ts';
import { alike } from './match.ts';
import { photosOf } from './photos.ts';
import { Photos } from './photos.tsx';
import { Recalled } from './recalled.tsx';
import { Returned } from './returned.tsx';
import { allMoves, stock, type Move, type Page, type Standing } from './reads.ts';
import { text, texts, whole, type ExceptionRow } from './rows.ts';
import { moveName, named, when, whereName } from './shown.ts';
import { holdName, paper, supplierName, toldLines, withDetail } from './told.ts';

const SHOWN = 8; // moves and balances; the stock section has them all

/** Fields in the order in which people ask; the ones that are missing are not shown. */
const FACTS = [
  'part', 'serial', 'serials', 'awaited', 'parent', 'missing', 'lot', 'raw', 'holder',
  'location', 'lpn', 'lpns', 'asn',
  'supplier', 'order', 'shipment', 'wanted', 'document', 'asked', 'found', 'used', 'limit',
  'difference', 'reason',
  'text', 'verb', 'where', 'receipt', 'note', 'why', 'seq',
];
/** A text that could not be read says what is wrong with it, and in which field. */
const FAULT: Readonly<Record<string, string>> = { text: 'fault', where: 'field' };
const CODES = new Set(['serial', 'serials', 'awaited', 'parent', 'missing', 'lot', 'raw', 'lpn',
  'lpns', 'document', 'receipt', 'operation']);

/** How full a place is: told in millilitres or grams, shown in litres or kilograms. */
function measured(row: ExceptionRow, name: string): string {
  const unit = text(row, 'measure') === 'weight' ? 'kg' : 'l';
  return `${count(Math.ceil((whole(row, name) ?? 0) / 1000))}\u00a0${unit}`;
}

/** A text, or several codes in one. */
const said = (row: ExceptionRow, name: string): string =>
  text(row, name) || texts(row, name).join(', ');

function value(row: ExceptionRow, name: string) {
  const shown = said(row, name);
  if (name === 'holder') return <Holder holder={shown} />;
  if (row.kind === 'erp_refused' && name === 'text') return saidOf(row);
  if (row.kind === 'erp_refused' && name === 'reason') return named('board.refusal', shown);
  if (name === 'reason' || name === 'difference' || name === 'why') return named('reason', shown);
  if (name === 'used' || name === 'limit') return measured(row, name);
  if (name === 'supplier') return supplierName(shown, rows.value);
  if (name === 'verb') return named('kind', shown);
  if (name === 'where' && row.kind !== 'rejected') return whereName(shown);
  return CODES.has(name) ? <span class="code">{paper(shown)}</span> : shown;
}

function Facts(props: { row: ExceptionRow }) {
  const row = withDetail(props.row);
  const order = rows.value.order.get(text(row, 'order'));
  const faulty = row.kind === 'rejected' || (row.kind === 'erp_refused' && keptBack(row));
  const names = row.kind === 'set_aside' ? [...FACTS, 'operation'] : FACTS;
  return (
    <dl class="gone">
      {names.filter((name) => said(row, name)).map((name) => (
        <Fact name={faulty ? FAULT[name] ?? name : name} key={name}
          long={said(row, name).length}>
          {value(row, name)}
          {name === 'order' && order && <small>{order.name || order.customer}</small>}</Fact>
      ))}
    </dl>
  );
}

const signed = (n: number): string => (n > 0 ? `+${count(n)}` : count(n));
const shownCount = (n: number | null): string => (n === null ? '' : count(n));

/** What follows from any exception of this kind, and who is told. */
function Means(props: { row: ExceptionRow }) {
  const said = meaning(props.row.kind);
  if (!said.length) return null;
  return (
    <>
      <h2>{t('board.record')}</h2>
      <p class="t2">{said.map((key) => t(key)).join(' ')}</p>
    </>
  );
}

/** Books against what was found, when an exception is about a number. */
function Figures(props: { row: ExceptionRow }) {
  const quantity = whole(props.row, 'quantity');
  if (props.row.kind !== 'unexplained' || quantity === null) return null;
  return (
    <div class="figures">
      <div class="figure attn"><span class="lab">{t('board.fact.variance')}</span>
        <b>{signed(quantity)}</b>
        <span>{text(props.row, 'part')}</span></div>
    </div>
  );
}

const LISTED: Readonly<Record<string, string>> = {
  plate_missed: 'plate', closed_short: 'missing', awaiting_paper: 'received',
};

/** What the book has on a plate that a count did not find; what of a notice never came. */
function Lines(props: { row: ExceptionRow }) {
  const name = LISTED[props.row.kind];
  if (!name) return null;
  return <><h2>{t(`board.evidence.${name}`)}</h2><Goods lines={toldLines(props.row)} /></>;
}

/** Each count that is behind a variance: who found how many, and what the book had then. */
function Counts(props: { row: ExceptionRow }) {
  const found = props.row.kind === 'unexplained' ? countsOf(props.row) : [];
  if (!found.length) return null;
  return (
    <>
      <h2>{t('board.evidence.counts')}</h2>
      <Table name={t('board.evidence.counts')} rows={found} empty=""
        keyOf={(one) => `${one.at} ${one.actor}`}
        columns={[
          { head: t('board.fact.when'), cell: (one) => when(one.at) },
          { head: t('board.fact.by'), grow: true, cell: (one) => personName(one.actor) },
          { head: t('board.fact.counted'), right: true, cell: (one) => shownCount(one.found) },
          { head: t('board.fact.book'), right: true, cell: (one) => shownCount(one.book) },
          { head: t('board.fact.variance'), right: true, cell: (one) => signed(one.off) },
        ]} />
    </>
  );
}

/** Other codes that look like this one: one answer may do for all of them. */
function Alike(props: { row: ExceptionRow }) {
  const found = props.row.kind === 'unknown_barcode' ? alike(props.row, rows.value) : [];
  if (!found.length) return null;
  return (
    <>
      <h2>{t('board.evidence.alike')}</h2>
      <ul class="lines">
        {found.slice(0, SHOWN).map((one) => (
          <li key={one.exception}><span class="code anywhere">{text(one, 'raw')}</span>{' '}
            <Holder holder={text(one, 'holder')} /></li>
        ))}
      </ul>
    </>
  );
}

/** Somebody is to count the place: what to wait for. */
function Counting(props: { row: ExceptionRow }) {
  const place = countedPlace(props.row);
  if (!place || !isCounting(place, rows.value)) return null;
  return (
    <Band icon="clock" title={t('board.evidence.counting', { place })}>
      {t('board.evidence.counting.next')}</Band>
  );
}

function Holds(props: { row: ExceptionRow }) {
  const found = openHolds(props.row, rows.value);
  if (!found.length) return null;
  return (
    <>
      <h2>{t('board.evidence.holds')}</h2>
      {found.map((hold) => (
        <Band tone="hold" icon="lock"
          title={`${holdName(hold.hold, rows.value)} · ${named('board.hold', hold.reason)}`}>
          {t('board.evidence.hold', {
            covers: scopeText(hold, rows.value), time: when(hold.placed_at),
            who: personName(hold.placed_by),
          })}{hold.note && ` ${hold.note}`}
        </Band>
      ))}
    </>
  );
}

type Known = Readonly<{ moves: readonly Move[]; stock: Page<Standing>; cannot: boolean }>;
const NOTHING: Known = { moves: [], stock: { items: [], next: null }, cannot: false };

type Asked = Readonly<Record<string, string>> | null;

/** Whose story, and which balances: of a missing plate its own, and what is in its place. */
function asked(row: ExceptionRow): readonly [Asked, Asked] {
  const [serial, part, holder] = [text(row, 'serial'), text(row, 'part'), text(row, 'holder')];
  if (row.kind === 'plate_missed') {
    return [{ holder: `lpn:${text(row, 'lpn')}` }, { location: text(row, 'location') }];
  }
  if (!part && !serial) return [null, null];
  return [serial ? { serial } : holder ? { holder } : null, part ? { part } : null];
}

async function known(row: ExceptionRow): Promise<Known> {
  const [story, standing] = asked(row);
  const part = text(row, 'part');
  const [moved, stands] = await Promise.all([
    story && allMoves(story), standing && stock(standing),
  ]);
  return {
    moves: moved?.is === 'ok' ? moved.body.items.filter((one) => !part || one.part === part) : [],
    stock: stands?.is === 'ok' ? stands.body : NOTHING.stock,
    cannot: moved?.is === 'cannot' || stands?.is === 'cannot',
  };
}

/** What moved, the oldest first, with whoever did it; of a long story its end, then more. */
export function Story(props: { moves: readonly Move[]; last?: number }) {
  const shown = useSignal(props.last ?? ROWS);
  const more = props.moves.length - shown.value;
  return (
    <>
      <h2>{t('board.evidence.story')}</h2>
      <More n={more} onMore={() => { shown.value += ROWS; }} />
      <ol class="ev">
        {props.moves.slice(-shown.value).map((move) => (
          <li><span class="code sm t3">{when(move.occurred_at)}</span><i />
            <span class="sp"><b>{moveName(move.kind)}</b>
              {move.lpn ? ` ${t('board.move.with', { lpn: move.lpn })}`
                : ` ${count(move.quantity)} ${move.part}`}
              <br /><span class="t2 row way"><Holder holder={move.source} />
                <Icon name="arrow-right" size="s" /><Holder holder={move.target} /></span></span>
            <span class="sm t3">{personName(move.actor)}</span></li>
        ))}
      </ol>
    </>
  );
}

const CHIPS = 2; // holds that a row names; their number says that there are more

/** One chip a hold: its name, and its reason for who points at it. */
function HoldChips(props: { holds: Standing['holds'] }) {
  const more = props.holds.length - CHIPS;
  return (
    <span class="row wrap">
      {props.holds.slice(0, CHIPS).map((one) => (
        <span title={named('board.hold', one.reason)} key={one.hold}>
          <Chip tone="hold" icon="lock">{holdName(one.hold, rows.value)}</Chip></span>
      ))}
      {more > 0 && <span class="t2">{t('board.told.more', { n: more })}</span>}
    </span>
  );
}

/** Held, free or not found: what a count missed may be under holds too. */
function Status(props: { row: Standing }) {
  const { holds, status } = props.row;
  if (status === 'held') return <HoldChips holds={holds} />;
  if (status !== 'missing') return <>{named('board.status', status)}</>;
  return (
    <span class="row wrap"><Chip tone="attn" icon="triangle-alert">
      {t('board.status.missing')}</Chip><HoldChips holds={holds} /></span>
  );
}

/** Balances of a part, held ones marked by lock and word. */
export function StandingTable(props: { rows: readonly Standing[]; name: string; part?: boolean }) {
  const lead = props.part
    ? [{ head: t('board.fact.part'), cell: (row: Standing) => <b class="part">{row.part}</b> }]
    : [];
  return (
    <Table name={props.name} rows={props.rows} empty={<p class="pad">{t('board.stock.none')}</p>}
      keyOf={(row) => [row.holder, row.part, row.lot, row.serial].join('|')}
      columns={[
        ...lead,
        { head: t('board.fact.holder'), cell: (row) => <Holder holder={row.holder} /> },
        { head: t('board.fact.lot'), cell: (row) => <span class="code">{row.lot}</span> },
        { head: t('board.fact.serial'), cell: (row) => <span class="code">{row.serial}</span> },
        { head: t('board.fact.status'), grow: true, cell: (row) => <Status row={row} /> },
        { head: t('board.fact.quantity'), right: true, cell: (row) => count(row.quantity) },
      ]} />
  );
}

/** Where else the part stands; of many places some, and how many more. */
function Else(props: { found: Page<Standing>; part: boolean }) {
  const { items, next } = props.found;
  const more = items.length - SHOWN;
  if (!items.length) return null;
  return (
    <>
      <h2>{t('board.evidence.else')}</h2>
      <StandingTable rows={items.slice(0, SHOWN)} name={t('board.evidence.else')}
        part={props.part} />
      {more > 0 && <p class="sm t2">
        {t(next ? 'board.told.or_more' : 'board.told.more', { n: more })}</p>}
    </>
  );
}

/** The middle of the inbox. What is asked of the server comes when it comes. */
export function Evidence(props: { row: ExceptionRow }) {
  const { row } = props;
  const more = useSignal<Known>(NOTHING);
  useEffect(() => {
    let here = true;
    more.value = NOTHING;
    void known(row).then((found) => { if (here) more.value = found; });
    return () => { here = false; };
  }, [row.exception, row.state]);
  return (
    <>
      <Figures row={row} />
      <Counts row={row} />
      <Facts row={row} />
      <Means row={row} />
      <Told row={row} />
      <Recalled row={row} />
      <Returned row={row} />
      <Lines row={row} />
      <Alike row={row} />
      <Counting row={row} />
      <Holds row={row} />
      <Photos of={photosOf(row, openHolds(row, rows.value))} />
      {more.value.moves.length > 0 && <Story moves={more.value.moves} last={SHOWN} />}
      <Else found={more.value.stock} part={!text(row, 'part')} />
      {more.value.cannot && (
        <Band title={t('board.reads.cannot')}>{t('board.reads.cannot.next')}</Band>
      )}
    </>
  );
}
