// SPDX-License-Identifier: Apache-2.0
/** The demo's barcodes: fetched when there is a network, kept for when there is none. */
import { signal } from '@preact/signals';
import { trayOf, type TrayGroup } from '../ui/tray_items.ts';
import { getTray } from './api.ts';
import type { Keep } from './keep.ts';

export const tray = signal<readonly TrayGroup[] | null>(null);
/** Characters scanned from the tray in this run: suggested last. */
export const used = signal<ReadonlySet<string>>(new Set());

/** What only a demo has; null before it was fetched, and on every other handheld. */
export const extra = signal<typeof import('../demo.ts') | null>(null);

/** Called in a demo only. */
export async function loadTray(keep: Keep): Promise<void> {
  extra.value = await import('../demo.ts').catch(() => null);
  const kept = await keep.get('tray').catch(() => null);
  if (kept) tray.value = trayOf(kept);
  const answer = await getTray();
  if (answer.ok) {
    tray.value = trayOf(answer.body);
    await keep.put('tray', answer.body);
  } else tray.value ??= [];
}

export function markUsed(data: string): void {
  used.value = new Set([...[...used.value].filter((one) => one !== data), data]);
}
