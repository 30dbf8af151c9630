import type { FileHandle } from 'node:fs/promises';
import { SonnyError } from '../../../shared/protocol/errors.ts';

/** One entry of an archive, as its directory (the part at the end) has it. */
export interface ZipEntry {
  /** With `/`; a folder's ends with one. */
  readonly name: string;
  /** Bytes when unpacked, and as packed. */
  readonly size: number;
  readonly packed: number;
  readonly crc32: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  /** Permissions and kind as Unix has them; 0 when the archive does not say. */
  readonly mode: number;
  /** Where the entry starts in the archive. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const MOST_COMMENT = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const MOST_DIRECTORY = 64 * 1024 * 1024;
const UTF8_NAMES = 0x800;
const ENCRYPTED = 0x1;
const UNIX = 3;

const notZip = (why: string): SonnyError => new SonnyError('UNSUPPORTED', `Not a zip archive: ${why}.`);

/** Reads exactly these bytes of a file. */
export const readAt = async (file: FileHandle, offset: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  if (bytesRead < length) throw notZip('it is cut off');
  return buffer;
};

const findEnd = (tail: Buffer): Buffer => {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END && at + END_BYTES + tail.readUInt16LE(at + 20) === tail.length)
      return tail.subarray(at);
  }
  throw notZip('it has no directory');
};

/** Names are UTF-8 when the entry says so, and mostly when it does not; else one byte is one character. */
const nameOf = (bytes: Buffer, flags: number): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    if (flags & UTF8_NAMES) throw notZip('a name is not UTF-8');
    return bytes.toString('latin1');
  }
};

const entryAt = (directory: Buffer, at: number): { entry: ZipEntry; next: number } => {
  if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== ENTRY)
    throw notZip('its directory is damaged');
  const flags = directory.readUInt16LE(at + 8);
  const nameEnd = at + ENTRY_BYTES + directory.readUInt16LE(at + 28);
  const next = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  if (next > directory.length) throw notZip('its directory is damaged');
  const [packed, size, offset] = [20, 24, 42].map((field) => directory.readUInt32LE(at + field)) as [
    number,
    number,
    number,
  ];
  if ([packed, size, offset].includes(0xffffffff))
    throw new SonnyError('FILE_TOO_BIG', 'The archive holds more than 4 GB.');
  const entry = {
    name: nameOf(directory.subarray(at + ENTRY_BYTES, nameEnd), flags),
    size,
    packed,
    offset,
    crc32: directory.readUInt32LE(at + 16),
    method: directory.readUInt16LE(at + 10),
    encrypted: (flags & ENCRYPTED) !== 0,
    mode: directory.readUInt8(at + 5) === UNIX ? directory.readUInt32LE(at + 38) >>> 16 : 0,
  };
  return { entry, next };
};

/** The entries of an archive, without unpacking anything. UNSUPPORTED when it is no zip archive or is damaged. */
export const readDirectory = async (file: FileHandle): Promise<ZipEntry[]> => {
  const { size } = await file.stat();
  const tailBytes = Math.min(size, END_BYTES + MOST_COMMENT);
  const end = findEnd(await readAt(file, size - tailBytes, tailBytes));
  const [count, bytes, offset] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  if (bytes > MOST_DIRECTORY || count === 0xffff)
    throw new SonnyError('FILE_TOO_BIG', 'The archive’s directory is too long.');
  const directory = await readAt(file, offset, bytes);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count;) {
    const { entry, next } = entryAt(directory, at);
    entries.push(entry);
    at = next;
  }
  return entries;
};
