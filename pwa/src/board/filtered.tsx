// SPDX-License-Identifier: Apache-2.0
/** A list that the search text narrows says so, and how to see all of it again. */
import type { ComponentChildren } from 'preact';
import { Icon } from '../ui/components/icon.tsx';
import { t } from '../ui/words.ts';
import { Nothing } from './list_parts.tsx';
import { looking } from './live.ts';

/** What narrows the list, as it was typed; '' while all of it is shown. */
export const filter = (): string => looking.value.trim();

/** Above every list that the search text narrows. */
export function Filtered() {
  const text = filter();
  if (!text) return null;
  return (
    <p class="filtered row" role="status"><Icon name="search" size="s" />
      <span class="sp el">{t('board.filtered', { text })}</span>
      <button type="button" class="btn sm" onClick={() => { looking.value = ''; }}>
        {t('board.filtered.clear')}</button></p>
  );
}

/** An empty list: that nothing fits the text is not that there never was anything. */
export function NothingHere(props: { icon: string; title: string; children?: ComponentChildren }) {
  const text = filter();
  return text
    ? <Nothing icon="search" title={t('board.filtered.none', { text })}>
      {t('board.filtered.none.next')}</Nothing>
    : <Nothing {...props} />;
}
