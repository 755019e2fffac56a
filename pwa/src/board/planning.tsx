// SPDX-License-Identifier: Apache-2.0
/** Work that is given out: waves, counts, homes of parts and pick faces, one list at a time. */
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Icon } from '../ui/components/icon.tsx';
import { t } from '../ui/words.ts';
import { Counts } from './plan_counts.tsx';
import { Faces } from './plan_faces.tsx';
import { Homes, homesInOrder } from './plan_homes.tsx';
import { Waves, wavesInOrder, wavesNote } from './plan_waves.tsx';
import { chosen } from './live.ts';

const LISTS = ['waves', 'counts', 'slotting', 'faces'] as const;
type ListName = (typeof LISTS)[number];
const list = signal<ListName>('waves');

/** Rows that are chosen one by one; a plan of counts and faces are given out as a whole. */
const IN_ORDER: Readonly<Partial<Record<ListName, () => readonly string[]>>> = {
  waves: wavesInOrder, slotting: homesInOrder,
};
export const planInOrder = (): readonly string[] => IN_ORDER[list.value]?.() ?? [];
export const planNote = (): string => (list.value === 'waves' ? wavesNote() : '');

const BODIES: Readonly<Record<ListName, () => ComponentChildren>> = {
  waves: () => <Waves />, counts: () => <Counts />, slotting: () => <Homes />,
  faces: () => <Faces />,
};

/** The section. Each of its lists is asked for when it opens. */
export function Planning() {
  return (
    <div class="planning">
      <div class="fil" role="group" aria-label={t('board.plan.lists')}>
        {LISTS.map((one) => (
          <button type="button" class={`chip ${list.value === one ? 'do' : 'line'}`} key={one}
            aria-pressed={list.value === one}
            onClick={() => { list.value = one; chosen.value = null; }}>
            {list.value === one && <Icon name="check" />}{t(`board.plan.${one}`)}</button>
        ))}
        <span class="t2 sm">{t(`board.plan.${list.value}.about`)}</span>
      </div>
      {BODIES[list.value]()}
    </div>
  );
}
