// SPDX-License-Identifier: Apache-2.0
/** What of a label's data can be seen to be wrong as it is typed: said at its field. Pure. */
import { mod10_matches } from '../domain/barcode/check_digits.ts';
import type { Data, Template } from './calls.ts';

type Said = Readonly<{ key: string; params: Readonly<Record<string, string | number>> }>;

/** Numbers whose last digit is made from the others, and how many digits they have. */
const CHECKED: Readonly<Record<string, readonly number[]>> = {
  sscc: [18], gtin: [8, 12, 13, 14],
};

function wrongWith(name: string, value: string, length_max: number): Said | null {
  const lengths = CHECKED[name];
  if (lengths && /^\d+$/.test(value)) {
    const most = Math.max(...lengths);
    if (value.length > most) {
      return { key: 'station.too_many', params: { n: most, has: value.length } };
    }
    if (lengths.includes(value.length) && !mod10_matches(value)
      && (name === 'sscc' || value.length === most)) {
      return { key: 'station.check_digit', params: {} };
    }
  }
  return value.length > length_max
    ? { key: 'station.too_long', params: { n: length_max } } : null;
}

/** What is wrong, by the name of its field. */
export function wrongIn(fields: Template['fields'], data: Data): ReadonlyMap<string, Said> {
  return new Map(fields.flatMap(({ name, length_max }) => {
    const said = wrongWith(name, (data[name] ?? '').trim(), length_max);
    return said ? [[name, said] as const] : [];
  }));
}
