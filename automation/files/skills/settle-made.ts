import { z } from 'zod';
import type { Undone } from '../../../shared/ports/performer.ts';
import type { Conflict } from '../../../shared/protocol/conflict.ts';
import { realEntry, stampOf } from '../digest.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { kept, together, undone, type SettlingOf } from '../file-performer.ts';
import type { Places } from '../places.ts';
import type { TrashCan } from '../trash-can.ts';
import { NOTHING, versionAt } from '../versions.ts';

const Trashed = z.object({ trashed: z.array(z.object({ from: z.string(), to: z.string(), info: z.string() })) });

/** Whether a path, which was real when something was made there, leads to another place by now: what is there is a person's. */
const isElsewhere = (path: string): Promise<boolean> =>
  realEntry(path).then(
    (real) => real !== path,
    () => true,
  );

/** The three versions of something that Sonny made where nothing was, and a person changed since. */
export const madeConflict = async (
  path: string,
  what: 'file' | 'folder',
  left: Conflict['left'],
): Promise<Conflict> => ({
  ...{ what, name: path, before: NOTHING, left, now: await versionAt(path) },
  ...{ choices: (await isElsewhere(path)) ? ['keep'] : ['keep', 'restore'], more: [] },
});

/** Says that nothing is left of what was made; null: something is. */
export const allGone = async (paths: readonly string[]): Promise<string | null> => {
  for (const path of paths) if ((await stampOf(path)) !== null) return null;
  const [first, ...more] = paths;
  return first === undefined ? null : `${first} is gone again${more.length > 0 ? `, and ${more.length} more` : ''}.`;
};

/** What Sonny made goes into the trash with all that a person did to it, from where it can be taken out again. */
export const settlingMade = <R>(
  places: Places,
  trashCan: TrashCan,
  madeBy: (receipt: R) => readonly string[],
): SettlingOf<R> => ({
  async prepare(receipt) {
    const there: string[] = [];
    for (const path of madeBy(receipt)) {
      if ((await stampOf(places.entry(path))) === null) continue;
      if (await isElsewhere(path))
        throw new SonnyError('TARGET_GONE', `${path} leads to another place now; what is there was left.`);
      there.push(path);
    }
    const foreseen = await trashCan.foresee(there);
    return { trashed: there.map((from, i) => ({ from, to: foreseen[i]?.to ?? '', info: foreseen[i]?.info ?? '' })) };
  },
  async settle(_, __, prepared) {
    const { trashed } = Trashed.parse(prepared);
    for (const { from } of trashed) {
      if (await isElsewhere(from)) return kept(`${from} leads to another place now; what is there was left.`);
      await trashCan.put(places.entry(from));
    }
    return together(trashed.map(({ from }) => undone(`${from} is in the trash`)));
  },
  async takeBack(prepared) {
    const parts: Undone[] = [];
    for (const one of Trashed.parse(prepared).trashed.toReversed()) {
      const from = places.entry(one.from);
      if ((await stampOf(one.to)) === null) parts.push(undone(`${from} was not moved.`));
      else if ((await stampOf(from)) !== null) parts.push(kept(`There is something at ${from} again.`));
      else {
        await trashCan.takeOut({ ...one, from });
        parts.push(undone(`${from} is as you left it`));
      }
    }
    return together(parts);
  },
});
