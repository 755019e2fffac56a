// SPDX-License-Identifier: Apache-2.0
/** Where the selection of a list goes when its row has left the list. Pure. */

/** The row itself while it is there, else the one after it, else the one before, else the first. */
export function follow(
  before: readonly string[], at: string | null, now: readonly string[],
): string | null {
  const here = new Set(now);
  if (at !== null && here.has(at)) return at;
  const n = at === null ? -1 : before.indexOf(at);
  const after = before.slice(n + 1).find((key) => here.has(key));
  const earlier = before.slice(0, Math.max(n, 0)).findLast((key) => here.has(key));
  return (n < 0 ? undefined : after ?? earlier) ?? now[0] ?? null;
}
