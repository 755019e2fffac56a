// SPDX-License-Identifier: Apache-2.0
/** Invented steps of every kind, for pictures and for tests of the screens: no engine. */
import type { Choice, Fact, Params, Plate, Step, Text } from './flow/step.ts';
import { putaway_steps } from './gallery/putaway.ts';

export const words = (key: string, params: Params = {}): Text => ({ key, params });

export const place = (location: string, level = '3'): Plate => ({
  location, zone: location.slice(0, 1), level, confirm: '47',
});

export const fact = (name: string, value: string, more: Partial<Fact> = {}): Fact => ({
  name, label: words(`fact.${name}`), value, unit: null, small: null, plate: null, done: false,
  current: false, ...more,
});

export const choice = (id: string, small: string, more: Partial<Choice> = {}): Choice => ({
  id, label: words('text.plain', { text: id }), small: words('text.plain', { text: small }),
  plate: null, marks: [], done: false, chosen: false, ...more,
});

const plain = (text: string): Text => words('text.plain', { text });

export const BLANK: Step = {
  flow: 'pick', state: 'bin', title: words('pick.title'),
    subtitle: plain('DLR2207-0091 · line 2 of 2'),
  question: plain('Scan the bin'), aim: 'location', plate: null, facts: [], why: [], list: null,
  choices: [], quantity: null, progress: { index: 0, total: 4 }, marks: [], offers: [], sheet: null,
  band: null, stop: null, hold: null, done: null,
};

const PROBLEMS: Step['offers'] = [
  { id: 'short', label: plain('Not enough'), icon: 'short' },
  { id: 'damaged', label: plain('Damaged'), icon: 'damaged' },
  { id: 'skip', label: plain('Do it later'), icon: 'skip' },
  { id: 'lookup', label: plain('Look up'), icon: 'search' },
];

const PART = fact('part', 'BRK-10442', { small: 'Brake pad set, front axle' });
const TAKE = fact('quantity', '4', { unit: words('unit.EA') });
const TOTE = fact('target', 'T-0418', { small: 'slot 2 of cart C-07' });

export const pick: Step = {
  ...BLANK, plate: place('A07-032-C'), marks: [{ kind: 'vor' }], offers: PROBLEMS,
  facts: [fact('place', 'A07-032-C', { current: true }), PART, TAKE, TOTE],
};

const pickPart: Step = {
  ...pick, state: 'part', aim: 'part', question: plain('Scan the part'),
  progress: { index: 1, total: 4 },
  facts: [fact('place', 'A07-032-C', { done: true }), { ...PART, current: true }, TAKE, TOTE],
  band: { tone: 'good', title: plain('Right bin'), note: null, code: 'A07-032-C' },
};

export const pickTote: Step = {
  ...pick, state: 'tote', aim: 'tote', question: plain('Scan tote T-0418'), plate: null,
  progress: { index: 3, total: 4 },
  facts: [fact('place', 'A07-032-C', { done: true }), { ...PART, done: true },
    { ...TOTE, current: true }],
  quantity: { value: 4, expected: 4, unit: words('unit.EA'), max: 4 },
  band: { tone: 'good', title: plain('Right part'), note: null, code: 'BRK-10442' },
};

const short: Step = {
  ...pick, state: 'short', progress: { index: 2, total: 4 },
  sheet: {
    id: 'short', title: plain('How many are there?'),
    note: plain('2 more come from R02-114-A. This bin gets a count.'),
    quantity: { value: 2, expected: 4, unit: words('unit.EA'), max: 4 },
    choices: [choice('Not there', '', { small: null, chosen: true }),
      choice('Damaged', '', { small: null }), choice('Wrong part in bin', '', { small: null }),
      choice('Cannot reach', '', { small: null })],
    primary: { label: plain('Record 2 of 4'), enabled: true },
  },
};

const stop: Step = {
  ...pick,
  stop: {
    code: 'wrong_part', title: plain('Wrong part'),
      note: plain('Nothing recorded. Tote T-0418 is unchanged.'),
    wanted: { code: 'BRK-10442', small: 'Brake pad set, front' },
    scanned: { code: 'BRK-10424', small: 'Brake pad set, rear' },
    where: place('A07-041-A', '1'), where_code: 'A07-041-A', next: plain('Then scan BRK-10442'),
  },
};

const stopPlate: Step = {
  ...pick,
  stop: {
    code: 'wrong_tote', title: plain('Wrong plate here'), note: plain('Nothing recorded.'),
    wanted: { code: '006141410000001026', small: null },
    scanned: { code: '006141410000001033', small: 'Order 0091, cartons of dealer 2207' },
    where: null, where_code: '006141410000001019', next: plain('Then scan the right one'),
  },
};

const hold: Step = {
  ...pick,
  hold: {
    hold: 'H-0127', part: 'ECU-77810-AB', unit: 'E7A000313',
    why: plain('First delivery of this part by Northgate Brake. Quality must check one.'),
    since: '2026-11-23T09:12:00.000Z',
    steps: [{ text: plain('Take it to'), plate: place('Q01-004-A', '1'), code: null },
      { text: plain('Pick instead at'), plate: place('A02-015-B', '2'), code: null }],
  },
};

const receive: Step = {
  ...BLANK, flow: 'receive', state: 'asn', title: words('receive.title'),
    subtitle: plain('Dock D2'),
  question: plain('Scan pallet or carton'), aim: 'lpn', progress: null,
  choices: [choice('SHP260302A', 'Northgate Brake, 2 pallets, 3 cartons'),
    choice('SHP260302B', 'Halden Filter, 1 pallet', { done: true }), choice('SHP260303A',
      'Sealants & Co', { marks: [{ kind: 'haz', hazard_class: '3', un: 'UN1263' }] })],
  offers: [{ id: 'unknown', label: plain('No paper'), icon: 'other' }],
};

const serials: Step = {
  ...BLANK, flow: 'receive', state: 'serials', title: words('receive.title'),
  subtitle: plain('Northgate Brake · line 2 of 3'), question: plain('Scan serial 3 of 3'),
    aim: 'serial',
  progress: { index: 1, total: 3 }, marks: [{ kind: 'hold' }],
  list: {
    label: plain('Serials'), total: 3, part: 'ECU-77810-AB',
    description: 'Control module, each with a serial',
    rows: [{ code: 'E7A000312', small: null, removable: true },
      { code: 'E7A000311', small: null, removable: true }],
  },
  offers: [{ id: 'missing', label: plain('One missing'), icon: 'short' },
    { id: 'keyed', label: plain('Cannot read'), icon: 'keyboard' }],
};

const unknown: Step = {
  ...serials,
  band: { tone: 'attn', title: plain('Unknown barcode'),
    note: plain('Kept and counted. Nothing is lost.'),
    code: 'NB-S1/2027-04 0931' },
};

const putaway: Step = {
  ...BLANK, flow: 'putaway', state: 'target', title: words('putaway.title'),
  subtitle: plain('Pallet L-004417 · 1 of 2'), plate: place('A07-032-C'), progress: { index: 1,
    total: 3 },
  facts: [fact('part', 'BRK-10442', { small: 'Brake pad set, lot L26-0188' }),
    fact('quantity', '40', { unit: words('unit.EA') })],
  why: [plain('22 of this part are here, room for 60'), plain('Fast mover: 18 m to pack lane 2'),
    plain('Knee height, 31 kg is allowed')],
  offers: [{ id: 'full', label: plain('Bin full'), icon: 'damaged' },
    { id: 'other', label: plain('Other bin'), icon: 'other' }],
};

const hazmat: Step = {
  ...putaway, plate: place('HAZ-02-014-A', '1'), marks: [{ kind: 'haz', hazard_class: '3',
    un: 'UN1263' }],
  facts: [fact('part', 'SEAL-00217-KIT-LARGE', {
    small: 'Sealant, 12 cartridges, expires 2027-04' }),
    fact('lot', 'L26-0188-NORTHGATE-7'), fact('quantity', '1200', { unit: words('unit.EA') })],
};

const count: Step = {
  ...BLANK, flow: 'count', state: 'quantity', title: words('count.title'),
    subtitle: plain('Bin 7 of 14 · blind'),
  question: plain('How many?'), aim: 'quantity', plate: place('B04-011-B'), progress: { index: 6,
    total: 14 },
  facts: [fact('part', 'BAT-00712', { small: 'Battery 12 V 70 Ah' })],
  quantity: { value: null, expected: null, unit: words('unit.EA'), max: 9999 },
  offers: [{ id: 'empty', label: plain('Bin empty'), icon: 'empty' },
    { id: 'other', label: plain('Other part'), icon: 'plus' }],
  band: { tone: 'good', title: plain('Right bin'), note: null, code: 'B04-011-B' },
};

const takePads: Step = {
  ...pick, state: 'quantity', aim: 'quantity', question: words('pick.quantity.ask'), plate: null,
  progress: { index: 2, total: 4 },
  facts: [fact('place', 'A07-032-C', { done: true }), { ...PART, done: true }, { ...TAKE,
    current: true }, TOTE],
  quantity: { value: null, expected: 4, unit: words('unit.EA'), max: 99_999 },
};

const padGood: Step = {
  ...takePads, band: { tone: 'good', title: words('band.right.part'), note: null,
    code: 'BRK-10442' },
};

const padAttention: Step = {
  ...takePads, quantity: { value: 12_345, expected: 4, unit: words('unit.EA'), max: 99_999 },
  band: { tone: 'attn', title: words('band.lot_not_here'), note: words('band.lot_not_here.note'),
    code: 'L26-0190' },
};

const lots: Step = {
  ...takePads, state: 'lots', aim: 'choice', question: words('pick.lots.ask'),
  band: { tone: 'attn', title: words('band.lot_asked'), note: words('band.lot_asked.note'),
    code: 'L26-3833' },
  sheet: {
    id: 'lots', title: words('pick.lots.ask'), note: words('pick.lots.note'), quantity: null,
    primary: null, choices: [
      choice('only', '', { small: null, label: words('pick.lots.only', { lot: 'L26-3833' }) }),
      choice('both', '', { small: null,
        label: words('pick.lots.both', { n: 2, lot: 'L26-0188' }) }),
      choice('keep', '', { small: null, label: words('pick.lots.keep', { lot: 'L26-0188' }) })],
  },
};

/** Codes as long as suppliers and dealers make them: every one whole. */
const LONG_LOT = 'LOT-2026-0188-NB-7741';
const lotsLong: Step = {
  ...lots, subtitle: words('pick.subtitle', { order: 'DLR2207-0091-2026-11-A', line: 12,
    total: 46 }),
  sheet: { ...lots.sheet!, choices: [
    choice('only', '', { small: null, label: words('pick.lots.only', { lot: LONG_LOT }) }),
    choice('both', '', { small: null, label: words('pick.lots.both', { n: 2, lot: LONG_LOT }) }),
    choice('keep', '', { small: null, label: words('pick.lots.keep', { lot: LONG_LOT }) })] },
};
const serialsLong: Step = {
  ...serials, subtitle: words('receive.subtitle', {
    supplier: 'Northgate Brake Components GmbH & Co. KG', asn: 'SHP260302A' }),
  list: { ...serials.list!, part: 'ECU-77810-AB-REV04-X', rows: [
    { code: 'E7A000312-2026-AAAA-BBBB', small: null, removable: true }] },
};

const unknownSheet: Step = {
  ...BLANK, flow: 'count', state: 'unknown', aim: 'choice', title: words('count.title'),
  subtitle: words('count.blind'), question: words('count.unknown.ask'), progress: null,
  plate: place('B04-011-B'),
  band: { tone: 'attn', title: words('band.unknown'), note: words('band.unknown.read'),
    code: 'NB-S1/2027-04 0931' },
  sheet: {
    id: 'unknown', title: words('sheet.unknown'),
    note: words('sheet.unknown.put', { location: 'Q01-001-A' }),
    quantity: { value: 3, expected: null, unit: words('unit.EA'), max: 99_999 },
    choices: ['label_damaged', 'other_label'].map((id) =>
      choice(id, '', { small: null, label: words(`reason.${id}`) })),
    primary: { label: words('sheet.unknown.record', { n: 3 }), enabled: true },
  },
};

const counting: Step = {
  ...unknownSheet, state: 'items', aim: 'any', question: words('count.items.ask'), sheet: null,
  band: null,
  facts: [fact('part', 'BRK-10442', { small: 'Brake pad set, front axle', current: true })],
  list: { label: words('count.found'), total: null, part: null, description: null, rows: [
    { code: 'BRK-10442 L26-0188', small: '12', removable: true },
    { code: '006141410000001026', small: null, removable: true }] },
  quantity: { value: 12, expected: null, unit: words('unit.EA'), max: 99_999 },
};
const countLeaving: Step = {
  ...counting, band: { tone: 'attn', title: words('band.leaving'),
    note: words('band.leaving.note'), code: null },
};
const countBeside: Step = {
  ...counting, state: 'beside', aim: 'choice', question: words('count.beside.ask'), facts: [],
  list: null, quantity: null,
  sheet: {
    id: 'beside', title: words('sheet.beside'), quantity: null, primary: null,
    note: words('sheet.beside.note', { code: 'BRK-10442 L26-0188' }),
    choices: ['drop', 'keep'].map((id) =>
      choice(id, '', { small: null, label: words(`sheet.beside.${id}`) })),
  },
};
const stopDock: Step = {
  ...putaway, stop: {
    code: 'not_storage', title: words('stop.not_storage.title'),
    note: words('stop.not_storage.note'), wanted: { code: 'A07-032-C', small: null },
    scanned: { code: 'DOCK-02', small: null }, where: place('A07-032-C'),
    where_code: 'A07-032-C', next: words('stop.next.scan', { code: 'A07-032-C' }),
  },
};

const shortMany: Step = {
  ...short, sheet: { ...short.sheet!, quantity: { value: 99_999, expected: 4,
    unit: words('unit.EA'), max: 99_999 } },
};

const receiveCount: Step = {
  ...count, flow: 'receive', title: words('receive.title'),
    subtitle: plain('Northgate Brake · line 1 of 3'), band: null,
  question: plain('How many are there?'), plate: null, progress: { index: 0, total: 3 },
  facts: [PART, fact('lot', 'L26-0188')],
  quantity: { value: 40, expected: 40, unit: words('unit.EA'), max: 9999 }, marks: [{
    kind: 'hold' }],
  offers: [{ id: 'damaged', label: plain('Damaged'), icon: 'damaged' },
    { id: 'ok', label: plain('As expected'), icon: 'done' }],
};

const pack: Step = {
  ...BLANK, flow: 'pack', state: 'unit', title: words('pack.title'),
    subtitle: plain('DLR2207-0091 · tote T-0418'),
  question: plain('Scan the carton'), aim: 'lpn', progress: { index: 1, total: 2 },
  facts: [fact('order', 'DLR2207-0091', { small: 'Autohaus Brenner' }),
    fact('part', 'ECU-77810-AB', { done: true }), fact('part', 'BRK-10442', { done: true })],
  marks: [{ kind: 'vor' }], offers: [{ id: 'undo', label: plain('Undo'), icon: 'undo' },
    { id: 'lookup', label: plain('Look up'), icon: 'search' }],
};

const load: Step = {
  ...BLANK, flow: 'load', state: 'carton', title: words('load.title'),
    subtitle: plain('Door S3 · truck 1'),
  question: plain('Scan carton 2 of 3'), aim: 'lpn', plate: place('S03', ''), progress: { index: 1,
    total: 3 },
  list: { label: plain('Cartons on the truck'), total: 3, part: null, description: null,
    rows: [{ code: '006141410000001026', small: 'DLR2207-0091', removable: true }] },
};

const lookup: Step = {
  ...BLANK, flow: 'lookup', state: 'part', title: words('lookup.title'),
    subtitle: plain('Pick 0091 waits for you'),
  question: plain('Scan anything'), aim: 'any', progress: null,
  facts: [fact('part', 'BRK-10442', { small: 'Brake pad set, front axle' }),
    fact('on_hand', '248'), fact('free', '222'), fact('allocated', '20'), fact('held', '6')],
  choices: [choice('22', 'pick face', { plate: place('A07-032-C') }),
    choice('120', 'reserve, L-004390', { plate: place('R02-114-A') }),
    choice('6', 'lot L25-0990', { plate: place('Q01-002-B'), marks: [{ kind: 'hold' }] })],
};

const superseded: Step = {
  ...lookup, marks: [{ kind: 'safety' }, { kind: 'haz', hazard_class: '9', un: 'UN3268' }],
  band: { tone: 'attn', title: words('band.superseded'), code: 'AIR-55120-AC',
    note: words('supersession.immediate.note', { code: 'AIR-55120-AC' }) },
};

const holdFlow: Step = {
  ...BLANK, flow: 'hold', state: 'reason', title: words('hold.title'),
    subtitle: plain('ECU-77810-AB E7A000313'),
  question: plain('Why is it held?'), aim: 'choice', progress: { index: 1, total: 2 },
  choices: [choice('Damaged', 'box or part'), choice('Wrong part', 'label and part differ'),
    choice('Recall', 'supplier or maker calls it back'),
    choice('Other', 'a supervisor looks at it')],
};

const orders: Step = {
  ...BLANK, state: 'order', subtitle: null, question: plain('Choose an order'), aim: 'choice',
    progress: null,
  choices: Array.from({ length: 46 }, (_, i) => choice(`DLR2207-${String(91 + i).padStart(4, '0')}`,
    `${(i % 5) + 1} lines, must ship 14:00`,
    { marks: i === 0 ? [{ kind: 'vor' }] : [], done: i === 2 })),
};

const empty: Step = { ...orders, choices: [] };

const done: Step = {
  ...BLANK, state: 'done', aim: 'none', progress: { index: 4, total: 4 },
    question: plain('Order is picked'),
  done: { title: plain('Order DLR2207-0091 picked'), facts: [TOTE, fact('cartons', '2')] },
};

const long: Step = {
  ...pick, question: plain("Scannez l'emplacement"), title: plain('Kommissionieren'),
  progress: { index: 12, total: 46 }, band: { tone: 'attn', title: plain('Unbekannter Strichcode'),
    note: plain('Gespeichert und gezählt. Nichts ist verloren gegangen.'), code: '4006381333931' },
};

const doneOwed: Step = {
  ...done, flow: 'pack', title: words('pack.title'), question: words('pack.done.ask'),
  done: { title: words('pack.owed', { order: 'DLR2207-0091', n: 1 }), attn: true,
    facts: [fact('part', 'ECU-77810-AB', { small: '1 / 1', done: true }),
      fact('part', 'BRK-10442', { small: '0 / 4' }), fact('target', 'C-000091')] },
};

const stopNotPacked: Step = {
  ...load, stop: {
    code: 'not_packed', title: words('stop.not_packed.title'), wanted: null, where: null,
    note: words('stop.note'), where_code: null, next: words('stop.next.pack'),
    scanned: { code: '006141410000001026', small: null },
  },
};

const holdCarton: Step = {
  ...pack,
  hold: {
    hold: 'H-0131', part: '006141410000002016', unit: '', why: words('hold.reason.damage'),
    since: '2026-11-23T09:12:00.000Z',
    steps: [{ text: words('hold.take_to', { location: 'Q01-004-A' }),
      plate: place('Q01-004-A', '1'), code: 'Q01-004-A' },
    { text: words('hold.other_carton'), plate: null, code: null }],
  },
};

const holdTote: Step = {
  ...pickTote,
  hold: {
    hold: 'H-0127', part: 'T-0418', unit: 'ECU-77810-AB, E7A000313',
    why: words('hold.reason.first_delivery'), since: '2026-11-23T09:12:00.000Z',
    steps: [{ text: words('hold.of_order', { order: 'DLR2207-0091' }), plate: null, code: null },
      { text: words('stop.next.free_tote'), plate: null, code: null }],
  },
};

export const STEPS: Readonly<Record<string, Step>> = {
  receive, serials, unknown, 'receive-count': receiveCount, putaway, hazmat, pick,
  'pick-part': pickPart, 'pick-tote': pickTote, short, stop, 'stop-plate': stopPlate, hold, count,
  'pad-good': padGood, 'pad-attention': padAttention, lots, 'lots-long': lotsLong,
  'serials-long': serialsLong, 'short-many': shortMany,
  'unknown-sheet': unknownSheet, 'count-leaving': countLeaving, 'count-beside': countBeside,
  'stop-dock': stopDock, 'stop-not-packed': stopNotPacked, 'done-owed': doneOwed,
  pack, load, lookup, superseded,
  'hold-flow': holdFlow, 'hold-carton': holdCarton, 'hold-tote': holdTote, orders, empty, done,
  long, ...putaway_steps(putaway),
};
