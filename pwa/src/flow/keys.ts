// SPDX-License-Identifier: Apache-2.0
/**
 * Every message key that a step can hold, with the names of its params. Questions, titles and
 * offers come from the flow data; the rest is named here, and a test walks all flows and reads the
 * sources to find a key that is missing.
 */
import { FLOW_DEFS } from './catalogue.ts';
import { HOLD_GIVEN } from './hold.ts';
import { DOOR_REASONS } from './load.ts';
import { LEAVE_REASONS } from './load_leave.ts';
import { ROTATION_REASONS, SHORT_REASONS } from './pick_shows.ts';
import { MISSING_REASONS } from './pack_bench.ts';
import { LABEL_REASONS, SWAP_REASONS } from './pack_carton.ts';
import { WALKS } from './pick_path.ts';
import { HOLD_REASONS, WHY } from './pieces.ts';
import { PUTAWAY_REASONS } from './putaway.ts';
import { OVERRIDE_REASONS } from './putaway_override.ts';
import { REPLENISH_REASONS } from './replenish.ts';
import { ENDING_REASONS, REFUSAL_REASONS } from './receive_dock.ts';
import { LOSS_REASONS } from './reman.ts';
import { CONDITIONS, DANGERS } from './returns_facts.ts';
import { CHECK_NAMES } from './returns_shows.ts';
import { UNKNOWN_NOTES } from './unknown.ts';

/** Attention bands: `band.<name>` and its second line `band.<name>.note` {code}. */
export const ATTENTION = [
  'already_loaded', 'already_received', 'already_stored', 'ambiguous', 'announced_here',
  'as_announced', 'asked_only', 'badge', 'bin_refused', 'carton_first', 'carton_open', 'command',
  'dock_kept', 'kept_unknown', 'last_line', 'leaving', 'list_empty', 'lot_asked', 'lot_first',
  'lot_not_here', 'misread', 'mixes', 'no_day', 'no_scan', 'not_announced', 'not_asn',
  'not_at_dock', 'not_empty', 'not_in_carton', 'not_in_plate', 'not_order', 'nothing_counted',
  'nothing_known', 'nothing_named', 'number_reason', 'only_unknown', 'order_full', 'other_asn',
  'other_bin', 'other_dock', 'other_lot', 'other_tab', 'other_tote', 'over_announced',
  'pieces_differ', 'planned_door', 'plate_empty', 'plate_free', 'plate_twice', 'plate_used',
  'quantity_odd', 'same_as_label', 'same_lot', 'say_why', 'scan_again', 'scan_carton',
  'scan_first', 'scan_plate', 'scanned_already', 'serial_elsewhere', 'serial_in_stock',
  'serial_not_on_book', 'serial_twice', 'serial_unannounced', 'serials_first', 'serials_open',
  'too_full', 'too_many', 'under_announced', 'undone', 'unknown', 'photo_full', 'photo_none',
  'photo_unreadable', 'only_return', 'still_there', 'supervisor_counts', 'counted_by_you',
  'counted_built_in',
  'call_first', 'order_cancelled', 'serial_promised', 'serves', 'substitute', 'tote_any',
  'tote_takes_all', 'none_held', 'packed_elsewhere', 'type_again', 'serial_not_listed',
  'serial_gone', 'no_core', 'no_return_paper', 'name_odd', 'no_truck', 'online_only',
  'sign_in_first', 'stop_first', 'truck_gone', 'truck_held', 'truck_stays', 'promised', 'held_move',
  'bin_bare', 'not_in_bin', 'which_lot', 'scan_unit', 'is_there', 'task_gone', 'vor_first',
  'one_order', 'no_zones', 'count_first', 'not_inspected', 'which_inspection', 'out_of_limits',
  'check_failed', 'more_than_sample', 'fewer_than_lot', 'ask_online', 'result_unfit',
  'inspected_before', 'result_declined', 'emptied', 'other_place', 'other_supplier',
  'as_received', 'not_received', 'built_in', 'to_receiving', 'sort_stays', 'sort_same',
] as const;

/** Standing bands, without a second line of their own. */
export const STANDING = [
  'beside', 'day_unsure', 'goes_on_hold', 'lot_unannounced', 'needs_truck', 'nothing_free',
  'on_hold',
  'superseded', 'two_people', 'weight_off', 'given_away', 'order_changed', 'not_needed',
  'kit_waits', 'open_count', 'order_waits', 'too_heavy', 'being_counted', 'held_aboard',
] as const;

/** Good bands: what a scan was, what was recorded. */
export const RIGHT = ['location', 'lpn', 'plate_new', 'part', 'serial', 'lot', 'document'] as const;
export const RECORDED = [
  'receipt', 'arrival', 'refusal', 'receipt_close', 'receipt_differs', 'relabel', 'pack_check',
  'putaway', 'count', 'modules_capture',
  'pick', 'short_pick', 'pack', 'pack_short', 'carton_weighed', 'serial_capture', 'label_wanted',
  'load', 'left_behind', 'shipment', 'hold', 'unknown_scan', 'photo', 'undo', 'transfer',
  'replenish_short',
  'return_receipt', 'core_receipt', 'core_shipment', 'reman_consume', 'reman_output', 'reman_loss',
  'inspection',
] as const;

/** Red screens: `stop.<name>.title`. */
export const STOPS = [
  'blocked', 'carton_used', 'hazard_only', 'hazard_zone', 'hold_zone_only', 'is_dock',
  'is_document', 'is_door', 'is_location', 'is_lot', 'is_lpn', 'is_other', 'is_part', 'is_serial',
  'is_tote', 'malformed', 'not_dock', 'not_door', 'not_in_plate', 'not_in_tote', 'not_ordered',
  'not_packed', 'not_shelf', 'not_storage', 'kit_part',
  'not_tote', 'order_left', 'other_order', 'segregated',
  'serial_shape', 'serial_taken', 'too_big', 'wrong_door', 'wrong_location', 'wrong_part',
  'wrong_plate', 'wrong_tote', 'call_first', 'mixes_numbers', 'plate_used', 'safety_number',
  'serial_shipped', 'tote_hazard', 'use_first', 'carton_hazard', 'not_by_air',
  'held_apart', 'sort_first',
] as const;

export const FACTS = [
  'allocated', 'carton_size', 'cartons', 'chosen', 'damaged', 'dock', 'document', 'door', 'expires',
  'free', 'order', 'swap_in', 'swap_out', 'held', 'location', 'lot', 'lpn', 'mislabelled',
  'pallets', 'supplier', 'surplus',
  'on_hand', 'part', 'place', 'quantity', 'serial', 'shipment', 'target', 'photos', 'boxed_as',
  'carrier_paper', 'core', 'core_group', 'customer', 'deposit', 'due_on', 'in_work', 'keep_until',
  'deposits_open', 'makes', 'sale', 'collect', 'owed', 'seal', 'taken_by',
  'counted', 'received', 'module', 'parent',
  'accept', 'apart', 'failed_check', 'limits', 'lot_size', 'nonconforming',
  'sample', 'until',
] as const;

const REASONS = [
  'short', 'over', 'damaged', 'wrong_part', ...ENDING_REASONS,
  ...REFUSAL_REASONS, ...UNKNOWN_NOTES, ...SHORT_REASONS, ...ROTATION_REASONS,
  ...PUTAWAY_REASONS, ...HOLD_GIVEN,
  ...DOOR_REASONS, ...OVERRIDE_REASONS,
  ...REFUSAL_REASONS, ...UNKNOWN_NOTES, ...SHORT_REASONS, ...PUTAWAY_REASONS, ...HOLD_GIVEN,
  ...DOOR_REASONS, ...LOSS_REASONS, ...LEAVE_REASONS, ...REPLENISH_REASONS,
  ...MISSING_REASONS, ...LABEL_REASONS, ...SWAP_REASONS,
];

/** Single sentences and the params they get. */
export const SINGLE: Readonly<Record<string, readonly string[]>> = {
  'text.plain': ['text'], 'assembly.of': ['part', 'serial'],
  'inspect.waits': ['n', 'total'], 'inspect.waits_lot': ['lot', 'n', 'total'],
  'inspect.pass': [], 'inspect.fail': [], 'inspect.partial': [], 'inspect.conditional': [],
  'inspect.pass.does': [], 'inspect.fail.does': [], 'inspect.partial.does': [],
  'inspect.conditional.does': [], 'inspect.desk.does': [], 'inspect.second.does': [],
  'inspect.apart': [], 'inspect.today': [], 'inspect.tomorrow': [], 'inspect.days': ['n'],
  'done.inspect': [], 'done.inspect_desk': [],
  'returns.cores': ['n'], 'returns.from': ['customer'], 'returns.claim': ['part'],
  'returns.danger.note': [],
  'sheet.grade': ['grade'], 'sheet.grade.scrap': [], 'sheet.grade.note': ['percent'],
  'sheet.grade.unsafe': [], 'sheet.grade.record': [], 'sheet.kit.record': [],
  'answer.yes': [], 'answer.no': [], 'condition.other_box': [], 'done.returns': [],
  'returns.check_other.ask': [],
  'stop.next.dock': [], 'stop.next.door': [], 'stop.next.shelf': [], 'stop.next.free_plate': [],
  'stop.next.free_tote': [], 'stop.next.pack': [], 'stop.next.put_back': [],
  'stop.wrong_tote.note': ['order'],
  'stop.not_tote.note': [], 'stop.not_storage.note': [], 'stop.malformed.note': [],
  'stop.not_tote.carton': [], 'stop.kit_part.note': ['code'], 'stop.other_order.note': ['order'],
  'sheet.say_number': [], 'sheet.say_reason': [],
  'stop.note': [], 'stop.next.scan': ['code'], 'stop.next.other': [],
  'stop.next.serial': ['code'], 'stop.next.lot': ['code'],
  'hold.take_to': ['location'], 'hold.pick_instead': ['location', 'code'], 'hold.none_free': [],
  'hold.of_order': ['order'], 'hold.other_carton': [],
  'hold.stands_in': ['location'], 'hold.place_closed': ['location'], 'pick.lots.only': ['lot'],
  'pick.lots.both': ['n', 'lot'],
  'pick.lots.keep': ['lot'], 'pick.lots.note': [],
  'receive.record_over': ['n', 'more'], 'receive.record_short': ['n', 'less'],
  'receive.record_damaged': ['n', 'damaged'], 'receive.record_differs': [],
  'band.unknown.read': [], 'sheet.unknown': [], 'sheet.unknown.put': ['location'],
  'sheet.unknown.aside': [], 'sheet.unknown.record': ['n'],
  'sheet.moved': [], 'sheet.moved.note': ['location'], 'sheet.moved.again': [],
  'sheet.moved.keep': [],
  'sheet.plates': [], 'sheet.plates.note': ['location'], 'sheet.plates.again': [],
  'sheet.plates.gone': [], 'count.plates_first.ask': [],
  'sheet.beside': [], 'sheet.beside.note': ['code'], 'sheet.beside.drop': [],
  'sheet.beside.keep': [],
  'sheet.stranger': ['code'], 'sheet.stranger.note': [], 'sheet.stranger.record': [],
  'sheet.unlikely.back': [],
  'sheet.unlikely': ['n'], 'sheet.unlikely.note': ['total'], 'sheet.unlikely.record': ['n'],
  'offer.photos': ['n'], 'photo.keeps': [],
  'receive.subtitle': ['supplier', 'asn'], 'receive.asn': ['supplier', 'cartons'],
  'receive.asn_in': ['supplier'],
  'receive.to_packing': ['n'],
  'receive.supplier_unknown': [], 'receive.announced_there': [], 'receive.put_aside': [],
  'receive.labels_differ': [],
  'receive.record_beside': ['n', 'beside'], 'done.receive_blind': ['n'], 'refuse.all': [],
  'sheet.ending': ['n'], 'sheet.ending.open': [], 'sheet.ending.closed': [],
  'sheet.ending.record': [], 'sheet.refuse': [], 'sheet.refuse.note': [],
  'sheet.refuse.record': [], 'sheet.conversion': ['n'], 'sheet.conversion.note': [],
  'sheet.conversion.same': ['n'], 'sheet.conversion.other': ['n'],
  'sheet.hazmat': ['un', 'class'], 'sheet.hazmat.note': [], 'sheet.hazmat.stage': ['location'],
  'sheet.hazmat.record': [], 'sheet.how_many_wrong': [],
  'sheet.difference.wrong': ['n', 'total'], 'side.surplus.note': [], 'side.damaged.note': [],
  'side.mislabelled.note': [], 'unit.pallets': [], 'unit.cartons': [],
  'receive.cartons': ['n'], 'receive.opened.drawn': [], 'receive.opened.score': ['n'],
  'receive.serials': [], 'receive.day_past': [], 'text.day': ['iso_day'],
  'putaway.subtitle': ['lpn'], 'putaway.named_counted': ['location'],
  'putaway.own.ask': [], 'putaway.next.why': [], 'putaway.again.why': [], 'move.full.why': [],
  'putaway.differs_confirm': ['n', 'total'], 'putaway.next_best': ['location'],
  'move.cases': ['n', 'each'], 'move.cases_and': ['n', 'each', 'loose'],
  'move.opened': ['each', 'loose'], 'move.take_back': ['location'], 'move.anyway': ['location'],
  'sheet.replenish_short': ['n', 'total'], 'sheet.replenish_short.note': ['location'],
  'sheet.override': [], 'sheet.override.blocked': [], 'sheet.override.hold_zone_only': [],
  'sheet.why_not': ['location'], 'sheet.why_not.note': [],
  'pick.subtitle': ['order', 'line', 'total'], 'pick.put_back': ['n', 'part'],
  'pick.put_back_of': ['tote'], 'pick.substitute.neutral': ['code'],
  'pick.substitute.call': ['code'], 'done.put_back': [], 'done.opened': ['n'],
  'pick.batch': ['n'], 'pick.to_sort': ['n'], 'pick.sorting': ['tote'],
  'pick.sort_of': ['n', 'order'],
  'done.sort': [], 'done.sort_left': ['n', 'tote'], 'stop.next.sort': [],
  'stop.sort_first.note': ['n'],
  'done.walk': ['n'], 'pick.kit_waits': ['code'], 'band.kit_waits.note': ['kit', 'code'],
  'band.held_aboard.note': ['code', 'part'],
  'band.order_changed.note': ['n'], 'band.given_away.note': ['who'],
  'sheet.rotation': [], 'sheet.rotation.note': ['lot'], 'sheet.zero': [],
  'sheet.zero.note': ['location'], 'sheet.zero.yes': [], 'sheet.zero.no': [],
  'stop.tote_hazard.note': ['one', 'other'], 'stop.not_by_air.note': ['un', 'service'],
  'pack.no_marks': [], 'pack.missed': ['at'],
  'pack.more_weigh': [], 'pack.more_label': [], 'pack.more_papers': [], 'pack.more_swap': [],
  'pack.more_pull': [], 'pack.weight_note': ['said', 'computed'], 'unit.G': [],
  'pack.size.smallest': ['l', 'kg'], 'pack.size.large': ['l', 'kg'], 'pack.size.unknown': ['part'],
  'pack.size.chosen': [], 'pack.size.holds': ['l', 'kg'], 'pack.size.small': ['l', 'kg'],
  'pack.heavy_note': ['said', 'most'], 'pack.carton.why': [],
  'sheet.missing': ['part'], 'sheet.missing.note': [], 'sheet.missing.record': ['n'],
  'sheet.marks.limited': ['un'], 'sheet.marks.limited.note': ['un', 'class'],
  'sheet.marks.full': ['un'], 'sheet.marks.full.note': ['un', 'class'],
  'sheet.marks.record': [], 'sheet.label': [], 'sheet.label.note': [],
  'sheet.swap': [], 'sheet.swap.note': ['code'],
  'pick.order': ['name', 'lines'], 'pack.subtitle': ['order', 'tote'],
  'load.subtitle': ['door'], 'load.loaded': [], 'load.left': [], 'load.stop': ['order', 'n'],
  'load.waits': ['order'], 'load.courier': ['name'], 'load.next_route': [], 'done.departed': [],
  'sheet.leave': ['code'], 'sheet.leave.note': [], 'pack.owed': ['order', 'n'],
  'sheet.strays': [], 'sheet.strays.note': ['code', 'location'], 'sheet.strays.aside': ['code'],
  'sheet.strays.record': [], 'sheet.strays.more': [],
  'count.blind': [], 'count.found': [],
  'undo.whole.ask': ['location'], 'undo.last': ['n'], 'undo.tote': ['tote'], 'undo.unreceived': [],
  'supersession.exhaust.note': ['code'], 'supersession.immediate.note': ['code'],
  'sheet.which_line': [], 'sheet.how_many_there': [], 'sheet.how_many_damaged': [],
  'sheet.difference.note': [], 'sheet.difference.record': ['n', 'total'],
  'sheet.difference.damaged': ['n', 'total'],
  'sheet.short.more_at': ['location'], 'sheet.short.none': [], 'sheet.short.record': ['n', 'total'],
  'sheet.why_other_bin': [], 'sheet.deviation.note': [], 'sheet.empty': [],
  'sheet.empty.note': ['location'], 'sheet.empty.record': [], 'sheet.why_hold': [],
  'sheet.hold.note': [], 'sheet.hold.record': [],
  'done.receive': ['n', 'total'], 'done.pick': ['n'], 'done.pick_short': ['n'], 'done.pack': [],
  'done.load': ['n'], 'done.hold': [], 'done.hold_place': [],
  'fatal.not_saved': [], 'fatal.blocked': [], 'fatal.vanished': ['n'],
};

/** Params of the questions that have any. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  'receive.serials.ask': ['n', 'total'], 'pick.serial.ask': ['n', 'total'],
  'undo.bin.ask': ['n', 'location'], 'undo.plate.ask': ['n', 'location'],
  'pick.damaged_unit.ask': ['n', 'total'], 'load.missing.ask': ['n'], 'load.extra.ask': ['n'],
  'inspect.sample.ask': ['n'], 'inspect.check.ask': ['label'], 'inspect.measure.ask': ['label'],
  'inspect.serials.ask': ['n', 'total'], 'putaway.missing.ask': ['n'],
  'pick.sort_to.ask': ['n', 'at'],
  'putaway.serials.ask': ['n'], 'assembly.serials.ask': ['n', 'total'],
};

/** Units of measure that the demo catalogue uses (UN/ECE recommendation 20 where it has one). */
export const UNITS = ['EA', 'SET', 'PR', 'L', 'M', 'KG'] as const;

function from_flows(): [string, readonly string[]][] {
  return Object.values(FLOW_DEFS).flatMap(({ flow, states }) => {
    const asked = Object.entries(states)
      .filter(([state, def]) => state !== 'done' && Object.keys(def.expect).length > 0);
    const offers = Object.values(states).flatMap((def) => Object.keys(def.offer ?? {}));
    return [
      [`${flow}.title`, []] as [string, readonly string[]],
      ...asked.map(([state]): [string, readonly string[]] =>
        [`${flow}.${state}.ask`, ASKED[`${flow}.${state}.ask`] ?? []]),
      ...offers.map((id): [string, readonly string[]] => [`offer.${id}`, []]),
    ];
  });
}

/** Every key with the names of its params. */
export function message_keys(): ReadonlyMap<string, readonly string[]> {
  const each = (names: readonly string[], key: (name: string) => string,
    params: readonly string[] = []): [string, readonly string[]][] =>
    names.map((name) => [key(name), params]);
  return new Map([
    ...from_flows(),
    ...each(ATTENTION, (name) => `band.${name}`),
    ...each(ATTENTION, (name) => `band.${name}.note`, ['code']),
    ...each(STANDING, (name) => `band.${name}`),
    ...each(RIGHT, (name) => `band.right.${name}`),
    ...each(RECORDED, (name) => `band.recorded.${name}`),
    ...each(STOPS, (name) => `stop.${name}.title`),
    ...each(FACTS, (name) => `fact.${name}`),
    ...each(REASONS, (name) => `reason.${name}`),
    ...each([...HOLD_REASONS, 'other'], (name) => `hold.reason.${name}`),
    ...each(CONDITIONS, (name) => `condition.${name}`),
    ...each(DANGERS, (name) => `danger.${name}`),
    ...each(DANGERS, (name) => `danger.${name}.do`),
    ...each(CHECK_NAMES, (name) => `returns.check_${name}.ask`),
    ...each(WHY, (name) => `why.${name}`),
    ...each(WALKS, (name) => `walk.${name}`),
    ...each(UNITS, (name) => `unit.${name}`),
    ...Object.entries(SINGLE),
  ]);
}
