import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/**
 * The page size that journals are made with. Each row that is added writes its whole page, and most rows are far shorter than one: of SQLite's
 * default size, which earlier Sonnies' journals have and keep, twice as long is spent on a row.
 */
export const PAGE_BYTES = 1024;
const EARLIER = 4096;
export const PAGE_SIZES: readonly number[] = [PAGE_BYTES, EARLIER];

/** From SQLite's published file format: https://www.sqlite.org/fileformat2.html */
const MAGIC = 'SQLite format 3\0';
const SIZE_AT = 16;
const LOG_HEADER = 32;
const FRAME_HEADER = 24;

const headerOf = (path: string): Buffer => {
  const header = Buffer.alloc(SIZE_AT + 2);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, header.length, 0);
  } finally {
    closeSync(file);
  }
  return header;
};

/** The page size that a file's header tells; where it is damaged, the one that journals are made with. Throws what the file system throws. */
export const pageBytesOf = (path: string): number => {
  const header = headerOf(path);
  const told = header.toString('latin1', 0, SIZE_AT) === MAGIC ? header.readUInt16BE(SIZE_AT) : 0;
  return told === EARLIER ? EARLIER : PAGE_BYTES;
};

/** The pages of a database file as its last commit left them, read without SQLite, which opens no damaged file. */
export interface Pages {
  /** Of each page, in bytes. */
  readonly size: number;
  readonly count: number;
  /** Page `n`, from 1; null when the file ends before it does. */
  read(n: number): Buffer | null;
  close(): void;
}

/**
 * Committed pages in a write-ahead log, by number. A frame belongs to the log's present use when its salts are the
 * header's; rows of a transaction that never committed come after the last frame that says so.
 */
const loggedPages = (path: string, size: number): Map<number, Buffer> => {
  const committed = new Map<number, Buffer>();
  const log = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  let pending: [number, Buffer][] = [];
  for (let at = LOG_HEADER; at + FRAME_HEADER + size <= log.length; at += FRAME_HEADER + size) {
    if (!log.subarray(at + 8, at + 16).equals(log.subarray(16, 24))) break;
    pending.push([log.readUInt32BE(at), log.subarray(at + FRAME_HEADER, at + FRAME_HEADER + size)]);
    if (log.readUInt32BE(at + 4) === 0) continue;
    for (const [page, bytes] of pending) committed.set(page, bytes);
    pending = [];
  }
  return committed;
};

export const openPages = (path: string, size: number): Pages => {
  const logged = loggedPages(`${path}-wal`, size);
  const file = openSync(path, 'r');
  const inFile = Math.ceil(fstatSync(file).size / size);
  return {
    size,
    count: Math.max(inFile, ...logged.keys()),
    read(n) {
      const page = logged.get(n) ?? Buffer.alloc(size);
      if (logged.has(n)) return page;
      return readSync(file, page, 0, size, (n - 1) * size) > 0 ? page : null;
    },
    close: () => closeSync(file),
  };
};
