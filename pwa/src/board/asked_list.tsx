// SPDX-License-Identifier: Apache-2.0
/** A list that a section asks the server for: read when it opens, and again after a decision. */
import { signal, type Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Band } from '../ui/components/band.tsx';
import { Loading } from '../ui/components/list.tsx';
import { t } from '../ui/words.ts';
import type { Read } from './reads.ts';

export type AskedList<T> = Readonly<{
  found: Signal<T | 'away' | null>; // null: not read yet
  load: () => Promise<void>;
  clear: () => void;
}>;

/** The last question wins. */
export function askedList<T>(ask: () => Promise<Read<T>>): AskedList<T> {
  const found = signal<T | 'away' | null>(null);
  let n = 0;
  const load = async (): Promise<void> => {
    n += 1;
    const mine = n;
    const read = await ask();
    if (mine === n) found.value = read.is === 'ok' ? read.body : 'away';
  };
  return { found, load, clear: () => { n += 1; found.value = null; } };
}

/** What is there of it, or that it is read, or that it cannot be read and how to try again. */
export function Shown<T>(props: { of: AskedList<T>; children: (body: T) => ComponentChildren }) {
  const { of } = props;
  useEffect(() => { void of.load(); }, [of]);
  const body = of.found.value;
  if (body === null) return <Loading text={t('board.loading')} />;
  if (body === 'away') {
    return (
      <Band tone="attn" icon="wifi-off" title={t('board.list.away')}>
        <button type="button" class="btn sm" onClick={() => void of.load()}>{t('queue.try')}
        </button>
      </Band>
    );
  }
  return <>{props.children(body)}</>;
}
