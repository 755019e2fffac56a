// SPDX-License-Identifier: Apache-2.0
/** The middle of a screen. Where it is longer than the glass it scrolls, and keys can scroll it. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export function Main(props: { class?: string; children: ComponentChildren }) {
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const look = () => {
      const more = element.scrollHeight > element.clientHeight + 1;
      if (more) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
      element.toggleAttribute('data-more', more);
    };
    look();
    const watch = new ResizeObserver(look);
    watch.observe(element);
    return () => watch.disconnect();
  });
  return <main ref={box} class={props.class}>{props.children}</main>;
}
