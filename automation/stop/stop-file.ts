import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import type { StopStore } from '../../shared/ports/stop.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { StopRecord } from '../../shared/protocol/stop.ts';

/** A folder of its own, so that it can be watched without waking at each write to the journal. */
export const stopFolderIn = (profile: string): string => join(profile, 'stop');
/** The file that is there while the stop is pulled. An empty one, made by hand, pulls it as well. */
export const stopFileIn = (profile: string): string => join(stopFolderIn(profile), 'STOP');

/** The latch as one file: its presence alone says pulled, whatever it holds. */
export function stopFile(profile: string): StopStore {
  const path = stopFileIn(profile);
  return {
    read() {
      try {
        const { mtimeMs } = statSync(path);
        return recordIn(path) ?? { at: mtimeMs, source: 'file', reason: `There is a file ${path}.` };
      } catch (thrown) {
        if (isMissing(thrown)) return null;
        return { at: 0, source: 'file', reason: `Whether there is a file ${path} can’t be told: ${String(thrown)}` };
      }
    },
    write(record) {
      try {
        makeFolder(dirname(path));
        put(path, JSON.stringify(record));
      } catch (thrown) {
        throw storeError(thrown, path);
      }
    },
    clear() {
      try {
        rmSync(path, { recursive: true, force: true });
        syncFolder(dirname(path));
      } catch (thrown) {
        throw storeError(thrown, path);
      }
    },
  };
}

function recordIn(path: string): StopRecord | null {
  try {
    return StopRecord.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Written beside and moved into place. Where there is no room left, an empty file says the same. */
function put(path: string, text: string): void {
  const fresh = `${path}.${process.pid}`;
  try {
    const file = openSync(fresh, 'w', 0o600);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(fresh, path);
  } catch (thrown) {
    rmSync(fresh, { force: true });
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown;
    closeSync(openSync(path, 'w', 0o600));
  }
  syncFolder(dirname(path));
}

/** A name is on disk only once its folder is; Windows has no way to ask for that. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const isMissing = (thrown: unknown): boolean => (thrown as NodeJS.ErrnoException).code === 'ENOENT';

function storeError(thrown: unknown, path: string): SonnyError {
  const { code, message } = thrown as NodeJS.ErrnoException;
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return new SonnyError(full ? 'STORE_FULL' : 'FILE_DENIED', `${path}: ${message}`, { cause: thrown });
}
