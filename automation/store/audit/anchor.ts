import { readHead, signHead, writeHead, type Break, type Position } from './head.ts';
import { openAuditKey, type AuditKey } from './key.ts';

/** How long a new head may wait for the next one, in milliseconds: signing each row would cost more than writing it. */
const PAUSE = 100;

export interface AnchorOptions {
  readonly folder: string;
  readonly now: () => number;
  /** The journal's last row as it was opened. */
  readonly last: Position;
  /** The hash of a row, or null when there is no such row. */
  readonly hashAt: (seq: number) => string | null;
  /** The journal's file was damaged and replaced while it was opened. */
  readonly repaired: boolean;
}

/** Keeps the journal's signed head, outside the journal's file. */
export interface Anchor {
  /** How the journal did not go on from its last head when it was opened, or null. */
  readonly broken: Break | null;
  /** The row is on disk for good. The head trails it by a tenth of a second at most. */
  note(position: Position): void;
  /** Signs the last row. */
  close(last: Position): void;
}

const breakOf = ({ folder, now, last, hashAt, repaired }: AnchorOptions): Break | null => {
  const head = readHead(folder);
  const expected = head === null || head === 'damaged' ? null : { seq: head.seq, hash: head.hash };
  const found = { seq: last.seq, hash: last.hash };
  const kindOf = (): Break['kind'] | null => {
    if (repaired) return 'repaired';
    if (!expected) return head === null && last.seq === 0 ? null : 'unanchored';
    if (expected.seq > last.seq) return 'cut-off';
    return hashAt(expected.seq) === expected.hash ? null : 'rewritten';
  };
  const kind = kindOf();
  return kind && { kind, at: now(), expected, found };
};

/** Compares the journal with the head that was kept, and keeps it from now on. */
export const openAnchor = (options: AnchorOptions): Anchor => {
  const { folder, now } = options;
  const broken = breakOf(options);
  const before = readHead(folder);
  const breaks = [...(before === null || before === 'damaged' ? [] : before.breaks), ...(broken ? [broken] : [])];
  let key: AuditKey | null = null;
  let waiting: Position | null = null;
  let pause: NodeJS.Timeout | null = null;

  const keep = (position: Position): void => {
    try {
      key ??= openAuditKey(folder);
      writeHead(folder, signHead({ ...position, at: now(), breaks }, key));
    } catch {
      // The rows are safe; a disk that is full now gets the head of a later row.
    }
  };
  const keepAndPause = (position: Position): void => {
    waiting = null;
    keep(position);
    pause = setTimeout(() => {
      pause = null;
      if (waiting) keepAndPause(waiting);
    }, PAUSE);
    pause.unref();
  };

  if (broken) keep(options.last);
  return {
    broken,
    note({ seq, hash }) {
      if (pause) waiting = { seq, hash };
      else keepAndPause({ seq, hash });
    },
    close({ seq, hash }) {
      if (pause) clearTimeout(pause);
      if (seq > 0) keep({ seq, hash });
    },
  };
};
