import { z } from 'zod';

/**
 * Why a place is closed to Sonny. `keys`: what lets others in, or what a browser remembers. `programs`: what programs keep for
 * themselves. `own`: Sonny's own profile. `machine`: what looks like files and is the machine. `outside`: neither in the home folder nor
 * in the temporary one. `whole`: one of these two, as a whole. `nowhere`: a link to nothing.
 */
const ClosedWhy = z.enum(['keys', 'programs', 'own', 'machine', 'outside', 'whole', 'nowhere']);

/** A path that is closed: `path` as it was asked for, `place` what of it is closed, where its links lead. Both absolute. */
export const Closed = z.object({ path: z.string(), place: z.string(), why: ClosedWhy });
export type Closed = z.infer<typeof Closed>;

const SAY: Readonly<Record<Closed['why'], (place: string) => string>> = {
  keys: (place) =>
    `${place} is closed to Sonny: it holds keys, passwords or what a browser remembers. What is to be done there, do yourself.`,
  programs: (place) =>
    `${place} is closed to Sonny: programs keep their own things there. Name something that is not hidden, or do this part yourself.`,
  own: (place) => `${place} is closed to Sonny: its own records are there. Name another place.`,
  machine: (place) =>
    `${place} is closed to Sonny: it is a part of the machine, and no files of yours. Name another place.`,
  outside: (place) =>
    `${place} is closed to Sonny: it works in your home folder and the temporary one alone. Copy what you need into your home folder, and name that.`,
  whole: (place) => `${place} is closed to Sonny as a whole: too much is in it. Name what is in it.`,
  nowhere: (place) => `${place} is a link to nothing, and what comes there is not known. Name the file itself.`,
};

/** Which place is closed, why, and what to do instead. */
export const sayClosed = ({ path, place, why }: Closed): string => {
  const leads = path === place || path.startsWith(`${place}/`) ? '' : `${path} leads to ${place}. `;
  return `${leads}${SAY[why](place)}`;
};
