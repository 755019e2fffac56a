// SPDX-License-Identifier: Apache-2.0
/** The demo's barcodes: fetched when there is a network, kept for when there is none. */
import { signal } from '@preact/signals';
import { trayOf, type TrayGroup } from '../ui/tray_items.ts';
import { getTray } from './api.ts';
import type { Keep } from './keep.ts';

export const tray = signal<readonly TrayGroup[] | null>(null);
/** Characters scanned from the tray in this run: suggested last. */
export const used = signal<ReadonlySet<string>>(new Set());

export async function loadTray(keep: Keep): Promise<void> {
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
