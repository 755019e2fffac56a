// SPDX-License-Identifier: Apache-2.0
/** SHA-256 of the bytes that are sent, by WebCrypto; hex, lower case. */

// The pure rooms are compiled without the DOM library; this is all they need of it.
declare const crypto: {
  subtle: { digest(name: 'SHA-256', data: Uint8Array): Promise<ArrayBuffer> };
};
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

/** Hex SHA-256 of the UTF-8 bytes of a text. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** How many bytes a text takes on the wire. */
export function byte_length(text: string): number {
  return new TextEncoder().encode(text).length;
}
