// SPDX-License-Identifier: Apache-2.0
/**
 * A picture from the camera, made small: a corner that is crushed is as crushed at 1280 px. Drawing
 * it anew also leaves behind what cameras write into their files, such as where they were.
 */

export const SIDE_MAX_PX = 1280;
export const BYTES_WANTED = 150_000; // some seconds on weak Wi-Fi
const QUALITIES = [0.8, 0.65, 0.5, 0.4];
const SMALLER = 0.75; // the next side, where even the least quality is too much
const ROUNDS_MAX = 4;

/** The size of a picture whose longer side is at most `most`. */
export function fitted(width: number, height: number, most: number): [number, number] {
  const scale = Math.min(1, most / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

const encoded = (canvas: HTMLCanvasElement, quality: number): Promise<Blob> =>
  new Promise((done, failed) => {
    canvas.toBlob((blob) => (blob === null ? failed(new TypeError('not encoded')) : done(blob)),
      'image/jpeg', quality);
  });

/** Hex SHA-256 of a picture, by which the server knows its bytes. */
export async function hash_of(bytes: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A JPEG of about 150 kB at most. Throws where this device cannot read the file. */
export async function small_picture(file: Blob): Promise<ArrayBuffer> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const canvas = document.createElement('canvas');
  try {
    let blob: Blob | null = null;
    let side = SIDE_MAX_PX;
    for (let round = 0; round < ROUNDS_MAX; round += 1, side *= SMALLER) {
      [canvas.width, canvas.height] = fitted(picture.width, picture.height, side);
      const pen = canvas.getContext('2d');
      if (pen === null) throw new TypeError('no canvas');
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      for (const quality of QUALITIES) {
        blob = await encoded(canvas, quality);
        if (blob.size <= BYTES_WANTED) return await blob.arrayBuffer();
      }
    }
    return await blob!.arrayBuffer();
  } finally {
    picture.close();
    canvas.width = 0; // gives the memory back at once
  }
}
