// SPDX-License-Identifier: Apache-2.0
/** What a scan at the station is of, and which print it proves. Pure. */
import { candidates, parse } from '../domain/barcode/index.ts';
import type { Job } from './calls.ts';

const TEMPLATE_OF: Readonly<Record<string, string>> = {
  location: 'location', part: 'part', gtin: 'part_gtin', lpn: 'lpn', tote: 'lpn', sscc: 'sscc',
};

/** `template`: the kind of label whose symbol was read; null for a plain code, as hands type it. */
export type Scanned = Readonly<{ code: string; template: string | null }>;

export function readScan(raw: string, year: number): Scanned {
  const [first] = candidates(parse(raw), year);
  if (!first || first.as === 'quantity') return { code: raw, template: null };
  return { code: first.value, template: TEMPLATE_OF[first.as] ?? null };
}

/** The print that a scan proves: the latest of that very label that nobody has answered for. */
export function confirmedBy(read: Scanned, jobs: readonly Job[]): Job | null {
  return jobs.find((job) => job.identity === read.code && job.template === read.template
    && (job.state === 'uncertain' || job.state === 'sent')) ?? null;
}
