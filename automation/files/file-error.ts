import { SonnyError, type ErrorCode } from '../../shared/protocol/errors.ts';

const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'FILE_NOT_FOUND',
  ENOTDIR: 'FILE_NOT_FOUND',
  EEXIST: 'FILE_EXISTS',
  ENOTEMPTY: 'FILE_EXISTS',
  EACCES: 'FILE_DENIED',
  EPERM: 'FILE_DENIED',
  EROFS: 'FILE_DENIED',
  ELOOP: 'FILE_DENIED',
  EISDIR: 'FILE_DENIED',
  ENAMETOOLONG: 'FILE_DENIED',
  EBUSY: 'FILE_DENIED',
  EINVAL: 'FILE_DENIED',
  EFBIG: 'FILE_TOO_BIG',
  ENOSPC: 'STORE_FULL',
  ABORT_ERR: 'CANCELLED',
  EDQUOT: 'STORE_FULL',
};

/** The file system's own code, such as ENOENT. */
export const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** What a person is told about an error of the file system. */
export const fileError = (error: unknown): SonnyError => {
  if (error instanceof SonnyError) return error;
  const code = CODES[systemCode(error)];
  return code ? new SonnyError(code, (error as Error).message, { cause: error }) : SonnyError.from(error);
};
