// SPDX-License-Identifier: Apache-2.0
/** One operation in words: "Put away 40 BRK-10442", and where. See docs/concepts/operations.md. */
import type { QueueRow } from '../contract.ts';
import { readable } from '../domain/visible.ts';
import { count, known, t } from './words.ts';

type Body = Readonly<Record<string, unknown>>;
type Line = Readonly<{ part: string; quantity: number; serials?: readonly string[] }>;

function lines(body: Body): readonly Line[] {
  return Array.isArray(body.lines) ? (body.lines as Line[]) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The plain characters of a holder: a plate loses its prefix, virtual places are not shown. */
export function holder(value: unknown): string {
  const code = text(value);
  return code.startsWith('@') ? '' : code.replace(/^lpn:/, '');
}

function goods(body: Body): string {
  const [first, ...more] = lines(body);
  if (first) {
    const only = first.serials?.length === 1 ? first.serials[0] : null;
    const head = `${count(first.quantity)} ${only ? `${first.part} ${only}` : first.part}`;
    return more.length ? t('queue.and_more', { first: head, n: more.length }) : head;
  }
  const unit = [text(body.part), text(body.serial) || text(body.lot)];
  return unit.filter(Boolean).join(' ') || holder(body.lpn) || readable(text(body.raw))
    || text(body.order) || text(body.location);
}

/** Title and place of a queue row. */
export function describe(row: Pick<QueueRow, 'kind' | 'body'>): { title: string; place: string } {
  const { kind } = row;
  // what a hold covers, what a photo is of
  const body = { ...row.body, ...row.body.scope as Body | undefined, ...row.body.of as Body };
  const verb = known(`kind.${kind}`) ? t(`kind.${kind}`) : kind;
  const place = holder(body.target) || text(body.location) || holder(body.holder)
    || holder(body.source);
  const title = `${verb} ${goods(body)}`.trim();
  return { title, place: title.endsWith(` ${place}`) ? '' : place };
}
