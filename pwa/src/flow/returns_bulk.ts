// SPDX-License-Identifier: Apache-2.0
/** CO5: a container for the vendor. Cores are added by scan; closed, it is a shipment. */
import type { Quant } from '../domain/books.ts';
import { draft, is_virtual, plate_holder } from '../domain/operation.ts';
import type { Draft, Line } from '../domain/operation.ts';
import { code_of, said } from './goods.ts';
import { coded, fact } from './pieces.ts';
import type { Ctx, Words } from './words.ts';
import { attn, text } from './words.ts';
import { suppliers } from './receive_unit.ts';

const holder_of = (ctx: Ctx): string => plate_holder(ctx.data.lpn!);

/** The unit that was scanned, where it stands outside the container. */
function core_of(ctx: Ctx): Quant | undefined {
  const { got } = ctx.given;
  const found = got?.what === 'serial' ? ctx.view.of_serial(got.code)
    : ctx.view.of_part(got?.code ?? '');
  return found.find((one) => one.holder !== holder_of(ctx) && !is_virtual(one.holder)
    && one.quantity > 0);
}

const as_line = (one: Quant, quantity: number): Line => ({
  part: one.part, quantity, lot: one.lot || null, serials: one.serial === '' ? [] : [one.serial],
});

function moved(ctx: Ctx, source: string, lines: Line[]): Draft {
  return draft('transfer', {
    task: null, source, target: holder_of(ctx), lpn: null, lines, suggested: null, reason: null,
  }, `lpn:${ctx.data.lpn!}`, ctx.scans);
}

/** A container's content as it is told: one line a number. */
function content(ctx: Ctx): Line[] {
  const found = new Map<string, Line>();
  for (const one of ctx.view.in_holder(holder_of(ctx))) {
    const name = `${one.part}|${one.serial === '' ? one.lot : ''}|${one.serial === ''}`;
    const before = found.get(name);
    const line = as_line(one, one.quantity);
    found.set(name, before === undefined ? line : { ...line,
      quantity: before.quantity + line.quantity, serials: [...before.serials, ...line.serials] });
  }
  return [...found.values()];
}

export const bulk_words: Words = {
  checks: {
    core_here: (ctx) => (core_of(ctx) === undefined ? attn('no_core', code_of(ctx)) : null),
    plate_here: (ctx) => (code_of(ctx) !== ctx.data.lpn
      && ctx.view.in_holder(plate_holder(code_of(ctx))).length > 0
      ? null : attn('plate_empty', code_of(ctx))),
    something_in: (ctx) => (content(ctx).length > 0 ? null : attn('list_empty', null)),
  },
  binds: {
    container: (ctx) => ({ ...ctx.data, lpn: code_of(ctx) }),
    vendor: (ctx) => ({ ...ctx.data, supplier: said(ctx) }),
  },
  emits: {
    add_core: (ctx) => [moved(ctx, core_of(ctx)!.holder, [as_line(core_of(ctx)!, 1)])],
    add_plate: (ctx) => {
      const source = plate_holder(code_of(ctx));
      const lines = ctx.view.in_holder(source).map((one) => as_line(one, one.quantity));
      return [moved(ctx, source, lines)];
    },
    core_shipment: (ctx) => [draft('core_shipment', {
      shipment: ctx.moment.id, vendor: ctx.data.supplier!, lpn: ctx.data.lpn!, carrier: null,
      lines: content(ctx).map((line) => ({ ...line, grade: null, claim: claim_of(ctx, line) })),
    }, `lpn:${ctx.data.lpn!}`, ctx.scans)],
  },
  shows: {
    bulk_list: (ctx) => ({
      facts: [
        fact('lpn', ctx.data.lpn!, { done: true }),
        ...content(ctx).map((line) => fact('part', line.part, { small: String(line.quantity) })),
      ],
    }),
    vendors: (ctx) => ({
      choices: [...vendors_of(ctx)].map(([id, name]) =>
        coded(id, { small: name === '' ? null : text('text.plain', { text: name }) })),
    }),
    sent: (ctx) => ({
      done: {
        title: text('done.returns'),
        facts: [fact('lpn', ctx.data.lpn!), fact('supplier', ctx.data.supplier!)],
      },
    }),
  },
};

/** Whom cores and claimed parts go to, as far as this device knows; others are scanned. */
function vendors_of(ctx: Ctx): Map<string, string> {
  const found = suppliers(ctx);
  for (const { supplier } of ctx.view.checkpoint.tables.claim.values()) {
    if (supplier !== '' && !found.has(supplier)) found.set(supplier, '');
  }
  return found;
}

/** WA3: a claimed part that the vendor called in goes with its claim. */
function claim_of(ctx: Ctx, line: Line): string | null {
  const claims = [...ctx.view.checkpoint.tables.claim.values()];
  const mine = claims.find((one) => one.part === line.part && one.called_in
    && (one.serial === '' || line.serials.includes(one.serial)));
  return mine?.claim ?? null;
}
