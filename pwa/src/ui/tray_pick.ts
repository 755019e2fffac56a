// SPDX-License-Identifier: Apache-2.0
/** The demo's printed barcodes, and which of them fits the question on the screen. */
import type { Step } from '../flow/step.ts';

export type TrayItem = Readonly<{ label: string; data: string; hint: string }>;
export type TrayGroup = Readonly<{ title: string; items: readonly TrayItem[] }>;

/** Reads what `GET /api/v1/demo/tray` answers; anything else is an empty tray. */
export function trayOf(reply: unknown): readonly TrayGroup[] {
  const groups = (reply as { groups?: unknown } | null)?.groups;
  if (!Array.isArray(groups)) return [];
  return groups.map((group: { title?: unknown; items?: unknown }) => ({
    title: String(group.title ?? ''),
    items: (Array.isArray(group.items) ? group.items : [])
      .map((item: Partial<TrayItem>) => ({
        label: String(item.label ?? ''), data: String(item.data ?? ''),
        hint: String(item.hint ?? ''),
      }))
      .filter((item) => item.data !== ''),
  }));
}

/** Codes the step wants now, the most exact first; [] where anything or a tap is wanted. */
export function wanted(step: Step | null): readonly string[] {
  if (!step || step.done) return [];
  if (step.stop) return step.stop.wanted ? [step.stop.wanted.code] : [];
  if (step.hold || step.sheet) return [];
  const current = step.facts.filter((fact) => fact.current).map((fact) => fact.value);
  const place = step.aim === 'location' && step.plate ? [step.plate.location] : [];
  const part = step.aim === 'part' && step.list?.part ? [step.list.part] : [];
  const open = step.choices.filter((choice) => !choice.done).map((choice) => choice.id);
  return [...place, ...current, ...part, ...open].filter(Boolean);
}

function fits(item: TrayItem, code: string): boolean {
  return item.data === code || item.label === code
    || (code.length >= 4 && (item.data.includes(code) || item.label.includes(code)));
}

/**
 * The first item that fits what is wanted. Items whose characters are exactly the code come before
 * items that merely contain it; `used` are characters scanned already, asked last.
 */
export function suggest(
  groups: readonly TrayGroup[], codes: readonly string[], used: ReadonlySet<string>,
): TrayItem | null {
  const items = groups.flatMap((group) => group.items);
  for (const code of codes) {
    const hits = items.filter((item) => fits(item, code))
      .sort((a, b) => Number(used.has(a.data)) - Number(used.has(b.data))
        || Number(b.data === code) - Number(a.data === code));
    if (hits[0]) return hits[0];
  }
  return null;
}
