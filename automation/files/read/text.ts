import { open, stat, type FileHandle } from 'node:fs/promises';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { isPlain, sayNoText } from '../../../shared/skills/file-kinds.ts';

const MOST_TEXT_BYTES = 8 * 1024 * 1024;

/** What is no text, and no document that has one that can be read: FILE_UNREADABLE. */
export class NotText extends SonnyError {
  constructor(details: string, options?: { cause?: unknown; hint?: string }) {
    super('FILE_UNREADABLE', details, options);
  }
}

/** The text of UTF-8 bytes, a byte order mark included. @throws NotText */
const decodeText = (bytes: Uint8Array, path: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new NotText(`${path} is not text in UTF-8.`, { cause: error });
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

/** A text file of up to 8 MiB that is to be changed. @throws NotText for what is no plain text, though its bytes may be read as one */
export const readPlainText = async (path: string): Promise<string> => {
  const hint = 'Nothing was touched. Change it in a program for such files, or save it as plain text in UTF-8 first.';
  const text = await readText(path).catch((error: unknown) => {
    throw error instanceof NotText
      ? new NotText(`${path} is not a text that Sonny can change.`, { cause: error, hint })
      : error;
  });
  const say = sayNoText(path, text) ?? (isPlain(text) ? null : `${path} is not a text that Sonny can change.`);
  if (say !== null) throw new NotText(say, { hint });
  return text;
};
