// SPDX-License-Identifier: Apache-2.0
/** Entry of the supervisor's desk. */
import { render } from 'preact';
import { listen } from './board/commands.ts';
import { Desk } from './board/desk.tsx';
import { follow, watch } from './board/live.ts';
import { lookUp } from './board/push.ts';
import { begin } from './board/session.ts';
import { dress } from './board/theme.ts';
import './board/words.ts';
import './board/desk.css';

async function main(): Promise<void> {
  const root = document.getElementById('app');
  if (!root) return;
  await dress();
  follow();
  render(<Desk />, root);
  watch();
  listen();
  await begin('desk');
  void lookUp();
}

void main();
