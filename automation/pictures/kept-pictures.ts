import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../shared/ports/clock.ts';

export interface KeptPicturesOptions {
  /** In the profile; made when it is missing, readable by its owner only. */
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  /** For how many days a picture is kept, and how many bytes all may have together: the oldest go first. */
  readonly limits: () => { readonly days: number; readonly bytes: number };
}

/** Picture files by the SHA-256 of their bytes. Calls are done one after the other and reject where the disk does. */
export interface KeptPictures {
  keep(sha256: string, bytes: Uint8Array): Promise<void>;
  /** null: not kept, or no longer the bytes that were. */
  read(sha256: string): Promise<Uint8Array | null>;
  drop(sha256: string): Promise<void>;
  /** Removes what is too old or too much. */
  sweep(): Promise<void>;
}

const DAY = 24 * 60 * 60 * 1000;
const NAME = /^[0-9a-f]{64}$/;
const HALF = '.half';

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Pictures as files of a folder that this has to itself: one call after the other, and what a crash left half-written is no picture. */
export const keptPictures = ({ folder, clock, limits }: KeptPicturesOptions): KeptPictures => {
  const pathOf = (sha256: string): string => join(folder, sha256);
  /** What is in the folder, looked up once. `at`: when it was last kept, milliseconds since the epoch. */
  let known: Map<string, { readonly bytes: number; readonly at: number }> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  const lookUp = async (): Promise<NonNullable<typeof known>> => {
    if (known) return known;
    const found = new Map<string, { bytes: number; at: number }>();
    for (const name of await readdir(folder).catch(() => [])) {
      // What a crash left half written is nobody's picture.
      if (name.endsWith(HALF)) await rm(pathOf(name), { force: true });
      const file = NAME.test(name) ? await stat(pathOf(name)).catch(() => null) : null;
      if (file) found.set(name, { bytes: file.size, at: file.mtimeMs });
    }
    return (known = found);
  };

  const removeSpare = async (kept: NonNullable<typeof known>): Promise<void> => {
    const { days, bytes: most } = limits();
    let total = [...kept.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    for (const [sha256, { bytes, at }] of [...kept].toSorted(([, a], [, b]) => a.at - b.at)) {
      if (total <= most && at >= clock.now() - days * DAY) return;
      await rm(pathOf(sha256), { force: true });
      kept.delete(sha256);
      total -= bytes;
    }
  };

  return {
    keep(sha256, bytes) {
      const at = clock.now();
      return inTurn(async () => {
        const kept = await lookUp();
        if (!kept.has(sha256)) {
          await mkdir(folder, { recursive: true, mode: 0o700 });
          const half = pathOf(sha256) + HALF;
          await writeFile(half, bytes, { mode: 0o600 });
          await rename(half, pathOf(sha256));
        }
        // Kept again, it is kept anew for its days.
        await utimes(pathOf(sha256), at / 1000, at / 1000);
        kept.set(sha256, { bytes: bytes.length, at });
        await removeSpare(kept);
      });
    },
    read: (sha256) =>
      inTurn(async () => {
        if (!NAME.test(sha256)) return null;
        const bytes = await readFile(pathOf(sha256)).catch(() => null);
        return bytes && sha256Of(bytes) === sha256 ? bytes : null;
      }),
    drop: (sha256) =>
      inTurn(async () => {
        if (!NAME.test(sha256)) return;
        await rm(pathOf(sha256), { force: true });
        known?.delete(sha256);
      }),
    sweep: () => inTurn(async () => removeSpare(await lookUp())),
  };
};
