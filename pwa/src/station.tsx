// SPDX-License-Identifier: Apache-2.0
/** Entry of the label station. */
import { render } from 'preact';
import { begin } from './board/session.ts';
import { dress } from './board/theme.ts';
import './board/words.ts';
import { watch } from './station/desk.ts';
import { Station } from './station/station.tsx';
import './station/station.css';

async function main(): Promise<void> {
  const root = document.getElementById('app');
  if (!root) return;
  await dress();
  render(<Station />, root);
  watch();
  await begin('station');
}

void main();
