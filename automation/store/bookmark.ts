import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { Bookmark } from '../../shared/ports/journal.ts';
import type { AuditKey } from './audit/key.ts';
import type { Linked } from './chain.ts';

const NAME = 'journal.bookmark';

/** The first line of the file; the text follows, deflated. */
const Heading = z.object({
  seq: z.number().int().positive(),
  /** The hash of that row, which stands for it and all before it. */
  hash: z.string(),
  edition: z.string(),
  /** Whether the text is deflated. */
  short: z.boolean(),
  /** Keyed hash over all of it: another profile's, a damaged or a forged one is none. */
  mark: z.string(),
});
type Heading = z.infer<typeof Heading>;

/** Between two of them lies at least so long (milliseconds), and so often as long as the last one took: keeping them costs no more than a part in 30. */
const PAUSE = 100;
const SHARE = 30;
const MOST = 256 * 1024 * 1024;

const markOf = (key: AuditKey, { seq, hash: row, edition, short }: Omit<Heading, 'mark'>, body: Uint8Array): string =>
  key.keyedHash([seq, row, edition, short, hash('sha256', body, 'hex')].join('\n'));

export interface BookmarkOptions {
  readonly folder: string;
  /** The profile's key, made when it is first asked for. Throws what the file system throws. */
  readonly key: () => AuditKey;
  /** Of the program; null: nothing is kept. */
  readonly edition: string | null;
  /** The newest row. */
  readonly last: () => Pick<Linked, 'seq' | 'hash'>;
  /** The hash of a row; empty when there is no such row. */
  readonly hashAt: (seq: number) => string;
  /** The newest row by which a person had something forgotten; 0: there is none. */
  readonly forgottenAt: number;
}

export interface BookmarkFile extends Bookmark {
  /** Overwrites it and takes it away, since it may hold words that are forgotten now. @throws what the file system throws */
  drop(): void;
  /** Keeps what was offered last. */
  close(): void;
}

/** Overwrites a file and takes it away. */
const destroy = (path: string): void => {
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

const readFrom = (path: string, options: BookmarkOptions): { seq: number; text: string } | null => {
  const bytes = readFileSync(path);
  const end = bytes.indexOf('\n');
  // A reader made for one text takes longer to make than to read it without.
  const { mark, ...heading } = Heading.parse(JSON.parse(bytes.toString('utf8', 0, end)), { jitless: true });
  const { seq, edition, short } = heading;
  if (edition !== options.edition || seq < options.forgottenAt || options.hashAt(seq) !== heading.hash) return null;
  const body = bytes.subarray(end + 1);
  if (markOf(options.key(), heading, body) !== mark) return null;
  return { seq, text: (short ? inflateRawSync(body, { maxOutputLength: MOST }) : body).toString('utf8') };
};

/** Keeps the bookmark of a profile's journal in a file beside it. The caller holds the profile's lock. */
export const openBookmark = (options: BookmarkOptions): BookmarkFile => {
  const { folder, edition, last } = options;
  const path = join(folder, NAME);
  let offered: (() => string) | null = null;
  let next = performance.now() + PAUSE;
  let timer: NodeJS.Timeout | null = null;

  const keep = (short: boolean): void => {
    const text = offered;
    offered = null;
    if (timer) clearTimeout(timer);
    timer = null;
    if (!text || edition === null) return;
    const begun = performance.now();
    try {
      const { seq, hash: row } = last();
      const body = short ? deflateRawSync(text(), { level: 1 }) : Buffer.from(text());
      const heading = { seq, hash: row, edition, short };
      const line = `${JSON.stringify({ ...heading, mark: markOf(options.key(), heading, body) })}\n`;
      // Whole or not at all, as far as a killed process goes; what a power cut leaves its mark tells.
      writeFileSync(`${path}.next`, Buffer.concat([Buffer.from(line), body]), { mode: 0o600 });
      renameSync(`${path}.next`, path);
    } catch {
      // It is for speed alone: on a full disk there is none.
    }
    const now = performance.now();
    next = now + Math.max(PAUSE, SHARE * (now - begun));
  };

  const drop = (): void => {
    offered = null;
    for (const one of [path, `${path}.next`]) destroy(one);
  };

  return {
    kept() {
      try {
        const found = readFrom(path, options);
        if (!found) drop();
        return found;
      } catch {
        return null;
      }
    },
    offer(text) {
      offered = text;
      const wait = next - performance.now();
      if (wait <= 0) keep(false);
      else timer ??= setTimeout(() => keep(false), wait).unref();
    },
    drop,
    close: () => keep(true),
  };
};
