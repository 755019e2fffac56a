// SPDX-License-Identifier: Apache-2.0
/**
 * May these dangerous goods stand together? The Python twin is
 * backend/domain/hazmat/segregation.py, where the rules S1 to S4 stand, with its label.py;
 * tests/vectors/segregation.json keeps them equal.
 */
import {
  CLASS_1, CLASS_1_SOURCE, CLASS_1_TOGETHER, DIVISIONS, EDITIONS, GROUPS,
} from './hazmat.gen.ts';
import type { EditionText, ListedText } from './hazmat.gen.ts';
import type { Hazard } from './rows.ts';

/**
 * What the table says of two goods. `apart`: not in one place, tote or carton. `never_beside`: also
 * not above or next to each other, whatever stands between.
 */
export type Segregation = Readonly<{
  code: string; apart: boolean; rule: Rule; source: string;
  between: readonly [string, string]; never_beside: boolean;
}>;
export type Rule =
  | 'table' | 'stricter' | 'class_1' | 'cyanide' | 'ammonium_nitrate' | 'no_row'
  | 'unknown_class' | 'unknown_edition';

type Listed = Readonly<{ un: readonly string[]; divisions: readonly string[] }>;
type Table = Readonly<{
  source: string; class_1: boolean; cells: ReadonlyMap<string, string>;
  rows: ReadonlyMap<string, string>; together: readonly string[]; order: readonly string[];
  stricter: ReadonlyMap<string, string>; beside_row: string; beside: readonly string[];
  cyanides: Listed; allowed: Listed;
}>;
type Label = Readonly<{ text: string; division: string; letter: string }>;

const words = (text: string): string[] => text.split(' ').map((one) => (one === '.' ? '' : one));
const key = (a: string, b: string): string => `${a},${b}`;

/** Both halves of a table from its upper one. */
function cells_of(rows: readonly string[], half: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  let at = 0;
  rows.forEach((a, n) => {
    for (const b of rows.slice(n)) {
      const code = half[at++] ?? '';
      found.set(key(a, b), code).set(key(b, a), code);
    }
  });
  return found;
}

const listed = (told: ListedText | null): Listed => (
  { un: words(told?.un ?? ''), divisions: words(told?.divisions ?? '') });

function table_of(told: EditionText): Table {
  const rows = words(told.rows);
  return {
    source: told.source, class_1: told.class_1, cells: cells_of(rows, words(told.cells)),
    rows: new Map(rows.flatMap((row) => row.split('/').map((one) => [one, row] as const))),
    together: words(told.together), order: words(told.order),
    stricter: new Map(words(told.stricter).map((one) => {
      const [a = '', b = '', code = ''] = one.split(',');
      return [key(a, b), code];
    })),
    beside_row: told.never_beside?.row ?? '', beside: words(told.never_beside?.divisions ?? ''),
    cyanides: listed(told.cyanides), allowed: listed(told.allowed),
  };
}

const GROUP_LIST = words(GROUPS);
const GROUP_CELLS = cells_of(GROUP_LIST, words(CLASS_1));
const ZONED: ReadonlyMap<string, string> = new Map([['2.3', 'ABCD'], ['6.1', 'AB']]);
const tables = new Map<string, Table>();

/** An edition unpacked when it is first asked: a site goes by one of them. */
function table_named(edition: string): Table | null {
  const told = Object.hasOwn(EDITIONS, edition) ? EDITIONS[edition] : undefined;
  const known = tables.get(edition) ?? (told ? table_of(told) : null);
  if (known) tables.set(edition, known);
  return known;
}

const explosive = (one: Label): boolean => one.division.startsWith('1.');

/** The hazard that a text names, or null when it names none that we know: nothing is guessed. */
function label(text: string): Label | null {
  const [whole, division = '', letter = ''] = /^([1-9](?:\.[1-9])?)([A-Z]?)$/.exec(text) ?? [];
  if (whole !== text || !words(DIVISIONS).includes(division)) return null;
  const letters = division.startsWith('1.') ? GROUP_LIST : [...ZONED.get(division) ?? ''];
  return letter === '' || letters.includes(letter) ? { text, division, letter } : null;
}

/** All hazards of goods, the primary one first; null as soon as one is missing or unknown. */
export function labels(hazard: Hazard): readonly Label[] | null {
  const read = [hazard.class, ...hazard.subsidiary ?? []].map(label);
  const known = read.filter((one) => one !== null);
  return known.length === read.length ? known : null;
}

/** What an edition says of two goods. */
export function segregation(edition: string, a: Hazard, b: Hazard): Segregation {
  const table = table_named(edition);
  if (table === null) return refused('unknown_edition', '');
  const first = labels(a);
  const second = labels(b);
  if (first === null || second === null) return refused('unknown_class', table.source);
  const found = first.flatMap((one) => second.map((other) => pair(table, a, one, b, other)));
  const strictest = found.reduce((most, told) => (stricter(table, told, most) ? told : most));
  return { ...strictest, never_beside: found.some((told) => told.never_beside) };
}

/** Why these (one hazard a part) may not be in one place or tote, or null: the first two. */
export function conflict(edition: string, hazards: readonly Hazard[]): Segregation | null {
  for (const one of hazards) {
    const unclear = table_named(edition) === null || labels(one) === null;
    if (unclear) return segregation(edition, one, one);
  }
  for (const [n, a] of hazards.entries()) {
    for (const b of hazards.slice(n + 1)) {
      const told = segregation(edition, a, b);
      if (told.apart) return told;
    }
  }
  return null;
}

/** Whether dangerous goods (one hazard a part) may be in one place or tote. */
export function may_share(edition: string, hazards: readonly Hazard[]): boolean {
  return conflict(edition, hazards) === null;
}

const refused = (rule: Rule, source: string): Segregation => (
  { code: '?', apart: true, rule, source, between: ['', ''], never_beside: false });

function stricter(table: Table, told: Segregation, most: Segregation): boolean {
  if (told.apart !== most.apart) return told.apart;
  const rank = table.order.indexOf(told.code) - table.order.indexOf(most.code);
  if (rank !== 0) return rank > 0;
  const name = (one: Segregation): string => [...one.between].sort().join(' ');
  return name(told) > name(most);
}

function pair(table: Table, a: Hazard, one: Label, b: Hazard, other: Label): Segregation {
  const between: readonly [string, string] = [one.text, other.text];
  const told = (code: string, apart: boolean, rule: Rule): Segregation => (
    { code, apart, rule, source: table.source, between, never_beside: false });
  if (explosive(one) && explosive(other)) {
    return explosives(table, one, other, a.un === b.un && a.un !== '');
  }
  if (named(table.cyanides, a, other) || named(table.cyanides, b, one)) {
    return told('X', true, 'cyanide');
  }
  if (named(table.allowed, a, other) || named(table.allowed, b, one)) {
    return told('', false, 'ammonium_nitrate');
  }
  const [row, other_row] = [row_of(table, one, a), row_of(table, other, b)];
  if (row === null || other_row === null) return told('', false, 'no_row');
  const raised = table.stricter.get(key(one.division, other.division));
  const code = raised ?? table.cells.get(key(row, other_row)) ?? '?';
  const never_beside = beside(table, row, other) || beside(table, other_row, one);
  const apart = !table.together.includes(code);
  return { ...told(code, apart, raised === undefined ? 'table' : 'stricter'), never_beside };
}

/** Two explosives: by their groups, if the edition knows them and both are told; the identical
 * article, by UN number, is no mixture. */
function explosives(table: Table, one: Label, other: Label, identical: boolean): Segregation {
  const grouped = table.class_1 && one.letter !== '' && other.letter !== '';
  const rows = key(table.rows.get(one.division) ?? '', table.rows.get(other.division) ?? '');
  const code = (grouped ? GROUP_CELLS.get(key(one.letter, other.letter)) : table.cells.get(rows))
    ?? '?';
  const together = grouped && words(CLASS_1_TOGETHER).includes(code);
  return {
    code, apart: grouped && code !== '1' ? !together : !identical, rule: 'class_1',
    source: grouped ? CLASS_1_SOURCE : table.source, between: [one.text, other.text],
    never_beside: false,
  };
}

const named = (rule: Listed, hazard: Hazard, other: Label): boolean => (
  hazard.un !== '' && rule.un.includes(hazard.un) && rule.divisions.includes(other.division));

const beside = (table: Table, row: string, other: Label): boolean => (
  row === table.beside_row && table.beside.includes(other.division));

/** The row of a hazard, or null when the table has none for it: the US table has some rows for
 * liquids, packing group I and zones only. */
function row_of(table: Table, one: Label, hazard: Hazard): string | null {
  const row = table.rows.get(one.division);
  if (row !== undefined) return row;
  if (one.division === '2.3') {
    return one.letter === 'B' ? '2.3B' : ['', 'A'].includes(one.letter) ? '2.3A' : null;
  }
  if (hazard.state === 'solid' || hazard.state === 'gas') return null;
  if (one.division === '6.1') {
    const worst = ['', 'I'].includes(hazard.packing_group ?? '') && one.letter !== 'B';
    return worst ? '6.1-PGI-A' : null;
  }
  return one.division === '8' ? '8L' : null;
}
