// SPDX-License-Identifier: Apache-2.0
/** The demo's printed barcodes, and which of them fits the question on the screen. */
import type { Aim, Fact, Step } from '../flow/step.ts';

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

/** Facts that name what an aim wants: the plate to scan again, the tote of this order. */
const NAMED: Readonly<Partial<Record<Aim, string>>> = { lpn: 'lpn', tote: 'target', part: 'part' };

/** Codes the step wants now, the most exact first; [] where anything or a tap is wanted. */
export function wanted(step: Step | null): readonly string[] {
  if (!step || step.done) return [];
  if (step.stop) return step.stop.wanted ? [step.stop.wanted.code] : [];
  if (step.hold || step.sheet) return [];
  const values = (test: (fact: Fact) => boolean) => step.facts.filter(test)
    .map((fact) => fact.value);
  const place = step.aim === 'location' && step.plate ? [step.plate.location] : [];
  const open = step.choices.filter((choice) => !choice.done).map((choice) => choice.id);
  const current = values((fact) => fact.current && (step.aim !== 'serial' || fact.name !== 'part'));
  const named = values((fact) => fact.name === NAMED[step.aim]);
  return [...place, ...open, ...current, ...named].filter(Boolean);
}

/** A choice may be known by several codes at once: part and lot, `BRK-10442|L26-0190`. */
function fits(item: TrayItem, code: string): boolean {
  if (item.data === code || item.label === code) return true;
  return code.split('|').filter(Boolean).every((piece) => piece.length >= 4
    && (item.data.includes(piece) || item.label.includes(piece)));
}

/** What kinds of code one symbol holds; null means none of that kind. */
export type Kinds = Readonly<{
  lpn: string | null; location: string | null; part: string | null; gtin: string | null;
  serial: string | null; document: string | null;
}>;

/** True if a symbol with these kinds can be what the aim wants. A bare code may be a serial. */
export function suits(aim: Aim, kinds: Kinds): boolean {
  const part = kinds.part !== null || kinds.gtin !== null;
  const bare = !part && kinds.lpn === null && kinds.location === null && kinds.document === null;
  switch (aim) {
    case 'location': return kinds.location !== null;
    case 'lpn': case 'tote': return kinds.lpn !== null;
    case 'part': return part;
    case 'serial': return kinds.serial !== null || bare;
    case 'document': return kinds.document !== null;
    case 'any': return kinds.lpn !== null || part;
    default: return false;
  }
}

/**
 * Where nothing is named, the tray goes on in its own order, which is that of the tour: of the
 * items that suit the aim and were not scanned yet, the first of the group scanned from last, else
 * of a later group, else of any.
 */
export function following(
  groups: readonly TrayGroup[], used: ReadonlySet<string>, suited: (item: TrayItem) => boolean,
): TrayItem | null {
  const last = [...used].at(-1);
  const at = groups.findIndex((group) => group.items.some((item) => item.data === last));
  const turned = [...groups.slice(Math.max(at, 0)), ...groups.slice(0, Math.max(at, 0))];
  return turned.flatMap((group) => group.items)
    .find((item) => !used.has(item.data) && suited(item)) ?? null;
}

/** True if the step wants a scan and does not name which. */
export function wantsAny(step: Step): boolean {
  const scans = !['choice', 'quantity', 'none'].includes(step.aim);
  return scans && !step.sheet && !step.hold && !step.done;
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
