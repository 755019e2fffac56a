// SPDX-License-Identifier: Apache-2.0
/** Control characters made visible: no font has a sign for them. */

const NAMES: Readonly<Record<number, string>> = {
  4: 'EOT', 9: 'TAB', 10: 'LF', 13: 'CR', 28: 'FS', 29: 'GS', 30: 'RS', 31: 'US', 127: 'DEL',
};

/** A run of plain characters, or the name of one control character. */
export type Seen = Readonly<{ text: string; control: boolean }>;

export function visible(raw: string): Seen[] {
  const out: { text: string; control: boolean }[] = [];
  for (const character of raw) {
    const code = character.codePointAt(0) ?? 0;
    const control = code < 32 || code === 127;
    const text = control ? NAMES[code] ?? `0x${code.toString(16)}` : character;
    const last = out.at(-1);
    if (last && !last.control && !control) last.text += text;
    else out.push({ text, control });
  }
  return out;
}

/** A raw scan in one line: `[GS]` where a control character stands. */
export const readable = (raw: string): string =>
  visible(raw).map(({ text, control }) => (control ? `[${text}]` : text)).join('');
