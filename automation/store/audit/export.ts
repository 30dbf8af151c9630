import { join } from 'node:path';
import type { Redactor } from '../../../shared/ports/redactor.ts';
import { readCopy } from './copy.ts';
import { writeExport } from './export-file.ts';
import { openAuditKey } from './key.ts';
import { type AuditReport, verifyJournal } from './verify.ts';

/**
 * Exports the journal of a profile to a new file, whatever is found wrong with it, and says what is.
 * FILE_NOT_FOUND when there is no journal; else as `writeExport` throws.
 */
export const exportJournal = (options: {
  readonly folder: string;
  readonly path: string;
  readonly redactor: Redactor;
  /** Milliseconds since the epoch. */
  readonly now: number;
}): AuditReport => {
  const { folder, path, redactor, now } = options;
  const report = verifyJournal(folder);
  const { rows } = readCopy(join(folder, 'journal.sqlite'));
  writeExport({ path, rows, breaks: report.head?.breaks ?? [], key: openAuditKey(folder), redactor, now });
  return report;
};
