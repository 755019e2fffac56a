// SPDX-License-Identifier: Apache-2.0
/** Asks the browser not to evict our storage. Shown when refused; never relied upon. */

export const QUOTA_WARN_PERCENT = 80;
/** From here on no new work is begun: what is open must still be kept (X5). */
export const QUOTA_STOP_PERCENT = 95;

export async function is_persisted(storage: StorageManager | undefined): Promise<boolean> {
  return await storage?.persisted?.().catch(() => false) ?? false;
}

/** Asks; a browser without the question, or one that refuses, answers false. */
export async function ask_persist(storage: StorageManager | undefined): Promise<boolean> {
  if (await is_persisted(storage)) return true;
  return await storage?.persist?.().catch(() => false) ?? false;
}

/** How full our share of the storage is, in percent; null where the browser does not say. */
export async function fill_percent(storage: StorageManager | undefined): Promise<number | null> {
  const estimate = await storage?.estimate?.().catch(() => null);
  if (!estimate?.quota) return null;
  return Math.floor(((estimate.usage ?? 0) * 100) / estimate.quota);
}
