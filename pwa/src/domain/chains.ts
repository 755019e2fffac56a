// SPDX-License-Identifier: Apache-2.0
/** Supersessions by the numbers that they name: a site has thousands, a chain has a few. */

import type { PartRow } from './rows.ts';
import { links_of, told_by } from './supersession.ts';
import type { Supersession } from './supersession.ts';

export class Chains {
  readonly #links = new Map<string, Set<Supersession>>();
  readonly #told = new Map<string, Set<PartRow>>(); // parts that tell of a successor themselves

  file(link: Supersession): void { for (const n of numbers(link)) add(this.#links, n, link); }
  unfile(link: Supersession): void { for (const n of numbers(link)) drop(this.#links, n, link); }

  tell(part: PartRow): void {
    const link = told_by(part);
    for (const n of link === null ? [] : numbers(link)) add(this.#told, n, part);
  }

  untell(part: PartRow): void {
    const link = told_by(part);
    for (const n of link === null ? [] : numbers(link)) drop(this.#told, n, part);
  }

  /** All links that hang together with a number, and the numbers that they name. */
  around(number: string): { links: Supersession[]; parts: ReadonlySet<string> } {
    const parts = new Set([number]);
    const filed = new Set<Supersession>();
    const told = new Set<PartRow>();
    for (const here of parts) { // a set grows while it is walked
      for (const link of this.#links.get(here) ?? []) {
        filed.add(link);
        for (const n of numbers(link)) parts.add(n);
      }
      for (const part of this.#told.get(here) ?? []) {
        told.add(part);
        for (const n of numbers(told_by(part)!)) parts.add(n);
      }
    }
    return { links: links_of([...told], [...filed]), parts };
  }
}

const numbers = (link: Supersession): string[] => [link.old, ...link.new.map((one) => one.part)];

function add<T>(index: Map<string, Set<T>>, number: string, value: T): void {
  const there = index.get(number);
  if (there === undefined) index.set(number, new Set([value]));
  else there.add(value);
}

function drop<T>(index: Map<string, Set<T>>, number: string, value: T): void {
  const there = index.get(number);
  if (there?.delete(value) && there.size === 0) index.delete(number);
}
