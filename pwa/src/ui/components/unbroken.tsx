// SPDX-License-Identifier: Apache-2.0
/** Words in which no code is ever broken over two lines: "Then scan BRK-10442". */
import type { ComponentChildren } from 'preact';

const CODE = /\S*[A-Z0-9]-[A-Z0-9]\S*|\d{8,}/g;
const LONGEST = 24; // a longer code may break: cutting it off would be worse

/** Each code of the text in a span that does not wrap; the characters stay as they are. */
export function unbroken(text: string): ComponentChildren {
  const parts: ComponentChildren[] = [];
  let from = 0;
  for (const found of text.matchAll(CODE)) {
    if (found[0].length > LONGEST) continue;
    parts.push(text.slice(from, found.index), <span class="nw num">{found[0]}</span>);
    from = found.index + found[0].length;
  }
  return parts.length ? [...parts, text.slice(from)] : text;
}
