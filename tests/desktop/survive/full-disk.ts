import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ports } from '../../../shared/app.ts';

const CHUNKS = [1 << 16, 1 << 12, 1];

/** Writes into the file until nothing more fits on its disk. */
const fillDisk = (path: string): void => {
  const file = openSync(path, 'w');
  for (const size of CHUNKS) {
    const chunk = Buffer.alloc(size);
    try {
      for (;;) writeSync(file, chunk);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown;
    }
  }
  closeSync(file);
};

/** The same ports; the disk becomes full just before the nth append to the journal. */
export const fillingAt = (ports: Ports, { nth, file }: { readonly nth: number; readonly file: string }): Ports => {
  let appends = 0;
  return {
    ...ports,
    journal: {
      ...ports.journal,
      append(events, options) {
        if (++appends === nth) fillDisk(file);
        return ports.journal.append(events, options);
      },
    },
  };
};

/** Lends a disk of two megabytes. false: this user may not mount one, and nothing was done. */
export const onSmallDisk = async (use: (folder: string) => Promise<void>): Promise<boolean> => {
  const folder = join(await mkdtemp(join(tmpdir(), 'sonny-small-')), 'disk');
  await mkdir(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return false;
  }
  try {
    await use(folder);
    return true;
  } finally {
    execFileSync('umount', [folder]);
    await rm(join(folder, '..'), { recursive: true });
  }
};
