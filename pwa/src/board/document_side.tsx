// SPDX-License-Identifier: Apache-2.0
/** One ERP document beside the list: what it says, how far it has got, why it was refused. */
import { useSignal } from '@preact/signals';
import { Band } from '../ui/components/band.tsx';
import { Button } from '../ui/components/button.tsx';
import { count, t } from '../ui/words.ts';
import {
  businessNumber, documentFacts, documentLines, keptBack, refusal, stoppedBy, type PaperLine,
} from './document.ts';
import { Fact } from './evidence_told.tsx';
import { Holder, Table } from './list_parts.tsx';
import { resend, rows } from './live.ts';
import { personName } from './names.ts';
import { text, type DocumentRow } from './rows.ts';
import { DocumentState, stops } from './erp_state.tsx';
import { named, when } from './shown.ts';
import { holdName, paper, short, supplierName } from './told.ts';

const SERIALS = 6; // of one line; the rest is a number

function shownAs(name: string, value: string) {
  if (name === 'location') return <Holder holder={value} />;
  if (name === 'supplier') return supplierName(value, rows.value);
  if (name === 'hold') return holdName(value, rows.value);
  if (name === 'action') return named('board.action', value);
  if (name === 'reason') return named('board.hold', value);
  return paper(value);
}

/** "40", "26 of 40": what it says, and against what. */
function amount(line: PaperLine): string {
  if (line.quantity === null) return '';
  return line.against === null ? count(line.quantity)
    : t('board.of', { n: line.quantity, total: line.against });
}

function serials(line: PaperLine): string {
  const more = line.serials.length - SERIALS;
  return [...line.serials.slice(0, SERIALS), more > 0 ? t('board.told.more', { n: more }) : '']
    .filter(Boolean).join(', ');
}

function Lines(props: { lines: readonly PaperLine[] }) {
  const { lines } = props;
  if (!lines.length) return null;
  return (
    <Table name={t('board.erp.lines')} rows={lines} empty=""
      keyOf={(line) => String(lines.indexOf(line))}
      columns={[
        { head: t('board.fact.part'), grow: true, cell: (line) => (
          <span class="said-line"><b class="part">{line.part}</b>
            {[line.lot, serials(line), line.lpn].filter(Boolean).map((one) => (
              <small class="code anywhere">{one}</small>
            ))}
            {line.reason && <small>{named('board.hold', line.reason)}</small>}</span>) },
        { head: t('board.fact.quantity'), right: true, cell: amount },
      ]} />
  );
}

function Refused(props: { row: DocumentRow }) {
  const why = refusal(props.row, rows.value);
  const [busy, lost] = [useSignal(false), useSignal(false)];
  if (!why) return null;
  const again = async () => {
    busy.value = true;
    lost.value = !await resend(props.row.key);
    busy.value = false;
  };
  return (
    <>
      <Band tone="attn" icon="triangle-alert"
        title={t(keptBack(why) ? 'board.erp.unsent.why' : 'board.erp.refused.why')}>
        {[why.reason && named('board.refusal', why.reason), why.said].filter(Boolean).join('. ')
          || t('board.erp.refused.unsaid')}</Band>
      <p class="t2">{t(lost.value ? 'board.erp.again.lost' : 'board.erp.again.next')}</p>
      <Button tone="do" icon="refresh-cw" disabled={busy.value} onPress={() => void again()}>
        {t('board.erp.again')}</Button>
    </>
  );
}

const title = (row: DocumentRow): string =>
  [named('board.document', row.type), businessNumber(row)].filter(Boolean).join(' ');

function Behind(props: { row: DocumentRow }) {
  const stop = stoppedBy(props.row, stops.value);
  if (!stop) return null;
  return (
    <Band tone="attn" icon="clock" title={t('board.erp.behind.why', { document: title(stop) })}>
      {t('board.erp.behind.next')}</Band>
  );
}

export function DocumentSide(props: { row: DocumentRow }) {
  const { row } = props;
  return (
    <aside class="card side" aria-label={title(row)}>
      <h2 class="big">{title(row)}</h2>
      <Refused row={row} /><Behind row={row} />
      <dl class="pairs">
        <div><dt>{t('board.fact.status')}</dt><dd><DocumentState row={row} /></dd></div>
        <div><dt>{t('board.erp.at')}</dt><dd>{when(text(row.body, 'at'))}</dd></div>
        {row.queued_at && (
          <div><dt>{t('board.erp.queued')}</dt><dd>{when(row.queued_at)}</dd></div>)}
        {row.booked_at && (
          <div><dt>{t('board.erp.delivered')}</dt><dd>{when(row.booked_at)}</dd></div>)}
        <div><dt>{t('board.erp.who')}</dt><dd>{personName(text(row.body, 'who'))}</dd></div>
        {row.reference && (
          <div><dt>{t('board.erp.reference')}</dt><dd class="code">{row.reference}</dd></div>)}
        <div><dt>{t('board.erp.operation')}</dt>
          <dd class="code" title={row.operation}>{short(row.operation)}</dd></div>
      </dl>
      <dl class="gone">
        {documentFacts(row).map(([name, value]) => (
          <Fact name={name} long={value.length} key={name}>{shownAs(name, value)}</Fact>
        ))}
      </dl>
      <Lines lines={documentLines(row)} />
    </aside>
  );
}
