// SPDX-License-Identifier: Apache-2.0
/** A digit typed where a number can be given brings up the pad, with that digit on it. */
import type { Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { SCAN_GAP_MS } from '../device/wedge.ts';

/** True while a field of the page has the keyboard for itself. */
export function inField(): boolean {
  return document.activeElement?.matches('input:not([data-scan-sink]), textarea, select') ?? false;
}

/**
 * Opens `typing` on a digit that stays alone for a moment: more characters that come as fast as a
 * scanner sends them are a symbol. The answer gives the digit that opened it, '' after a tap.
 */
export function useFirstDigit(typing: Signal<boolean>, asked = true): () => string {
  const first = useRef('');
  const open = typing.value;
  useLayoutEffect(() => {
    if (open || !asked) return undefined;
    first.current = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (event: KeyboardEvent) => {
      const quiet = timer === undefined;
      clearTimeout(timer);
      if (event.ctrlKey || event.metaKey || inField()) return;
      const digit = quiet && /^\d$/.test(event.key) ? event.key : '';
      timer = setTimeout(() => {
        timer = undefined;
        first.current = digit;
        if (digit !== '') typing.value = true;
      }, SCAN_GAP_MS);
    };
    window.addEventListener('keydown', take, true);
    return () => { window.removeEventListener('keydown', take, true); clearTimeout(timer); };
  }, [open, asked]);
  return () => first.current;
}
