// SPDX-License-Identifier: Apache-2.0
/** What is known and still to be asked of goods that came back, for the words and the screens. */
import { checklist, grade } from '../domain/core_grade.ts';
import type { Graded } from '../domain/core_grade.ts';
import type { CheckRow, Condition, Danger, DepositRow, GroupRow } from '../domain/reverse.ts';
import type { View } from '../domain/view.ts';
import type { Back, Data } from './data.ts';
import type { Ctx } from './words.ts';

export const DANGERS: readonly Danger[] = [
  'leaking_battery', 'deployed_airbag', 'fuel_residue', 'other',
];
export const CONDITIONS: readonly Condition[] = ['as_new', 'opened', 'used', 'damaged'];

/** What is asked of goods that may be sold again (RT5). */
export const PACK_CHECKS = ['pack_whole', 'seal_whole', 'in_date'] as const;

export const back_of = (data: Data): Back => data.back ?? { kind: 'unknown', answers: {} };
export const deposit_of = (view: View, tag: string): DepositRow | undefined =>
  [...view.checkpoint.tables.core_deposit.values()].find((one) => one.tag === tag);
export const group_of = (view: View, part: string): GroupRow | undefined =>
  view.checkpoint.tables.core_group.get(part);

/** Whether a core is awaited for this deposit: it is open, and no core was told for its tag. */
export const is_awaited = (view: View, row: DepositRow): boolean => row.state === 'open'
  && ![...view.past, ...view.told].some((op) => op.kind === 'core_receipt'
    && op.body.tag === row.tag);

/** Deposits whose cores a vehicle was asked to bring back and that are still awaited (SH8). */
export const awaited_with = (view: View, shipment: string): DepositRow[] =>
  (view.shipments().find((row) => row.shipment === shipment)?.collect ?? [])
    .flatMap((key) => view.checkpoint.tables.core_deposit.get(key) ?? [])
    .filter((row) => is_awaited(view, row));

/** Vehicles that left and were asked to bring cores back. */
export const trucks_back = (view: View): string[] => view.shipments()
  .filter((row) => row.state === 'confirmed' && awaited_with(view, row.shipment).length > 0)
  .map((row) => row.shipment).sort();

/** Customers as they were told, and those of papers, with their names where these are known. */
export function customers_of(view: View): Map<string, string> {
  const { authorization, core_deposit, claim, customer } = view.checkpoint.tables;
  const known = new Map([...view.orders(), ...customer.values()]
    .map((one) => [one.customer, one.name]));
  for (const one of [...authorization.values(), ...core_deposit.values(), ...claim.values()]) {
    if (one.customer !== '' && !known.has(one.customer)) known.set(one.customer, '');
  }
  return known;
}

/** The customer that is meant, whatever case its code was typed in. */
export function known_customer(view: View, code: string): string | undefined {
  const known = customers_of(view);
  return known.has(code) ? code
    : [...known.keys()].find((one) => one.toUpperCase() === code.toUpperCase());
}

/** Units of the part in hand that its authorization names. */
export function awaited_of(view: View, data: Data): number {
  const row = view.checkpoint.tables.authorization.get(back_of(data).authorization ?? '');
  return (row?.lines ?? []).filter((one) => one.part === data.part)
    .reduce((sum, one) => sum + one.quantity, 0);
}

export const is_core = (data: Data): boolean => back_of(data).kind === 'core';

/** What is asked of the thing in hand: a core by its family, new goods by their pack. */
export function questions(ctx: Ctx): readonly CheckRow[] {
  const { data, view } = ctx;
  const back = back_of(data);
  if (back.danger !== undefined) return [];
  if (is_core(data)) return core_checks(ctx).filter((one) => !one.by_book);
  if (back.kind !== 'rma' || back.condition !== 'as_new') return [];
  const dated = view.part(data.part!)?.expires === true;
  return PACK_CHECKS.filter((one) => one !== 'in_date' || dated)
    .map((one) => ({ check: one, fail: '' }));
}

function core_checks({ data, view }: Ctx): readonly CheckRow[] {
  const family = group_of(view, data.part ?? '')?.family ?? '';
  return checklist(family, view.checkpoint.tables.checklist.get(family)?.checks);
}

export const open_question = (ctx: Ctx): CheckRow | undefined =>
  questions(ctx).find((one) => back_of(ctx.data).answers[one.check] === undefined);

/** The grade as far as the bench can tell: what the books answer is taken for a yes. */
export function graded(ctx: Ctx): Graded {
  const checks = core_checks(ctx);
  const book = Object.fromEntries(checks.filter((one) => one.by_book)
    .map((one) => [one.check, true]));
  return grade({ ...back_of(ctx.data).answers, ...book }, checks);
}

/** What is in hand stays on hold until the server says otherwise; a good core is kept as stock. */
export const stays_held = (ctx: Ctx): boolean => !is_core(ctx.data)
  || graded(ctx).decision === 'core_reject' || graded(ctx).decision === 'hazmat_quarantine';

/** The class of the goods, or of what makes them dangerous: where they may stand. */
export function hazard_of(ctx: Ctx): string | null {
  return ctx.view.part(ctx.data.part ?? '')?.hazard?.class ?? null;
}
