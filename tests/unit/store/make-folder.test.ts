import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from '../../../automation/make-folder.ts';
import { openJournal } from '../../../automation/store/sqlite-journal.ts';

let base = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'sonny-folder-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

test('a folder is made with those it lies in, for its owner only, and made again it stays', () => {
  makeFolder(join(base, 'a/b/c'));
  makeFolder(join(base, 'a/b/c'));
  expect(statSync(join(base, 'a/b')).mode & 0o777).toBe(0o700);
});

test('where a file stands it fails', () => {
  writeFileSync(join(base, 'file'), '');
  expect(() => makeFolder(join(base, 'file/x'))).toThrow('EEXIST');
  expect(() => makeFolder(join(base, 'file'))).toThrow('EEXIST');
});

test.runIf(process.platform === 'linux')(
  'where the system lets nobody make one it ends, and a profile there is refused',
  () => {
    expect(() => makeFolder('/proc/nope/deeper')).toThrow('ENOENT');
    expect(() => openJournal({ folder: '/proc/nope', now: () => 0 })).toThrow(
      expect.objectContaining({ code: 'FILE_DENIED' }),
    );
  },
);
