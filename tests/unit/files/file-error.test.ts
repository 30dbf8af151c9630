import { expect, test } from 'vitest';
import { fileError, withPlace } from '../../../automation/files/file-error.ts';
import { ERRORS, SonnyError } from '../../../shared/protocol/errors.ts';

const failed = (code: string, path: string): Error =>
  Object.assign(new Error(`${code}: something, open '${path}'`), { code, path });

test.each([
  ['EROFS', '/home/a/RO/.sonny-lk4fyH', 'FILE_DENIED', '/home/a/RO: it can only be read.'],
  [
    'EACCES',
    '/home/a/b.txt',
    'FILE_DENIED',
    '/home/a/b.txt: you have no right to it; change its permissions if it is yours.',
  ],
  ['ENOENT', '/home/a/gone', 'FILE_NOT_FOUND', '/home/a/gone: nothing is there.'],
  ['ENAMETOOLONG', '/home/a/x', 'FILE_DENIED', '/home/a/x: that name is too long.'],
  ['ENOSPC', '/home/a/.sonny-1/part', 'STORE_FULL', '/home/a: no room is left there.'],
])('%s is said in words, of the place that a person knows', (system, path, code, details) => {
  expect(fileError(failed(system, path))).toMatchObject({ code, details });
});

test('a disk that fills up is the one that is written to, also where the error does not say which', () => {
  const copied = Object.assign(failed('ENOSPC', '/home/a/big.bin'), { dest: '/home/a/stick/.sonny-1/big.bin' });
  expect(fileError(copied).details).toBe('/home/a/stick: no room is left there.');
  const written = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(fileError(withPlace(written, '/home/a/stick')).details).toBe('/home/a/stick: no room is left there.');
  expect(fileError(withPlace(failed('EACCES', '/home/a/b'), '/home/a')).details).toContain('/home/a/b:');
});

test('what has no words of its own keeps those of the system', () => {
  expect(fileError(failed('EFBIG', '/a'))).toMatchObject({
    code: 'FILE_TOO_BIG',
    details: "EFBIG: something, open '/a'",
  });
  expect(fileError(new Error('odd'))).toMatchObject({ code: 'INTERNAL' });
});

test.each(['EACCES', 'EPERM', 'EROFS'])('%s hints at permissions or the disk, and not at keys', (system) => {
  const { code, hint } = fileError(failed(system, '/home/a/RO/y')).view();
  expect(code).toBe('FILE_DENIED');
  expect(hint).toMatch(/permissions|disk/u);
  expect(hint).not.toMatch(/[Kk]eys/u);
});

test('a place that is closed to Sonny keeps the hint of its code', () => {
  expect(new SonnyError('FILE_DENIED', '/a').view().hint).toBe(ERRORS.FILE_DENIED.hint);
});
