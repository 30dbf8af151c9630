import { hash, type Hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AuditKey } from './audit/key.ts';

/** The line before each piece's body; after the body its mark follows, a line of its own. */
interface Heading {
  readonly seq: number;
  /** The hash of that row, which stands for it and all before it. */
  readonly hash: string;
  /** The `RowsSum` of all rows up to it; empty: nobody vouches for them. */
  readonly sum: string;
  readonly edition: string;
  /** Whether the body is deflated. */
  readonly short: boolean;
  /** How many bytes of body follow the line. */
  readonly bytes: number;
}

const MOST = 256 * 1024 * 1024;
const END = 0x0a;
const MARK_BYTES = 64;

/** What was kept after one row. */
export interface Piece extends Pick<Heading, 'seq' | 'hash' | 'sum'> {
  /** Which rows are which run's, as `RunIndex` tells it: of all rows in the first piece, in each other of those since the one before. */
  readonly runs: string;
  readonly text: string;
}

export interface Keeper {
  /** The profile's key, made when it is first asked for. Throws what the file system throws. */
  readonly key: () => AuditKey;
  /** Of the program; null: nobody can tell, so that nothing counts. */
  readonly edition: string | null;
}

export const bookmarkIn = (folder: string): string => join(folder, 'journal.bookmark');

/** Keyed hash over all of the file before it: another profile's, a damaged, a forged or a misplaced one is none. */
const markOf = (key: AuditKey, sum: string): string => key.keyedHash(`bookmark\n${sum}`);

/** A piece as the file has it. `before` is the sum of the file before it, and then with it. */
export const recordOf = (
  { key, edition }: { readonly key: Keeper['key']; readonly edition: string },
  before: Hash,
  { seq, hash: row, sum, runs, text }: Piece,
  short: boolean,
): Buffer => {
  const whole = `${runs}\n${text}`;
  const body = short ? deflateRawSync(whole, { level: 1 }) : Buffer.from(whole);
  const heading: Heading = { seq, hash: row, sum, edition, short, bytes: body.length };
  const line = `${JSON.stringify(heading)}\n`;
  before.update(line).update(body);
  const mark = `${markOf(key(), before.copy().digest('hex'))}\n`;
  before.update(mark);
  return Buffer.concat([Buffer.from(line), body, Buffer.from(mark)]);
};

/** By hand, since what vouches for a heading is the mark after it; a reader that is made for it takes longer than all the rest. */
const headingIn = (line: string): Heading | null => {
  const { seq, hash: row, sum, edition, short, bytes } = Object(JSON.parse(line)) as Readonly<Record<string, unknown>>;
  if (typeof seq !== 'number' || typeof row !== 'string' || typeof sum !== 'string') return null;
  if (typeof edition !== 'string' || typeof short !== 'boolean' || typeof bytes !== 'number' || bytes < 0) return null;
  return { seq, hash: row, sum, edition, short, bytes };
};

interface Found {
  readonly heading: Heading;
  readonly body: Buffer;
  /** Where its mark begins. */
  readonly end: number;
}

/** What looks like pieces, as far as the file is not cut off. */
const foundIn = (bytes: Buffer, edition: string | null): Found[] => {
  const found: Found[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(END, at);
    const heading = end < 0 ? null : headingIn(bytes.toString('utf8', at, end));
    const bodyEnd = end + 1 + (heading?.bytes ?? 0);
    at = bodyEnd + MARK_BYTES + 1;
    if (heading?.edition !== edition || at > bytes.length) break;
    found.push({ heading, body: bytes.subarray(end + 1, bodyEnd), end: bodyEnd });
  }
  return found;
};

const pieceOf = ({ heading: { seq, hash: row, sum, short }, body }: Found): Piece => {
  const whole = short ? inflateRawSync(body, { maxOutputLength: MOST }) : body;
  const runsEnd = whole.indexOf(END);
  return {
    seq,
    hash: row,
    sum,
    runs: whole.toString('utf8', 0, runsEnd),
    text: whole.toString('utf8', runsEnd + 1),
  };
};

/** What is as this program kept it in this profile, up to the first piece that is not; null where there is no file. */
export const readBookmark = (folder: string, { key, edition }: Keeper): readonly Piece[] | null => {
  let bytes: Buffer;
  try {
    bytes = readFileSync(bookmarkIn(folder));
  } catch {
    return null;
  }
  const isGenuine = ({ end }: Found): boolean => {
    const mark = markOf(key(), hash('sha256', bytes.subarray(0, end), 'hex'));
    return bytes.toString('latin1', end, end + MARK_BYTES + 1) === `${mark}\n`;
  };
  try {
    const found = foundIn(bytes, edition);
    // The mark of one is over those before it as well.
    return found.slice(0, found.findLastIndex(isGenuine) + 1).map(pieceOf);
  } catch {
    return [];
  }
};

/** Overwrites a file and takes it away. Throws what the file system throws. */
export const destroy = (path: string): void => {
  let file: number;
  try {
    file = openSync(path, 'r+');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  try {
    writeSync(file, Buffer.alloc(fstatSync(file).size));
  } finally {
    closeSync(file);
  }
  rmSync(path, { force: true });
};
