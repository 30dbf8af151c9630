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

/** What the system means by it, said of the place. */
const SAY: Readonly<Record<string, string>> = {
  ENOENT: 'nothing is there',
  EEXIST: 'something is there already',
  ENOTDIR: 'what should be a folder on the way there is a file',
  ENOTEMPTY: 'it is not empty',
  EACCES: 'you have no right to it; change its permissions if it is yours',
  EPERM: 'you have no right to it; its permissions, or a lock against changes, keep it as it is',
  EROFS: 'it can only be read',
  ELOOP: 'it is a link that leads around in a circle',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'that name is too long',
  EBUSY: 'something else uses it',
  ENOSPC: 'no room is left there',
  EDQUOT: 'no more room is allowed there',
};

/** What helps where the system keeps everybody out of a place, and not Sonny alone. */
const NO_RIGHT = 'Change the permissions of that place if it is yours, or choose another one.';
const HINT: Readonly<Record<string, string>> = {
  EACCES: NO_RIGHT,
  EPERM: NO_RIGHT,
  EROFS: 'Choose another place: nothing can be written on that disk as it is now.',
};

/** Names of Sonny's own beside a file, while it is put in its place: they say nothing to a person. */
const OWN = /\/\.sonny-[^/]*(\/.*)?$/u;

/** A full disk is the one that is written to. */
const placeOf = (error: Error): string => {
  const named = error as { readonly path?: unknown; readonly dest?: unknown };
  const place = isFull(error) ? (named.dest ?? named.path) : named.path;
  return typeof place === 'string' ? place.replace(OWN, '') : '';
};

const sayOf = (error: Error): string => {
  const say = SAY[systemCode(error)];
  const place = placeOf(error);
  return say === undefined || place === '' ? error.message : `${place}: ${say}.`;
};

/** The file system's own code, such as ENOENT. */
export const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Whether a disk, or a person's share of it, is full. */
const isFull = (error: unknown): boolean => CODES[systemCode(error)] === 'STORE_FULL';

/** An error of an open file names no place: that of a full disk then is said to be of `place`. */
export const withPlace = (error: unknown, place: string): unknown =>
  isFull(error) && error instanceof Error && !('path' in error) ? Object.assign(error, { path: place }) : error;

/** What a person is told about an error of the file system. */
export const fileError = (error: unknown): SonnyError => {
  if (error instanceof SonnyError) return error;
  const code = CODES[systemCode(error)];
  if (!code) return SonnyError.from(error);
  const hint = HINT[systemCode(error)];
  return new SonnyError(code, sayOf(error as Error), { cause: error, ...(hint === undefined ? {} : { hint }) });
};
