// SPDX-License-Identifier: Apache-2.0
/** Words and icons of kinds that come from the server; an unknown one shows its own name. */
import { age, clock, known, language, t } from '../ui/words.ts';
import { keptBack } from './document.ts';
import { now } from './live.ts';
import { text, type ExceptionRow } from './rows.ts';

const EXCEPTION_ICONS: Readonly<Record<string, string>> = {
  picked_held: 'lock', packed_held: 'lock', loaded_held: 'lock', hold_placed: 'lock', held: 'lock',
  shipment_stopped: 'truck', unexplained: 'triangle-alert', parked: 'pause',
  unknown_barcode: 'circle-question-mark', receipt_difference: 'package-x',
  awaiting_paper: 'package-x',
  erp_refused: 'database', rejected: 'octagon-alert', short_pick: 'package-minus',
  misplaced: 'warehouse', over_capacity: 'warehouse', serial_odd: 'scan-barcode',
  modules_missing: 'scan-barcode',
  place_unfit: 'octagon-alert', moved_without_right: 'arrow-left-right',
  pack_short: 'package-minus', carton_weight: 'package-x',
  cut_off_missed: 'truck',
  overpicked: 'package-plus', hold_hit: 'lock', shipped_held: 'truck',
  set_aside: 'octagon-alert', received_twice: 'package-x', received_differently: 'package-x',
  plates_in_circle: 'package-x', undone_late: 'undo-2', returned: 'undo-2',
  return_doubt: 'undo-2', return_danger: 'octagon-alert', recall: 'lock',
  after_departure: 'truck', left_behind: 'truck', wrong_door: 'truck', packed_unasked: 'package-x',
  packed_foreign: 'package-x', loaded_unasked: 'package-x', shipped_unasked: 'truck',
};
const WORK_ICONS: Readonly<Record<string, string>> = {
  pick: 'shopping-cart', putaway: 'warehouse', receive: 'truck', count: 'clipboard-list',
  transfer: 'arrow-left-right', pack: 'package', load: 'truck',
};

export const exceptionIcon = (kind: string): string => EXCEPTION_ICONS[kind] ?? 'triangle-alert';
export const workIcon = (kind: string): string => WORK_ICONS[kind] ?? 'list';

/** Words of a name from the server, or the name with blanks. */
export function named(prefix: string, name: string): string {
  const key = `${prefix}.${name}`;
  return known(key) ? t(key) : name.includes('-') ? name : name.replaceAll('_', ' ');
}

/** A document that we keep back ourselves was not refused by anybody. */
export const exceptionName = (row: ExceptionRow): string => named('board.exception',
  row.kind === 'erp_refused' && keptBack(row) ? 'erp_kept' : row.kind);

/** What a move did to the goods, else the kind of what told it. */
export const moveName = (kind: string): string =>
  named(known(`board.move.${kind}`) ? 'board.move' : 'kind', kind);

/** What was told, for exceptions that bring their operation: "Receive". */
export const verbName = (row: ExceptionRow): string =>
  text(row, 'verb') && named('kind', text(row, 'verb'));

/** A step of a flow such as putaway.bin, in words; anything else is shown as it is. */
export function whereName(where: string): string {
  const [, flow, step] = /^([a-z]+)\.([a-z_]+)$/.exec(where) ?? [];
  return flow && step ? `${named('home', flow)}, ${named('board.step', step)}` : where;
}

/** How old an instant is, followed by the screen as time goes on; '' for none. */
export function old(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? '' : age(now.value - at);
}

const DAY_MS = 24 * 3_600_000;

const date = (at: Date): string =>
  new Intl.DateTimeFormat(language.value, { day: 'numeric', month: 'short' }).format(at);

/** Clock time within a day, else the date. A date without a time is a day here, not a midnight. */
export function when(iso: string): string {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  if (day) {
    const here = new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3]));
    const today = new Date(now.value).toDateString() === here.toDateString();
    return today ? t('board.today') : date(here);
  }
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  return Math.abs(now.value - at) < DAY_MS ? clock(iso) : date(new Date(at));
}
