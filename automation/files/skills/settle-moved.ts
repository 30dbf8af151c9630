import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Undone } from '../../../shared/ports/performer.ts';
import type { Conflict, ConflictChoice } from '../../../shared/protocol/conflict.ts';
import { identity, isStill, stampOf } from '../digest.ts';
import { kept, together, undone, type SettlingOf } from '../file-performer.ts';
import { freeBeside } from '../free-name.ts';
import type { Places } from '../places.ts';
import { NOTHING, versionAt } from '../versions.ts';
import type { Moved } from './moved.ts';

const Moves = z.object({ moves: z.array(z.object({ from: z.string(), to: z.string(), stamp: z.string() })) });

/** How things get from one place to another: plainly, or out of the trash and into it. */
export interface Carrier {
  there(from: string, to: string, signal: AbortSignal): Promise<void>;
  back(from: string, to: string, signal: AbortSignal): Promise<void>;
}

/** Where the thing is now, if it is still in one of the two folders; null where nobody can say. */
const whereabouts = async ({ from, to, stamp }: Moved): Promise<string | null> => {
  if ((await stampOf(to)) !== null) return to;
  for (const folder of new Set([dirname(to), dirname(from)])) {
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      const there = await stampOf(path);
      if (there !== null && identity(there) === identity(stamp)) return path;
    }
  }
  return null;
};

/** The three versions of something that Sonny moved and a person has changed, renamed, or put something else in its old place. */
export const movedConflict = async (moved: Moved): Promise<Conflict> => {
  const place = await whereabouts(moved);
  const isTaken = (await stampOf(moved.from)) !== null;
  const now = await versionAt(isTaken ? moved.from : (place ?? moved.to));
  const at = isTaken ? `at ${moved.from}: ` : place !== null && place !== moved.to ? `at ${place}: ` : '';
  const choices: ConflictChoice[] = place === null ? ['keep'] : isTaken ? ['keep', 'both'] : ['keep', 'restore'];
  return {
    what: now.say.includes('folder') ? 'folder' : 'file',
    name: moved.to,
    before: { say: `at ${moved.from}` },
    left: { say: `at ${moved.to}` },
    now: now === NOTHING ? now : { ...now, say: `${at}${now.say}` },
    choices,
    more: [],
  };
};

/** What was moved goes back with all that a person did to it; beside what has taken its old place, if something has. */
export const settlingMoved = <R>(
  places: Places,
  movedBy: (receipt: R) => readonly Moved[],
  carrierOf: (receipt: R | null) => Carrier,
): SettlingOf<R> => ({
  async prepare(receipt) {
    const moves: Moved[] = [];
    for (const moved of movedBy(receipt)) {
      if (await isStill(moved.from, moved.stamp)) continue;
      const place = await whereabouts(moved);
      if (place === null) continue;
      const isTaken = (await stampOf(moved.from)) !== null;
      const to = isTaken ? join(dirname(moved.from), await freeBeside(moved.from)) : moved.from;
      moves.push({ from: place, to, stamp: (await stampOf(place)) ?? '' });
    }
    return { moves };
  },
  async settle(receipt, _, prepared, { signal }) {
    const { moves } = Moves.parse(prepared);
    const carrier = carrierOf(receipt);
    for (const { from, to } of moves) await carrier.there(from, places.entry(to), signal);
    return together(moves.map(({ to }) => undone(`${to} is there`)));
  },
  async takeBack(prepared, { signal }) {
    const parts: Undone[] = [];
    const carrier = carrierOf(null);
    for (const { from, to, stamp } of Moves.parse(prepared).moves.toReversed()) {
      if (await isStill(from, stamp)) parts.push(undone(`${from} is as you left it`));
      else if (!(await isStill(to, stamp))) parts.push(kept(`${to} was changed since and was left.`));
      else {
        await carrier.back(places.entry(to), from, signal);
        parts.push(undone(`${from} is as you left it`));
      }
    }
    return together(parts);
  },
});
