// SPDX-License-Identifier: Apache-2.0
/** A new label: which kind, of what, how many, where. */
import { Field } from '../board/sign_in.tsx';
import { named } from '../board/shown.ts';
import { Band } from '../ui/components/band.tsx';
import { Icon } from '../ui/components/icon.tsx';
import { t } from '../ui/words.ts';
import {
  away, busy, choose, code, copies, COPIES_MAX, data, fill, name, note, pdf, pressed, print,
  printable, printer, printers, set, shown, template, templates, testing, testPrint,
  wrong,
} from './desk.ts';

const ICONS: Readonly<Record<string, string>> = {
  location: 'warehouse', part: 'package', part_gtin: 'scan-barcode', lpn: 'container',
  sscc: 'truck', hold: 'lock',
};

const NARROW = 40; // characters; a longer field has a row of its own

function Kinds() {
  return (
    <div class="kinds" role="group" aria-label={t('station.kind')}>
      {templates.value.map((one) => (
        <button type="button" key={one.name} class={`kind${name.value === one.name ? ' on' : ''}`}
          aria-pressed={name.value === one.name} onClick={() => void choose(one.name)}>
          <Icon name={ICONS[one.name] ?? 'printer'} />
          <span>{named('station.template', one.name)}</span>
        </button>
      ))}
    </div>
  );
}

function Code() {
  return (
    <form class="row end" onSubmit={(event) => { event.preventDefault(); void fill(); }}>
      <label class="field-row sp"><span class="lab">{t(`station.ask.${name.value}`)}</span>
        <input id="code" class="field code" value={code.value} autocomplete="off" spellcheck={false}
          onInput={(event) => { code.value = event.currentTarget.value; }} /></label>
      <button type="submit" class="btn desk">
        <Icon name="search" size="m" />{t('station.find')}</button>
    </form>
  );
}

function Fields() {
  const fields = (template.value?.fields ?? []).filter((one) => one.name !== 'copy');
  const identity = template.value?.identity;
  const fault = shown.value?.fault ?? null;
  const said = (field: string): string => {
    const here = wrong.value.get(field);
    if (here) return t(here.key, here.params);
    return fault?.field === field ? fault.detail : '';
  };
  return (
    <div class="fields">
      {fields.map((field) => (
        <div key={`${name.value}.${field.name}`}
          class={field.name === identity || field.length_max > NARROW ? 'wide' : ''}>
          <Field name={field.name} code={field.name === identity}
            wrong={said(field.name)}
            label={[named('station.field', field.name), field.required ? '' : t('station.optional')]
              .filter(Boolean).join(' ')}
            value={data.value[field.name] ?? ''} onInput={(text) => set(field.name, text)} /></div>
      ))}
    </div>
  );
}

function Copies() {
  const step = (by: number) => {
    copies.value = Math.min(Math.max(copies.value + by, 1), COPIES_MAX);
  };
  return (
    <div class="field-row"><span class="lab" id="copies-label">{t('station.copies')}</span>
      <div class="row copies">
        <button type="button" class="btn desk" aria-label={t('pad.less')} onClick={() => step(-1)}>
          <Icon name="minus" size="m" /></button>
        <input class="field" inputmode="numeric" aria-labelledby="copies-label" value={copies.value}
          onChange={(event) => {
            copies.value = Math.trunc(Number(event.currentTarget.value)) || 1;
            step(0);
          }} />
        <button type="button" class="btn desk" aria-label={t('pad.more')} onClick={() => step(1)}>
          <Icon name="plus" size="m" /></button>
      </div>
    </div>
  );
}

function Where() {
  return (
    <label class="field-row sp"><span class="lab">{t('station.printer')}</span>
      <select class="field" value={printer.value}
        onChange={(event) => { printer.value = event.currentTarget.value; }}>
        {printers.value.map((one) => (
          <option value={one.name} key={one.name}>
            {one.kind === 'browser' ? t('station.browser', { name: one.name })
              : t('station.printer_of', { name: one.name, dpi: String(one.dpi) })}
          </option>
        ))}
      </select></label>
  );
}

export function Form() {
  return (
    <section class="form col gap3" aria-label={t('station.new')}>
      <h2>{t('station.new')}</h2>
      <Kinds />
      <Code />
      <Fields />
      {printers.value.every((one) => one.kind !== 'tcp') && (
        <p class="sm t2">{t('station.printers_more')}</p>)}
      {pdf.value && (
        <a class="btn desk do" href={pdf.value} target="_blank" rel="noreferrer"
          onClick={() => { pdf.value = null; }}>{t('station.open_pdf')}</a>
      )}
      <div class="press col gap3">
        <div role="alert">
          {note.value && <Band tone="attn" icon="triangle-alert"
            title={t(note.value.key, note.value.params)} />}
          {away.value && <Band tone="off" title={t('board.away')}>{t('station.away')}</Band>}
        </div>
        <div class="row end"><Copies /><Where /></div>
        {pressed.value && <p class="t2" role="status">{t('station.asked')}</p>}
        <div class="row">
          <button type="button" class="btn do sp"
            disabled={busy.value || !printable.value || pressed.value !== null || away.value}
            onClick={() => void print()}><Icon name="printer" />{t('station.print')}</button>
          <button type="button" class="btn"
            disabled={busy.value || testing.value !== null || away.value}
            onClick={() => void testPrint()}>{t('station.test')}</button>
        </div>
      </div>
    </section>
  );
}
