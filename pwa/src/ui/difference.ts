// SPDX-License-Identifier: Apache-2.0
/** Which characters of two codes differ: what a stop screen underlines. */
export type Run = Readonly<{ text: string; differs: boolean }>;

function runs(text: string, differs: readonly boolean[]): Run[] {
  const out: { text: string; differs: boolean }[] = [];
  [...text].forEach((character, index) => {
    const flag = differs[index] ?? true;
    const last = out.at(-1);
    if (last && last.differs === flag) last.text += character;
    else out.push({ text: character, differs: flag });
  });
  return out;
}

/**
 * Both codes cut into equal and differing runs. Codes of one length are compared place by place;
 * others by what they share at the beginning and at the end. Codes that differ in more than two
 * thirds are not underlined at all: a line under everything points at nothing.
 */
export function difference(wanted: string, scanned: string): readonly [Run[], Run[]] {
  const [a, b] = [[...wanted], [...scanned]];
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head += 1;
  let tail = 0;
  const rest = Math.min(a.length, b.length) - head;
  while (tail < rest && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const inside = (own: string[]) => (_: string, i: number): boolean => (a.length === b.length
    ? a[i] !== b[i]
    : i >= head && i < own.length - tail);
  const marks = [a.map(inside(a)), b.map(inside(b))] as const;
  const differing = Math.max(...marks.map((own) => own.filter(Boolean).length));
  if (differing * 3 > Math.max(a.length, b.length) * 2) {
    return [runs(wanted, a.map(() => false)), runs(scanned, b.map(() => false))];
  }
  return [runs(wanted, marks[0]), runs(scanned, marks[1])];
}
