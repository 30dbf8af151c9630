import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { readableName } from './left-out.ts';

export interface Walked {
  readonly path: string;
  /** From where the walk started, with `/`; empty for the start itself. */
  readonly relative: string;
  /** `nameless`: its name is no text, so nothing can be done with it; `odd`: a pipe, a socket or a device. */
  readonly type: 'file' | 'folder' | 'link' | 'nameless' | 'odd';
  readonly size: number;
  /** Permissions and kind, as the file system gives them. */
  readonly mode: number;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
}

const typeOf = (stat: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): Walked['type'] => {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'folder';
  return stat.isSymbolicLink() ? 'link' : 'odd';
};

/** Everything at and below a path, a folder before what is in it, by name. Links are not followed. Throws what it cannot read. */
export async function* walk(path: string, relative = ''): AsyncGenerator<Walked> {
  const stat = await lstat(path);
  const type = typeOf(stat);
  if (type === 'odd' && relative === '') throw new SonnyError('FILE_DENIED', `${path} is neither a file nor a folder.`);
  yield { path, relative, type, size: stat.size, mode: stat.mode, changedAt: stat.mtimeMs };
  if (type !== 'folder') return;
  const names: string[] = [];
  const at = (name: string): { path: string; relative: string } => ({
    path: join(path, name),
    relative: relative === '' ? name : `${relative}/${name}`,
  });
  for (const bytes of await readdir(path, { encoding: 'buffer' })) {
    const name = readableName(bytes);
    if (name === null) yield { ...at(bytes.toString()), type: 'nameless', size: 0, mode: 0, changedAt: 0 };
    else names.push(name);
  }
  for (const name of names.sort()) yield* walk(at(name).path, at(name).relative);
}

/** Whether it can be neither copied nor packed. */
export const isLeftOut = ({ type }: Pick<Walked, 'type'>): boolean => type === 'nameless' || type === 'odd';
