import { constants, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { asideName } from './aside.ts';
import { following } from './chain.ts';
import { createJournalFile } from './journal-file.ts';
import { rowsInFile } from './sqlite-rows.ts';

const ENDINGS = ['', '-wal'];

const copyTo = (path: string, to: string): void => {
  for (const ending of ENDINGS)
    if (existsSync(path + ending)) copyFileSync(path + ending, to + ending, constants.COPYFILE_EXCL);
};

/** How many rows there are in all tables of a file that SQLite finds nothing wrong with; 0 of any other. Looks at a copy. */
const wholeRows = (path: string): number => {
  const folder = mkdtempSync(join(tmpdir(), 'sonny-salvage-'));
  try {
    copyTo(path, join(folder, 'copy'));
    const db = new DatabaseSync(join(folder, 'copy'));
    try {
      if (db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'] !== 'ok') return 0;
      const tables = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .all();
      return tables
        .map(({ name }) => `"${String(name).replaceAll('"', '""')}"`)
        .reduce((sum, name) => sum + Number(db.prepare(`SELECT count(*) AS n FROM ${name}`).get()?.['n']), 0);
    } finally {
      db.close();
    }
  } catch {
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export interface Salvaged {
  readonly kept: number;
  /** At least so many rows were lost; what was cut off the end leaves no trace. */
  readonly lost: number;
  /** Where the damaged file is now. */
  readonly aside: string;
}

/**
 * Puts a new journal with every sound row of a damaged one in its place and keeps the damaged one aside.
 * Cut off at any point, either the damaged file or the whole new one is in its place. The caller holds the profile's lock.
 * @throws SonnyError JOURNAL_NOT_KNOWN where the file is whole and none of its rows is Sonny's as it knows them: it stays
 */
export const replaceDamaged = (path: string, now: number): Salvaged => {
  const rows = rowsInFile(path);
  const kept = following(rows);
  const whole = kept.length === 0 ? wholeRows(path) : 0;
  if (whole > 0) throw new SonnyError('JOURNAL_NOT_KNOWN', `${path} has ${whole} ${whole === 1 ? 'row' : 'rows'}.`);
  const aside = asideName(path, now);
  copyTo(path, aside);
  createJournalFile(path, kept);
  return { kept: kept.length, lost: (rows.at(-1)?.seq ?? 0) - kept.length, aside };
};
