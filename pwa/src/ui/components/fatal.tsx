// SPDX-License-Identifier: Apache-2.0
/** "Not saved": needs no step, and has to be there before anything else is. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../words.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

/** The device cannot keep what it was told: the only thing that stops all work. */
type FatalProps = { text: string; retry?: string; onRetry?: () => void };

export function FatalScreen(props: FatalProps) {
  const screen = useRef<HTMLElement>(null);
  useEffect(() => { screen.current?.querySelector('button')?.focus(); }, []);
  return (
    <section class="stopscreen" role="alertdialog" aria-modal="true" aria-labelledby="fatal-title"
      ref={screen}>
      <div class="alarm-main">
        <div class="stophead"><Icon name="octagon-alert" size="xl" />
          <h1 id="fatal-title">{t('fatal.title')}</h1></div>
        <p class="note big">{props.text}</p>
      </div>
      {props.onRetry && (
        <footer class="foot">
          <Button class="longpress" onPress={props.onRetry}>
            {props.retry ?? t('fatal.retry')}
          </Button>
        </footer>
      )}
    </section>
  );
}
