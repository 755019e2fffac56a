// SPDX-License-Identifier: Apache-2.0
/** UUID version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits. */

export const RANDOM_BYTES = 10;

/** The id for this instant. `random` holds ten random bytes; the same input gives the same id. */
export function uuid7(unix_ms: number, random: Uint8Array): string {
  if (random.length !== RANDOM_BYTES) throw new RangeError('uuid7 needs ten random bytes');
  const bytes = new Uint8Array(16);
  let rest = unix_ms;
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f); // version 7
  bytes[8] = 0x80 | (bytes[8]! & 0x3f); // variant 10
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
    .join('-');
}

/** The instant inside an id, in Unix milliseconds. */
export function uuid7_ms(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
