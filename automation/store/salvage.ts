import { constants, copyFileSync, existsSync } from 'node:fs';
import { asideName } from './aside.ts';
import { BEFORE_FIRST, link, type Linked } from './chain.ts';
import { createJournalFile } from './journal-file.ts';
import { openPages } from './sqlite-pages.ts';
import { rowsInPages } from './sqlite-rows.ts';

const found = (path: string): Linked[] => {
  const pages = openPages(path);
  try {
    const bySeq = new Map<number, Linked>();
    for (const row of rowsInPages(pages)) bySeq.set(row.seq, row);
    return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  } finally {
    pages.close();
  }
};

/**
 * Rows whose hash follows from the row before. The row after a gap cannot be proved and is left out; those after it can.
 */
const sound = (rows: readonly Linked[]): Linked[] =>
  rows.filter((row, i) => {
    const before = rows[i - 1] ?? BEFORE_FIRST;
    return before.seq === row.seq - 1 && link(before.hash, row) === row.hash;
  });

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
 */
export const replaceDamaged = (path: string, now: number): Salvaged => {
  const rows = found(path);
  const kept = sound(rows);
  const aside = asideName(path, now);
  for (const ending of ['', '-wal']) {
    if (existsSync(path + ending)) copyFileSync(path + ending, aside + ending, constants.COPYFILE_EXCL);
  }
  createJournalFile(path, kept);
  return { kept: kept.length, lost: (rows.at(-1)?.seq ?? 0) - kept.length, aside };
};
