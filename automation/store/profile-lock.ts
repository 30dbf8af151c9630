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
    return () => held.close();
  } catch (error) {
    if (isBusy(error)) throw new SonnyError('PROFILE_IN_USE', folder, { cause: error });
    throw storeError(error, path);
  }
};
