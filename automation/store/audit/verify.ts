import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { BEFORE_FIRST, type Linked } from '../chain.ts';
import { breakDetails } from './break-details.ts';
import { readCopy } from './copy.ts';
import type { Export } from './export-file.ts';
import { isGenuine, readHead, type Position, type SignedHead } from './head.ts';
import { readAuditKey } from './key.ts';
import { findTampering, type Tampering } from './tampering.ts';

/** Something that is not as it should be. */
export interface Finding {
  readonly kind:
    | Tampering['kind']
    /** Rows are missing at the end. */
    | 'cut-off'
    /** Every row follows from the one before, and yet they are not the rows that were written. */
    | 'rewritten'
    /** The file is no journal that SQLite reads. */
    | 'unreadable'
    /** There is no signed head to compare with, or it is not genuine. */
    | 'unanchored'
    /** The head or export that was kept elsewhere is not of this profile, or not genuine. */
    | 'foreign'
    /** Something was found wrong when the journal was opened, some time ago. */
    | 'earlier';
  /** The first row that is not as it was written, or is missing; null where no single row can be named. */
  readonly seq: number | null;
  readonly say: string;
}

export interface AuditReport {
  readonly rows: number;
  /** The last row that is there. */
  readonly last: Position;
  /** Rows after the signed head: none once Sonny has ended, unless it was killed. */
  readonly unsigned: number;
  /** The signed head that was compared with. */
  readonly head: SignedHead | null;
  /** Empty when the journal is as it was written. The first one is the first in the journal. */
  readonly findings: readonly Finding[];
}

/** Compares rows that follow from one another with a position that they once had. */
const compare = (rows: readonly Linked[], { seq, hash }: Position, whose: string): Finding | null => {
  const last = rows.at(-1)?.seq ?? 0;
  if (last < seq) {
    const missing = last + 1 === seq ? `Row ${seq} is` : `Rows ${last + 1} to ${seq} are`;
    return { kind: 'cut-off', seq: last + 1, say: `${missing} missing at the end: ${whose} had ${seq} rows.` };
  }
  return rows[seq - 1]?.hash === hash
    ? null
    : {
        kind: 'rewritten',
        seq: null,
        say: `Row ${seq} or one before it was written anew: ${whose} had another row ${seq}.`,
      };
};

/** Rows after the one that Sonny ended with, unless one was started since the head was read. */
const addedTo = (rows: readonly Linked[], head: SignedHead, folder: string): Finding | null => {
  const seq = head.seq + 1;
  if (!head.closed || rows.length < seq) return null;
  const now = readHead(folder);
  if (now !== 'damaged' && now?.closed === false) return null;
  return { kind: 'inserted', seq, say: `Row ${seq} was put in after Sonny had ended.` };
};

/** An export tells each row, so that the first one that differs has a number. */
const compareExport = (rows: readonly Linked[], kept: Export, folder: string): Finding | null => {
  const found = compare(rows, kept.head, 'the export');
  const key = found?.kind === 'rewritten' ? readAuditKey(folder) : null;
  const at = key ? kept.tags.findIndex((tag, i) => key.keyedHash(rows[i]?.hash ?? '') !== tag) : -1;
  return at < 0 ? found : { kind: 'rewritten', seq: at + 1, say: `Row ${at + 1} is not the one that was exported.` };
};

const foreign = (say: string): Finding => ({ kind: 'foreign', seq: null, say });

const elsewhere = (
  rows: readonly Linked[],
  against: SignedHead | Export,
  head: SignedHead | null,
  folder: string,
): Finding[] => {
  const kept = 'tags' in against ? against.head : against;
  if (!isGenuine(kept) || ('tags' in against && !against.genuine))
    return [foreign('What was kept elsewhere was changed since it was signed.')];
  if (head && head.key !== kept.key) return [foreign('What was kept elsewhere was signed with another key.')];
  const found = 'tags' in against ? compareExport(rows, against, folder) : compare(rows, kept, 'the kept head');
  return found ? [found] : [];
};

/**
 * Says whether the journal of a profile is as Sonny wrote it, and names the first row that is not. Changes nothing and needs no
 * running Sonny. `against` is a head or an export that was kept outside the profile. FILE_NOT_FOUND when there is no journal.
 */
export const verifyJournal = (folder: string, against: SignedHead | Export | null = null): AuditReport => {
  const path = join(folder, 'journal.sqlite');
  // The head first: a journal that is written meanwhile only grows.
  const kept = readHead(folder);
  const head = kept === 'damaged' ? null : kept;
  if (!existsSync(path) && !head && !against) throw new SonnyError('FILE_NOT_FOUND', path);
  const { rows, damage } = existsSync(path) ? readCopy(path) : { rows: [], damage: null };
  const { seq, hash } = rows.at(-1) ?? BEFORE_FIRST;

  const inside = findTampering(rows, head);
  const atEnd = inside || !head ? null : (compare(rows, head, 'the signed head') ?? addedTo(rows, head, folder));
  const unanchored: Finding = {
    kind: 'unanchored',
    seq: null,
    say: kept === 'damaged' ? 'The signed head is not genuine.' : 'There is no signed head to compare with.',
  };
  return {
    rows: rows.length,
    last: { seq, hash },
    unsigned: Math.max(0, rows.length - (head?.seq ?? 0)),
    head,
    findings: [
      ...(inside ? [inside] : []),
      ...(atEnd ? [atEnd] : []),
      ...(against && !inside && !atEnd ? elsewhere(rows, against, head, folder) : []),
      ...(damage === null ? [] : [{ kind: 'unreadable', seq: null, say: damage } as const]),
      ...(head || rows.length === 0 ? [] : [unanchored]),
      ...(head?.breaks ?? []).map((one): Finding => ({
        kind: 'earlier',
        seq: one.expected && one.kind === 'cut-off' ? one.found.seq + 1 : null,
        say: breakDetails(one),
      })),
    ],
  };
};
