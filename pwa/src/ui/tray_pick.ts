// SPDX-License-Identifier: Apache-2.0
/** Which of the demo's printed barcodes fits the question on the screen. */
import type { Aim, Fact, Step } from '../flow/step.ts';
import type { TrayGroup, TrayItem } from './tray_items.ts';

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

/** SSCC, ISO/IEC 15459: eighteen digits. A plate of goods; a tote bears a code of its own. */
const SSCC = /^\d{18}$/;

/** True if a symbol with these kinds can be what the aim wants. A bare code may be a serial. */
export function suits(aim: Aim, kinds: Kinds): boolean {
  const part = kinds.part !== null || kinds.gtin !== null;
  const bare = !part && kinds.lpn === null && kinds.location === null && kinds.document === null;
  switch (aim) {
    case 'location': return kinds.location !== null;
    case 'lpn': return kinds.lpn !== null;
    case 'tote': return kinds.lpn !== null && !SSCC.test(kinds.lpn);
    case 'part': return part;
    case 'serial': return kinds.serial !== null || bare;
    case 'lot': return part || bare;
    case 'document': return kinds.document !== null;
    case 'any': return kinds.lpn !== null || kinds.location !== null || part;
    default: return false;
  }
}

/**
 * What the machine says to a scan before it is made: `right` is taken at once, `moves` is taken
 * with attention (a bin of one's own choice), `no` is not taken.
 */
export type Answer = 'right' | 'moves' | 'no';

/** What is known when an item is looked for. */
export type Asked = Readonly<{
  groups: readonly TrayGroup[];
  made: readonly TrayItem[]; // for this step, where nothing printed answers it
  step: Step;
  used: ReadonlySet<string>; // characters that were taken already, oldest first
  kinds: (item: TrayItem) => Kinds;
  answer: (item: TrayItem) => Answer;
}>;

/** True if the step wants a scan. */
export function wantsScan(step: Step): boolean {
  if (step.done || step.sheet || step.hold) return false;
  return !['choice', 'quantity', 'none'].includes(step.aim);
}

/**
 * The item to scan now, or null: an item that the step names, else the next of the groups of this
 * flow; what was printed before what was made. Never one that the machine would not take.
 */
export function offer(asked: Asked): TrayItem | null {
  if (!wantsScan(asked.step)) return null;
  const own = { title: '', flows: [asked.step.flow], items: asked.made };
  const without = { ...asked, groups: [own] };
  return named(asked) ?? named(without) ?? following(asked) ?? following(without);
}

/** Exactly the code first; a symbol that says the serial too; then what was not used yet. */
function named(asked: Asked): TrayItem | null {
  const { step, used } = asked;
  const once = step.aim === 'any'; // a part found in a bin stands on the screen: offered once
  const all = ordered(asked);
  const taken = all.filter((item) => once && used.has(item.data));
  const items = all.filter((item) => suits(step.aim, asked.kinds(item)) && !taken.includes(item));
  const last = step.flow === 'pack' ? -1 : 1; // what was picked is what is packed
  for (const code of wanted(step).filter((one) => !taken.some((item) => fits(item, one)))) {
    const serial = (item: TrayItem) => Number(asked.kinds(item).serial !== null);
    const hit = items.filter((item) => fits(item, code))
      .sort((a, b) => Number(b.data === code) - Number(a.data === code) || serial(b) - serial(a)
        || last * (Number(used.has(a.data)) - Number(used.has(b.data))))
      .find((item) => asked.answer(item) === 'right');
    if (hit) return hit;
  }
  return null;
}

/** The groups of this flow, then the others. */
function ordered(asked: Asked): TrayItem[] {
  const own = asked.groups.filter((group) => group.flows.includes(asked.step.flow));
  const others = asked.groups.filter((group) => !own.includes(group));
  return [...own, ...others].flatMap((group) => group.items);
}

/** In these a code that was taken once may be asked for again, without being named. */
const AGAIN: readonly Aim[] = ['lpn', 'tote', 'serial'];
const AGAIN_AT: readonly string[] = ['receive.dock', 'load.door'];

function following(asked: Asked): TrayItem | null {
  const { step, used } = asked;
  const items = asked.groups.filter((group) => group.flows.includes(step.flow))
    .flatMap((group) => group.items).filter((item) => suits(step.aim, asked.kinds(item)));
  const fresh = items.filter((item) => !used.has(item.data));
  const again = AGAIN.includes(step.aim) || AGAIN_AT.includes(`${step.flow}.${step.state}`);
  const old = again ? items.filter((item) => used.has(item.data)) : [];
  const right = [...fresh, ...old].find((item) => asked.answer(item) === 'right');
  const other = step.aim === 'location' ? fresh : [];
  return right ?? other.find((item) => asked.answer(item) === 'moves') ?? null;
}
