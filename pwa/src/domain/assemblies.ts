// SPDX-License-Identifier: Apache-2.0
/**
 * Numbered units in a numbered unit: which modules an assembly holds, and in which assembly a
 * module is (SE6). What this device told since counts before what was pulled.
 */
import type { Told } from './operation.ts';

export type Numbered = { part: string; serial: string };
/** Row of the feed: an assembly with its modules, and parts of which one lacks. */
export type AssemblyRow = Numbered & { modules: Numbered[]; missing: string[] };

const name = ({ part, serial }: Numbered): string => `${part}|${serial}`;
const same = (one: Numbered, other: Numbered): boolean => name(one) === name(other);

/** Assemblies as pulled, found by their own number and by those of their modules. */
export class Assemblies {
  readonly #rows = new Map<string, AssemblyRow>();
  readonly #parents = new Map<string, AssemblyRow>();
  readonly #parts = new Map<string, Set<string>>(); // of modules, by serial

  file(row: AssemblyRow): void {
    this.#rows.set(name(row), row);
    for (const one of row.modules) {
      this.#parents.set(name(one), row);
      this.#parts.set(one.serial, (this.#parts.get(one.serial) ?? new Set()).add(one.part));
    }
  }

  unfile(row: AssemblyRow): void {
    this.#rows.delete(name(row));
    for (const one of row.modules) {
      if (this.#parents.get(name(one)) === row) this.#parents.delete(name(one));
    }
  }

  /** Parts of the modules that bear this number, as far as they are in an assembly. */
  parts(serial: string, told: readonly Told[]): string[] {
    const said = told.flatMap((op) => (op.kind === 'modules_capture' ? op.body.modules : []))
      .filter((one) => one.serial === serial).map(({ part }) => part);
    return [...new Set([...this.#parts.get(serial) ?? [], ...said])]
      .filter((part) => this.parent({ part, serial }, told) !== null);
  }

  /** What is in an assembly; null where nobody has told. */
  modules(parent: Numbered, told: readonly Told[]): readonly Numbered[] | null {
    for (const op of [...told].reverse()) {
      if (op.kind === 'modules_capture' && same(parent, parent_in(op.body))) return op.body.modules;
    }
    return this.#rows.get(name(parent))?.modules ?? null;
  }

  /** The assembly that a unit is in, or null. */
  parent(unit: Numbered, told: readonly Told[]): Numbered | null {
    for (const op of [...told].reverse()) {
      if (op.kind !== 'modules_capture') continue;
      if (op.body.modules.some((one) => same(one, unit))) return parent_in(op.body);
      if (op.body.removed.some((one) => same(one, unit))) return null;
    }
    const row = this.#parents.get(name(unit));
    return row === undefined ? null : { part: row.part, serial: row.serial };
  }
}

const parent_in = (body: { parent_part: string; parent_serial: string }): Numbered =>
  ({ part: body.parent_part, serial: body.parent_serial });
