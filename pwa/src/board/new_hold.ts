// SPDX-License-Identifier: Apache-2.0
/**
 * A hold that the desk places on what was looked up: what it may cover, and what it does to goods,
 * orders and the ERP, said before it is placed. Pure.
 */
import { scope } from '../domain/holds.ts';
import { draft } from '../domain/operation.ts';
import type { Scope } from '../domain/rows.ts';
import { say, type Decision, type Words } from './decision.ts';
import { listed } from './decisions.ts';
import type { Found, Standing } from './reads.ts';
import { asked, type Rows } from './rows.ts';
import { supplierName } from './told.ts';

export const HOLD_REASONS = [
  'suspect', 'damage', 'recall', 'wrong_part', 'label_unreadable', 'expired', 'other',
];
const OVER: readonly string[] = ['shipped', 'short_shipped', 'cancelled'];

export type Cover = Readonly<{ id: string; scope: Scope; name: Words }>;

const once = (values: readonly string[]): readonly string[] =>
  [...new Set(values)].filter(Boolean).sort();

function cover(fields: Partial<Scope>, name: Words): Cover {
  return { id: Object.entries(fields).map((pair) => pair.join('=')).join('&'), name,
    scope: scope(fields) };
}

/** The part as a whole, each of its lots here, and what each supplier delivered of it. */
function ofPart(part: string, found: Found, rows: Rows): readonly Cover[] {
  return [
    cover({ part }, say('board.cover.part', { part })),
    ...once(found.standing.items.map((one) => one.lot))
      .map((lot) => cover({ part, lot }, say('board.cover.lot', { part, lot }))),
    ...once([...rows.supplier.keys()]).map((supplier) => cover({ part, supplier },
      say('board.cover.supplier', { part, supplier: supplierName(supplier, rows) }))),
  ];
}

/** A place or plate with all that is in it, and each part in it alone. */
function inside(by: 'lpn' | 'location', found: Found): readonly Cover[] {
  const parts = once(found.standing.items.map((one) => one.part));
  return [
    cover({ [by]: found.code }, say(`board.cover.${by}`, { code: found.code })),
    ...parts.map((part) => cover({ part, [by]: found.code },
      say(`board.cover.part_${by}`, { part, code: found.code }))),
  ];
}

/** What may be held of what was found, the widest first; a serial or lot with its part. */
export function covers(found: Found, rows: Rows): readonly Cover[] {
  if (found.by === 'part') return ofPart(found.code, found, rows);
  if (found.by === 'lpn' || found.by === 'location') return inside(found.by, found);
  if (found.by !== 'serial' && found.by !== 'lot') return [];
  const by = found.by;
  return once([...found.standing.items, ...found.moves].map((one) => one.part)).map((part) =>
    cover({ part, [by]: found.code }, say(`board.cover.${by}`, { part, [by]: found.code })));
}

const fits = (one: Standing, { part, lot, serial }: Scope): boolean =>
  (!part || one.part === part) && (!lot || one.lot === lot) && (!serial || one.serial === serial);

/** Open orders that still wait for a part that the hold covers. */
function waiting(parts: readonly string[], rows: Rows): readonly string[] {
  return [...rows.order.values()].filter((order) => !OVER.includes(order.state)
    && order.lines.some((line) => parts.includes(line.part) && line.picked < asked(line)))
    .map((order) => order.order).sort();
}

/** Places the hold. `newId` gives it its name, once for each time that it is asked for. */
export function placeHold(
  over: Cover, found: Found, rows: Rows, newId: () => string,
): Decision {
  const here = found.standing.items.filter((one) => fits(one, over.scope));
  const n = here.reduce((sum, one) => sum + one.quantity, 0);
  const parts = once([over.scope.part ?? '', ...here.map((one) => one.part)]);
  const orders = waiting(parts, rows);
  // Who delivered which of the units here, the server alone knows; a further page is not counted.
  const counted = !over.scope.supplier && found.standing.next === null;
  return {
    id: `hold:${over.id}`, mark: null,
    title: say('board.decide.hold', { covers: coverText(over, rows) }),
    button: say('board.decide.hold.go'),
    effects: [
      { on: 'goods', say: counted ? say('board.effect.hold.goods', { n })
        : say('board.effect.hold.goods.some') },
      { on: 'order', say: orders.length
        ? say('board.effect.hold.order', { orders: listed(orders) })
        : say('board.effect.hold.order.none') },
      { on: 'hold', say: say('board.effect.hold.hold') },
      { on: 'erp', say: say('board.effect.hold.erp') },
    ],
    ask: { name: 'reason', choices: HOLD_REASONS, note: true, words: 'board.hold' },
    qualify: null,
    draft: ({ why, note = '' }) => {
      const hold = newId();
      return draft('hold', { hold, scope: over.scope, reason: why, note: note.trim() },
        `hold:${hold}`);
    },
  };
}

function coverText({ scope: { part, supplier, lot, serial, lpn, location } }: Cover, rows: Rows) {
  const from = supplier ? supplierName(supplier, rows) : '';
  return [part, serial, lot, lpn, location, from].filter(Boolean).join(', ');
}
