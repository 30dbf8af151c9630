import { existsSync, type FSWatcher, watch } from 'node:fs';
import { makeFolder } from '../make-folder.ts';
import type { StopLatch, StopStore, StopWatch } from '../../shared/ports/stop.ts';
import { stopFolderIn } from './stop-file.ts';

export interface StopFileWatchOptions {
  /** The profile's folder. */
  readonly profile: string;
  readonly store: StopStore;
  /** Pulled already? Then a file that someone took away is put back: only a reset lets Sonny act again. */
  readonly latch: Pick<StopLatch, 'pulled'>;
  /** Milliseconds between two looks where the file system does not tell by itself. */
  readonly every?: number;
}

const EVERY_MS = 500;

/** Pulls the latch when the stop file appears, as `npm start -- stop` or a hand makes it. */
export function watchStopFile({ profile, store, latch, every = EVERY_MS }: StopFileWatchOptions): StopWatch {
  let watcher: FSWatcher | null = null;
  let poll: NodeJS.Timeout | null = null;
  return {
    source: 'file',
    start({ pull, ready }) {
      let heard = true;
      const look = (): void => {
        const found = store.read();
        if (found) pull(found.reason, found.source);
        else if (latch.pulled) putBack(store, latch.pulled);
      };
      try {
        makeFolder(stopFolderIn(profile));
        watcher = watch(stopFolderIn(profile), { persistent: false }, look);
        // The poll goes on without it.
        watcher.on('error', () => undefined);
      } catch {
        // Some network folders can't tell; the poll does, if there is a folder.
        heard = existsSync(stopFolderIn(profile));
      }
      poll = setInterval(look, every).unref();
      look();
      ready(heard, heard ? '`npm start -- stop` in a terminal' : 'The profile’s folder can’t be written.');
    },
    close() {
      watcher?.close();
      if (poll) clearInterval(poll);
    },
  };
}

function putBack(store: StopStore, record: Parameters<StopStore['write']>[0]): void {
  try {
    store.write(record);
  } catch {
    // The next look tries again; the latch holds meanwhile.
  }
}
