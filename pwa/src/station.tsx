// SPDX-License-Identifier: Apache-2.0
/** Entry of the label station. */
import { render } from 'preact';
import { keep } from './board/keep.ts';
import { begin } from './board/session.ts';
import './board/words.ts';
import { changeSettings, restoreSettings } from './state/settings.ts';
import { watch } from './station/desk.ts';
import { Station } from './station/station.tsx';
import './station/station.css';

async function main(): Promise<void> {
  const root = document.getElementById('app');
  if (!root) return;
  await restoreSettings(keep);
  await changeSettings(keep, { language: 'en' }); // its words are English only, so far
  render(<Station />, root);
  watch();
  await begin('station');
}

void main();
