// SPDX-License-Identifier: Apache-2.0
/**
 * What the server would reject as malformed though its types are right: it tells of nothing, or its
 * numbers disagree. The twin is `_sense` of backend/domain/operations.py; tests/vectors/sense.json
 * keeps them equal for the kinds that move goods.
 */
import { is_virtual } from './operation.ts';
import type { Draft, Line } from './operation.ts';

/** What is wrong with a draft, as the name of the field; null where nothing is. */
export function malformed({ kind, body }: Pick<Draft, 'kind' | 'body'>): string | null {
  const told = body as { lines?: Line[]; lpn?: string | null; source?: string; target?: string };
  const lines = told.lines ?? [];
  for (const [n, line] of lines.entries()) {
    const { serials } = line;
    if (line.quantity <= 0) return `body.lines.${n}.quantity`;
    const odd = serials.length > 0 && serials.length !== line.quantity;
    if (odd || new Set(serials).size !== serials.length || serials.includes('')) {
      return `body.lines.${n}.serials`;
    }
  }
  const moves = kind === 'putaway' || kind === 'transfer';
  if (!moves && kind !== 'pick' && kind !== 'pack') return null;
  for (const name of ['source', 'target'] as const) {
    if (is_virtual(told[name]!)) return `body.${name}`;
  }
  if (moves && told.lpn === '') return 'body.lpn';
  if (moves && Boolean(told.lpn) === lines.length > 0) return 'body';
  if (told.source === told.target) return 'body.target';
  return moves || lines.length > 0 ? null : 'body.lines';
}
