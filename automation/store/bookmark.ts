import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { Bookmark, BookmarkTexts } from '../../shared/ports/journal.ts';
import type { AuditKey } from './audit/key.ts';
import type { Linked } from './chain.ts';

const NAME = 'journal.bookmark';

/** The line before each text. */
const Heading = z.object({
  seq: z.number().int().positive(),
  /** The hash of that row, which stands for it and all before it. */
  hash: z.string(),
  edition: z.string(),
  /** Whether the text is deflated. */
  short: z.boolean(),
  /** How many bytes of text follow the line. */
  bytes: z.number().int().nonnegative(),
  /** Keyed hash over all of it and the mark before: another profile's, a damaged, a forged or a misplaced one is none. */
  mark: z.string(),
});
type Heading = z.infer<typeof Heading>;

/**
 * Between two texts lies at least so long (milliseconds), and so often as long as the last one took. So few rows are left to be replayed, and keeping
 * costs no more than a part in 30. All of it is kept anew once what changed is more than it and than so many bytes, or came in so many pieces.
 */
const PAUSE = 10;
const SHARE = 30;
/** All of it is kept so soon after the first row, mostly before a person is asked: what it costs then, nobody waits for. */
const FIRST = 1;
const MOST_CHANGES = 64;
const FEW_BYTES = 65_536;
const MOST = 256 * 1024 * 1024;
const END = 0x0a;

const markOf = (
  key: AuditKey,
  before: string,
  { seq, hash: row, edition, short }: Omit<Heading, 'mark'>,
  body: Uint8Array,
): string => key.keyedHash([before, seq, row, edition, short, hash('sha256', body, 'hex')].join('\n'));

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

/** The texts of the file that are as they were kept, up to the first that is not. */
function* textsIn(bytes: Buffer, options: BookmarkOptions): Generator<{ seq: number; text: string }> {
  let before = '';
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(END, at);
    if (end < 0) return;
    // A reader made for one text takes longer to make than to read it without.
    const heading = Heading.parse(JSON.parse(bytes.toString('utf8', at, end)), { jitless: true });
    at = end + 1 + heading.bytes;
    const body = bytes.subarray(end + 1, at);
    const { seq, hash: row, edition, short, mark } = heading;
    if (edition !== options.edition || seq < options.forgottenAt || options.hashAt(seq) !== row) return;
    if (markOf(options.key(), before, heading, body) !== mark) return;
    before = mark;
    yield { seq, text: (short ? inflateRawSync(body, { maxOutputLength: MOST }) : body).toString('utf8') };
  }
}

const readFrom = (path: string, options: BookmarkOptions): ReturnType<Bookmark['kept']> => {
  const bytes = readFileSync(path);
  const texts: string[] = [];
  let seq = 0;
  try {
    for (const found of textsIn(bytes, options)) {
      texts.push(found.text);
      seq = found.seq;
    }
  } catch {
    // The last one was cut off; those before it stand.
  }
  return texts.length > 0 ? { seq, texts } : null;
};

/** What this process has kept: all of it, and changes after it. */
interface Kept {
  readonly of: BookmarkTexts;
  readonly file: number;
  readonly whole: number;
  /** Bytes of changes, and how many they are. */
  changed: number;
  changes: number;
  mark: string;
}

/** Keeps the bookmark of a profile's journal in a file beside it. The caller holds the profile's lock. */
export const openBookmark = (options: BookmarkOptions): BookmarkFile => {
  const { folder, edition, last } = options;
  const path = join(folder, NAME);
  let offered: BookmarkTexts | null = null;
  let own: Kept | null = null;
  /** null: nothing was offered yet, as while a start goes on from what was kept. */
  let next: number | null = null;
  let timer: NodeJS.Timeout | null = null;

  /** The line and the text, and the mark that follows. */
  const recordOf = (of: string, before: string, text: string, short: boolean): { record: Buffer; mark: string } => {
    const { seq, hash: row } = last();
    const body = short ? deflateRawSync(text, { level: 1 }) : Buffer.from(text);
    const heading = { seq, hash: row, edition: of, short, bytes: body.length };
    const mark = markOf(options.key(), before, heading, body);
    return { record: Buffer.concat([Buffer.from(`${JSON.stringify({ ...heading, mark })}\n`), body]), mark };
  };

  const letGo = (): void => {
    const file = own?.file;
    own = null;
    try {
      if (file !== undefined) closeSync(file);
    } catch {
      // It is closed either way.
    }
  };

  const keepWhole = (of: string, texts: BookmarkTexts, short: boolean): void => {
    letGo();
    const { record, mark } = recordOf(of, '', texts.whole(), short);
    // Whole or not at all, as far as a killed process goes; what a power cut leaves its mark tells.
    writeFileSync(`${path}.next`, record, { mode: 0o600 });
    renameSync(`${path}.next`, path);
    own = { of: texts, file: openSync(path, 'a'), whole: record.length, changed: 0, changes: 0, mark };
  };

  const keepSince = (of: string, texts: BookmarkTexts, to: Kept): void => {
    const { record, mark } = recordOf(of, to.mark, texts.since(), false);
    if (writeSync(to.file, record) < record.length) throw new Error('Cut off.');
    to.mark = mark;
    to.changed += record.length;
    to.changes++;
  };

  const keep = (closing: boolean): void => {
    const texts = offered;
    offered = null;
    if (timer) clearTimeout(timer);
    timer = null;
    if (!texts || edition === null) return;
    const begun = performance.now();
    const to = own?.of === texts && own.changes < MOST_CHANGES ? own : null;
    let often = true;
    try {
      if (closing || !to || to.changed > Math.max(to.whole, FEW_BYTES)) {
        keepWhole(edition, texts, closing);
        // All of it comes so seldom that what changes need not wait for it.
        often = false;
      } else keepSince(edition, texts, to);
    } catch {
      // It is for speed alone: on a full disk it ends here, and begins anew with all of it.
      letGo();
    }
    const now = performance.now();
    next = now + (often ? Math.max(PAUSE, SHARE * (now - begun)) : PAUSE);
  };

  const drop = (): void => {
    offered = null;
    letGo();
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
    offer(texts) {
      offered = texts;
      const now = performance.now();
      const wait = (next ??= now + FIRST) - now;
      if (wait <= 0) keep(false);
      else timer ??= setTimeout(() => keep(false), wait).unref();
    },
    drop,
    close() {
      keep(true);
      letGo();
    },
  };
};
