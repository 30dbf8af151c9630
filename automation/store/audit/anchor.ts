import { readHead, signHead, writeHead, type Break, type Position, type SignedHead } from './head.ts';
import type { AuditKey } from './key.ts';

/** How long a new head may wait for the next one, in milliseconds: signing each row would cost more than writing it. */
const PAUSE = 100;

export interface AnchorOptions {
  readonly folder: string;
  /** The profile's key, made when it is first asked for. Throws what the file system throws. */
  readonly key: () => AuditKey;
  readonly now: () => number;
  /** The journal's last row as it was opened. */
  readonly last: Position;
  /** The hash of a row; empty when there is no such row. */
  readonly hashAt: (seq: number) => string;
  /** The journal's file was damaged and replaced while it was opened. */
  readonly repaired: boolean;
}

/** Keeps the journal's signed head, outside the journal's file. */
export interface Anchor {
  /** How the journal did not go on from its last head when it was opened, or null. */
  readonly broken: Break | null;
  /** Rows are about to follow the one that Sonny had ended with. */
  begin(): void;
  /** The row is on disk for good. The head trails it by a tenth of a second at most. */
  note(position: Position): void;
  /** Signs the last row as the last one. */
  close(last: Position): void;
}

const kindOf = (head: ReturnType<typeof readHead>, options: AnchorOptions): Break['kind'] | null => {
  const { last, hashAt, repaired } = options;
  if (repaired) return 'repaired';
  if (head === null) return last.seq === 0 ? null : 'unanchored';
  if (head === 'damaged') return 'unanchored';
  if (head.seq > last.seq) return 'cut-off';
  if (hashAt(head.seq) !== head.hash) return 'rewritten';
  return head.closed && last.seq > head.seq ? 'added' : null;
};

const position = ({ seq, hash }: Position): Position => ({ seq, hash });

/** Compares the journal with the head that was kept, and keeps it from now on. */
export const openAnchor = (options: AnchorOptions): Anchor => {
  const { folder, now, last } = options;
  const read = readHead(folder);
  const before: SignedHead | null = read === 'damaged' ? null : read;
  const kind = kindOf(read, options);
  const broken = kind && { kind, at: now(), expected: before && position(before), found: position(last) };
  const breaks = [...(before?.breaks ?? []), ...(broken ? [broken] : [])];
  let begun = false;
  let waiting: Position | null = null;
  let pause: NodeJS.Timeout | null = null;

  const keep = ({ seq, hash }: Position, closed: boolean): void => {
    try {
      writeHead(folder, signHead({ seq, hash, at: now(), closed, breaks }, options.key()));
    } catch {
      // The rows are safe; a disk that is full now gets the head of a later row.
    }
  };
  const keepSoon = (latest: Position): void => {
    waiting = latest;
    pause ??= setTimeout(() => {
      pause = null;
      if (waiting) keepAndPause(waiting);
    }, PAUSE).unref();
  };
  const keepAndPause = (latest: Position): void => {
    keep(latest, false);
    keepSoon(latest);
    waiting = null;
  };

  if (broken) keep(last, true);
  return {
    broken,
    begin() {
      // Where a killed Sonny left it open, a start need not wait for its file.
      if (!begun && last.seq > 0 && before?.closed === false && !broken) keepSoon(last);
      else if (!begun && last.seq > 0) keep(last, false);
      begun = true;
    },
    note(latest) {
      if (pause) waiting = latest;
      else keepAndPause(latest);
    },
    close(latest) {
      if (pause) clearTimeout(pause);
      if (latest.seq > 0) keep(latest, true);
    },
  };
};
