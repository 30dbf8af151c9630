import { createReadStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInflateRaw, crc32 } from 'node:zlib';
import type { Progress } from '../../../shared/ports/progress.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { openFile } from '../read/text.ts';
import { readAt, readDirectory, type ZipEntry } from './directory.ts';

/** How much an archive may become. An entry may claim any size; what counts is what comes out. */
export interface UnpackLimits {
  readonly entries: number;
  /** Of all files together. */
  readonly bytes: number;
  /** Unpacked over packed bytes, for archives that become more than `anyRatioBytes`. */
  readonly ratio: number;
  readonly anyRatioBytes: number;
}
export const UNPACK_LIMITS: UnpackLimits = {
  entries: 20_000,
  bytes: 4 * 1024 ** 3,
  ratio: 200,
  anyRatioBytes: 64 * 1024 ** 2,
};

const LOCAL_BYTES = 30;
const KIND = 0o170000;
const LINK = 0o120000;
const STORED = 0;
const DEFLATED = 8;

const refuse = (why: string): never => {
  throw new SonnyError('FILE_DENIED', `The archive was not unpacked: ${why}.`);
};

/** The parts of an entry's path, when it stays inside the folder that it is unpacked into; FILE_DENIED otherwise. */
const partsOf = (name: string): string[] => {
  const parts = name.replaceAll('\\', '/').replace(/\/$/, '').split('/');
  const leaves = parts.some((part) => ['', '.', '..'].includes(part)) || /^[a-z]:/i.test(name) || name.includes('\0');
  return leaves ? refuse(`${JSON.stringify(name)} would be outside of its folder`) : parts;
};

const checkEntries = (entries: readonly ZipEntry[], packed: number, limits: UnpackLimits): void => {
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  const isBomb = bytes > limits.anyRatioBytes && bytes > packed * limits.ratio;
  if (entries.length > limits.entries || bytes > limits.bytes || isBomb) {
    throw new SonnyError(
      'FILE_TOO_BIG',
      `It holds ${entries.length} entries with ${bytes} bytes, packed into ${packed}.`,
    );
  }
  const names = new Set<string>();
  for (const entry of entries) {
    const path = partsOf(entry.name).join('/');
    if (names.has(path)) refuse(`two entries are called ${JSON.stringify(path)}`);
    names.add(path);
    if ((entry.mode & KIND) === LINK) refuse(`${JSON.stringify(entry.name)} is a link`);
    if (entry.encrypted) refuse(`${JSON.stringify(entry.name)} has a password`);
    if (entry.method !== STORED && entry.method !== DEFLATED)
      refuse(`${JSON.stringify(entry.name)} is packed in an unknown way`);
  }
};

/** The unpacked bytes of an entry, in parts. */
async function* contentOf(archive: FileHandle, path: string, entry: ZipEntry): AsyncGenerator<Buffer> {
  const local = await readAt(archive, entry.offset, LOCAL_BYTES);
  const start = entry.offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (entry.packed === 0) return;
  const packed = createReadStream(path, { start, end: start + entry.packed - 1 });
  if (entry.method === STORED) return yield* packed;
  const inflated = packed.pipe(createInflateRaw());
  packed.on('error', (error) => inflated.destroy(error));
  yield* inflated;
}

/** Whether an entry unpacks to the size and the checksum that it says. */
const isWhole = async (archive: FileHandle, path: string, entry: ZipEntry, signal: AbortSignal): Promise<boolean> => {
  let [sum, size] = [0, 0];
  for await (const part of contentOf(archive, path, entry)) {
    signal.throwIfAborted();
    size += part.length;
    sum = crc32(part, sum);
  }
  return size === entry.size && sum === entry.crc32;
};

/** Whether all that is in an archive can be unpacked and is what the archive says, without writing any of it. Rejects when aborted. */
export const isSound = async (path: string, signal: AbortSignal): Promise<boolean> => {
  const archive = await openFile(path);
  try {
    for (const entry of await readDirectory(archive)) if (!(await isWhole(archive, path, entry, signal))) return false;
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) return false;
    throw error;
  } finally {
    await archive.close();
  }
};

const unpackFile = async (
  archive: FileHandle,
  path: string,
  entry: ZipEntry,
  to: string,
  beforeEach: () => void,
): Promise<void> => {
  const file = await open(to, 'wx', entry.mode === 0 ? 0o666 : (entry.mode & 0o777) | 0o600);
  let [sum, size] = [0, 0];
  try {
    for await (const part of contentOf(archive, path, entry)) {
      beforeEach();
      size += part.length;
      if (size > entry.size) refuse(`${JSON.stringify(entry.name)} is longer than it says`);
      sum = crc32(part, sum);
      await file.writeFile(part);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      refuse(`${entry.name} is damaged`);
    throw error;
  } finally {
    await file.close();
  }
  if (size !== entry.size || sum !== entry.crc32) refuse(`${JSON.stringify(entry.name)} is damaged`);
};

/**
 * Unpacks an archive into an empty private folder. What would leave the folder, links, passwords, damage and bombs are
 * refused, mostly before anything is written; the caller drops the folder when this throws.
 */
export const unpack = async (
  archive: FileHandle,
  path: string,
  entries: readonly ZipEntry[],
  folder: string,
  progress: Progress,
  checkpoint: Checkpoint,
  limits: UnpackLimits,
): Promise<void> => {
  checkEntries(entries, (await archive.stat()).size, limits);
  for (const entry of entries) {
    checkpoint(progress);
    const to = join(folder, ...partsOf(entry.name));
    const isFolder = /[/\\]$/.test(entry.name);
    await mkdir(isFolder ? to : dirname(to), { recursive: true });
    if (!isFolder) await unpackFile(archive, path, entry, to, () => checkpoint(progress));
  }
};
