import { lstat, mkdtemp, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Performer, Undone } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { allOrNone } from '../all-or-none.ts';
import type { BroughtBack } from '../brought-back.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { stampOf } from '../digest.ts';
import { filePerformer, together, undone } from '../file-performer.ts';
import { renameWithoutReplacing } from '../move-entry.ts';
import type { Places } from '../places.ts';
import { orderRenames, type Journey } from '../rename-order.ts';
import { allBack, obstacle } from './move-back.ts';
import { Moved } from './moved.ts';
import { settlingMoved } from './settle-moved.ts';

const refuse = (say: string): never => {
  throw new SonnyError('FILE_EXISTS', say);
};

/** Checks all before anything is touched: in one folder, each name given once, and none that something else has. */
const checked = async (renames: readonly Journey[]): Promise<void> => {
  const leaving = new Set(renames.map(({ from }) => from));
  const given = new Set<string>();
  for (const { from, to } of renames) {
    await lstat(from);
    if (dirname(from) !== dirname(to)) throw new SonnyError('FILE_DENIED', `${to} is in another folder than ${from}.`);
    if (given.has(to)) refuse(`Two things would be called ${to}.`);
    given.add(to);
    if (!leaving.has(to) && (await stampOf(to)) !== null) refuse(to);
  }
  if (leaving.size < renames.length) refuse('One thing cannot get two names.');
};

/**
 * Renames all, whatever names they swap, or none. Circles go by way of a folder that is only removed once it is empty: what
 * could not be put back is still in it.
 */
const renameAll = async (renames: readonly Journey[], beforeEach: () => void): Promise<void> => {
  const [first] = renames;
  if (!first) return;
  const parking = await mkdtemp(join(dirname(first.from), '.sonny-'));
  try {
    await allOrNone(
      orderRenames(renames, (circle) => join(parking, String(circle))),
      async ({ from, to }) => {
        beforeEach();
        await renameWithoutReplacing(from, to);
        return () => renameWithoutReplacing(to, from);
      },
    );
  } finally {
    await rmdir(parking).catch(() => undefined);
  }
};

/** Sorts out what cannot go back: what was changed, and what wants a name that one of those keeps. */
const canGoBack = async (
  all: readonly Moved[],
  broughtBack: BroughtBack,
): Promise<{ back: Moved[]; stay: Undone[] }> => {
  let back = [...all];
  const stay: Undone[] = [];
  for (let before = -1; before !== back.length;) {
    before = back.length;
    const leaves = new Set(back.map(({ to }) => to));
    const next: Moved[] = [];
    for (const one of back) {
      const stands = await obstacle(one, broughtBack, leaves);
      if (stands) stay.push(stands);
      else next.push(one);
    }
    back = next;
  }
  return { back, stay };
};

/** Renaming keeps a thing's stamp, so it is the same before and after. */
const renamedOf = async (journeys: readonly Journey[], at: 'from' | 'to'): Promise<Moved[]> => {
  const renamed: Moved[] = [];
  for (const { from, to } of journeys) {
    if (from !== to) renamed.push({ from, to, stamp: (await stampOf(at === 'from' ? from : to)) ?? '' });
  }
  return renamed;
};

/** `files.rename`: within one folder, by plan; names may be swapped. */
export const rename = (places: Places, checkpoint: Checkpoint): Performer => {
  const resolved = ({ from, to }: Journey): Journey => ({ from: places.entry(from), to: places.entry(to) });
  return filePerformer(places, {
    skill: 'files.rename',
    args: z.object({ renames: z.array(z.object({ from: z.string(), to: z.string() })).min(1) }),
    receipt: z.object({ renamed: z.array(Moved) }),
    async prepare({ renames }) {
      const journeys = renames.map(resolved);
      await checked(journeys);
      return { renamed: await renamedOf(journeys, 'from') };
    },
    async perform({ renames }, progress) {
      const journeys = renames.map(resolved);
      await checked(journeys);
      await renameAll(journeys, () => checkpoint(progress));
      return { receipt: { renamed: await renamedOf(journeys, 'to') } };
    },
    async undo({ renamed }, _, broughtBack) {
      const { back, stay } = await canGoBack(renamed, broughtBack);
      await renameAll(
        back.map(({ from, to }) => ({ from: places.entry(to), to: places.entry(from) })),
        () => undefined,
      );
      return together([...stay, ...back.map(({ from }) => undone(`${from} has its name back.`))]);
    },
    back: ({ renamed }) => allBack(renamed),
    settling: settlingMoved(
      places,
      ({ renamed }: { renamed: Moved[] }) => renamed,
      () => ({ there: renameWithoutReplacing, back: renameWithoutReplacing }),
    ),
  });
};
