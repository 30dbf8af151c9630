import { createRequire } from 'node:module';
import { arch, platform } from 'node:process';

/** A plain Node can’t read the archive that a packaged Sonny is in: what it needs lies unpacked beside. */
export const outsideArchive = (path: string): string => path.replace(/\bapp\.asar(?=[\\/])/, 'app.asar.unpacked');

/** The program of a plain Node: this process's own, or the one that comes with Sonny where a host is no plain Node. null: there is none. */
export const findNode = (): string | null => {
  if (process.versions['electron'] === undefined) return process.execPath;
  try {
    return outsideArchive(createRequire(import.meta.url).resolve(`node-${platform}-${arch}/bin/node`));
  } catch {
    return null;
  }
};
