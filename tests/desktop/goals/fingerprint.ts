import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { SecondPath } from '../scenarios/second-path.ts';

/** What a person would notice if an undo were not whole. */
export interface Fingerprint {
  /** SHA-256 by path, for every file of the person; folders by name. */
  readonly files: Readonly<Record<string, string>>;
  /** By path: permissions, and of files when they were last changed, which is what a list of files is sorted by. */
  readonly standing: Readonly<Record<string, string>>;
  readonly windows: readonly string[];
  readonly clipboard: string;
}

/** Applications keep their own notes in dot folders (recent files, caches): not the person's, so not compared. */
const isOwn = (path: string): boolean => !path.split('/').some((part) => part.startsWith('.'));

/** The person's files by path below their home. */
export const filesOf = async (home: string): Promise<Fingerprint['files']> => {
  const files: Record<string, string> = {};
  for (const entry of await readdir(home, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(home, path);
    if (!isOwn(name)) continue;
    files[name] = entry.isFile()
      ? createHash('sha256')
          .update(await readFile(path))
          .digest('hex')
      : 'folder';
  }
  return files;
};

const standingOf = async (home: string, names: readonly string[]): Promise<Fingerprint['standing']> => {
  const standing: Record<string, string> = {};
  for (const name of names) {
    const found = await stat(join(home, name));
    const mode = (found.mode & 0o7777).toString(8);
    // A folder is as new as what last went into it or out of it, and an undo does that as well. Tenths of a second: a time that is set is rounded.
    standing[name] = found.isDirectory() ? mode : `${mode} ${Math.round(found.mtimeMs / 100)}`;
  }
  return standing;
};

export const fingerprintOf = async (home: string, second: SecondPath): Promise<Fingerprint> => {
  const windows = await second.windows();
  const files = await filesOf(home);
  const frames = await Promise.all(windows.map(async (w) => ({ ...w, frame: await second.frame(w.id) })));
  return {
    files,
    standing: await standingOf(home, Object.keys(files)),
    windows: frames.map((w) => `${w.windowClass} ${w.title} ${JSON.stringify(w.frame)}`).toSorted(),
    clipboard: await second.clipboard().catch(() => ''),
  };
};
