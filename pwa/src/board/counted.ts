// SPDX-License-Identifier: Apache-2.0
/** What may be decided on a count: have it done again, and give up a plate that it missed. */
import { draft, type ClearedLine } from '../domain/operation.ts';
import { say, type Decision, type Words } from './decision.ts';
import { isPlace, plain, text, whole, type ExceptionRow, type Rows } from './rows.ts';

export const CLEAR_CAUSES = ['unpacked', 'label_gone', 'lost', 'other'];

/** The place that a question about a count is about; '' for a plate's own content. */
export function countedPlace(row: ExceptionRow): string {
  const place = text(row, row.kind === 'plate_missed' ? 'location' : 'holder');
  return isPlace(place) ? place : '';
}

/** Whether somebody is to count this place as yet. */
export const isCounting = (place: string, rows: Rows): boolean =>
  [...rows.task.values()].some((task) =>
    task.kind === 'count' && task.state === 'open' && task.location === place);

/** Sends somebody to count again; nothing, where that is asked for, or where no place is. */
export function recount(row: ExceptionRow, rows: Rows): readonly Decision[] {
  const place = countedPlace(row);
  if (!place || isCounting(place, rows)) return [];
  return [{
    id: 'recount', mark: null,
    title: say('board.decide.recount', { place }), button: say('board.decide.recount.go'),
    effects: [
      { on: 'goods', say: say('board.effect.recount.goods') },
      { on: 'later', say: say('board.effect.recount.later', { place }) },
      { on: 'erp', say: say('board.effect.recount.erp') },
    ],
    ask: null, qualify: null,
    draft: () => draft('recount', { holder: place }, `count:${place}`),
  }];
}

/** One count of the goods of a question: who found how many, and what the book had then. */
export type Counted = Readonly<{
  actor: string; at: string; off: number; found: number | null; book: number | null;
}>;
type Tally = Readonly<{
  actor: string; at: string; off: Readonly<Record<string, number>>;
  found?: Readonly<Record<string, number>>; // counts that were told long ago do not say it
}>;

const tallies = (row: ExceptionRow): readonly Tally[] =>
  (Array.isArray(row['counts']) ? row['counts'] as readonly Tally[] : []);

/** Every count that is behind a variance, the first one first. */
export function countsOf(row: ExceptionRow): readonly Counted[] {
  const goods = ['part', 'lot', 'serial'].map((name) => text(row, name)).join('|');
  return tallies(row).filter(({ off }) => goods in off).map(({ actor, at, off, found }) => {
    const [many, more] = [found?.[goods] ?? null, off[goods]!];
    return { actor, at, off: more, found: many, book: many === null ? null : many - more };
  });
}

export const KEEP_REASONS = ['counted_wrongly', 'counted_elsewhere', 'other'];

/** The count is not believed: the book stays as it was before. Not where no count is behind it. */
export function keepBook(row: ExceptionRow): readonly Decision[] {
  const off = whole(row, 'quantity') ?? 0;
  if (row.kind !== 'unexplained' || !off || !tallies(row).length) return [];
  const quantity = text(row, 'serial') ? -Math.sign(off) : -off;
  const [part, holder] = [text(row, 'part'), text(row, 'holder')];
  const params = { part, place: plain(holder), quantity: Math.abs(quantity) };
  const sign = quantity > 0 ? 'more' : 'less';
  return [{
    id: 'keep', mark: null,
    title: say('board.decide.keep'), button: say('board.decide.keep.go'),
    effects: [
      { on: 'goods', say: say(`board.effect.keep.goods.${sign}`, params) },
      { on: 'later', say: say('board.effect.keep.later') },
      { on: 'erp', say: say('board.effect.acknowledge.erp') },
    ],
    ask: { name: 'reason', choices: KEEP_REASONS }, qualify: null,
    draft: ({ why }) => draft('adjustment', {
      holder, part, lot: text(row, 'lot') || null, serial: text(row, 'serial') || null, quantity,
      against: '@unexplained', reason: why, corrects: null,
    }, `count:${holder}`),
  }];
}

/** What the book has on a missed plate and on those in it, as the server told it. */
export function onPlate(row: ExceptionRow): readonly ClearedLine[] {
  return Array.isArray(row['lines']) ? row['lines'] as ClearedLine[] : [];
}

/** Gives a plate up; not where the question could not carry all that is on it. */
export function clear(row: ExceptionRow): readonly Decision[] {
  const lines = onPlate(row);
  const [lpn, place] = [text(row, 'lpn'), text(row, 'location')];
  if (row['cut'] === true || !lines.length) return [];
  const quantity = lines.reduce((sum, line) => sum + line.quantity, 0);
  return [{
    id: 'clear', mark: null,
    title: say('board.decide.clear', { lpn }), button: say('board.decide.clear.go'),
    effects: [
      { on: 'goods', say: say('board.effect.clear.goods', { quantity, place }) },
      { on: 'later', say: say('board.effect.clear.later') },
      { on: 'erp', say: say('board.effect.clear.erp') },
    ],
    ask: { name: 'cause', choices: CLEAR_CAUSES }, qualify: null,
    draft: ({ why }) => draft(
      'plate_clearance', { lpn, location: place, lines: [...lines], cause: why }, `lpn:${lpn}`,
    ),
  }];
}

/** More was found than the book has, and a plate with the same part was not: it may be the same. */
export function alsoOnPlate(row: ExceptionRow, rows: Rows): Words | null {
  const part = text(row, 'part');
  const missed = [...rows.exception.values()].some((one) =>
    one.kind === 'plate_missed' && one.state !== 'resolved'
    && text(one, 'location') === text(row, 'holder')
    && onPlate(one).some((line) => line.part === part));
  return missed ? say('board.effect.approve.plate', { part }) : null;
}
