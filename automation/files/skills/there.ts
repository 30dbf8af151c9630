import type { Stats } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import { plural } from '../../text-version.ts';
import { filePerformer, undone } from '../file-performer.ts';
import type { Places } from '../places.ts';
import { sayBytes } from './measure.ts';

/** They only look, so there is nothing to take back. */
const nothing = { receipt: z.null(), undo: async () => undone('Nothing was changed.') };

const SPANS: readonly (readonly [unit: string, ms: number])[] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How long something was ago, in the largest unit that has passed: a month is thirty days. */
export const sayAgo = (ms: number): string => {
  if (ms < 0) return 'in the future';
  const [unit, length] = SPANS.find(([, span]) => ms >= span) ?? ['', 0];
  return length === 0 ? 'just now' : `${plural(Math.floor(ms / length), unit)} ago`;
};

const sayMoment = (at: number): string => {
  const day = new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  return `${day}, ${new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** What is known of what a path leads to; null where nothing is. */
const statOf = async (path: string, places: Places): Promise<Stats | null> => {
  try {
    return await stat(places.content(path));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

/** `files.there`: of what a path leads to. That nothing is there is an answer as well. */
export const there = (places: Places, clock: Clock): Performer =>
  filePerformer(places, {
    ...nothing,
    skill: 'files.there',
    args: z.object({ path: z.string() }),
    async perform({ path }) {
      const name = basename(path);
      const found = await statOf(path, places);
      if (found === null) return { outputs: { text: `No, there is no ${name}.` }, receipt: null };
      const what = found.isDirectory() ? 'a folder' : found.isFile() ? `a file of ${sayBytes(found.size)}` : 'no file';
      const changed = `last changed on ${sayMoment(found.mtimeMs)}, ${sayAgo(clock.now() - found.mtimeMs)}`;
      return { outputs: { text: `Yes, ${name} is there: ${what}, ${changed}.` }, receipt: null };
    },
  });

/** `files.room`: of the disk that the home folder is on, as far as this person may fill it. */
export const room = (places: Places, home: string): Performer =>
  filePerformer(places, {
    ...nothing,
    skill: 'files.room',
    args: z.object({}),
    async perform() {
      const { bavail, blocks, bsize } = await statfs(home);
      const [free, all] = [bavail * bsize, blocks * bsize];
      const text = `${sayBytes(free)} of ${sayBytes(all)} are free on the disk that your home folder is on.`;
      return { outputs: { text }, receipt: null };
    },
  });
