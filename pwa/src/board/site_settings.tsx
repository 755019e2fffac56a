// SPDX-License-Identifier: Apache-2.0
/** What the site has set of its own: every setting with its value, and who changed it. */
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Band } from '../ui/components/band.tsx';
import { Loading } from '../ui/components/list.tsx';
import { Chip } from '../ui/components/marks.tsx';
import { count, known, t } from '../ui/words.ts';
import { DecisionCard } from './decision_card.tsx';
import { filter, NothingHere } from './filtered.tsx';
import { More, Table } from './list_parts.tsx';
import { chosen } from './live.ts';
import { personName } from './names.ts';
import { siteSettings, settingsChanges } from './reads.ts';
import { when } from './shown.ts';
import {
  areaOf, bounds, change, same, typedOf, unitOf, valueOf, type Change, type Setting, type Settings,
  type Value,
} from './site_settings.ts';

const found = signal<Settings | 'away' | null>(null);
const changes = signal<readonly Change[]>([]);
const further = signal<string | null>(null); // where older changes begin

async function load(): Promise<void> {
  const [now, latest] = await Promise.all([siteSettings(), settingsChanges(null)]);
  found.value = now.is === 'ok' ? now.body : 'away';
  if (latest.is !== 'ok') return;
  changes.value = latest.body.items;
  further.value = latest.body.next;
}

async function older(): Promise<void> {
  const page = await settingsChanges(further.value);
  if (page.is !== 'ok') return;
  changes.value = [...changes.value, ...page.body.items];
  further.value = page.body.next;
}

const nameOf = (key: string): string => t(`board.setting.name.${key}`);
const word = (name: string): string =>
  (known(`board.setting.choice.${name}`) ? t(`board.setting.choice.${name}`) : name);

/** A value as people read it. */
function shown(setting: Setting, value: Value): string {
  if (typeof value === 'boolean') return t(value ? 'board.setting.yes' : 'board.setting.no');
  if (typeof value === 'number') return count(value);
  if (typeof value === 'string') return word(value);
  return setting.type === 'names' ? value.map(personName).join(', ') || t('board.setting.nobody')
    : value.map(word).join(', ');
}

const listed = (all: Settings): readonly Setting[] => {
  const wanted = filter().toUpperCase();
  return all.settings.filter((one) =>
    `${one.key} ${nameOf(one.key)}`.toUpperCase().includes(wanted));
};

export const settingsInOrder = (): readonly string[] =>
  (found.value && found.value !== 'away' ? listed(found.value).map((one) => one.key) : []);

export function settingsNote(): string {
  if (!found.value || found.value === 'away') return '';
  const n = found.value.settings.filter((one) => !same(one.value, one.default)).length;
  return t('board.setting.note', { n });
}

type FieldProps = { setting: Setting; typed: string; onTyped: (typed: string) => void };

function Several(props: FieldProps) {
  const { setting, typed, onTyped } = props;
  const on = new Set(typed.split('\n').filter(Boolean));
  return (
    <fieldset class="field-row"><legend class="lab">{t('board.setting.value')}</legend>
      {setting.choices.map((one) => (
        <label class="tick" key={one}><input type="checkbox" checked={on.has(one)}
          onChange={(event) => {
            if (event.currentTarget.checked) on.add(one); else on.delete(one);
            onTyped(setting.choices.filter((name) => on.has(name)).join('\n'));
          }} /><span>{word(one)}</span></label>
      ))}
    </fieldset>
  );
}

/** What a person sets it with, by the setting's type. */
function Field(props: FieldProps) {
  const { setting, typed, onTyped } = props;
  if (setting.type === 'list') return <Several {...props} />;
  const choices = setting.type === 'bool' ? ['true', 'false'] : setting.choices;
  const hint = bounds(setting);
  const told = { class: 'field', id: 'setting-value', value: typed,
    'aria-describedby': hint ? 'setting-hint' : undefined };
  return (
    <label class="field-row"><span class="lab">{t('board.setting.value')}</span>
      {choices.length > 0 ? (
        <select {...told} onChange={(event) => onTyped(event.currentTarget.value)}>
          {choices.map((one) => (
            <option value={one} key={one}>{shown(setting, valueOf(setting, one) ?? one)}</option>
          ))}
        </select>
      ) : setting.type === 'names' ? (
        <textarea {...told} rows={4} onInput={(event) => onTyped(event.currentTarget.value)} />
      ) : (
        <input {...told} inputMode="numeric" autocomplete="off"
          onInput={(event) => onTyped(event.currentTarget.value)} />
      )}
      {hint && <span class="sm t2" id="setting-hint">{t(hint.key, hint.params)}</span>}
    </label>
  );
}

function History(props: { setting: Setting }) {
  const { setting } = props;
  const rows = changes.value.flatMap((one) => one.changes
    .filter(({ key }) => key === setting.key).map(({ value }) => ({ ...one, value })));
  return (
    <>
      <h3>{t('board.setting.history')}</h3>
      {rows.length === 0 && <p class="sm t2">{t('board.setting.never')}</p>}
      <dl class="pairs">
        {rows.map((one) => (
          <div key={one.version}><dt>{when(one.at)}, {personName(one.actor)}</dt>
            <dd>{shown(setting, one.value ?? setting.default)}</dd></div>
        ))}
      </dl>
      <More n={further.value === null ? 0 : 1} onMore={() => void older()} />
    </>
  );
}

function Side(props: { setting: Setting; version: number }) {
  const { setting, version } = props;
  const typed = useSignal(typedOf(setting.value));
  const value = valueOf(setting, typed.value);
  const changed = value !== null && !same(value, setting.value);
  const field = (
    <Field setting={setting} typed={typed.value} onTyped={(text) => { typed.value = text; }} />
  );
  return (
    <aside class="de" aria-label={nameOf(setting.key)}>
      <h2>{nameOf(setting.key)}</h2>
      <p class="t2">{t(`board.setting.about.${setting.key}`)}</p>
      <p class="sm t2">{t('board.setting.default', { value: shown(setting, setting.default) })}</p>
      {field}
      {value === null && <Band tone="attn" title={t('board.setting.unfit')}>
        {t(setting.type === 'list' ? 'board.setting.some' : 'board.setting.unfit.next')}</Band>}
      {changed && (
        <DecisionCard decision={change(setting, value, version, shown(setting, value))}
          number={null} chosen about={`${setting.key}|${typed.value}`} onChoose={() => {}}
          onDone={() => void load()} />
      )}
      <History setting={setting} />
    </aside>
  );
}

/** The section. It asks anew each time that it is opened. */
export function SiteSettings() {
  useEffect(() => { void load(); }, []);
  const all = found.value;
  if (all === null) return <Loading text={t('board.loading')} />;
  if (all === 'away') {
    return (
      <Band tone="attn" icon="wifi-off" title={t('board.setting.away')}>
        <button type="button" class="btn sm" onClick={() => void load()}>{t('queue.try')}</button>
      </Band>
    );
  }
  const one = all.settings.find((row) => row.key === chosen.value);
  return (
    <div class="withside">
      <section class="card scroll">
        <Table name={t('board.nav.settings')} rows={listed(all)} keyOf={(row) => row.key}
          chosen={chosen.value} onChoose={(key) => { chosen.value = key; }}
          empty={<NothingHere icon="settings" title={t('board.setting.none')} />}
          columns={[
            { head: t('board.setting.setting'), cell: (row) =>
              <b class="nw">{nameOf(row.key)}</b> },
            { head: t('board.setting.area'), cell: (row) =>
              <span class="t2">{t(`board.setting.area.${areaOf(row.key)}`)}</span> },
            { head: t('board.setting.value'), grow: true, cell: (row) =>
              <span class="el">{shown(row, row.value)}{row.type === 'whole'
                && <span class="t2">{` ${unitOf(row)}`}</span>}</span> },
            { head: t('board.setting.here'), cell: (row) => (same(row.value, row.default) ? null
              : <Chip tone="do">{t('board.setting.changed')}</Chip>) },
          ]} />
      </section>
      {one ? <Side setting={one} version={all.version} key={`${one.key}|${all.version}`} />
        : <aside class="card side hint"><p class="t2">{t('board.setting.choose')}</p></aside>}
    </div>
  );
}
