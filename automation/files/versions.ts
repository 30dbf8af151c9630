import { open, readdir, stat } from 'node:fs/promises';
import { PREVIEW, type Version } from '../../shared/protocol/conflict.ts';
import { plural, shownText } from '../text-version.ts';
import { sha256Of } from './digest.ts';

/** Bytes that are read for the start of a text. */
const START = 4 * PREVIEW;
const MOST_HASHED = 64 * 1024 * 1024;

export const NOTHING: Version = { say: 'nothing was there' };

/** The start of a file's text; nothing when it is none. */
const startOf = async (path: string, size: number): Promise<Pick<Version, 'text' | 'cut'>> => {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, START)), 0, Math.min(size, START), 0);
    const whole = bytesRead === size;
    // `stream`: the bytes may end in the middle of a character.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead), { stream: !whole });
    if (text.includes('\0')) return {};
    const shown = shownText(text);
    return whole ? shown : { ...shown, cut: true };
  } catch {
    return {};
  } finally {
    await file.close();
  }
};

/** What is at a path now. */
export const versionAt = async (path: string): Promise<Version> => {
  const found = await stat(path).catch(() => null);
  if (found === null) return NOTHING;
  const at = found.mtimeMs;
  if (found.isDirectory()) {
    const names = (await readdir(path)).sort();
    const list = names.length === 0 ? {} : shownText(names.join('\n'));
    return {
      say: names.length === 0 ? 'an empty folder' : `a folder with ${plural(names.length, 'thing')}`,
      ...list,
      at,
    };
  }
  if (!found.isFile()) return { say: 'something that is no file', at };
  const sha256 = found.size <= MOST_HASHED ? { sha256: await sha256Of(path) } : {};
  const text = await startOf(path, found.size);
  return { say: plural(found.size, 'byte'), bytes: found.size, at, ...sha256, ...text };
};
