// SPDX-License-Identifier: Apache-2.0
/**
 * Hold rules at the desk: what a rule is about in words, and the cards that add and end one, with
 * all that they do said before. Whether two bounds are a range, the server alone judges. Pure.
 */
import { draft, type HoldRule } from '../domain/operation.ts';
import { say, type Decision, type Field, type More, type Words } from './decision.ts';
import type { Rows } from './rows.ts';
import { supplierName } from './told.ts';

/** As `GET /api/v1/hold-rules` tells it. */
export type RuleRow = Required<HoldRule> & Readonly<{
  why: string; told: Readonly<{ actor: string; at: string }> | null;
}>;
export type RuleChange = Readonly<{
  rule: string; active: boolean; note: string; actor: string; at: string; laid: number;
}>;

export const WHENS = [
  'recall', 'supplier_on_watch', 'first_article', 'damage', 'asn_mismatch', 'sample_due',
  'every_nth',
] as const;
export type When = (typeof WHENS)[number];
/** What may be added: a recall of all that came from a supplier is a form of its own. */
export const KINDS = [WHENS[0], 'recall_supplier', ...WHENS.slice(1)] as const;
export type Kind = (typeof KINDS)[number];

const NAME_MAX = 40;
const FILTERS = ['part', 'supplier', 'family'] as const;
const RANGE = ['serial_from', 'serial_to', 'lot_from', 'lot_to'] as const;
const DAYS = ['starts_on', 'ends_on'] as const;
const SAMPLED: readonly string[] = ['sample_due', 'every_nth'];
const LEVELS = ['I', 'II', 'III'];
const AQLS = ['0.65', '1.0', '1.5', '2.5', '4.0', '6.5'];

const free = (text: string): Words => say('text.plain', { text });
const clean = (value: string | undefined): string => (value ?? '').trim();

/** "L26-0188 to L26-0190", "from L26-0188"; '' where it is not bounded. */
function range(from: string | null, to: string | null): Words | null {
  if (!from && !to) return null;
  const of = from && to ? 'both' : from ? 'from' : 'to';
  return say(`board.rule.range.${of}`, { from: from ?? '', to: to ?? '' });
}

/** What a rule takes, the narrowest last: part, supplier, family, numbers. Empty: everything. */
export function takes(rule: RuleRow, rows: Rows): readonly Words[] {
  const { part, supplier, family } = rule;
  return [
    part && free(part), supplier && free(supplierName(supplier, rows)),
    family && say('board.rule.family', { family }),
    range(rule.serial_from, rule.serial_to), range(rule.lot_from, rule.lot_to),
  ].filter((one): one is Words => Boolean(one));
}

/** Open holds that a rule laid, without those that follow them. */
export const holdsOfRule = (rule: string, rows: Rows): readonly string[] =>
  [...rows.hold.values()].filter((one) => one.rule === rule && one.state === 'open' && !one.root)
    .map((one) => one.hold).sort();

/** A name that no rule has yet. */
export function freshName(taken: ReadonlySet<string>): string {
  let n = taken.size + 1;
  while (taken.has(`R-${n}`)) n += 1;
  return `R-${n}`;
}

/** A rule of this kind is nothing without them. */
const needs = (kind: Kind): readonly string[] =>
  (kind === 'recall' ? ['part'] : kind === 'every_nth' ? ['every']
    : kind === 'supplier_on_watch' || kind === 'recall_supplier' ? ['supplier'] : []);
/** By what a kind may be narrowed: a recall is of a part, or of all that a supplier sent. */
const filters = (kind: Kind): readonly (typeof FILTERS)[number][] =>
  (kind === 'recall' ? ['part', 'supplier'] : kind === 'recall_supplier' ? ['supplier'] : FILTERS);
const isRecall = (kind: Kind): boolean => kind === 'recall' || kind === 'recall_supplier';

const named = (name: string): Words => say(`board.field.${name}`);

function nameField(taken: ReadonlySet<string>): Field {
  const there = (value: string): boolean => taken.has(clean(value));
  return {
    name: 'rule', label: named('rule'), needed: true, starts: freshName(taken),
    fits: (value) => clean(value) !== '' && value.length <= NAME_MAX && !there(value),
    wrong: (value) => (there(value) ? say('board.rule.wrong.taken') : null),
  };
}

function filterField(name: (typeof FILTERS)[number], kind: Kind, rows: Rows): Field {
  const needed = needs(kind).includes(name);
  const suppliers = [...rows.supplier.keys()].sort()
    .map((id) => ({ value: id, say: free(supplierName(id, rows)) }));
  return {
    name, label: named(name), ...(needed ? { needed } : {}),
    ...(name === 'supplier' && suppliers.length ? { choices: suppliers } : {}),
    ...(needed ? {} : { empty: say('board.field.any') }),
    ...(name === 'part' ? { part: true } : {}),
    fits: (value) => !needed || clean(value) !== '',
  };
}

const dayField = (name: (typeof DAYS)[number]): Field => ({
  name, label: named(name), type: 'date', half: true,
  fits: (value, more) => name === 'starts_on' || !value || !more['starts_on']
    || more['starts_on'] <= value,
  ...(name === 'ends_on' ? {
    wrong: (value: string, more: More) => (value && more['starts_on'] && more['starts_on'] > value
      ? say('board.rule.wrong.days') : null),
  } : {}),
});

const everyField: Field = {
  name: 'every', label: named('every'), type: 'whole', needed: true, starts: '10',
  fits: (value) => /^[1-9]\d{0,3}$/.test(clean(value)),
  wrong: (value) => (/^[1-9]\d{0,3}$/.test(clean(value)) ? null : say('board.rule.wrong.every')),
};

const chosen = (name: string, all: readonly string[], starts: string): Field => ({
  name, label: named(name), starts, half: true, fits: (value) => value !== '',
  choices: all.map((value) => ({ value, say: free(value) })),
});

const why: Field = {
  name: 'note', label: named('why'), needed: true, fits: (value) => clean(value) !== '',
};

function fields(kind: Kind, taken: ReadonlySet<string>, rows: Rows): readonly Field[] {
  const bounds = RANGE.map((name): Field =>
    ({ name, label: named(name), half: true, fits: () => true }));
  return [
    nameField(taken), ...filters(kind).map((name) => filterField(name, kind, rows)),
    ...(kind === 'recall' ? bounds : []), ...(kind === 'every_nth' ? [everyField] : []),
    ...(SAMPLED.includes(kind)
      ? [chosen('level', LEVELS, 'II'), chosen('aql', AQLS, '1.0')] : []),
    ...(isRecall(kind) ? [dayField('ends_on')] : DAYS.map(dayField)), why,
  ];
}

/** What was typed, as the rule that is told: what is empty takes everything. */
function ruleOf(kind: Kind, more: More): HoldRule {
  const narrowed = [...FILTERS, ...RANGE, ...DAYS]
    .map((name) => [name, clean(more[name]) || null] as const);
  return {
    rule: clean(more['rule']), when: kind === 'recall_supplier' ? 'recall' : kind, active: true,
    note: clean(more['note']), ...Object.fromEntries(narrowed),
    ...(kind === 'every_nth' ? { every: Number(more['every']) } : {}),
    ...(SAMPLED.includes(kind) ? { level: more['level']!, aql: more['aql']! } : {}),
  };
}

/** Adds a rule. A recall holds at once what is here; every other one what arrives. */
export function addRule(kind: Kind, taken: ReadonlySet<string>, rows: Rows): Decision {
  const of = isRecall(kind) ? 'recall' : 'other';
  return {
    id: `rule:${kind}`, mark: null,
    title: say(`board.rule.add.${kind}`), button: say('board.rule.add.go'),
    effects: [
      { on: 'goods', say: say(`board.effect.rule.goods.${kind}`) },
      { on: 'hold', say: say(`board.effect.rule.hold.${kind === 'recall_supplier' ? kind : of}`) },
      { on: 'erp', say: say('board.effect.rule.erp') },
      { on: 'later', say: say(`board.effect.rule.later.${of}`) },
    ],
    ask: null, qualify: null, fields: fields(kind, taken, rows),
    draft: ({ more = {} }) => {
      const rule = ruleOf(kind, more);
      return draft('hold_rule', rule, `rule:${rule.rule}`);
    },
  };
}

/** Ends a rule, or lets one that ended hold again. What it held stays as it is. */
export function switchRule(row: RuleRow, rows: Rows): Decision {
  const to = row.active ? 'end' : 'again';
  const n = holdsOfRule(row.rule, rows).length;
  const { why: _why, told: _told, ...rule } = row;
  return {
    id: `rule:${to}`, mark: null,
    title: say(`board.rule.${to}`, { rule: row.rule }), button: say(`board.rule.${to}.go`),
    effects: [
      { on: 'goods', say: say(`board.effect.rule.${to}.goods`) },
      ...(row.active && n ? [{ on: 'hold' as const,
        say: say('board.effect.rule.end.hold', { n }) }] : []),
      { on: 'later', say: say(`board.effect.rule.${to}.later`) },
    ],
    ask: null, qualify: null, fields: [why],
    draft: ({ more = {} }) => draft('hold_rule',
      { ...rule, active: !row.active, note: clean(more['note']) }, `rule:${row.rule}`),
  };
}
