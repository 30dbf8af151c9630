import type { Rect } from '../../shared/ports/driver.ts';

/** A picture as the display gives it: four bytes a pixel, blue first, the last without meaning. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

/** Paints rectangles of the screen over, in a picture whose top left corner lies at `origin`. */
export function paintOver(
  pixels: Pixels,
  origin: { readonly x: number; readonly y: number },
  rects: readonly Rect[],
): void {
  for (const rect of rects) {
    const left = Math.max(0, rect.x - origin.x);
    const right = Math.min(pixels.width, rect.x - origin.x + rect.width);
    const top = Math.max(0, rect.y - origin.y);
    const bottom = Math.min(pixels.height, rect.y - origin.y + rect.height);
    if (right <= left) continue;
    for (let row = top; row < bottom; row += 1) {
      pixels.data.fill(COVER, (row * pixels.width + left) * 4, (row * pixels.width + right) * 4);
    }
  }
}

const COVER = Buffer.from([0x55, 0x4a, 0x44, 0xff]);

/** Three bytes a pixel, red first, as encoders want it. */
export function toRgb({ width, height, data }: Pixels): Buffer {
  const rgb = Buffer.allocUnsafe(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = data[from + 2] ?? 0;
    rgb[to + 1] = data[from + 1] ?? 0;
    rgb[to + 2] = data[from] ?? 0;
  }
  return rgb;
}

/** A number that differs when the picture does, except by rare chance (FNV-1a over every pixel's word). */
export function fingerprint({ data }: Pixels): number {
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length >> 2);
  let hash = 0x811c9dc5;
  for (let index = 0; index < words.length; index += 1) hash = Math.imul(hash ^ (words[index] ?? 0), 0x01000193);
  return hash >>> 0;
}
