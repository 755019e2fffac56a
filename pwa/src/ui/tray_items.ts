// SPDX-License-Identifier: Apache-2.0
/** The demo's printed barcodes, as the server lists them. */

export type TrayItem = Readonly<{ label: string; data: string; hint: string }>;
/** `flows` are those in which the group is offered in its own order; else only by name. */
export type TrayGroup = Readonly<{
  title: string; flows: readonly string[]; items: readonly TrayItem[];
}>;

/** Reads what `GET /api/v1/demo/tray` answers; anything else is an empty tray. */
export function trayOf(reply: unknown): readonly TrayGroup[] {
  const groups = (reply as { groups?: unknown } | null)?.groups;
  if (!Array.isArray(groups)) return [];
  return groups.map((group: { title?: unknown; flows?: unknown; items?: unknown }) => ({
    title: String(group.title ?? ''),
    flows: Array.isArray(group.flows) ? group.flows.map(String) : [],
    items: (Array.isArray(group.items) ? group.items : [])
      .map((item: Partial<TrayItem>) => ({
        label: String(item.label ?? ''), data: String(item.data ?? ''),
        hint: String(item.hint ?? ''),
      }))
      .filter((item) => item.data !== ''),
  }));
}
