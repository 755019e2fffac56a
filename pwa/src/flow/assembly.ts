// SPDX-License-Identifier: Apache-2.0
/**
 * Words of an assembly: its modules are numbered units too, and their numbers are taken with its
 * own (SE6). A side door of the step that took the number of the assembly; told as one operation
 * when all of them are said. One that is not in it is said to be missing.
 */
import type { Numbered } from '../domain/assemblies.ts';
import { draft } from '../domain/operation.ts';
import type { Draft } from '../domain/operation.ts';
import type { View } from '../domain/view.ts';
import type { Data } from './data.ts';
import { code_of, serial_in } from './goods.ts';
import { fact, part_fact } from './pieces.ts';
import type { Fact } from './step.ts';
import type { Ctx, Fault, Words } from './words.ts';
import { attn, part_of, small, stop, text, warn, when } from './words.ts';

/** Modules that a part should have, one entry each; none where it is no assembly. */
export const modules_of = (view: View, part: string): readonly string[] =>
  view.part(part)?.modules ?? [];

/** Whether the modules of this unit are still to be told. */
export const modules_untold = (view: View, unit: Numbered): boolean =>
  modules_of(view, unit.part).length > 0
  && view.checkpoint.assemblies.modules(unit, view.told) === null;

/** A unit that is built into an assembly is no loose stock: the answer says where it is. */
export function built_in(ctx: Ctx, part: string, serial: string): Fault | null {
  const parent = ctx.view.checkpoint.assemblies.parent({ part, serial }, ctx.view.told);
  return parent === null ? null : attn('built_in', `${parent.part} ${parent.serial}`);
}

/** The unit whose number was just taken: of the part that the symbol says. */
function unit_of(ctx: Ctx): Numbered | null {
  const got = ctx.given.got;
  const serial = got === null ? null : serial_in(ctx);
  const part = got?.part?.part;
  return serial === null || part === undefined ? null : { part, serial };
}

/** Words for the flows from which the modules of a unit are asked for. */
export const assembly_offer: Pick<Words, 'checks' | 'binds'> = {
  checks: {
    has_modules: (ctx) => {
      const unit = unit_of(ctx);
      return when(unit !== null && modules_untold(ctx.view, unit));
    },
    from_assembly: (ctx) => when(ctx.data.assembly !== undefined),
  },
  binds: {
    assembly: (ctx) => ({ ...ctx.data, assembly: unit_of(ctx)! }),
  },
};

const parent_of = (data: Data): Numbered => data.assembly!;

/** Parts of modules that are neither said nor said to be missing, in the order of the list. */
function wanted({ data, view }: Ctx): string[] {
  const said = [...(data.modules ?? []).map(({ part }) => part), ...data.lacking ?? []];
  return modules_of(view, parent_of(data).part).filter((part) => {
    const at = said.indexOf(part);
    if (at >= 0) said.splice(at, 1);
    return at < 0;
  });
}

const total = ({ data, view }: Ctx): number => modules_of(view, parent_of(data).part).length;

function of_assembly(ctx: Ctx): Fault | null {
  const part = ctx.given.got!.part?.part;
  if (part === undefined || wanted(ctx).includes(part)) return null;
  return stop('wrong_part', ctx, { code: ctx.data.part!, small: small(part_of(ctx)) },
    { code: ctx.given.got!.code, small: part }, null);
}

function module_new(ctx: Ctx): Fault | null {
  const { data, view } = ctx;
  const serial = serial_in(ctx) ?? code_of(ctx);
  const part = ctx.given.got!.part?.part ?? data.part!;
  if ((data.modules ?? []).some((one) => one.part === part && one.serial === serial)) {
    return attn('serial_twice', serial);
  }
  const parent = view.checkpoint.assemblies.parent({ part, serial }, view.told);
  const other = parent !== null
    && (parent.part !== parent_of(data).part || parent.serial !== parent_of(data).serial);
  if (other) return built_in(ctx, part, serial);
  const loose = view.of_serial(serial).some((quant) => quant.part === part);
  return loose ? warn('serial_in_stock', serial) : null;
}

function modules_capture(ctx: Ctx): Draft[] {
  const { data, view } = ctx;
  const parent = parent_of(data);
  const modules = data.modules ?? [];
  const before = view.checkpoint.assemblies.modules(parent, view.told) ?? [];
  const removed = before.filter((one) => !modules.some(({ part, serial }) =>
    part === one.part && serial === one.serial));
  return [draft('modules_capture', {
    parent_part: parent.part, parent_serial: parent.serial, modules,
    missing: data.lacking ?? [], removed,
  }, `unit:${parent.part}|${parent.serial}`, ctx.scans)];
}

/** What is in an assembly, or the assembly that a unit is in: for whoever looks it up. */
export function family_facts(view: View, unit: Numbered): Fact[] {
  const { assemblies } = view.checkpoint;
  const parent = assemblies.parent(unit, view.told);
  const modules = assemblies.modules(unit, view.told) ?? [];
  return [
    ...(parent === null ? [] : [fact('parent', parent.serial, { small: parent.part })]),
    ...modules.map((one) => fact('module', one.serial, { small: one.part })),
  ];
}

export const assembly_words: Words = {
  checks: {
    of_assembly, module_new,
    more_modules: (ctx) => when(wanted(ctx).length > 0),
  },
  binds: {
    next_module: (ctx) => ({ ...ctx.data, part: wanted(ctx)[0] ?? ctx.data.part! }),
    say_module: (ctx) => ({ ...ctx.data, modules: [...ctx.data.modules ?? [], {
      part: ctx.given.got!.part?.part ?? ctx.data.part!, serial: serial_in(ctx) ?? code_of(ctx),
    }] }),
    say_missing: (ctx) => ({ ...ctx.data, lacking: [...ctx.data.lacking ?? [], wanted(ctx)[0]!] }),
  },
  emits: { modules_capture },
  shows: {
    module: (ctx) => ({
      subtitle: text('assembly.of', parent_of(ctx.data)),
      ask: { n: total(ctx) - wanted(ctx).length + 1, total: total(ctx) },
      facts: [part_fact(part_of(ctx), ctx.data.part!, { current: true }),
        ...(ctx.data.modules ?? []).map((one) =>
          fact('module', one.serial, { small: one.part, done: true }))],
    }),
  },
};
