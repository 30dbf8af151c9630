import { lstat, mkdir, open, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { Clock } from '../../shared/ports/clock.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { freeNames, NAME_BYTES, underFreeName } from './free-name.ts';
import { renameWithoutReplacing } from './move-entry.ts';
import { systemCode } from './file-error.ts';

/** The trash of the freedesktop.org specification, version 1.0, so that the file manager can restore what Sonny put there. */
export interface TrashCan {
  /** Moves a file, folder or link into the trash of its device. Both paths are where it is now and where its note is. */
  put(path: string): Promise<{ to: string; info: string }>;
  /** Where `put` would put each of them, as far as can be said beforehand. */
  foresee(paths: readonly string[]): Promise<{ to: string; info: string }[]>;
  /** Moves it back. Throws EEXIST when something is at `from` again. */
  takeOut(trashed: { from: string; to: string; info: string }): Promise<void>;
}

const INFO_ENDING = '.trashinfo';

const twoDigits = (n: number): string => String(n).padStart(2, '0');
/** Local time without a zone, as the specification wants it. */
const localTime = (ms: number): string => {
  const d = new Date(ms);
  const day = [d.getFullYear(), twoDigits(d.getMonth() + 1), twoDigits(d.getDate())].join('-');
  return `${day}T${[d.getHours(), d.getMinutes(), d.getSeconds()].map(twoDigits).join(':')}`;
};

const deviceOf = async (path: string): Promise<number> => {
  try {
    return (await stat(path)).dev;
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return deviceOf(dirname(path));
  }
};

/** The topmost folder on the same device. */
const topOf = async (folder: string, device: number): Promise<string> => {
  const parent = dirname(folder);
  return parent === folder || (await stat(parent)).dev !== device ? folder : topOf(parent, device);
};

/** The trash for a path, and how its note names the path: whole in the home trash, else from the top of the device. */
const trashFor = async (path: string, home: string): Promise<{ folder: string; noted: string }> => {
  const device = (await lstat(path)).dev;
  if (device === (await deviceOf(home))) return { folder: home, noted: path };
  const top = await topOf(dirname(path), device);
  return { folder: join(top, `.Trash-${process.getuid?.() ?? 0}`), noted: relative(top, path) };
};

const writeNew = async (path: string, text: string): Promise<void> => {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
};

const exists = async (path: string): Promise<boolean> => (await lstat(path).catch(() => null)) !== null;

/** The trash as the desktop has it: the freedesktop.org Trash specification 1.0, with a trash of its own on every file system. */
export const createTrashCan = (home: string, clock: Pick<Clock, 'now'>): TrashCan => ({
  async foresee(paths) {
    const folders: string[] = [];
    for (const path of paths) folders.push((await trashFor(path, home)).folder);
    const infoAt = (folder: string, name: string): string => join(folder, 'info', name + INFO_ENDING);
    const places = paths.map((): { to: string; info: string } => ({ to: '', info: '' }));
    for (const folder of new Set(folders)) {
      const mine = [...paths.keys()].filter((i) => folders[i] === folder);
      const names = await freeNames(
        mine.map((i) => basename(paths[i] ?? '')),
        (name) => exists(infoAt(folder, name)),
        NAME_BYTES - INFO_ENDING.length,
      );
      for (const [n, i] of mine.entries()) {
        const name = names[n] ?? '';
        places[i] = { to: join(folder, 'files', name), info: infoAt(folder, name) };
      }
    }
    return places;
  },
  async put(path) {
    if (process.platform === 'win32' || process.platform === 'darwin') {
      throw new SonnyError('UNSUPPORTED', 'The trash of this system is not known to Sonny.');
    }
    const { folder, noted } = await trashFor(path, home);
    const [files, infos] = [join(folder, 'files'), join(folder, 'info')];
    for (const part of [files, infos]) await mkdir(part, { recursive: true, mode: 0o700 });
    const address = noted.split('/').map(encodeURIComponent).join('/');
    const note = `[Trash Info]\nPath=${address}\nDeletionDate=${localTime(clock.now())}\n`;
    const name = await underFreeName(
      basename(path),
      async (candidate) => {
        // The note comes first and claims the name.
        const info = join(infos, candidate + INFO_ENDING);
        await writeNew(info, note);
        try {
          await renameWithoutReplacing(path, join(files, candidate));
        } catch (error) {
          await unlink(info);
          throw error;
        }
      },
      NAME_BYTES - INFO_ENDING.length,
    );
    return { to: join(files, name), info: join(infos, name + INFO_ENDING) };
  },
  async takeOut({ from, to, info }) {
    await renameWithoutReplacing(to, from);
    await unlink(info).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOENT') throw error;
    });
  },
});
