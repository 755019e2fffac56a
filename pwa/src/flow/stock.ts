// SPDX-License-Identifier: Apache-2.0
/** Stock of a thing that is looked up. */
import type { Quant } from '../domain/books.ts';
import { is_virtual } from '../domain/operation.ts';
import type { Ctx } from './words.ts';

export function stock_of(ctx: Ctx): Quant[] {
  const { what, code, part } = ctx.data.subject!;
  const { view } = ctx;
  if (what === 'part') return view.of_part(code).filter((quant) => !is_virtual(quant.holder));
  if (what === 'serial') return view.of_serial(code).filter((quant) => quant.part === part);
  if (what === 'lpn') return view.content(code);
  if (what !== 'location') return [];
  const plated = view.books.plates_at(code).flatMap((lpn) => view.content(lpn));
  return [...view.in_holder(code), ...plated];
}
