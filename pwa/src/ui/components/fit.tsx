// SPDX-License-Identifier: Apache-2.0
/** One line of characters that must never break or be cut: set smaller until it fits its box. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

type FitProps = { class: string; text: string; children?: ComponentChildren };

const SMALLEST_PX = 14; // below that a code is not read at arm's length; it may break instead

/** The size comes from the style sheet; codes longer than the box are set proportionally smaller.
*/
export function Fit(props: FitProps) {
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const fit = () => {
      element.style.fontSize = '';
      element.style.whiteSpace = 'nowrap';
      element.classList.remove('broken'); // a <wbr> breaks even where nothing may wrap
      const room = element.clientWidth;
      const need = element.scrollWidth;
      if (!room || need <= room) return;
      const size =
        Math.floor(parseFloat(getComputedStyle(element).fontSize) * (room / need) * 0.97);
      element.style.fontSize = `${Math.max(SMALLEST_PX, size)}px`;
      if (size >= SMALLEST_PX) return;
      element.style.whiteSpace = 'normal';
      element.classList.add('broken');
    };
    fit();
    const watch = new ResizeObserver(fit);
    if (element.parentElement) watch.observe(element.parentElement);
    return () => watch.disconnect();
  }, [props.text]);
  return <span ref={box} class={`fit ${props.class}`}>{props.children ?? halved(props.text)}</span>;
}

/** A code that has to break does so in its middle, never before its last character. */
function halved(code: string): ComponentChildren {
  const half = Math.ceil(code.length / 2);
  return <><i>{code.slice(0, half)}</i><wbr /><i>{code.slice(half)}</i></>;
}
