import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hashOf } from './digest.ts';
import type { Standing } from './put-file.ts';
import { actUnderWay } from './work-folder.ts';

const Kept = z.object({
  changed: z.number(),
  read: z.number(),
  owner: z.object({ uid: z.int(), gid: z.int() }),
});

/** What of a file's standing its snapshot's id does not say. */
export type KeptStanding = Pick<Required<Standing>, 'times' | 'owner'>;

/** How old files were whose bytes are kept, and whose: beside the bytes, for each file and act by itself. */
export interface KeptStandings {
  keep(sha256: string, path: string, standing: KeptStanding): Promise<void>;
  /** null: not known. A file that is put back then is new. */
  of(sha256: string, path: string): Promise<KeptStanding | null>;
  drop(sha256: string): Promise<void>;
}

/** Named by hashes alone: what is shared by several runs tells of none of them where its files were. */
export const createKeptStandings = (folder: string): KeptStandings => {
  const all = (sha256: string): string => join(folder, `${sha256}.was`);
  const one = (sha256: string, path: string): string => join(all(sha256), hashOf(`${actUnderWay()}\0${path}`));
  return {
    async keep(sha256, path, { times, owner }) {
      await mkdir(all(sha256), { recursive: true, mode: 0o700 });
      const kept: z.infer<typeof Kept> = { ...times, owner };
      const file = await open(one(sha256, path), 'w', 0o600);
      try {
        await file.writeFile(JSON.stringify(kept));
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async of(sha256, path) {
      try {
        const { owner, ...times } = Kept.parse(JSON.parse(await readFile(one(sha256, path), 'utf8')));
        return { times, owner };
      } catch {
        // The bytes are what matters; kept before there was this, or damaged, it only has no age.
        return null;
      }
    },
    drop: (sha256) => rm(all(sha256), { recursive: true, force: true }),
  };
};
