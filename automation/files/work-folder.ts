import { AsyncLocalStorage } from 'node:async_hooks';
import { hash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withPlace } from './file-error.ts';

const PREFIX = '.sonny-';
/** Names the act that is under way, so that what a crash leaves of it can be told from everything else. */
const act = new AsyncLocalStorage<string>();

/** What an act's work folders are called before their own part; nobody else can know it beforehand. */
const nameFor = (key: string): string => `${PREFIX}${hash('sha256', key, 'hex').slice(0, 16)}-`;

/** Names the act that is under way here; '' where none is. */
export const actUnderWay = (): string => act.getStore() ?? '';

/** Whatever is done within belongs to the act of this key. */
export const inActOf = <T>(key: string, use: () => Promise<T>): Promise<T> => act.run(nameFor(key), use);

/**
 * Lends a private folder inside `parent`, so that what is made there is on the same device and can be moved into place
 * whole. It is gone afterwards with what is left in it. Nothing is ever only there: what it holds are copies.
 */
export const inWorkFolder = async <T>(parent: string, use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(parent, actUnderWay() || PREFIX));
  try {
    return await use(folder);
  } catch (error) {
    throw withPlace(error, parent);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/**
 * Removes the work folders that an act left in these folders when its process was killed. They are noted before this first
 * waits: those of a later undo of the same act stay. What cannot be read or removed is left. Never rejects.
 */
export const sweepWorkFolders = async (key: string, folders: Iterable<string>): Promise<void> => {
  const name = nameFor(key);
  const left: string[] = [];
  for (const folder of new Set(folders)) {
    try {
      const entries = readdirSync(folder, { withFileTypes: true });
      left.push(...entries.filter((e) => e.isDirectory() && e.name.startsWith(name)).map((e) => join(folder, e.name)));
    } catch {
      // Where nothing can be read, there is nothing of Sonny's to be removed.
    }
  }
  await Promise.all(left.map((path) => rm(path, { recursive: true, force: true }).catch(() => {})));
};

/**
 * Removes every work folder in a folder of Sonny's own that nothing is being put in yet: processes that were killed left them. What cannot be
 * removed is left. Never throws.
 */
export const sweepOwnFolder = (folder: string): void => {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory() && entry.name.startsWith(PREFIX))
        rmSync(join(folder, entry.name), { recursive: true, force: true });
  } catch {
    // It is not there yet, or closed.
  }
};
