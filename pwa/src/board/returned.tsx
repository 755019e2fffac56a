// SPDX-License-Identifier: Apache-2.0
/** What came back: its goods as they were found, whose they were, and the claim on them. */
import type { ReturnedRow } from '../domain/reverse.ts';
import { count, t } from '../ui/words.ts';
import { Fact } from './evidence_told.tsx';
import { Table } from './list_parts.tsx';
import { rows } from './live.ts';
import { claimOf, digitsOf, returnedOf, typedMinor } from './returning.ts';
import type { ExceptionRow } from './rows.ts';
import { named } from './shown.ts';

type Line = ReturnedRow['lines'][number] & Readonly<{ lot?: string | null; serials?: string[] }>;

const identity = ({ lot, serials = [] }: Line): string =>
  [lot ?? '', ...serials].filter(Boolean).join(', ');

const claimed = (row: ReturnedRow): string => {
  const claim = claimOf(row, rows.value);
  return claim
    ? `${typedMinor(claim.claimed_minor, digitsOf(claim.currency))} ${claim.currency}` : '';
};

/** Facts with their label, in the order in which people ask; empty ones are not shown. */
const facts = (row: ReturnedRow): readonly (readonly [string, string])[] => [
  ['return_kind', named('board.return.kind', row.kind)],
  ['customer', row.customer], ['authorization', row.authorization], ['claim', row.claim],
  ['claimed', claimed(row)],
  ['danger', row.danger && named('board.return.danger', row.danger)],
  ['keep_until', row.keep_until], // in another year, often
  ['doubts', row.doubts.map((one) => named('board.return.doubt', one)).join(', ')],
];

export function Returned(props: { row: ExceptionRow }) {
  const row = returnedOf(props.row, rows.value);
  if (!row) return null;
  return (
    <>
      <dl class="gone">
        {facts(row).filter(([, value]) => value).map(([name, value]) => (
          <Fact name={name} long={value.length} key={name}>{value}</Fact>
        ))}
      </dl>
      <h2>{t('board.return.goods')}</h2>
      <Table name={t('board.return.goods')} rows={row.lines as readonly Line[]} empty=""
        keyOf={(line) => String(row.lines.indexOf(line))}
        columns={[
          { head: t('board.fact.part'), cell: (line) => <b class="part">{line.part}</b> },
          { head: t('board.return.condition'), cell: (line) =>
            named('board.return.condition', line.condition) },
          { head: t('board.return.boxed_as'), cell: (line) =>
            (line.boxed_as && line.boxed_as !== line.part ? line.boxed_as : '') },
          { head: t('board.recall.number'), grow: true, cell: (line) =>
            <span class="code">{identity(line)}</span> },
          { head: t('board.fact.quantity'), right: true, cell: (line) => count(line.quantity) },
        ]} />
    </>
  );
}
