import { constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Linked } from '../chain.ts';
import { openJournalFile, rowReader } from '../journal-file.ts';
import { rowsInFile } from '../sqlite-rows.ts';
import { isDamage } from '../store-error.ts';

/** How often a journal that is being written is copied again before its copy is taken as it is. */
const TRIES = 20;
const ENDINGS = ['', '-wal'];

export interface Read {
  readonly rows: readonly Linked[];
  /** Why SQLite does not read the file, so that rows were looked for in its pages; null when it does. */
  readonly damage: string | null;
}

const stamp = (path: string): string =>
  ENDINGS.map((ending) => statSync(path + ending, { throwIfNoEntry: false, bigint: true }))
    .map((found) => (found ? `${found.size} ${found.mtimeNs} ${found.ino}` : 'none'))
    .join();

const copy = (path: string, to: string): void => {
  for (let i = 0; i < TRIES; i++) {
    const before = stamp(path);
    for (const ending of ENDINGS) {
      rmSync(to + ending, { force: true });
      if (existsSync(path + ending)) copyFileSync(path + ending, to + ending, constants.COPYFILE_FICLONE);
    }
    if (stamp(path) === before) return;
  }
};

/**
 * Every row of a journal as it is on disk now. Works on a copy, so that nothing is repaired or locked and a Sonny that writes
 * the journal meanwhile is not disturbed, nor asked. Throws what the file system throws.
 */
export const readCopy = (path: string): Read => {
  const folder = mkdtempSync(join(tmpdir(), 'sonny-audit-'));
  const to = join(folder, 'journal.sqlite');
  try {
    copy(path, to);
    const db = openJournalFile(to);
    try {
      return { rows: [...rowReader(db).rows(1)], damage: null };
    } finally {
      db.close();
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    copy(path, to);
    return { rows: rowsInFile(to), damage: error instanceof Error ? error.message : String(error) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
