import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SonnyError } from '../../shared/protocol/errors.ts';

export interface Walked {
  readonly path: string;
  /** From where the walk started, with `/`; empty for the start itself. */
  readonly relative: string;
  readonly type: 'file' | 'folder' | 'link';
  readonly size: number;
  /** Permissions and kind, as the file system gives them. */
  readonly mode: number;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
}

const typeOf = (
  path: string,
  stat: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean },
): Walked['type'] => {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'folder';
  if (stat.isSymbolicLink()) return 'link';
  throw new SonnyError('FILE_DENIED', `${path} is neither a file nor a folder.`);
};

/** Everything at and below a path, a folder before what is in it, by name. Links are not followed. Throws what it cannot read. */
export async function* walk(path: string, relative = ''): AsyncGenerator<Walked> {
  const stat = await lstat(path);
  const type = typeOf(path, stat);
  yield { path, relative, type, size: stat.size, mode: stat.mode, changedAt: stat.mtimeMs };
  if (type !== 'folder') return;
  for (const name of (await readdir(path)).sort()) {
    yield* walk(join(path, name), relative === '' ? name : `${relative}/${name}`);
  }
}
