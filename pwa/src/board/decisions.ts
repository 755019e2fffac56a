// SPDX-License-Identifier: Apache-2.0
/**
 * What a supervisor may decide, and what each choice does to goods, order, hold and ERP: said
 * before it can be chosen. What a rule decides is no choice and is not shown as one. Pure.
 */
import { draft } from '../domain/operation.ts';
import type { HoldRow, ShipmentRow } from '../domain/rows.ts';
import { LEFT, papers, paperFields, type Leaving } from './aboard.ts';
import { holdsOf, settled } from './cards.ts';
import { match } from './match.ts';
import { papered } from './papers.ts';
import { disposals, owner, NOBODY, type Team } from './disposing.ts';
import { correct } from './correct.ts';
import { alsoOnPlate, clear, keepBook, recount } from './counted.ts';
import { say, type Decision, type Words } from './decision.ts';
import { isVor, plain, text, whole, type ExceptionRow, type Rows } from './rows.ts';
import { dispositions, findings } from './returning.ts';
import { first, saidByMe } from './second.ts';
import { allUnder, stays, staysOn, stopsBeside, type Stop } from './overlap.ts';
import type { Standing } from './reads.ts';
import { holdName, paper, short, supplierName, withDetail } from './told.ts';

const LISTED = 6; // places that a card names; the rest is a number

export const listed = (places: readonly string[]): string =>
  [...places.slice(0, LISTED), ...(places.length > LISTED ? [`+${places.length - LISTED}`] : [])]
    .join(', ');

export const RELEASE_REASONS = ['checked_good', 'placed_wrongly', 'supplier_cleared', 'other'];
export const SEEN_REASONS = ['seen_to', 'passed_on', 'nothing_to_do', 'other'];
export const VARIANCE_CAUSES = ['counted_twice', 'pack_size', 'damaged', 'lost', 'other'];

/** Which open holds an exception is about, oldest first. */
export function openHolds(row: ExceptionRow, rows: Rows): readonly HoldRow[] {
  return holdsOf(row).map((hold) => rows.hold.get(hold))
    .filter((hold): hold is HoldRow => hold?.state === 'open');
}

/** What a hold covers, in the order in which people ask: "ECU-77810-AB, E7A000313". */
export function scopeText(hold: Pick<HoldRow, 'scope'>, rows: Rows): string {
  const { part, serial, lot, lpn, location, supplier, receipt } = hold.scope;
  const from = supplier ? supplierName(supplier, rows) : null;
  return [part, serial, lot, lpn, location, from, paper(receipt ?? '')].filter(Boolean).join(', ');
}

/** Where goods of a hold went that left its place: it lies over them there, and ends there too. */
export function followed(hold: Pick<HoldRow, 'hold'>, rows: Rows): readonly string[] {
  return [...rows.hold.values()]
    .filter((one) => one.root === hold.hold && one.state === 'open')
    .map(({ scope }) => scope.serial ?? scope.lpn ?? scope.location ?? '')
    .filter((where, index, all) => where && all.indexOf(where) === index).sort();
}

/** A hold with what it covers: "HOLD-0003 (ECU-77810-AB, E7A000313)". */
const namedHolds = (holds: readonly HoldRow[], rows: Rows): string =>
  listed(holds.map((one) => `${holdName(one.hold, rows)} (${scopeText(one, rows)})`));

/** What was read of the goods under a hold, by hold; a hold that is not in it was not asked for. */
export type Covered = ReadonlyMap<string, Picked>;

/** What the balances under a hold say of it; null: nothing that the scopes do not say. */
function freedOf(hold: HoldRow, rows: Rows, under: Picked | undefined): Words | null {
  const covers = scopeText(hold, rows);
  if (under === undefined) return null;
  if (under === null) return say('board.effect.release.goods.reading', { covers });
  if (under === 'cannot') return say('board.effect.release.goods.unknown', { covers });
  const stops = stopsBeside(hold, under, rows);
  return stops.length
    ? say(`board.effect.release.goods.${allUnder(under, stops) ? 'held' : 'partly'}`,
      { covers, holds: stopped(stops, rows) })
    : null;
}

/** What becomes of the goods: free, but for what another hold covers, or with the customer. */
function freed(hold: HoldRow, rows: Rows, about: ExceptionRow, under: Picked | undefined): Words {
  const covers = scopeText(hold, rows);
  const [on, near] = [staysOn(hold, rows, about), stays(hold, rows, about)];
  if (about.kind === 'shipped_held') return say('board.effect.release.goods.left', { covers });
  if (on.length) {
    return say('board.effect.release.goods.held', { covers, holds: namedHolds(on, rows) });
  }
  const read = freedOf(hold, rows, under);
  if (read) return read;
  return near.length
    ? say('board.effect.release.goods.partly', { covers, holds: namedHolds(near, rows) })
    : say('board.effect.release.goods', { covers });
}

/** "HOLD-0007 (E7A000313 ECU-77810-AB)": what still stops, and which goods. */
const stopped = (stops: readonly Stop[], rows: Rows): string =>
  listed(stops.map(({ hold, on }) => `${holdName(hold.hold, rows)} (${listed(on)})`));

/** What was picked for the order of a question; null: not read yet, or it cannot be read. */
export type Picked = readonly Standing[] | 'cannot' | null;

/** What becomes of the order that the goods are for; one that has left is not let go again. */
function ordered(hold: HoldRow, rows: Rows, about: ExceptionRow, picked: Picked): Words {
  const order = text(about, 'order');
  const state = rows.order.get(order)?.state ?? '';
  const on = staysOn(hold, rows, about);
  if (LEFT.includes(state)) return say('board.effect.release.order.left', { order });
  if (state === 'cancelled') return say('board.effect.release.order.cancelled', { order });
  const stops = typeof picked === 'object' && picked ? stopsBeside(hold, picked, rows) : [];
  if (stops.length) {
    return say('board.effect.release.order.held', { order, holds: stopped(stops, rows) });
  }
  if (on.length) {
    return say('board.effect.release.order.held', { order, holds: namedHolds(on, rows) });
  }
  if (picked === null) return say('board.effect.release.order.reading', { order });
  return say(`board.effect.release.order${picked === 'cannot' ? '.unknown' : ''}`, { order });
}

/** A truck that several units stop goes when the last of their holds has ended. */
function truck(hold: HoldRow, rows: Rows, about: ExceptionRow): Decision['effects'] {
  const shipment = text(about, 'shipment');
  if (about.kind !== 'shipment_stopped' || !shipment) return [];
  const other = openHolds(about, rows)
    .filter((one) => one.hold !== hold.hold && one.hold !== hold.root);
  return [{ on: 'later', say: other.length
    ? say('board.effect.release.truck.held', { shipment, holds: namedHolds(other, rows) })
    : say('board.effect.release.truck', { shipment }) }];
}

/** Releases one hold. The desk names everything that comes free with it, and what does not. */
export function release(
  hold: HoldRow, rows: Rows, about: ExceptionRow, picked: Picked = null, under?: Picked,
  team: Team = NOBODY,
): Decision {
  const { part, supplier } = hold.scope;
  const places = followed(hold, rows);
  const name = hold.name || short(hold.hold);
  return {
    id: `release:${hold.hold}`, mark: 'hold',
    title: say('board.decide.release', { hold: name }),
    button: say('board.decide.release.go'),
    effects: [
      { on: 'goods', say: freed(hold, rows, about, under) },
      ...(places.length ? [{ on: 'goods' as const, say: say('board.effect.release.followed', {
        places: listed(places),
      }) }] : []),
      ...(text(about, 'order') ? [{
        on: 'order' as const, say: ordered(hold, rows, about, picked),
      }] : []),
      ...truck(hold, rows, about),
      ...first(hold, team),
      { on: 'hold', say: say('board.effect.release.hold', { hold: name }) },
      { on: 'erp', say: say('board.effect.release.erp') },
    ],
    ask: { name: 'reason', choices: RELEASE_REASONS }, ...(saidByMe(hold, team)),
    qualify: part && supplier
      ? say('board.decide.qualify', { part, supplier: supplierName(supplier, rows) }) : null,
    draft: ({ why, qualify }) => draft(
      'hold_release', { hold: hold.hold, reason: why, qualify }, `hold:${hold.hold}`,
    ),
  };
}

function approve(row: ExceptionRow, rows: Rows): Decision {
  const all = whole(row, 'quantity') ?? 0;
  const quantity = text(row, 'serial') ? Math.sign(all) : all; // told twice too often: one by one
  const [part, holder] = [text(row, 'part'), text(row, 'holder')];
  const params = { quantity: Math.abs(quantity), part, place: plain(holder) };
  const sign = quantity < 0 ? 'less' : 'more';
  const twice = quantity > 0 ? alsoOnPlate(row, rows) : null;
  return {
    id: 'approve', mark: null,
    title: say(`board.decide.approve.${sign}`, params),
    button: say(`board.decide.approve.go.${sign}`, params),
    effects: [
      { on: 'goods', say: say(`board.effect.approve.goods.${sign}`, params) },
      ...(twice ? [{ on: 'goods' as const, say: twice }] : []),
      { on: 'later', say: say('board.effect.approve.later') },
      { on: 'erp', say: say(`board.effect.approve.erp.${sign}`, params) },
    ],
    ask: { name: 'cause', choices: VARIANCE_CAUSES },
    qualify: null,
    draft: ({ why }) => draft('variance_approval', {
      holder, part, lot: text(row, 'lot') || null, serial: text(row, 'serial') || null, quantity,
      cause: why,
    }, `count:${holder}`),
  };
}

/** An order or notice that waits has moved no goods: it speaks of what it would bring. */
const isImport = (row: ExceptionRow): boolean =>
  ['order_import', 'asn_import'].includes(text(row, 'verb'));
export const VOID_REASONS = {
  work: ['told_twice', 'did_not_happen', 'other'],
  import: ['sent_twice', 'sent_corrected', 'not_wanted', 'other'],
};

function resolve(row: ExceptionRow, decision: 'retry' | 'void'): Decision {
  const of = `${decision}${isImport(row) ? '.import' : ''}`;
  return {
    id: decision, mark: null,
    title: say(`board.decide.${decision}`), button: say(`board.decide.${decision}.go`),
    effects: [
      { on: 'goods', say: say(`board.effect.${of}.goods`) },
      { on: 'later', say: say(`board.effect.${of}.later`) },
      { on: 'erp', say: say(`board.effect.${of}.erp`) },
    ],
    ask: decision === 'void'
      ? { name: 'reason', choices: VOID_REASONS[isImport(row) ? 'import' : 'work'] } : null,
    qualify: null,
    draft: ({ why }) => draft(
      'resolution', { operation: row.operation, decision, reason: why }, `op:${row.operation}`,
    ),
  };
}

/** Closes a question that asks for nothing else: somebody has seen to it. */
function acknowledge(row: ExceptionRow): Decision {
  return {
    id: 'acknowledge', mark: null,
    title: say('board.decide.acknowledge'), button: say('board.decide.acknowledge.go'),
    effects: [
      { on: 'goods', say: say('board.effect.acknowledge.goods') },
      { on: 'later', say: say('board.effect.acknowledge.later') },
      { on: 'erp', say: say('board.effect.acknowledge.erp') },
    ],
    ask: { name: 'reason', choices: SEEN_REASONS, note: true },
    qualify: null,
    draft: ({ why, note = '' }) => draft('acknowledgement', {
      exception: row.exception, note: [why, note.trim()].filter(Boolean).join(': '),
    }, `exception:${row.exception}`),
  };
}

/** Goods that were packed for no order: told with the first, or as if the truck were one. */
function unordered(
  shipment: ShipmentRow, orders: readonly string[], loose: number,
): Decision['effects'] {
  const [order] = orders;
  if (!loose) return [];
  return [{ on: 'order', odd: true, say: order
    ? say('board.effect.ship.loose.first', { n: loose, order })
    : say('board.effect.ship.loose', { n: loose, shipment: shipment.shipment }) }];
}

/** The ERP gets an advice for each order that leaves, and one for a truck that has none. */
const leaves = (
  shipment: ShipmentRow, orders: readonly string[], loose: number,
): Decision['effects'] => [
  { on: 'goods', say: say('board.effect.ship.goods', { n: shipment.lpns.length }) },
  ...(orders.length ? [{ on: 'order' as const,
    say: say('board.effect.ship.order', { orders: orders.join(', ') }) }] : []),
  ...unordered(shipment, orders, loose),
  { on: 'hold', say: say('board.effect.ship.hold') },
  { on: 'erp', say: say('board.effect.ship.erp', { n: orders.length || 1 }) },
];

/** What the server will answer while something on board is held: nothing of it happens. */
const remains = (
  held: readonly string[], orders: readonly string[],
): Decision['effects'] => [
  { on: 'hold', say: say('board.effect.ship.held', { n: held.length, units: listed(held) }) },
  { on: 'goods', say: say('board.effect.ship.held.goods') },
  ...(orders.length ? [{ on: 'order' as const,
    say: say('board.effect.ship.held.order', { orders: orders.join(', ') }) }] : []),
  { on: 'erp', say: say('board.effect.ship.held.erp') },
];

/**
 * Confirms that a vehicle leaves with what is on board, `loose` pieces of it for no order. `orders`
 * are those that leave with it, and those that stay open if it is stopped. `held`
 * names what keeps it here, and `holds` by which holds; it can still be asked, as only the server
 * knows what is on board now.
 */
export function confirmShipment(
  shipment: ShipmentRow, held: readonly string[] = [], holds: readonly string[] = [], loose = 0,
  orders: Leaving = { leave: shipment.orders, stay: shipment.orders },
): Decision {
  const named = { shipment: shipment.shipment };
  return {
    id: `ship:${shipment.shipment}`, mark: held.length ? 'hold' : null,
    title: say(held.length ? 'board.decide.ship.stopped' : 'board.decide.ship', named),
    button: say(held.length ? 'board.decide.ship.try' : 'board.decide.ship.go'),
    effects: held.length ? remains(held, orders.stay) : leaves(shipment, orders.leave, loose),
    ask: null, qualify: null, ...(held.length ? { stopped: holds } : {}),
    ...(held.length ? {} : { fields: paperFields(shipment) }),
    draft: ({ more = {} }) => draft('shipment',
      { shipment: shipment.shipment, orders: [...shipment.orders], ...papers(more) },
      `shipment:${shipment.shipment}`),
  };
}

/** Held picks end with their hold, variances with their number, parked work with its answer. */
const SETTLED_OTHERWISE = [
  'picked_held', 'packed_held', 'loaded_held', 'hold_placed', 'held', 'shipment_stopped',
  'unexplained', 'parked', 'plate_missed', 'returned', 'awaiting_paper',
];

const closable = (row: ExceptionRow): boolean =>
  row.state === 'open' && (row.decisions.includes('acknowledgement')
    || !SETTLED_OTHERWISE.includes(row.kind));

type Choices = (
  row: ExceptionRow, rows: Rows, picked: Picked, covered: Covered, team: Team,
) => readonly Decision[];

const releases: Choices = (row, rows, picked, covered, team) => openHolds(row, rows)
  .map((hold) => release(hold, rows, row, picked, covered.get(hold.hold), team));

/** By the names that the server gives to what may be decided. */
const CHOICES: Readonly<Record<string, Choices>> = {
  hold_release: releases,
  variance_approval: (row, rows) => (whole(row, 'quantity') ? [approve(row, rows)] : []),
  code_match: match,
  receipt_match: papered,
  recount: (row, rows) => (whole(row, 'quantity') === 0 ? []
    : [...recount(row, rows), ...keepBook(row)]),
  plate_clearance: clear,
  adjustment: correct,
  disposition: (row, rows, _, covered, team) => openHolds(row, rows)
    .flatMap((hold) => disposals(hold, rows, covered.get(hold.hold), team)),
  hold_owner: (row, rows, _, __, team) => openHolds(row, rows)
    .flatMap((hold) => owner(hold, rows, team)),
  claim_decision: (row, rows, _, __, team) => findings(row, rows, team),
  return_disposition: (row, rows, _, __, team) => dispositions(row, rows, team),
  retry: (row) => [resolve(row, 'retry')],
  void: (row) => [resolve(row, 'void')],
};

/** The choices of an exception; to acknowledge it comes last, where nothing else closes it. */
export function decisionsOf(
  row: ExceptionRow, rows: Rows, picked: Picked = null, covered: Covered = new Map(),
  team: Team = NOBODY,
): readonly Decision[] {
  const found = row.decisions
    .flatMap((name) => CHOICES[name]?.(row, rows, picked, covered, team) ?? []);
  if (row.kind === 'hold_hit' && !row.decisions.includes('hold_release')) {
    found.push(...releases(row, rows, picked, covered, team));
  }
  return closable(row) ? [...found, acknowledge(row)] : found;
}

const PRESSING = [
  'shipped_held', 'shipment_stopped', 'loaded_held', 'packed_held', 'picked_held', 'hold_hit',
];

/** Exceptions that wait for a person: trucks and emergency orders first, then the oldest. */
export function inbox(rows: Rows, watching = false): readonly ExceptionRow[] {
  const state = watching ? 'watching' : 'open';
  const rank = (row: ExceptionRow): number => {
    const order = rows.order.get(text(row, 'order'));
    if (order ? isVor(order) : text(withDetail(row), 'priority') === 'VOR') return 0;
    const at = PRESSING.indexOf(row.kind);
    return at < 0 ? PRESSING.length + 1 : at + 1;
  };
  return [...rows.exception.values()]
    .filter((row) => row.state === state && !settled(row, rows))
    .sort((a, b) => rank(a) - rank(b) || a.raised_at.localeCompare(b.raised_at)
      || a.exception.localeCompare(b.exception));
}

/**
 * Every open hold, as a question of its own: a hold that a rule set at the dock has raised no
 * exception, and somebody must be able to end it all the same. The oldest first.
 */
export function heldNow(rows: Rows): readonly ExceptionRow[] {
  return [...rows.hold.values()].filter((hold) => hold.state === 'open' && !hold.root)
    .sort((a, b) => a.placed_at.localeCompare(b.placed_at) || a.hold.localeCompare(b.hold))
    .map((hold) => ({
      ...hold.scope, exception: `hold:${hold.hold}`, kind: 'held', state: 'open', operation: '',
      actor: hold.placed_by, device: '', raised_at: hold.placed_at, hold: hold.hold,
      decisions: ['hold_release', 'disposition', 'hold_owner'], note: hold.note,
    }));
}
