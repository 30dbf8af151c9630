import { progressUntil } from '../../shared/ports/progress.ts';
import type { Driver } from '../../shared/ports/driver.ts';
import type { PictureStore } from '../../shared/ports/pictures.ts';
import { keptPictures, sha256Of, type KeptPicturesOptions } from './kept-pictures.ts';

export interface PicturesOptions extends KeptPicturesOptions {
  readonly driver: Pick<Driver, 'screenshot'>;
}

export interface OpenPictures extends PictureStore {
  /** Resolves when what was taken is kept. Never rejects. */
  close(): Promise<void>;
}

/** Wide enough to read a window's title, small enough to keep hundreds. Pixels. */
const MOST_WIDE = 960;
const MIME = 'image/jpeg';

/** Takes pictures with the driver and keeps them; what is spare goes at the start and with each new one. */
export const openPictures = ({ driver, ...options }: PicturesOptions): OpenPictures => {
  const kept = keptPictures(options);
  const working = new Set<Promise<void>>();
  /** A picture that can't be kept or removed is evidence less, and no reason to stop. */
  const behind = (work: Promise<void>): void => {
    const quiet: Promise<void> = work.catch(() => undefined).finally(() => working.delete(quiet));
    working.add(quiet);
  };
  behind(kept.sweep());

  return {
    async take({ signal, deadline, log }) {
      try {
        // Not with the caller's signal: a worker that is slow to answer an abort is ended, and an act may be in its hands.
        const unhurried = { ...progressUntil(deadline), log };
        const { bytes } = await driver.screenshot({ format: 'jpeg', mostWidth: MOST_WIDE }, unhurried);
        if (signal.aborted) return null;
        const sha256 = sha256Of(bytes);
        behind(kept.keep(sha256, bytes));
        return { sha256 };
      } catch {
        return null;
      }
    },
    async get(sha256) {
      const bytes = await kept.read(sha256).catch(() => null);
      return bytes && { mime: MIME, data: Buffer.from(bytes).toString('base64') };
    },
    drop: (sha256) => kept.drop(sha256).catch(() => undefined),
    async close() {
      await Promise.all(working);
    },
  };
};
