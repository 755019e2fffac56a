// SPDX-License-Identifier: Apache-2.0
/** The queue, the question about a label that nobody saw, and what a person may say of a job. */
import { useSignal } from '@preact/signals';
import { named, old, when } from '../board/shown.ts';
import { Icon } from '../ui/components/icon.tsx';
import { Loading } from '../ui/components/list.tsx';
import { Chip, type Tone } from '../ui/components/marks.tsx';
import { clock, t } from '../ui/words.ts';
import { contentOf, type Job, type State } from './calls.ts';
import {
  act, atEnd, busy, chosen, confirmed, handOver, jobs, make, older, question, readOlder, reprint,
} from './desk.ts';

const LOOKS: Readonly<Record<State, readonly [string, Tone]>> = {
  queued: ['clock', 'line'], claimed: ['printer', 'do'], sending: ['printer', 'do'],
  sent: ['printer', 'line'], confirmed: ['check', 'good'],
  uncertain: ['circle-question-mark', 'attn'], failed_before_send: ['triangle-alert', 'attn'],
  cancelled: ['x', 'line'],
};
const REASONS = ['did_not_come_out', 'damaged', 'faded', 'lost', 'other'];

const title = (job: Job): string => [named('station.template', job.template), job.identity,
  job.copy_no > 1 ? `R${job.copy_no}` : ''].filter(Boolean).join(', ');

/** Why it is asked: nobody knows, or it was sent and nobody has said. */
const doubt = (job: Job): string => (job.state === 'uncertain' ? 'what' : `sent.${job.kind}`);

/** "Did this label come out?" Software does not print it again by itself. */
export function Question() {
  const job = question.value;
  if (!job) return null;
  return (
    <section class="ask2" role="alert" aria-label={t('station.ask_out')}>
      <div class="row top-line"><Icon name="circle-question-mark" size="l" />
        <div><h2>{t('station.ask_out')}</h2>
          <p>{t(`station.ask_out.${doubt(job)}`, {
            label: title(job), time: clock(job.created_at),
          })}</p></div>
      </div>
      <div class="row">
        <button type="button" class="btn do sp" disabled={busy.value}
          onClick={() => void act(job, 'confirm')}>{t('station.it_is_there')}</button>
        <button type="button" class="btn line sp" disabled={busy.value}
          onClick={() => void act(job, 'not_there')}>{t('station.not_there')}</button>
      </div>
    </section>
  );
}

/** Which print a scan confirmed: a label that hung there before looks the same to a scanner. */
export function Confirmed() {
  if (!confirmed.value) return null;
  const { job, read } = confirmed.value;
  return (
    <section class="ask2 good" role="status" aria-label={t('station.confirmed')}>
      <div class="row top-line"><Icon name="check" size="l" />
        <div><h2>{t('station.confirmed')}</h2>
          <p>{t('station.confirmed.what', {
            label: title(job), printer: job.printer, time: when(job.created_at),
          })}</p></div>
      </div>
      <button type="button" class="btn line" disabled={busy.value}
        onClick={() => void make(read)}>{t('station.confirmed.make')}</button>
    </section>
  );
}

function Again(props: { job: Job }) {
  const { job } = props;
  const why = useSignal(job.state === 'cancelled' ? 'did_not_come_out' : '');
  return (
    <div class="row end">
      <label class="field-row sp"><span class="lab">{t('station.reprint_why')}</span>
        <select class="field" value={why.value}
          onChange={(event) => { why.value = event.currentTarget.value; }}>
          <option value="">{t('board.ask.choose')}</option>
          {REASONS.map((one) => <option value={one} key={one}>{t(`station.why.${one}`)}</option>)}
        </select></label>
      <button type="button" class="btn desk" disabled={busy.value || !why.value}
        onClick={() => void reprint(job, t(`station.why.${why.value}`))}>
        <Icon name="undo-2" size="m" />{t('station.reprint')}</button>
    </div>
  );
}

function Actions(props: { job: Job }) {
  const { job } = props;
  const sent = job.state === 'sent' || job.state === 'uncertain';
  const asked = question.value?.id === job.id; // its answers stand above the queue
  const button = (key: string, press: () => void) => (
    <button type="button" class="btn sm" disabled={busy.value} onClick={press}>{t(key)}</button>
  );
  return (
    <div class="col actions">
      <div class="row wrap">
        {sent && !asked && button('station.it_is_there', () => void act(job, 'confirm'))}
        {sent && !asked && button('station.not_there', () => void act(job, 'not_there'))}
        {job.state === 'queued' && job.kind === 'browser'
          && button('station.print_here', () => void handOver(job))}
        {['queued', 'failed_before_send'].includes(job.state) && button('station.cancel', () =>
          void act(job, 'cancel', { reason: t('station.not_wanted') }))}
        <a class="btn sm" href={contentOf(job)} target="_blank" rel="noreferrer">
          <Icon name="eye" size="s" />{t('station.look')}</a>
      </div>
      {job.detail && <p class="sm t2">{job.detail}</p>}
      {(sent || job.state === 'confirmed' || job.state === 'cancelled') && <Again job={job} />}
    </div>
  );
}

function Row(props: { job: Job }) {
  const { job } = props;
  const on = chosen.value === job.id;
  const [icon, tone] = LOOKS[job.state];
  return (
    <li class={on ? 'open' : ''}>
      <button type="button" class={`item inset-focus${on ? ' now' : ''}`} aria-expanded={on}
        onClick={() => { chosen.value = on ? null : job.id; }}>
        <Icon name={icon} />
        <span class="txt"><b>{title(job)}</b>
          <span>{[job.printer, job.reason].filter(Boolean).join(' · ')}</span></span>
        <span class="end row"><span class="t2">{old(job.created_at)}</span>
          <Chip tone={tone}>{t(`station.state.${job.state}`)}</Chip></span>
      </button>
      {on && <Actions job={job} />}
    </li>
  );
}

export function Queue() {
  if (jobs.value === null) return <Loading text={t('board.loading')} />;
  return (
    <section class="queue" aria-label={t('station.queue')}>
      <h2>{t('station.queue')}</h2>
      {jobs.value.length
        ? <ul class="list">{jobs.value.map((job) => <Row job={job} key={job.id} />)}</ul>
        : <p class="t2">{t('station.queue.none')}</p>}
      {older.value && (atEnd.value
        ? <p class="t2">{t('station.queue.end', { n: jobs.value.length })}</p>
        : <button type="button" class="btn sm" onClick={() => void readOlder()}>
            {t('station.queue.older')}</button>)}
    </section>
  );
}
