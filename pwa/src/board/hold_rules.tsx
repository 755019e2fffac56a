// SPDX-License-Identifier: Apache-2.0
/** Hold rules: what the site holds by rule, who told it and why; one is added or ended here. */
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { IconButton } from '../ui/components/button.tsx';
import { Icon } from '../ui/components/icon.tsx';
import { Chip } from '../ui/components/marks.tsx';
import { count, t } from '../ui/words.ts';
import { askedList, Shown } from './asked_list.tsx';
import type { Reply } from './ask.ts';
import { DecisionCard } from './decision_card.tsx';
import { filter as textFilter, NothingHere } from './filtered.tsx';
import {
  addRule, holdsOfRule, KINDS, switchRule, takes, type Kind, type RuleChange, type RuleRow,
} from './hold_rules.ts';
import { More, Table } from './list_parts.tsx';
import { chosen, open, rows } from './live.ts';
import { personName } from './names.ts';
import { holdRules, recallReach, ruleChanges, type Page, type Reach } from './reads.ts';
import { named, when } from './shown.ts';
import { holdName } from './told.ts';

const rules = askedList(holdRules);
const ended = signal(false); // which list is shown
/** True: the card of a new rule is open beside the list. */
export const ruling = signal(false);
const kind = signal<Kind>('recall');
const HOLDS = 8; // of a rule that are named; their number says that there are more

const all = (): readonly RuleRow[] => {
  const found = rules.found.value;
  return found && found !== 'away' ? found.items : [];
};

const about = (row: RuleRow): string =>
  takes(row, rows.value).map((one) => t(one.key, one.params)).join(', ')
    || t('board.rule.everything');

function listed(): readonly RuleRow[] {
  const wanted = textFilter().toUpperCase();
  return all().filter((row) => row.active !== ended.value)
    .filter((row) => `${row.rule} ${named('board.rule.when', row.when)} ${about(row)} ${row.note}`
      .toUpperCase().includes(wanted));
}

export const rulesInOrder = (): readonly string[] => listed().map((row) => row.rule);

export function rulesNote(): string {
  const n = all().filter((row) => row.active).length;
  return rules.found.value ? t('board.rule.note', { n }) : '';
}

/** Opens the card for a new rule, from its key or its button. */
export function newRule(): void {
  ruling.value = true;
  chosen.value = null;
  setTimeout(focusKind);
}

const focusKind = (): void => document.querySelector<HTMLElement>('#rule-kind')?.focus();

/** A recall leads to the list of what it hit; every other rule is shown itself. */
async function added(reply: Reply): Promise<void> {
  const name = reply.is === 'done' ? String(reply.detail?.['rule'] ?? '') : '';
  ruling.value = false;
  ended.value = false;
  if (kind.value.startsWith('recall')) open('exceptions', `recall|${name}`);
  else chosen.value = name;
  await rules.load();
}

/** What a recall of a whole supplier would hit, before anybody puts it in force. */
function Reached(props: { supplier: string }) {
  const { supplier } = props;
  const found = useSignal<Reach | 'away' | null>(null);
  useEffect(() => {
    found.value = null;
    if (supplier) void recallReach(supplier).then((given) => {
      found.value = given.is === 'ok' ? given.body : 'away';
    });
  }, [supplier]);
  if (!supplier || found.value === null) return null;
  if (found.value === 'away') return <p class="sm t2">{t('board.rule.reach.away')}</p>;
  if (found.value.supplier !== supplier) return null;
  const { parts, units_here, units_gone, most } = found.value;
  return (
    <div role="status">
      <p><b>{t('board.rule.reach', { n: units_here, parts, gone: units_gone })}</b></p>
      <ul class="lines">
        {most.map((one) => (
          <li key={one.part}><b class="part sp">{one.part}</b>
            <span class="nw">{t('board.rule.reach.part', { n: one.here, gone: one.gone })}</span>
          </li>
        ))}
      </ul>
      {parts > most.length && <p class="sm t2">
        {t('board.rule.reach.more', { n: parts - most.length })}</p>}
    </div>
  );
}

function NewRule() {
  const taken = new Set(all().map((row) => row.rule));
  useEffect(focusKind, []); // also where its key was pressed before the list had come
  return (
    <aside class="de" aria-label={t('board.rule.new')}>
      <div class="row"><h2 class="sp">{t('board.rule.new')}</h2>
        <IconButton icon="x" name={t('app.close')} onPress={() => { ruling.value = false; }} />
      </div>
      <label class="field-row"><span class="lab">{t('board.rule.kind')}</span>
        <select class="field" id="rule-kind" value={kind.value}
          onChange={(event) => { kind.value = event.currentTarget.value as Kind; }}>
          {KINDS.map((one) => (
            <option value={one} key={one}>{t(`board.rule.when.${one}`)}</option>
          ))}
        </select></label>
      <DecisionCard decision={addRule(kind.value, taken, rows.value)} number={null} chosen
        about={kind.value} onChoose={() => {}} onDone={(reply) => void added(reply)}>
        {(said) => kind.value === 'recall_supplier'
          && <Reached supplier={said['supplier'] ?? ''} />}
      </DecisionCard>
    </aside>
  );
}

const NO_CHANGES: Page<RuleChange> = { items: [], next: null };

/** Who told it, when and why, the latest first. */
function History(props: { rule: RuleRow }) {
  const { rule } = props;
  const found = useSignal(NO_CHANGES);
  const read = async (after: string | null): Promise<void> => {
    const page = await ruleChanges(rule.rule, after);
    if (page.is !== 'ok') return;
    const before = after === null ? [] : found.value.items;
    found.value = { ...page.body, items: [...before, ...page.body.items] };
  };
  useEffect(() => { void read(null); }, [rule]);
  return (
    <>
      <h3>{t('board.rule.history')}</h3>
      {!rule.told && <p class="sm t2">{t('board.rule.imported')}</p>}
      <ul class="lines">
        {found.value.items.map((one) => (
          <li key={one.at}><span class="sp"><b>{t(one.active ? 'board.rule.told.on'
            : 'board.rule.told.off')}</b>
            <small class="anywhere">{one.note}</small>
            {one.laid > 0 && <small>{t('board.rule.laid', { n: one.laid })}</small>}</span>
            <span class="sm t2 nw">{when(one.at)}, {personName(one.actor)}</span></li>
        ))}
      </ul>
      <More n={found.value.next === null ? 0 : 1} onMore={() => void read(found.value.next)} />
    </>
  );
}

function Holds(props: { rule: string }) {
  const holds = holdsOfRule(props.rule, rows.value);
  const more = holds.length - HOLDS;
  if (!holds.length) return <p class="sm t2">{t('board.rule.no_holds')}</p>;
  return (
    <div class="row wrap">
      {holds.slice(0, HOLDS).map((hold) => (
        <button type="button" class="btn sm" key={hold}
          onClick={() => open('exceptions', `hold:${hold}`)}>
          <Icon name="lock" size="s" />{holdName(hold, rows.value)}</button>
      ))}
      {more > 0 && <span class="t2">{t('board.told.more', { n: more })}</span>}
    </div>
  );
}

/** Facts of a rule that are not in its row, with a label each. */
const FACTS = ['family', 'every', 'level', 'aql', 'starts_on', 'ends_on'] as const;
const shown = (row: RuleRow, name: (typeof FACTS)[number]): string => {
  if (name === 'every') return row.when === 'every_nth' ? count(row.every) : '';
  const sampled = row.when === 'sample_due' || row.when === 'every_nth';
  if (name === 'level' || name === 'aql') return sampled ? row[name] : '';
  return name.endsWith('_on') && row[name] ? when(row[name]) : row[name] ?? '';
};

function Side(props: { row: RuleRow }) {
  const { row } = props;
  return (
    <aside class="de" aria-label={row.rule}>
      <div class="row wrap"><h2 class="big sp">{row.rule}</h2>
        {!row.active && <Chip tone="off">{t('board.rule.ended')}</Chip>}</div>
      <p class="t2">{t(`board.effect.rule.goods.${row.when}`)}</p>
      <dl class="pairs">
        <div><dt>{t('board.rule.takes')}</dt><dd>{about(row)}</dd></div>
        <div><dt>{t('board.ask.reason')}</dt><dd>{named('board.hold', row.why)}</dd></div>
        {FACTS.filter((name) => shown(row, name)).map((name) => (
          <div key={name}><dt>{t(`board.field.${name}`)}</dt><dd>{shown(row, name)}</dd></div>
        ))}
      </dl>
      {row.note && <p class="anywhere">{row.note}</p>}
      <h3>{t('board.rule.holds')}</h3>
      <Holds rule={row.rule} />
      <DecisionCard decision={switchRule(row, rows.value)} number={null} chosen
        about={`${row.rule}|${row.active}`} onChoose={() => {}}
        onDone={() => void rules.load()} />
      <History rule={row} />
    </aside>
  );
}

function Filters() {
  const chip = (which: boolean) => (
    <button type="button" class={`chip ${ended.value === which ? 'do' : 'line'}`}
      aria-pressed={ended.value === which} onClick={() => { ended.value = which; }}>
      {ended.value === which && <Icon name="check" />}
      {t(which ? 'board.rule.list.ended' : 'board.rule.list.active')}</button>
  );
  return (
    <div class="fil">{chip(false)}{chip(true)}<span class="sp" />
      <button type="button" class="btn sm" onClick={newRule}>
        <Icon name="plus" size="s" />{t('board.rule.new')} <kbd>N</kbd></button></div>
  );
}

function List(props: { found: Page<RuleRow> }) {
  const { hold } = rows.value; // a hold came or went: perhaps by a rule that somebody else told
  useEffect(() => { void rules.load(); }, [hold]);
  const one = props.found.items.find((row) => row.rule === chosen.value);
  return (
    <div class={ruling.value ? 'withside holding' : 'withside'}>
      <section class="card scroll">
        <Filters />
        <Table name={t('board.nav.rules')} rows={listed()} keyOf={(row) => row.rule}
          chosen={chosen.value}
          onChoose={(key) => { ruling.value = false; chosen.value = key; }}
          empty={<NothingHere icon="lock"
            title={t(ended.value ? 'board.rule.none.ended' : 'board.rule.none')}>
            {t('board.rule.none.next')}</NothingHere>}
          columns={[
            { head: t('board.field.rule'), cell: (row) => <b class="nw">{row.rule}</b> },
            { head: t('board.rule.kind'), cell: (row) => named('board.rule.when', row.when) },
            { head: t('board.rule.takes'), grow: true, cell: (row) =>
              <span class="el">{about(row)}</span> },
            { head: t('board.rule.held_now'), right: true, cell: (row) =>
              count(holdsOfRule(row.rule, rows.value).length) },
            { head: t('board.rule.who'), cell: (row) => (row.told ? personName(row.told.actor)
              : <span class="t2">{t('board.rule.import')}</span>) },
            { head: t('board.rule.since'), cell: (row) => (row.told ? when(row.told.at) : '') },
          ]} />
      </section>
      {ruling.value ? <NewRule />
        : one ? <Side row={one} key={one.rule} />
          : <aside class="card side hint"><p class="t2">{t('board.rule.choose')}</p></aside>}
    </div>
  );
}

/** The section. */
export const HoldRules = () => (
  <Shown of={rules}>{(found) => <List found={found} />}</Shown>
);
