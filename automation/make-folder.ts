import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Makes a folder and those it lies in, readable by their owner only; what is there stays as it is. Step by step, since Node's own recursive
 * `mkdir` never ends where a system's folder, such as /proc, takes no new one. Throws what the file system says.
 */
export const makeFolder = (folder: string): void => {
  const missing: string[] = [];
  for (let at = folder; !isFolder(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  for (const one of missing) {
    try {
      mkdirSync(one, { mode: 0o700 });
    } catch (thrown) {
      // Another Sonny may have made it just now.
      if (!isFolder(one)) throw thrown;
    }
  }
};
