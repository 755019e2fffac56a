// SPDX-License-Identifier: Apache-2.0
/** What a key does in the section that is open. */
import type { Command, View } from './keys.ts';
import { Keys } from './keys.ts';
import { decision, decisionsHere, exceptionsInOrder, opened } from './inbox.tsx';
import { devicesInOrder } from './devices.tsx';
import { documentsInOrder } from './erp.tsx';
import { newRule, rulesInOrder, ruling } from './hold_rules.tsx';
import { chosen, helping, looking, open, view } from './live.ts';
import { outboundInOrder } from './outbound.tsx';
import { holding } from './new_hold.tsx';
import { planInOrder } from './planning.tsx';
import { stage } from './session.ts';
import { settingsInOrder } from './site_settings.tsx';
import { newHold } from './stock.tsx';
import { beside, cardsInOrder, openCard } from './tasks.tsx';

const IN_ORDER: Readonly<Record<View, () => readonly string[]>> = {
  tasks: cardsInOrder, exceptions: exceptionsInOrder, devices: devicesInOrder,
  outbound: outboundInOrder, erp: documentsInOrder, settings: settingsInOrder, stock: () => [],
  rules: rulesInOrder, planning: planInOrder,
};
const FIELDS = 'input, textarea, select';

/** The chosen row, wherever the section draws it. */
const CHOSEN = '.tk.on, .it.on, tr.on .rowbtn';

/** Moves the focus with the selection, so that Enter and Tab go on from there. */
function focusChosen(): void {
  setTimeout(() => document.querySelector<HTMLElement>(CHOSEN)?.focus());
}

/** To the first card of the next column that has one, in the same lane. */
function across(by: 1 | -1): boolean {
  const next = view.value === 'tasks' ? beside(chosen.value, by) : null;
  if (next === null) return false;
  chosen.value = next;
  focusChosen();
  return true;
}

function move(by: 1 | -1): void {
  const keys = IN_ORDER[view.value]();
  if (!keys.length) return;
  const current = view.value === 'exceptions' ? opened.value?.exception ?? '' : chosen.value ?? '';
  const at = keys.indexOf(current);
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), keys.length - 1);
  chosen.value = keys[next] ?? null;
  decision.value = 0;
  focusChosen();
}

/** A number chooses a card and puts the focus on its first field or button: Enter decides. */
function choose(n: number): void {
  if (view.value !== 'exceptions' || n > decisionsHere().length) return;
  decision.value = n - 1;
  focusDecision(n);
}

/** Onto the first field or button of a card; false: there is none. */
function focusDecision(n: number): boolean {
  const card = document.querySelector(`[data-decision="${n}"]`);
  const first = card?.querySelector<HTMLElement>(`${FIELDS}, button`);
  first?.focus();
  return first !== null && first !== undefined;
}

function enter(): boolean {
  if (view.value === 'tasks' && chosen.value) openCard(chosen.value);
  else if (view.value === 'exceptions' && decisionsHere().length) focusDecision(decision.value + 1);
  else if (view.value === 'planning' || view.value === 'rules') return focusDecision(1);
  else return false;
  return true;
}

function close(): void {
  if (helping.value) helping.value = false;
  else if (holding.value) holding.value = false;
  else if (ruling.value) ruling.value = false;
  else if (looking.value) looking.value = '';
  else chosen.value = null;
  (document.activeElement as HTMLElement | null)?.blur();
}

/** What a section makes anew. */
function added(): boolean {
  if (view.value === 'rules') newRule();
  return view.value === 'rules';
}

function obey(command: Command): boolean {
  switch (command.do) {
    case 'go': open(command.view); return true;
    case 'move': move(command.by); return true;
    case 'across': return across(command.by);
    case 'choose': choose(command.n); return true;
    case 'search': document.querySelector<HTMLElement>('#search')?.focus(); return true;
    case 'help': helping.value = !helping.value; return true;
    case 'close': close(); return true;
    case 'open': return enter();
    case 'hold': newHold(); return true;
    case 'new': return added();
  }
}

/** Listens for the desk's keys. Enter on a button or link stays the button's, but
 * for the row that is chosen: there it opens. */
export function listen(): void {
  const keys = new Keys();
  addEventListener('keydown', (event) => {
    if (stage.value !== 'work' || event.isComposing) return;
    const focus = document.activeElement;
    const typing = focus?.matches(FIELDS) ?? false;
    if (event.key === 'Enter' && focus?.matches('button, a') && !focus.matches(CHOSEN)) return;
    const command = keys.read({
      key: event.key, at: event.timeStamp, typing,
      held: event.ctrlKey || event.altKey || event.metaKey,
    });
    if (command && obey(command)) event.preventDefault();
  });
}
