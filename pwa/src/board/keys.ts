// SPDX-License-Identifier: Apache-2.0
/** Keys of the desk. Letters act only outside text fields. `G` waits for its second letter. */

export type View = 'tasks' | 'exceptions' | 'stock' | 'outbound' | 'devices' | 'erp'
  | 'settings' | 'rules' | 'planning';
export type Command =
  | Readonly<{ do: 'go'; view: View }>
  | Readonly<{ do: 'move'; by: 1 | -1 }>
  | Readonly<{ do: 'across'; by: 1 | -1 }>
  | Readonly<{ do: 'choose'; n: number }>
  | Readonly<{ do: 'search' | 'open' | 'close' | 'help' | 'hold' | 'new' }>;

export const GO: Readonly<Record<string, View>> = {
  t: 'tasks', e: 'exceptions', s: 'stock', o: 'outbound', d: 'devices', r: 'erp',
  c: 'settings', h: 'rules', p: 'planning',
};

/** The section that an address names by its fragment; the first one for all others. */
export const sectionOf = (hash: string): View =>
  Object.values(GO).find((view) => `#${view}` === hash) ?? 'tasks';

export const GO_MS = 1_500; // after that a lone G is forgotten

const SINGLE: Readonly<Record<string, Command>> = {
  '/': { do: 'search' }, '?': { do: 'help' }, Enter: { do: 'open' }, Escape: { do: 'close' },
  j: { do: 'move', by: 1 }, ArrowDown: { do: 'move', by: 1 },
  k: { do: 'move', by: -1 }, ArrowUp: { do: 'move', by: -1 }, h: { do: 'hold' },
  n: { do: 'new' },
  ']': { do: 'move', by: 1 }, '[': { do: 'move', by: -1 },
  ArrowRight: { do: 'across', by: 1 }, ArrowLeft: { do: 'across', by: -1 },
};

export type Key = Readonly<{ key: string; at: number; held: boolean; typing: boolean }>;

/** Remembers a `G` until its letter comes. */
export class Keys {
  #g = -Infinity;

  /** The command of a key, or null. `held`: with Ctrl, Alt or Meta, which are the browser's. */
  read(pressed: Key): Command | null {
    const { at, held, typing } = pressed;
    const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
    if (held) return null;
    if (typing) return key === 'Escape' ? { do: 'close' } : null;
    const after = at - this.#g <= GO_MS;
    this.#g = !after && key === 'g' ? at : -Infinity;
    if (after) return GO[key] ? { do: 'go', view: GO[key] } : null;
    if (key >= '1' && key <= '9' && key.length === 1) return { do: 'choose', n: Number(key) };
    return SINGLE[key] ?? null;
  }
}
