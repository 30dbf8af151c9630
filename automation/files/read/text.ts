import { open, stat, type FileHandle } from 'node:fs/promises';
import { SonnyError } from '../../../shared/protocol/errors.ts';

const MOST_TEXT_BYTES = 8 * 1024 * 1024;

/** The text of UTF-8 bytes, a byte order mark included; UNSUPPORTED when they are none. */
const decodeText = (bytes: Uint8Array, path: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new SonnyError('UNSUPPORTED', `${path} is not UTF-8 text.`, { cause: error });
  }
};

/** Opens a file to read; FILE_DENIED for what is none: a pipe would never end. The caller closes it. */
export const openFile = async (path: string): Promise<FileHandle> => {
  if (!(await stat(path)).isFile()) throw new SonnyError('FILE_DENIED', `${path} is not a file.`);
  return open(path, 'r');
};

/** A file's bytes, up to `most`; FILE_TOO_BIG above. */
export const readWithin = async (path: string, most: number): Promise<Buffer> => {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    if (size > most) throw new SonnyError('FILE_TOO_BIG', `${path} has ${size} bytes; up to ${most} are read.`);
    return await file.readFile();
  } finally {
    await file.close();
  }
};

/** A text file of up to 8 MiB. */
export const readText = async (path: string): Promise<string> =>
  decodeText(await readWithin(path, MOST_TEXT_BYTES), path);
