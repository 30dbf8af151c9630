import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/** The page size that SQLite has by default and journals are made with. */
export const PAGE_BYTES = 4096;
const LOG_HEADER = 32;
const FRAME_HEADER = 24;

/** The pages of a database file as its last commit left them, read without SQLite, which opens no damaged file. */
export interface Pages {
  readonly count: number;
  /** Page `n`, from 1; null when the file ends before it does. */
  read(n: number): Buffer | null;
  close(): void;
}

/**
 * Committed pages in a write-ahead log, by number. A frame belongs to the log's present use when its salts are the
 * header's; rows of a transaction that never committed come after the last frame that says so.
 */
const loggedPages = (path: string): Map<number, Buffer> => {
  const committed = new Map<number, Buffer>();
  const log = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  let pending: [number, Buffer][] = [];
  for (let at = LOG_HEADER; at + FRAME_HEADER + PAGE_BYTES <= log.length; at += FRAME_HEADER + PAGE_BYTES) {
    if (!log.subarray(at + 8, at + 16).equals(log.subarray(16, 24))) break;
    pending.push([log.readUInt32BE(at), log.subarray(at + FRAME_HEADER, at + FRAME_HEADER + PAGE_BYTES)]);
    if (log.readUInt32BE(at + 4) === 0) continue;
    for (const [page, bytes] of pending) committed.set(page, bytes);
    pending = [];
  }
  return committed;
};

export const openPages = (path: string): Pages => {
  const logged = loggedPages(`${path}-wal`);
  const file = openSync(path, 'r');
  const inFile = Math.ceil(fstatSync(file).size / PAGE_BYTES);
  return {
    count: Math.max(inFile, ...logged.keys()),
    read(n) {
      const page = logged.get(n) ?? Buffer.alloc(PAGE_BYTES);
      if (logged.has(n)) return page;
      return readSync(file, page, 0, PAGE_BYTES, (n - 1) * PAGE_BYTES) > 0 ? page : null;
    },
    close: () => closeSync(file),
  };
};
