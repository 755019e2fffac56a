// SPDX-License-Identifier: Apache-2.0
/**
 * Keys of a handheld that are no scan: Enter confirms, Esc goes back, F1 is "Problem", F2 looks up.
 * The wedge has already taken what belongs to a scan. An Enter right after a scan, or right after a
 * stop came up, is a scanner's second end mark and no person.
 */
import { engineState, lastScanAt, page, step, type App } from './app.ts';
import { topOf } from '../ui/layers.ts';
import { stage } from './session.ts';

const AFTER_SCAN_MS = 600;

function inField(): boolean {
  return document.activeElement?.matches('input:not([data-scan-sink]), textarea, select') ?? false;
}

/** True if a button has the focus: then Enter is the button's own. */
function onButton(): boolean {
  return document.activeElement?.matches('button, a') ?? false;
}

/** True right after a scan: an Enter now is the scanner's second end mark. */
const afterScan = (): boolean => performance.now() - lastScanAt.value < AFTER_SCAN_MS;

/** What Enter presses. Where a number is asked it is that number's tick and nothing behind it. */
export function doButton(page_: ParentNode): HTMLButtonElement | null {
  const top = topOf(page_); // a sheet is answered, or nothing: never what lies below it
  const frame = top === page_ ? '.hh ' : '';
  const within = top.querySelector(`${frame}[data-pad]`) ? `${frame}[data-pad] ` : frame;
  return top.querySelector<HTMLButtonElement>(`${within}.btn.do:not(:disabled)`);
}

function enter(app: App): void {
  const now = step.value;
  if (now?.stop || now?.hold) app.send({ type: 'acknowledge' });
  else doButton(document)?.click();
}

const TAB_MS = 200; // between the key and the focus that it moves

/**
 * Lets Tab walk through the buttons. The scan sink takes the focus back whenever it goes elsewhere,
 * which is right after a tap; whoever works by keys wants it where the key has put it.
 */
export function letTabWalk(page_: Window): void {
  let tabbed = -Infinity;
  page_.addEventListener('keydown', (event) => {
    if (event.key === 'Tab' && !event.defaultPrevented) tabbed = performance.now();
  }, { capture: true });
  page_.addEventListener('focusout', (event) => {
    if (event.relatedTarget && performance.now() - tabbed < TAB_MS) event.stopPropagation();
  }, { capture: true });
}

/** Listens until the page goes. */
export function listenKeys(page_: Window, app: App): void {
  page_.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || inField() || engineState.value?.fatal) return;
    if (event.key === 'Enter' && afterScan()) { /* a scanner's own: nobody meant it */ }
    else if (event.key === 'Enter' && onButton()) return;
    else if (event.key === 'Enter') enter(app);
    else if (event.key === 'Escape') app.back();
    else if (event.key === 'F1') {
      document.querySelector<HTMLButtonElement>('[data-problem]')?.click();
    } else if (event.key === 'F2' && stage.value === 'work' && page.value === 'work') {
      app.begin('lookup');
    } else return;
    event.preventDefault();
  });
}
