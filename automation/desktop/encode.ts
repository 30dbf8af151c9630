import { toRgb, type Pixels } from './pixels.ts';

export interface Encoded {
  readonly width: number;
  readonly height: number;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** A picture as a file's bytes, scaled down where it is wider than `mostWidth` pixels. */
export async function encode(pixels: Pixels, format: 'png' | 'jpeg', mostWidth?: number): Promise<Encoded> {
  const { width, height } = pixels;
  // Loaded with the first picture: a worker that only reads windows starts faster.
  const { default: sharp } = await import('sharp');
  const whole = sharp(toRgb(pixels), { raw: { width, height, channels: 3 } });
  const picture = mostWidth === undefined ? whole : whole.resize({ width: mostWidth, withoutEnlargement: true });
  // Level 1 is three times as fast as the usual level and costs half as much again in size.
  const { data: bytes, info } = await (
    format === 'png' ? picture.png({ compressionLevel: 1 }) : picture.jpeg({ quality: 80 })
  ).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, mime: `image/${format}`, bytes };
}
