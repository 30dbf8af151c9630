import type { Clock } from '../../shared/ports/clock.ts';
import type { Landing } from '../../shared/ports/landing.ts';
import { sha256Of, stampOf } from './digest.ts';
import { fileError } from './file-error.ts';
import { moveEntry } from './move-entry.ts';
import { createPlaces, trashOf, type Roots } from './places.ts';
import { createTrashCan } from './trash-can.ts';
import { whose } from './whose.ts';

const coded = async <T>(act: () => Promise<T>): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    throw fileError(error);
  }
};

/** Lets other plugs put files where Sonny may work, and take them away again. */
export const createLanding = ({ roots, clock }: { readonly roots: Roots; readonly clock: Clock }): Landing => {
  const places = createPlaces(roots);
  const trash = createTrashCan(trashOf(roots), clock);
  return {
    put: (from, to, signal) =>
      coded(async () => {
        const entry = places.entry(to);
        const sha256 = await sha256Of(from, signal);
        await moveEntry(from, entry, places, signal);
        return { sha256, made: { place: entry, stamp: await stampOf(entry) } };
      }),
    trash: (path, sha256, made) =>
      coded(async () => {
        const entry = places.entry(path);
        if ((await stampOf(entry)) === null) return 'gone';
        if (made && (await whose(entry, made)) === 'other') return 'kept';
        if ((await sha256Of(entry)) !== sha256) return 'kept';
        await trash.put(entry);
        return 'trashed';
      }),
    open(path) {
      try {
        return places.content(path);
      } catch (error) {
        throw fileError(error);
      }
    },
  };
};
