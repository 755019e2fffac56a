// SPDX-License-Identifier: Apache-2.0
/** Whose photos belong to a question, and to a thing that was looked up. Pure. */
import type { HoldRow } from '../domain/rows.ts';
import type { Found } from './reads.ts';
import { text, texts, type ExceptionRow } from './rows.ts';

/** Codes by what they name: photos of any of these are asked for. */
export type PhotosOf = Readonly<Record<string, readonly string[]>>;

/** One photo, as the server lists it. */
export type PhotoRow = Readonly<{
  photo: string; operation: string; state: 'announced' | 'stored' | 'pruned';
  of: Readonly<Record<string, string>>; where: string; note: string; actor: string; by: string;
  device: string; taken_at: string;
}>;

const CODES_MAX = 20; // of one kind (backend/limits.py)
const PLATE = 'lpn:';

const plates = (holders: readonly string[]): string[] =>
  holders.filter((one) => one.startsWith(PLATE)).map((one) => one.slice(PLATE.length));

function given(all: Readonly<Record<string, readonly string[]>>): PhotosOf {
  const kept = Object.entries(all)
    .map(([name, codes]) => [name, [...new Set(codes.filter(Boolean))].slice(-CODES_MAX)] as const)
    .filter(([, codes]) => codes.length > 0);
  return Object.fromEntries(kept);
}

/**
 * Of a question: its operation, its holds, its plates; of a variance its place too; the return or
 * the core that it is about, which was photographed before it was told.
 */
export function photosOf(row: ExceptionRow, holds: readonly HoldRow[]): PhotosOf {
  const holder = text(row, 'holder');
  return given({
    operation: [text(row, 'operation'), text(row, 'returned'), text(row, 'core')],
    hold: holds.flatMap((one) => [one.hold, one.root ?? '']),
    lpn: [text(row, 'lpn'), ...texts(row, 'lpns'),
      ...plates([holder]), ...holds.map((one) => one.scope.lpn ?? '')],
    location: row.kind === 'unexplained' && !holder.startsWith(PLATE) ? [holder] : [],
  });
}

/** Of what was looked up: itself; of a unit also what it stood on, and what was done with it. */
export function photosOfFound(found: Found): PhotosOf {
  const { by, code, moves } = found;
  if (by === 'part' || by === 'lpn' || by === 'location') return given({ [by]: [code] });
  return given({
    operation: moves.map((move) => move.operation),
    lpn: plates(moves.flatMap((move) => [move.source, move.target])),
  });
}

/** What a photo is of, the nearest thing first. */
export const subjectOf = ({ of }: PhotoRow): string =>
  of['part'] ?? of['lpn'] ?? of['location'] ?? of['order'] ?? of['asn'] ?? '';
