import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { isBusy, storeError } from './store-error.ts';

/**
 * Takes the profile for this process until the returned function is called or the process ends, however it ends:
 * the operating system drops the lock. PROFILE_IN_USE when another Sonny holds it, in this process or another.
 *
 * The lock is on a file of its own, because the journal's file may have to be replaced while it is held. Nothing may
 * open and close that file by other means: closing any descriptor of it would drop the lock.
 */
export const lockProfile = (folder: string): (() => void) => {
  const path = join(folder, 'profile.lock');
  try {
    const held = new DatabaseSync(path);
    try {
      held.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    } catch (error) {
      held.close();
      throw error;
    }
    noteHolder(folder);
    return () => {
      // Before the lock is let go: what the next one notes must stay.
      forgetHolder(folder);
      held.close();
    };
  } catch (error) {
    if (isBusy(error)) throw new SonnyError('PROFILE_IN_USE', folder, { cause: error });
    throw storeError(error, path);
  }
};

const holderIn = (folder: string): string => join(folder, 'profile.pid');

const noteHolder = (folder: string): void => {
  try {
    writeFileSync(holderIn(folder), `${process.pid}\n`, { mode: 0o600 });
  } catch {
    // It only helps a person to find this process; the lock holds without it.
  }
};

const forgetHolder = (folder: string): void => {
  try {
    rmSync(holderIn(folder), { force: true });
  } catch {
    // A folder that is closed by now keeps the note, which nobody reads while the lock is free.
  }
};

/** The process that noted last that it holds the profile; null where none did. Means something only while the lock is held. */
export const profileHolder = (folder: string): number | null => {
  try {
    const pid = Number(readFileSync(holderIn(folder), 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
};
