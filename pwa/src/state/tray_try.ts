// SPDX-License-Identifier: Apache-2.0
/** Tries the demo's barcodes on the flow that stands, without doing anything, to offer one. */
import type { View } from '../domain/view.ts';
import type { FlowState } from '../flow/data.ts';
import { advance } from '../flow/machine.ts';
import type { Reader } from '../flow/reading.ts';
import { render } from '../flow/render.ts';
import type { TrayGroup, TrayItem } from '../ui/tray_items.ts';
import { offer, type Answer } from '../ui/tray_pick.ts';
import { made } from './tray_made.ts';
import { elsewhere } from './tray_own.ts';

const NOBODY = '00000000-0000-7000-8000-000000000000'; // id of operations that are never told

/** The item that the present step takes, or null. `now` is an ISO instant in UTC. */
export function trayOffer(
  groups: readonly TrayGroup[], used: ReadonlySet<string>, state: FlowState, view: View,
  read: Reader, now: string,
): TrayItem | null {
  const year = Number(now.slice(0, 4));
  const step = render(state, view);
  const own = groups.map((group) => ({ ...group, items: group.items
    .filter((item) => !elsewhere(read(item.data, false, year), state, view)) }));
  return offer({
    groups: own, made: made(step, state, view), used, step,
    kinds: (item) => read(item.data, false, year),
    answer: (item) => tried(item.data, state, view, read, now),
  });
}

/** What the machine would say to these characters. Pure: the answer is thrown away. */
function tried(raw: string, state: FlowState, view: View, read: Reader, now: string): Answer {
  const world = { view, read, moment: { now, id: NOBODY } };
  const said = advance(state, { type: 'scan', raw, entry: 'tray', at: now }, world);
  if (said.feedback === 'good') return 'right';
  const moved = said.step !== null && said.step.state !== state.frames.at(-1)?.state;
  return said.feedback === 'attention' && moved ? 'moves' : 'no';
}
