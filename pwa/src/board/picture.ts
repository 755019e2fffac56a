// SPDX-License-Identifier: Apache-2.0
/** A picture that was made at the desk: its bytes are handed in, then its fact is told. */
import { draft, type Draft, type PhotoSubject } from '../domain/operation.ts';

const SEND_MS_MAX = 20_000;
const TYPE = 'image/jpeg';

export type Picture = Readonly<{ photo: string; hash: string; bytes: ArrayBuffer }>;

export async function picture(photo: string, bytes: ArrayBuffer): Promise<Picture> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  const hash = [...new Uint8Array(digest)].map((one) => one.toString(16).padStart(2, '0')).join('');
  return { photo, hash, bytes };
}

/** Hands in the bytes; true: the server has them. The same bytes may be sent again. */
export async function handIn(one: Picture): Promise<boolean> {
  try {
    const response = await fetch(`/api/v1/photos/${one.photo}?hash=${one.hash}`, {
      method: 'PUT', body: one.bytes, credentials: 'same-origin', cache: 'no-store',
      headers: { 'Content-Type': TYPE, 'X-Pickface': '1', Accept: 'application/json' },
      signal: AbortSignal.timeout(SEND_MS_MAX),
    });
    return response.ok;
  } catch {
    return false;
  }
}

/** What is said of it: what it is of, and that somebody signed. */
export const signed = (one: Picture, of: PhotoSubject): Draft => draft('photo', {
  photo: one.photo, hash: one.hash, bytes: one.bytes.byteLength, type: TYPE, of,
  where: 'load.sign', note: 'signature',
}, `photo:${one.photo}`);
