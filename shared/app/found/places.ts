import type { GoalContext } from '../../goals/intent.ts';
import type { Sought } from '../../goals/sought.ts';
import { isNear } from '../../goals/slip.ts';
import { wellKnownFolder } from '../../goals/slots/path.ts';
import type { Entry, Look } from './look.ts';

/** Where people keep what they speak of by its name alone. */
const USUAL = ['documents', 'desktop', 'downloads', 'home', 'pictures', 'music', 'videos'];

export type Named = Exclude<Sought, { kind: 'path' | 'set' }>;

/** The folders where people keep things, as paths below this home. */
export const usualPlaces = ({ home }: GoalContext): readonly string[] =>
  USUAL.flatMap((word) => wellKnownFolder(word, home) ?? []);

/** A name as a pattern that fits at least it. */
const asGlob = (name: string): string => name.replace(/[*?{}]/gu, '?');

const same = (a: string, b: string): boolean => a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase();

const isUsual = (path: string, context: GoalContext): boolean => usualPlaces(context).includes(path);

/** What fits in the usual folders themselves; only where there is nothing, in the folders inside them. */
export const nearest = async (
  context: GoalContext,
  look: Look,
  glob: string,
  fits: (entry: Entry) => boolean,
  within?: string,
): Promise<readonly string[]> => {
  const folders = within === undefined ? usualPlaces(context) : [within];
  const inside = async (places: readonly string[], recursive: boolean): Promise<readonly string[]> => {
    const all = await Promise.all(places.map((folder) => look.in(folder, glob, recursive)));
    return [...new Set(all.flat().flatMap((entry) => (fits(entry) ? [entry.path] : [])))];
  };
  const near = await inside(folders, false);
  if (near.length > 0) return near;
  return inside(
    folders.filter((folder) => folder !== context.home),
    true,
  );
};

/** The places of that name. */
export const placesOf = ({ kind, name, within }: Named, context: GoalContext, look: Look): Promise<readonly string[]> =>
  nearest(
    context,
    look,
    asGlob(name),
    (entry) =>
      same(entry.name, name) &&
      (kind === 'thing' || entry.isFolder === (kind === 'folder')) &&
      !isUsual(entry.path, context),
    within,
  );

/** Files that are called so but for their ending. */
export const stemsOf = ({ name, within }: Named, context: GoalContext, look: Look): Promise<readonly string[]> =>
  nearest(
    context,
    look,
    `${asGlob(name)}.*`,
    (entry) => {
      const dot = entry.name.lastIndexOf('.');
      return !entry.isFolder && dot > 0 && same(entry.name.slice(0, dot), name);
    },
    within,
  );

const figures = (name: string): string => name.replace(/\D+/gu, ' ').trim();

/** The only folder whose name is a slip of the pen away, in the usual places and among them; null where there is none, or several. Figures are no slip. */
export const nearFolder = async ({ name, within }: Named, context: GoalContext, look: Look): Promise<string | null> => {
  const written = name.normalize('NFC').toLowerCase();
  const isMeant = (other: string): boolean =>
    figures(other) === figures(name) && isNear(written, other.normalize('NFC').toLowerCase());
  const places = within === undefined ? usualPlaces(context) : [within];
  const entries = (await Promise.all(places.map((folder) => look.in(folder, '*', false)))).flat();
  const found = new Set(entries.flatMap((entry) => (entry.isFolder && isMeant(entry.name) ? [entry.path] : [])));
  const [only, ...others] = found;
  return others.length === 0 ? (only ?? null) : null;
};
