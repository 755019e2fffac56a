// SPDX-License-Identifier: Apache-2.0
/**
 * What an unknown code stands for (RC7, CC5): a part is said, the units under the code become its
 * units where they are, and the code, if wanted, a name of it that handhelds know. Pure.
 */
import { candidates, parse } from '../domain/barcode/index.ts';
import { draft } from '../domain/operation.ts';
import { say, type Decision, type Field, type More } from './decision.ts';
import { plain, text, whole, type ExceptionRow, type Rows } from './rows.ts';

const QUANTITY = /^\d{1,6}$/;
const NAMES: readonly string[] = ['part', 'gtin', 'plain']; // what handhelds look a part up by

/** The code as a handheld looks it up: what a symbol says the part is, else all of its text. */
export function nameIn(raw: string): string {
  const found = candidates(parse(raw), new Date().getFullYear());
  const one = NAMES.map((as) => found.find((it) => it.as === as)).find((it) => it !== undefined);
  return one === undefined ? raw : String(one.value);
}

/** Digits and letters of a code alone: "NB-S1" and "TK-R4" have one shape. */
const shapeOf = (raw: string): string => raw.replaceAll(/\d/g, '9').replaceAll(/[A-Za-z]/g, 'A');

/** Other codes that wait for an answer and look like this one. */
export const alike = (row: ExceptionRow, rows: Rows): readonly ExceptionRow[] =>
  [...rows.exception.values()].filter((one) => one.kind === 'unknown_barcode'
    && one.state === 'open' && one.exception !== row.exception
    && shapeOf(text(one, 'raw')) === shapeOf(text(row, 'raw')));

/** Units are booked where the scan said where they are. */
function fieldsOf(holder: string, units: number): readonly Field[] {
  const part: Field = {
    name: 'part', label: say('board.field.part'), part: true, needed: true,
    fits: (value) => value.trim() !== '',
  };
  if (!holder) return [part];
  return [part,
    { name: 'quantity', label: say('board.field.quantity'), type: 'whole', half: true,
      starts: String(units), fits: (value) => QUANTITY.test(value) },
    { name: 'lot', label: say('board.field.lot'), half: true, fits: () => true }];
}

/** The one choice that an unknown code has beside being seen to. */
export function match(row: ExceptionRow): readonly Decision[] {
  const [raw, holder] = [text(row, 'raw'), text(row, 'holder')];
  const alias = nameIn(raw);
  const units = (more: More): number => (holder ? Number(more['quantity'] ?? 0) : 0);
  return [{
    id: 'match', mark: null,
    title: say('board.decide.match'), button: say('board.decide.match.go'),
    effects: [
      { on: 'goods', say: holder ? say('board.effect.match.goods', { place: plain(holder) })
        : say('board.effect.match.nowhere') },
      { on: 'later', say: say('board.effect.match.later') },
      { on: 'erp', say: say(holder ? 'board.effect.match.erp' : 'board.effect.acknowledge.erp') },
    ],
    ask: null, qualify: say('board.decide.match.alias', { code: alias }),
    fields: fieldsOf(holder, whole(row, 'quantity') ?? 0),
    draft: ({ qualify, more = {} }) => draft('code_match', {
      exception: row.exception, part: more['part']!.trim(),
      holder: units(more) ? holder : null, quantity: units(more),
      lot: more['lot']?.trim() || null, alias: qualify ? alias : null,
    }, `exception:${row.exception}`),
  }];
}
