// SPDX-License-Identifier: Apache-2.0
/** How far a document has got: by shape and word, then by colour. */
import { computed } from '@preact/signals';
import { Chip, RackLights, type Tone } from '../ui/components/marks.tsx';
import { t } from '../ui/words.ts';
import { progress, stoppers, type Progress } from './document.ts';
import { rows } from './live.ts';
import type { DocumentRow } from './rows.ts';

export const stops = computed(() => stoppers(rows.value));
export const progressOf = (row: DocumentRow): Progress => progress(row, rows.value, stops.value);

const LOOKS: Readonly<Partial<Record<Progress, readonly [string, Tone]>>> = {
  refused: ['triangle-alert', 'attn'], kept: ['pause', 'attn'], behind: ['clock', 'line'],
};

export function DocumentState(props: { row: DocumentRow }) {
  const state = progressOf(props.row);
  const look = LOOKS[state];
  if (look) return <Chip tone={look[1]} icon={look[0]}>{t(`board.erp.${state}`)}</Chip>;
  return (
    <span class="row">
      <RackLights level={state === 'booked' ? 'booked' : 'recorded'} named={false} />
      {t(`board.erp.${state}`)}</span>
  );
}
