import { SonnyError } from '../../shared/protocol/errors.ts';

/** SQLite's primary result codes that are told apart; extended codes carry them in their low byte. */
const LOGIC = 1;
const BUSY = 5;
const READ_ONLY = 8;
const IO = 10;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

const resultCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;

export const isBusy = (error: unknown): boolean => resultCode(error) === BUSY;

/**
 * The file itself is damaged, as opposed to the disk being full or the folder closed. The statements are right, so one that
 * makes no sense to SQLite (no such table, malformed JSON) met a file that is not as it was made.
 */
export const isDamage = (error: unknown): boolean => [LOGIC, CORRUPT, NOT_A_DATABASE].includes(resultCode(error) ?? -1);

const sqliteError = (error: unknown): 'STORE_FULL' | 'STORE_CORRUPT' | 'FILE_DENIED' | null => {
  const code = resultCode(error);
  if (code === FULL || code === IO) return 'STORE_FULL';
  if (code === READ_ONLY || code === CANNOT_OPEN) return 'FILE_DENIED';
  return isDamage(error) ? 'STORE_CORRUPT' : null;
};

const systemError = (error: unknown): 'STORE_FULL' | 'FILE_DENIED' | null => {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EIO') return 'STORE_FULL';
  return ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EEXIST', 'EISDIR'].includes(String(code))
    ? 'FILE_DENIED'
    : null;
};

/** What a person is told when the profile's files cannot be written or read. */
export const storeError = (error: unknown, path: string): SonnyError => {
  if (error instanceof SonnyError) return error;
  const code = sqliteError(error) ?? systemError(error);
  return code
    ? new SonnyError(code, `${path}: ${error instanceof Error ? error.message : ''}`, { cause: error })
    : SonnyError.from(error);
};
