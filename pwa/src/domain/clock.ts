// SPDX-License-Identifier: Apache-2.0
/** Time on a device is testimony too: it is told together with what is known of its error. */

export type Skew = Readonly<{ offset_ms: number; err_ms: number }>;

/** Where the device says so: more than two minutes from the server's clock. */
export const SKEW_SHOWN_MS = 120_000;

/** An instant as the wire writes it: UTC, always milliseconds and Z. */
export function utc(unix_ms: number): string {
  return new Date(unix_ms).toISOString();
}

/** Unix milliseconds of an instant of the wire, or null where the text is none. */
export function unix_ms(text: string): number | null {
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? null : parsed;
}

/**
 * Server clock less device clock, from one exchange (Cristian's rule): the reply was made
 * somewhere between sending and receiving, so half of the round trip is the error.
 */
export function measure(sent_ms: number, server_ms: number, received_ms: number): Skew {
  const trip = Math.max(received_ms - sent_ms, 0);
  const middle = sent_ms + Math.floor(trip / 2);
  return { offset_ms: Math.round(server_ms - middle), err_ms: Math.ceil(trip / 2) };
}
