// SPDX-License-Identifier: Apache-2.0
/** What lies open over the step, the top-most last: Back and Esc close that, and nothing below. */
import { useLayoutEffect, useRef } from 'preact/hooks';

const layers: (() => void)[] = [];

/** Puts something that can be closed on top. The answer takes it away again. */
export function lay(close: () => void): () => void {
  layers.push(close);
  return () => {
    const at = layers.lastIndexOf(close);
    if (at >= 0) layers.splice(at, 1);
  };
}

/** Closes what lies on top. False: nothing lies over the step. */
export function closeTop(): boolean {
  const close = layers.at(-1);
  close?.();
  return close !== undefined;
}

/** A layer for as long as it is open. */
export function useLayer(open: boolean, close: () => void): void {
  const newest = useRef(close);
  newest.current = close;
  useLayoutEffect(() => (open ? lay(() => newest.current()) : undefined), [open]);
}

/** The part of the page that keys belong to: what lies on top, else all of it. */
export function topOf(page: ParentNode): ParentNode {
  return [...page.querySelectorAll('.over')].at(-1) ?? page;
}
