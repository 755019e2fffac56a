// SPDX-License-Identifier: Apache-2.0
/**
 * Barcodes for work that the printed tray knows nothing of: what stands on a shelf, a plate or a
 * supplier's label would bear, made from what the step asks and what this device knows. Whether
 * the step takes one, the machine says (`tray_try.ts`). Only a demo site has this.
 */
import { encode_own } from '../domain/barcode/index.ts';
import { mod10 } from '../domain/barcode/check_digits.ts';
import { plate_holder } from '../domain/operation.ts';
import type { View } from '../domain/view.ts';
import type { Quant } from '../domain/books.ts';
import type { Data, FlowState } from '../flow/data.ts';
import { standing } from '../flow/putaway.ts';
import type { Step } from '../flow/step.ts';
import { wanted } from '../ui/tray_pick.ts';
import { t } from '../ui/words.ts';

type Item = Readonly<{ label: string; data: string; hint: string }>;
type Asked = Readonly<{ step: Step; data: Data; view: View }>;

/** Labels made for one step at most: each is tried on the machine, and the screen waits. */
const MADE_MAX = 40;
/** GS1 demo prefix and serial reference of fresh plates: far above those of the demo's papers. */
const SSCC_BODY = '00614141';
const FRESH_FIRST = 900_001;
const TOTE_FIRST = 9_001;
const SSCC = /^\d{18}$/;

const item = (label: string, data: string | null, hint = t('tray.made')): Item[] =>
  (data === null ? [] : [{ label, data, hint }]);
const place = (code: string): Item[] => item(code, encode_own('location', code));

/** An SSCC as a GS1-128 scanner sends it; any other plate bears a code of our own. */
function plate(view: View, code: string): Item[] {
  if (SSCC.test(code)) return item(code, `]C100${code}`);
  const kind = view.plate(code)?.kind === 'tote' || code.startsWith('T-') ? 'tote' : 'lpn';
  return item(code, encode_own(kind, code) ?? code);
}

/** A label in ISO/IEC 15434, format 06: part, and lot and serial where they are known. */
function label(part: string, lot: string, serial: string, hint?: string): Item[] {
  const fields = [`P${part}`, ...(lot ? [`1T${lot}`] : []), ...(serial ? [`S${serial}`] : [])];
  const name = [part, lot, serial].filter(Boolean).join(', ');
  return item(name, `[)>\x1e06\x1d${fields.join('\x1d')}\x1e\x04`, hint);
}

/** The first codes of a row of numbers that nothing on this floor bears yet. */
function fresh(view: View, first: number, name: (n: number) => string): string {
  for (let n = first; ; n += 1) {
    const code = name(n);
    const known = view.plate(code) !== null || view.announced(code) !== null
      || view.in_holder(plate_holder(code)).length > 0;
    if (!known) return code;
  }
}

const fresh_plate = (view: View): string => fresh(view, FRESH_FIRST, (n) => {
  const body = SSCC_BODY + String(n).padStart(9, '0');
  return body + mod10(body);
});
const fresh_tote = (view: View): string => fresh(view, TOTE_FIRST, (n) => `T-${n}`);

/** What a place is for, where somebody without directions goes. */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  receive: ['dock'], load: ['door'], count: ['forward'], putaway: ['forward', 'hazmat', 'hold'],
};

/** Such places, nearest first: for goods those that are empty, for a count those that are not. */
function places({ step, view }: Asked): string[] {
  const found = new Map<string, string[]>();
  const rows = [...view.checkpoint.tables.location.values()].sort((a, b) => a.travel - b.travel);
  for (const row of rows) {
    const same = found.get(row.role) ?? [];
    const full = standing(view, row.location).length > 0;
    const fits = !row.blocked && ROLES[step.flow]?.includes(row.role)
      && (step.flow === 'count' ? full : step.flow !== 'putaway' || !full);
    if (fits && same.length < MADE_MAX / 4) found.set(row.role, [...same, row.location]);
  }
  return [...found.values()].flat();
}

/** Goods that the person could have in hand here: of the bin, the tote or the plate. */
function at_hand(asked: Asked): Quant[] {
  const { data, view } = asked;
  const holders = [data.source?.holder, data.holder, data.tote && plate_holder(data.tote)];
  const inside = data.lpn === undefined ? [] : view.content(data.lpn);
  return [...holders.flatMap((holder) => (holder ? view.in_holder(holder) : [])), ...inside];
}

/** Serials announced for the carton or the units in hand. */
function announced(asked: Asked): string[] {
  const { data, view } = asked;
  const line = data.found?.[data.current ?? 0];
  const packs = view.asn(data.asn ?? '')?.packs ?? [];
  return packs.flatMap((pack) => pack.lines).filter((one) => one.part === line?.part)
    .flatMap((one) => one.serials ?? []).filter((serial) => !line?.serials.includes(serial));
}

function parts(asked: Asked): Item[] {
  const { step, view } = asked;
  const codes = wanted(step).map((code) => code.split('|'));
  const here = at_hand(asked);
  const named = (part: string, lot: string): Quant[] => here.filter((quant) =>
    quant.part === part && (lot === '' || quant.lot === lot) && view.hold_on(quant) === null);
  return codes.flatMap(([part = '', lot = '']) => [
    ...named(part, lot).flatMap((quant) => label(part, quant.lot, quant.serial)),
    ...(view.part(part) === null ? [] : label(part, lot, '')),
  ]);
}

function serials(asked: Asked): Item[] {
  const here = at_hand(asked).filter((quant) => quant.serial !== ''
    && (asked.data.part === undefined || quant.part === asked.data.part));
  return [...announced(asked), ...here.map((quant) => quant.serial)]
    .flatMap((serial) => item(serial, serial));
}

/** Lots that the step names and those at hand; the step names its part too, which is no lot. */
function lots(asked: Asked): Item[] {
  const part = asked.data.part ?? asked.data.found?.[asked.data.current ?? 0]?.part ?? '';
  const here = at_hand(asked).filter((quant) => quant.part === part).map((quant) => quant.lot);
  return [...new Set([...wanted(asked.step), ...here])]
    .filter((lot) => lot !== '' && asked.view.part(lot) === null)
    .flatMap((lot) => label(part, lot, ''));
}

/** What lies in the bin that is counted, and was not counted yet. */
function counted(asked: Asked): Item[] {
  const { data, view } = asked;
  if (asked.step.flow !== 'count' || data.holder === undefined) return [];
  const seen = (quant: Quant): boolean => (data.entries ?? []).some((one) => one.part === quant.part
    && (one.lot ?? '') === quant.lot && (one.serial ?? '') === quant.serial);
  const loose = view.in_holder(data.holder).filter((quant) => quant.quantity > 0 && !seen(quant));
  const plates = view.books.plates_at(data.holder)
    .filter((lpn) => !(data.plates ?? []).includes(lpn));
  return [
    ...plates.flatMap((lpn) => plate(view, lpn)), // as the step asks for them
    ...loose.flatMap((quant) => label(quant.part, quant.lot, quant.serial,
      t('tray.lies', { n: quant.quantity }))),
  ];
}

const paper = (view: View, code: string): Item[] =>
  (view.order(code) === null ? [] : item(code, encode_own('document', code)));

/** The barcodes that would answer the step that stands, the most exact first. */
export function made(step: Step, state: FlowState, view: View): Item[] {
  const data = state.frames.at(-1)!.data;
  const asked: Asked = { step, data, view };
  const codes = wanted(step);
  const by: Readonly<Record<string, () => Item[]>> = {
    location: () => [...codes, ...(codes.length > 0 ? [] : places(asked))].flatMap(place),
    lpn: () => [...codes, fresh_plate(view)].flatMap((code) => plate(view, code)),
    tote: () => [...codes, fresh_tote(view)].flatMap((code) => plate(view, code)),
    part: () => parts(asked), serial: () => serials(asked), lot: () => lots(asked),
    document: () => codes.flatMap((code) => paper(view, code)), any: () => counted(asked),
  };
  return (by[step.aim]?.() ?? []).slice(0, MADE_MAX);
}
