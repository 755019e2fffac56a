// SPDX-License-Identifier: Apache-2.0
/**
 * Who counts a place again (CC8): not who counted it before, and the third time a supervisor. And
 * what was found where nobody expected it (CC4): where it belongs is said once the count is saved.
 */
import type { TaskRow } from '../domain/rows.ts';
import type { Data } from './data.ts';
import { home_of } from './home.ts';
import type { Ctx, Fault, Piece, Words } from './words.ts';
import { attn, plate, text, when } from './words.ts';

export type Counter = Readonly<{ actor: string; lead: boolean }>;

/** Whether a person may answer a count task. */
export const may_count = (task: TaskRow, me: Counter): boolean =>
  !(task.not_by ?? []).includes(me.actor) && (me.lead || task.lead !== true);

export const at_hand = ({ actor = '', lead = false }: Ctx['moment']): Counter => ({ actor, lead });

/** Who counts now: with the handheld in hand if that is said, else as the step was entered. */
const counter = ({ data, moment }: Ctx): Counter =>
  (moment.actor === undefined ? data.me : undefined) ?? at_hand(moment);

/** Count tasks that are offered to this person. */
export const count_tasks = (ctx: Ctx): TaskRow[] =>
  ctx.view.tasks('count').filter((task) => may_count(task, counter(ctx)));

/** A place that waits for another person's count, by whoever counted it before. */
export function mine_to_count(ctx: Ctx, place: string): Fault | null {
  const here = ctx.view.tasks('count').filter((task) => task.location === place);
  const [task] = here.filter((one) => !may_count(one, counter(ctx)));
  if (task === undefined) return null;
  return attn((task.not_by ?? []).includes(counter(ctx).actor) ? 'counted_by_you'
    : 'supervisor_counts', place);
}

/** Parts in hand of which this device knows none in the place, each once. */
function note_strays(ctx: Ctx): Data {
  const plates = [...ctx.view.books.plates_at(ctx.data.holder!), ...(ctx.data.plates ?? [])];
  const here = new Set([
    ...ctx.view.in_holder(ctx.data.holder!), ...plates.flatMap((lpn) => ctx.view.content(lpn)),
  ].map((quant) => quant.part));
  const found = (ctx.data.entries ?? []).filter((one) => one.quantity > 0 && !here.has(one.part));
  const strays = [...new Set(found.map((one) => one.part))].map((code) => {
    const part = ctx.view.part(code);
    const got = {
      what: 'part' as const, code, part, lot: null, serial: null, expires_on: null,
      quantity: null,
    };
    const belongs = home_of(ctx.view, got);
    return { code, belongs: belongs === ctx.data.holder ? null : belongs };
  });
  return { ...ctx.data, strays };
}

/** Where each of them belongs, as far as this device knows. */
function strays_sheet(ctx: Ctx): Piece {
  const [first, ...more] = ctx.data.strays ?? [];
  if (first === undefined) return {};
  const to = first.belongs;
  return {
    plate: plate(ctx.view, to),
    sheet: {
      id: 'strays', title: text('sheet.strays'), quantity: null, choices: [],
      note: to === null ? text('sheet.strays.aside', { code: first.code })
        : text('sheet.strays.note', { code: first.code, location: to }),
      primary: { label: text(more.length > 0 ? 'sheet.strays.more' : 'sheet.strays.record'),
        enabled: true },
    },
  };
}

export const count_again_words: Words = {
  checks: {
    mine_to_count: (ctx) => mine_to_count(ctx, ctx.given.got?.code ?? ctx.given.id),
    strays: (ctx) => when((ctx.data.strays ?? []).length > 0),
  },
  binds: {
    counter: (ctx) => ({ ...ctx.data, me: at_hand(ctx.moment) }),
    note_strays,
    next_stray: (ctx) => ({ ...ctx.data, strays: (ctx.data.strays ?? []).slice(1) }),
  },
  emits: {},
  shows: { strays_sheet },
};
