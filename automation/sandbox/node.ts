import { createRequire } from 'node:module';
import { arch, platform } from 'node:process';

/** The program of a plain Node: this process's own, or the one that comes with Sonny where a host is no plain Node. null: there is none. */
export const findNode = (): string | null => {
  if (process.versions['electron'] === undefined) return process.execPath;
  try {
    return createRequire(import.meta.url).resolve(`node-${platform}-${arch}/bin/node`);
  } catch {
    return null;
  }
};
