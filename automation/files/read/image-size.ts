import type { FileHandle } from 'node:fs/promises';
import { openFile } from './text.ts';

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

const PNG = '\u0089PNG\r\n\u001a\n';
/** Markers of a JPEG frame's header, which has the size; the others in 0xC0..0xCF are tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const MOST_SEGMENTS = 10_000;

const bytesAt = async (file: FileHandle, at: number, length: number): Promise<Buffer | null> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return bytesRead === length ? buffer : null;
};

const jpegSize = async (file: FileHandle): Promise<ImageSize | null> => {
  for (let at = 2, n = 0; n < MOST_SEGMENTS; n++) {
    const segment = await bytesAt(file, at, 9);
    if (!segment || segment[0] !== 0xff) return null;
    const marker = segment.readUInt8(1);
    if (isFrame(marker)) return { width: segment.readUInt16BE(7), height: segment.readUInt16BE(5) };
    // A marker may be filled up with more 0xff.
    at += marker === 0xff ? 1 : 2 + segment.readUInt16BE(2);
  }
  return null;
};

/** A PNG or JPEG picture's size in pixels, from its header; null when it is neither. */
export const imageSize = async (path: string): Promise<ImageSize | null> => {
  const file = await openFile(path);
  try {
    const head = await bytesAt(file, 0, 24);
    if (head?.toString('latin1', 0, 8) === PNG) return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
    return head?.readUInt16BE(0) === 0xffd8 ? await jpegSize(file) : null;
  } finally {
    await file.close();
  }
};
