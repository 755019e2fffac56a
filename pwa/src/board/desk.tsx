// SPDX-License-Identifier: Apache-2.0
/** The frame of the desk: sections at the side, title, search and clock above, the work inside. */
import type { ComponentChildren } from 'preact';
import { Icon, LitCell } from '../ui/components/icon.tsx';
import { Initials } from '../ui/components/marks.tsx';
import { Loading } from '../ui/components/list.tsx';
import { age, clock, t } from '../ui/words.ts';
import { changeSettings, settings } from '../state/settings.ts';
import { Devices, devicesInNeed, devicesNote } from './devices.tsx';
import { documentsStopped, Erp, erpNote } from './erp.tsx';
import { Filtered } from './filtered.tsx';
import { Help } from './help.tsx';
import { HoldRules, rulesNote } from './hold_rules.tsx';
import { Inbox, inboxNote } from './inbox.tsx';
import type { View } from './keys.ts';
import { keep } from './keep.ts';
import {
  away, helping, looking, now, open, read, readAt, told, view, waiting,
} from './live.ts';
import { Outbound, outboundNote } from './outbound.tsx';
import { Planning, planNote } from './planning.tsx';
import { pushState, switchOn } from './push.ts';
import { seat, signOut, stage } from './session.ts';
import { StartScreen } from './sign_in.tsx';
import { settingsNote, SiteSettings } from './site_settings.tsx';
import { search, Stock } from './stock.tsx';
import { Tasks, tasksNote } from './tasks.tsx';

type Section = Readonly<{
  view: View; icon: string; body: () => ComponentChildren; note: () => string; n: () => number;
}>;
const none = (): number => 0;
const SECTIONS: readonly Section[] = [
  { view: 'tasks', icon: 'list', body: () => <Tasks />, note: tasksNote, n: none },
  { view: 'exceptions', icon: 'inbox', body: () => <Inbox />, note: inboxNote,
    n: () => waiting.value.length },
  { view: 'stock', icon: 'search', body: () => <Stock />, note: () => '', n: none },
  { view: 'outbound', icon: 'package', body: () => <Outbound />, note: outboundNote, n: none },
  { view: 'planning', icon: 'clipboard-list', body: () => <Planning />, note: planNote, n: none },
  { view: 'rules', icon: 'lock', body: () => <HoldRules />, note: rulesNote, n: none },
  { view: 'devices', icon: 'smartphone', body: () => <Devices />, note: devicesNote,
    n: devicesInNeed },
  { view: 'erp', icon: 'database', body: () => <Erp />, note: erpNote,
    n: documentsStopped },
  { view: 'settings', icon: 'settings', body: () => <SiteSettings />, note: settingsNote,
    n: none },
];

function NavItem(props: { section: Section }) {
  const { section } = props;
  const n = section.n();
  const on = view.value === section.view;
  return (
    <li><button type="button" class={`nv inset-focus${on ? ' on' : ''}`}
      aria-current={on ? 'page' : undefined} title={t(`board.nav.${section.view}`)}
      onClick={() => open(section.view)}>
      <Icon name={section.icon} size="m" />
      <span class="name">{t(`board.nav.${section.view}`)}</span>
      {n > 0 && <b class="n">{n}<span class="vh"> {t('board.nav.wait')}</span></b>}
    </button></li>
  );
}

function Push() {
  const state = pushState.value;
  if (state === 'unknown') return null;
  const can = state === 'off' || state === 'silent' || state === 'refused';
  return (
    <div class="push">
      {can && (
        <button type="button" class="btn sm" onClick={() => void switchOn()}>
          <Icon name="bell" size="s" /><span class="name">{t("board.push.ask")}</span></button>
      )}
      {state !== 'off' && <p class="xs t2 name" role="status">{t(`board.push.${state}`)}</p>}
    </div>
  );
}

function Nav() {
  const actor = seat.value?.actor;
  const dark = settings.value.theme === 'dark';
  return (
    <nav class="nav" aria-label={t('board.nav')}>
      <div class="brand"><LitCell size={26} /><span class="name">Pickface</span></div>
      <ul>{SECTIONS.map((section) => <NavItem section={section} key={section.view} />)}
        <li><a class="nv inset-focus" href="/station" title={t('board.nav.labels')}>
          <Icon name="printer" size="m" /><span class="name">{t('board.nav.labels')}</span></a></li>
      </ul>
      <span class="sp" />
      <Push />
      <button type="button" class="nv inset-focus" title={t('board.theme')}
        onClick={() => void changeSettings(keep, { theme: dark ? 'light' : 'dark' })}>
        <Icon name={dark ? 'sun' : 'moon'} size="m" />
        <span class="name">{t(dark ? 'board.theme.light' : 'board.theme.dark')}</span></button>
      <button type="button" class="nv inset-focus" title={t('signout.go')}
        onClick={() => void signOut()}>
        <Initials initials={actor?.initials ?? ''} name={actor?.name} />
        <span class="name">{actor?.name}</span><span class="vh">{t('signout.go')}</span>
        <span class="sp name" /><Icon name="log-out" size="s" /></button>
    </nav>
  );
}

function Search() {
  return (
    <form class="search" role="search" onSubmit={(event) => {
      event.preventDefault();
      void search();
    }}>
      <Icon name="search" size="s" />
      <input id="search" aria-label={t('board.search')} placeholder={t('board.search')}
        value={looking.value} autocomplete="off" spellcheck={false}
        onInput={(event) => { looking.value = event.currentTarget.value; }} />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}

/** Site and time of the last answer; with its age when the server does not answer. */
function Touch() {
  const at = readAt.value;
  const site = seat.value?.site ?? '';
  if (!at) return <span class="t2">{site}</span>;
  const time = clock(new Date(at).toISOString());
  if (!away.value) return <span class="t2 nw">{t('board.live', { site, time })}</span>;
  return (
    <span class="stale" role="status">
      {t('board.stale', { site, time, age: age(now.value - at) })}</span>
  );
}

function Bar(props: { section: Section }) {
  const { section } = props;
  return (
    <header class="bar">
      <h1>{t(`board.nav.${section.view}`)}</h1>
      <span class="t2 sp el">{readAt.value ? section.note() : ''}</span>
      <Search /><Touch />
    </header>
  );
}

function AwayBand() {
  if (!away.value) return null;
  return (
    <div class="offband" role="status"><Icon name="wifi-off" size="m" />
      <div class="sp"><b>{t('board.away')}</b><span>{t('board.away.next')}</span></div>
      <button type="button" class="btn sm" onClick={() => void read()}>{t('queue.try')}</button>
    </div>
  );
}

/** The whole page. */
export function Desk() {
  if (stage.value !== 'work') return <StartScreen kind="desk" />;
  const section = SECTIONS.find((one) => one.view === view.value) ?? SECTIONS[0]!;
  return (
    <div class="dk">
      <Nav />
      <Bar section={section} />
      <main>
        <AwayBand />
        {section.view !== 'stock' && <Filtered />}
        {readAt.value ? section.body() : <Loading text={t('board.loading')} />}
      </main>
      <div class="vh" role="status" aria-live="polite">{told.value}</div>
      {told.value && <div class="said" aria-hidden="true"><Icon name="check" size="m" />
        {told.value}</div>}
      {helping.value && <Help />}
    </div>
  );
}
