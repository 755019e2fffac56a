// SPDX-License-Identifier: Apache-2.0
/**
 * Keys of a handheld that are no scan: Enter confirms, Esc goes back, F1 is "Problem", F2 looks up.
 * The wedge has already taken what belongs to a scan. An Enter right after a scan, or right after a
 * stop came up, is a scanner's second end mark and no person.
 */
import { engineState, lastScanAt, page, step, type App } from './app.ts';
import { stage } from './session.ts';

const AFTER_SCAN_MS = 600;

function inField(): boolean {
  return document.activeElement?.matches('input:not([data-scan-sink]), textarea, select') ?? false;
}

/** True if a button has the focus: then Enter is the button's own. */
function onButton(): boolean {
  return document.activeElement?.matches('button, a') ?? false;
}

function enter(app: App): void {
  if (performance.now() - lastScanAt.value < AFTER_SCAN_MS) return;
  const now = step.value;
  if (now?.stop || now?.hold) app.send({ type: 'acknowledge' });
  else document.querySelector<HTMLButtonElement>('.hh .btn.do:not(:disabled)')?.click();
}

/** Listens until the page goes. */
export function listenKeys(page_: Window, app: App): void {
  page_.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || inField() || engineState.value?.fatal) return;
    if (event.key === 'Enter' && !onButton()) enter(app);
    else if (event.key === 'Escape') app.back();
    else if (event.key === 'F1') {
      document.querySelector<HTMLButtonElement>('[data-problem]')?.click();
    } else if (event.key === 'F2' && stage.value === 'work' && page.value === 'work') {
      app.begin('lookup');
    } else return;
    event.preventDefault();
  });
}
