// SPDX-License-Identifier: Apache-2.0
/**
 * From a scan to what it may mean on this floor.
 *
 * Order: printed command, expected thing, GS1 and data identifiers, own codes, part number or
 * alias, serial, document. Several meanings ask for a narrower scan; nothing is guessed. The number
 * of a part is never a lot: a label or a person put it in the wrong place.
 */
import { mod10_matches } from '../domain/barcode/index.ts';
import { plate_holder } from '../domain/operation.ts';
import { OPEN_ASN_STATES } from './announced.ts';
import type { PartRow } from '../domain/rows.ts';
import type { View } from '../domain/view.ts';
import type { Reading } from './reading.ts';

export type What =
  | 'control' | 'lpn' | 'location' | 'part' | 'serial' | 'lot' | 'document' | 'plate_new';

/** One meaning of a scan. `code` is the thing's own name; lot and so on came in the same symbol. */
export type Got = Readonly<{
  what: What; code: string; part: PartRow | null; lot: string | null; serial: string | null;
  expires_on: string | null; quantity: number | null;
  pack?: Readonly<{ code: string; quantity: number }> | null; // the pack whose GTIN this is
}>;

/**
 * What the step is about, so that a bare lot or a new serial can be told from junk. `serials`: of
 * the part, announced.
 */
export type Context = Readonly<{
  part: PartRow | null; lots: readonly string[]; wants: readonly What[];
  serials?: readonly string[];
}>;

const NOTHING = {
  part: null, lot: null, serial: null, expires_on: null, quantity: null,
} as const;

const got = (what: What, code: string, more: Partial<Got> = {}): Got =>
  ({ ...NOTHING, what, code, ...more });

/**
 * All meanings that this view knows, in the order of resolution. `bare` is the same symbol read
 * without envelope: it counts only where nothing else does, and only for what the step wants.
 */
export function meanings(
  reading: Reading, bare: Reading, view: View, context: Context,
): Got[] {
  if (reading.control !== null) return [got('control', reading.control)];
  if (reading.error !== null && bare.error !== null) return [];
  const plain = [
    ...from_elements(reading, view, context), ...own_codes(reading, view),
    ...parts(reading.plain, view), ...serials(reading.plain, view, null),
    ...announced(reading.plain, context),
    ...lots(reading.plain, view, context), ...documents(reading, view),
  ];
  const read = plain.length > 0 ? plain
    : [...from_elements(bare, view, context), ...documents(bare, view)]
      .filter((meaning) => is_wanted(meaning, context));
  const patterned = context.part?.serial_pattern != null;
  return distinct([
    ...read, ...(patterned ? shaped(reading.plain, context) : []),
    ...(read.length === 0 ? fresh(reading, view, context) : []),
  ]);
}

const is_wanted = (meaning: Got, context: Context): boolean =>
  context.wants.includes(meaning.what)
  && (meaning.what !== 'lot' || context.lots.includes(meaning.code));

const NAMED: readonly What[] = ['control', 'lpn', 'location', 'part', 'document'];

/**
 * One trigger pull that came by two channels and was glued to itself is that code once: where the
 * whole names nothing here and its half does. `mean` says what a symbol may mean.
 */
export function pulled_once(raw: string, mean: (raw: string) => readonly Got[]): string {
  const half = raw.slice(0, raw.length / 2);
  if (raw !== half + half) return raw;
  const names = (text: string): boolean => mean(text).some(({ what }) => NAMED.includes(what));
  return names(half) && !names(raw) ? half : raw;
}

function distinct(found: readonly Got[]): Got[] {
  const seen = new Set<string>();
  return found.filter((meaning) => {
    const name = `${meaning.what}|${meaning.code}|${meaning.part?.part ?? ''}`;
    return !seen.has(name) && seen.add(name);
  });
}

function from_elements(reading: Reading, view: View, context: Context): Got[] {
  const lot = reading.lot !== null && is_part(reading.lot, view) ? null : reading.lot;
  const more = {
    lot, serial: reading.serial, expires_on: reading.expires_on,
    quantity: reading.quantity,
  };
  const found: Got[] = [];
  if (reading.lpn !== null) found.push(...plate(reading.lpn, view, true));
  const named = [reading.part, reading.gtin].filter((name) => name !== null);
  for (const part of named.flatMap((name) => view.parts_named(name))) {
    found.push(got('part', part.part, { ...more, part, pack: pack_of(part, reading.gtin) }));
    if (reading.serial !== null) found.push(got('serial', reading.serial, { ...more, part }));
    if (lot !== null) found.push(got('lot', lot, { ...more, part }));
  }
  if (reading.location !== null && view.location(reading.location) !== null) {
    found.push(got('location', reading.location));
  }
  if (named.length === 0 && reading.serial !== null) {
    found.push(...serials(reading.serial, view, more.lot), ...shaped(reading.serial, context));
  }
  if (named.length === 0 && reading.lot !== null) {
    found.push(...lot === null ? parts(reading.lot, view)
      : [got('lot', lot, { ...more, part: context.part })]);
  }
  return found;
}

/** The pack of a part that bears this GTIN, with or without leading zeros. */
function pack_of(part: PartRow, gtin: string | null): Got['pack'] {
  const bare = (text: string | null): string => (text ?? '').replace(/^0+/, '');
  const pack = part.packs.find((one) => one.gtin !== null && bare(one.gtin) === bare(gtin));
  return pack === undefined || gtin === null ? null
    : { code: pack.code, quantity: pack.quantity };
}

function own_codes(reading: Reading, view: View): Got[] {
  const code = reading.plain.toUpperCase();
  const found: Got[] = view.location(code) === null ? [] : [got('location', code)];
  return [...found, ...plate(reading.plain, view, false)];
}

/** A plate that the view knows or that is announced; `sure` where the symbol says it is one. */
function plate(lpn: string, view: View, sure: boolean): Got[] {
  const known = view.plate(lpn) !== null || view.announced(lpn) !== null
    || view.in_holder(plate_holder(lpn)).length > 0; // a tote has goods but perhaps no row
  if (known) return [got('lpn', lpn)];
  return sure ? [got('plate_new', lpn)] : [];
}

function parts(name: string, view: View): Got[] {
  return view.parts_named(name)
    .map((part) => got('part', part.part, { part, pack: pack_of(part, name) }));
}

/** Units in stock by their number, and those that are built into an assembly. */
function serials(serial: string, view: View, lot: string | null): Got[] {
  const stock = view.of_serial(serial).map((quant) => got('serial', serial, {
    part: view.part(quant.part), serial, lot: lot ?? (quant.lot || null),
  }));
  const inside = view.checkpoint.assemblies.parts(serial, view.told)
    .map((part) => got('serial', serial, { part: view.part(part), serial, lot }));
  return [...stock, ...inside];
}

/** An announced number is that number as it stands, whatever identifier it seems to begin with. */
function announced(text: string, { part, serials = [] }: Context): Got[] {
  return part !== null && serials.includes(text)
    ? [got('serial', text, { part, serial: text })] : [];
}

function lots(text: string, view: View, context: Context): Got[] {
  const known = context.lots.includes(text) && !is_part(text, view);
  return known ? [got('lot', text, { part: context.part, lot: text })] : [];
}

/** Whether this is the number of a part of the catalogue; an alias may well be a lot's name too. */
const is_part = (text: string, view: View): boolean =>
  view.parts_named(text).some((part) => part.part.toUpperCase() === text.toUpperCase());

function documents(reading: Reading, view: View): Got[] {
  const id = reading.document ?? reading.plain;
  const known = view.asn(id) !== null || view.order(id) !== null
    || view.shipments().some((row) => row.shipment === id) || view.is_return_paper(id);
  return known ? [got('document', id)] : papers(id, view).map((asn) => got('document', asn));
}

/** Notices of what is still to come that name this paper of the driver's: order, waybill (RC1). */
function papers(id: string, view: View): string[] {
  const same = (one: string | null | undefined): boolean =>
    id !== '' && one?.toUpperCase() === id.toUpperCase();
  return view.asns().filter(({ state }) => OPEN_ASN_STATES.includes(state ?? ''))
    .filter((asn) => [asn.bol, asn.pro, ...asn.purchase_orders ?? []].some(same))
    .map((asn) => asn.asn);
}

/** Where the step asks for something that may be new to the view: a serial, a lot, a plate. */
function fresh(reading: Reading, view: View, context: Context): Got[] {
  const text = reading.plain;
  const found = shaped(text, context);
  if (context.wants.includes('lot') && context.part?.tracking === 'lot' && is_code(text)) {
    found.push(got('lot', text, { part: context.part, lot: text }));
  }
  const shape = OWN_PLATE.test(text) || (text.length === 18 && mod10_matches(text));
  const plates = context.wants.includes('plate_new') && shape;
  if (plates && view.plate(text) === null) found.push(got('plate_new', text));
  return found;
}

/** Plates and totes that a site numbers itself: one to three letters, a hyphen, digits. */
const OWN_PLATE = /^[A-Z]{1,3}-\d{3,10}$/;
const is_code = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9 ./_-]{1,39}$/.test(text);

/** A text that has the shape of the wanted part's serials, where the part says what that is. */
function shaped(text: string, context: Context): Got[] {
  const part = context.part;
  if (part === null || part.tracking !== 'serial' || !context.wants.includes('serial')) return [];
  return serial_fits(part, text) ? [got('serial', text, { part, serial: text })] : [];
}

/** Whether a serial has the shape that this part's numbers have. */
export function serial_fits(part: PartRow, serial: string): boolean {
  if (!is_code(serial)) return false;
  if (part.serial_check === 'mod10' && !mod10_matches(serial.replace(/[^0-9]/g, ''))) return false;
  if (part.serial_pattern === null) return true;
  try {
    return new RegExp(`^(?:${part.serial_pattern})$`).test(serial);
  } catch {
    return true; // a pattern that this device cannot read must not stop the dock: the server judges
  }
}

/** The one meaning that fits the step, 'ambiguous', or null where no meaning is wanted here. */
export function choose(
  found: readonly Got[], wants: readonly What[], is_expected: (got: Got) => boolean,
): Got | 'ambiguous' | null {
  const fitting = found.filter((meaning) => wants.includes(meaning.what));
  const expected = fitting.find(is_expected);
  if (expected !== undefined) return expected;
  const first = wants.find((what) => fitting.some((meaning) => meaning.what === what));
  const same = fitting.filter((meaning) => meaning.what === first);
  if (same.length > 1) return 'ambiguous';
  return same[0] ?? null;
}
