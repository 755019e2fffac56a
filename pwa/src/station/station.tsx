// SPDX-License-Identifier: Apache-2.0
/** The label station: make a label, see it, send it, and say whether it came out. */
import { useEffect, useRef } from 'preact/hooks';
import { keep } from '../board/keep.ts';
import { named } from '../board/shown.ts';
import { seat, signOut, stage } from '../board/session.ts';
import { StartScreen } from '../board/sign_in.tsx';
import { listen_wedge } from '../device/wedge.ts';
import { changeSettings, settings } from '../state/settings.ts';
import { Icon, LitCell } from '../ui/components/icon.tsx';
import { t } from '../ui/words.ts';
import {
  away, data, faultText, printer, printers, scanned, shown, template, wrong,
} from './desk.ts';
import { Form } from './form.tsx';
import { Confirmed, Question, Queue } from './queue.tsx';

function Top() {
  const here = printers.value.find((one) => one.name === printer.value);
  const dark = settings.value.theme === 'dark';
  return (
    <header class="top"><LitCell size={36} />
      <div class="sp"><h1>{t('station.title', { name: printer.value })}</h1>
        <p class="t2">{here && t(`station.where.${here.kind}`, { dpi: String(here.dpi) })}</p></div>
      <span class={away.value ? 'stale' : 't2'}>
        {[seat.value?.site, seat.value?.actor?.name].filter(Boolean).join(' · ')}</span>
      <a class="btn sm" href="/board">{t('station.board')}</a>
      <button type="button" class="btn sm" aria-label={t('board.theme')}
        onClick={() => void changeSettings(keep, { theme: dark ? 'light' : 'dark' })}>
        <Icon name={dark ? 'sun' : 'moon'} size="m" /></button>
      <button type="button" class="btn sm" onClick={() => void signOut()}>{t('signout.go')}</button>
    </header>
  );
}

/** What is still to be filled in, or put right; '' while the label is being made. */
function missing(): string {
  const fields = template.value?.fields ?? [];
  const required = fields.filter((field) => field.required);
  const empty = required.filter((field) => !(data.value[field.name] ?? '').trim());
  const faults = fields.flatMap((field) => {
    const said = wrong.value.get(field.name);
    return said ? [t('station.fault.field', {
      field: named('station.field', field.name), detail: t(said.key, said.params),
    })] : [];
  });
  if (faults.length) return faults.join('. ');
  if (empty.length === required.length) return t('station.empty.next');
  const names = empty.map((field) => named('station.field', field.name)).join(', ');
  return names ? t('station.missing', { names }) : '';
}

/** The label at its own shape, as large as the panel allows. */
function Preview() {
  const seen = shown.value;
  const made = template.value;
  const bad = seen?.fault != null || wrong.value.size > 0;
  return (
    <section class="pv card" aria-label={t('station.preview')}>
      <div class="row"><h2 class="sp">{t('station.preview')}</h2>
        <span class="t2">
          {made && t('station.version', { title: made.title, n: made.version })}</span>
      </div>
      {seen?.svg
        ? <img class="label" alt={t('station.preview')}
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(seen.svg)}`} />
        : (
          <div class="label none" role="status">
            <Icon name={bad ? 'triangle-alert' : 'printer'} size="l" />
            <b>{bad ? t('station.cannot') : t('station.empty')}</b>
            <span>{seen?.fault ? faultText(seen.fault) : missing()}</span>
          </div>
        )}
      <p class="t2 row"><Icon name="scan-line" />{t('station.scan_to_confirm')}</p>
    </section>
  );
}

function Work() {
  const sink = useRef<HTMLInputElement>(null);
  useEffect(() => listen_wedge(document, sink.current!, (raw) => void scanned(raw)), []);
  return (
    <div class="stn">
      <Top />
      <main>
        <Form />
        <div class="mid"><Confirmed /><Question /><Queue /></div>
        <Preview />
        <input class="vh" ref={sink} data-scan-sink inputmode="none" tabIndex={-1}
          autocomplete="off" aria-label={t('station.scan')} />
      </main>
    </div>
  );
}

export function Station() {
  return stage.value === 'work' ? <Work /> : <StartScreen kind="station" />;
}
