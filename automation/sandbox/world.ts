import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Given } from '../../shared/ports/sandbox.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { ScriptManifest } from '../../shared/protocol/script.ts';
import type { InsideJob } from './inside/job.ts';

/** How a path of the manifest leads to the file that is meant; throws a SonnyError where it is closed to Sonny. */
export type Resolve = (path: string) => string;

/** What a script sees of this machine, and what of it can be written: always in memory. */
export interface World {
  readonly given: readonly Given[];
  readonly inside: InsideJob['world'];
  readonly folders: readonly string[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** Things that are handed in one by one, where a folder can't be as a whole. */
const MOST_ONE_BY_ONE = 1000;

const isFolder = (path: string): boolean => path.endsWith('/');
const bare = (path: string): string => (isFolder(path) ? path.slice(0, -1) : path);
/** Things in a folder that are looked at before a script may see it. */
const MOST_LOOKED_AT = 20_000;

/** Nothing in the folder is closed to Sonny: a folder is given as a whole, and what is closed lies in it under a name of its own. */
const lookInto = async (folder: string, path: string, resolve: Resolve): Promise<void> => {
  const names = await readdir(folder, { recursive: true });
  if (names.length > MOST_LOOKED_AT) throw new SonnyError('SCRIPT_REFUSED', `${path} holds too much for a script.`);
  for (const name of names) {
    const last = name.slice(name.lastIndexOf('/') + 1);
    if (name === last || last.startsWith('.')) resolve(join(folder, name));
  }
};

/**
 * Whether something is at the path. Rejects where it is not what its entry in the manifest says, a file or a folder, or where a folder holds
 * what is closed to Sonny.
 */
const isThere = async (from: string, path: string, resolve: Resolve): Promise<boolean> => {
  const found = await stat(from).catch(() => null);
  if (found === null) return false;
  if (isFolder(path) ? !found.isDirectory() : !found.isFile())
    throw new SonnyError('SCRIPT_REFUSED', `${path} is not ${isFolder(path) ? 'a folder' : 'a file'}.`);
  if (isFolder(path)) await lookInto(from, path, resolve);
  return true;
};
/** As Node's permission model names them: a folder, and all that is in it. */
const permitted = (paths: readonly string[]): string[] =>
  paths.flatMap((path) => (isFolder(path) ? [bare(path), `${path}*`] : [path]));

/** The copies that a file or folder of the script's world begins with: they lie beside, out of its way. */
const copies = async (paths: readonly string[], resolve: Resolve): Promise<Pick<World, 'given' | 'inside'>> => {
  const given: Given[] = [];
  const inside: { path: string; from: string | null }[] = [];
  for (const [i, path] of paths.entries()) {
    const from = resolve(bare(path));
    const there = await isThere(from, path, resolve);
    if (there) given.push({ from, at: `/given/${i}` });
    inside.push({ path: bare(path), from: there ? `/given/${i}` : null });
  }
  return { given, inside };
};

/**
 * The world of a trial: every file of the manifest can be written, and what is outside lies beside as copies to start from. Rejects as
 * `resolve` does.
 */
export const trialWorld = async (manifest: ScriptManifest, resolve: Resolve): Promise<World> => {
  const paths = [...new Set([...manifest.reads, ...manifest.writes])];
  return {
    ...(await copies(paths, resolve)),
    folders: [...new Set(paths.map((path) => (isFolder(path) ? bare(path) : dirname(path))))],
    reads: [...permitted(paths), '/given/*'],
    writes: permitted(paths),
  };
};

/** What is in a folder, one by one where something in it is to be written. */
const oneByOne = async (folder: string, from: string, writes: readonly string[]): Promise<Given[]> => {
  if (!writes.some((path) => path.startsWith(`${folder}/`))) return [{ from, at: folder }];
  const names = await readdir(from, { withFileTypes: true });
  if (names.length > MOST_ONE_BY_ONE)
    throw new SonnyError('SCRIPT_REFUSED', `${folder} holds too much for a script that writes into it, too.`);
  const parts = names
    .filter((one) => (one.isFile() || one.isDirectory()) && !writes.includes(join(folder, one.name)))
    .map((one) => {
      const [at, inner] = [join(folder, one.name), join(from, one.name)];
      return one.isDirectory() ? oneByOne(at, inner, writes) : [{ from: inner, at }];
    });
  return (await Promise.all(parts)).flat();
};

/**
 * The world of a real run: what the manifest reads is the real thing and can't be written; what it writes begins as a copy of what is
 * there, and comes out as bytes. Rejects as `resolve` does.
 */
export const realWorld = async (manifest: ScriptManifest, resolve: Resolve): Promise<World> => {
  const { writes } = manifest;
  const given: Given[] = [];
  for (const path of manifest.reads.filter((one) => !writes.includes(one))) {
    const from = resolve(bare(path));
    if (!(await isThere(from, path, resolve))) continue;
    given.push(...(isFolder(path) ? await oneByOne(bare(path), from, writes) : [{ from, at: path }]));
  }
  const begun = await copies(writes, resolve);
  return {
    given: [...given, ...begun.given],
    inside: begun.inside,
    folders: [...new Set(writes.map((path) => dirname(path)))],
    reads: [...permitted([...manifest.reads, ...writes]), '/given/*'],
    writes,
  };
};
