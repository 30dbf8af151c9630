import type { Json } from '../../protocol/json.ts';
import { baseOf, inside, parentOf } from '../../skills/path.ts';
import { R } from '../../skills/relations.ts';
import { Entries } from '../../skills/schema.ts';
import type { Literal } from '../../symbolic/atom.ts';
import { Unseen } from '../refusal.ts';
import type { SeekGround } from './ground.ts';

/** An archive and a place that it could be unpacked to, with the files in it that are wanted. */
export interface Unpacking {
  readonly archive: string;
  readonly to: string;
  readonly entries: readonly string[];
}

/** What arguments are drawn from. */
export interface Objects {
  readonly paths: readonly string[];
  /** Files that only the steps that are sought would bring: what else there is stays where it is. */
  readonly brought: ReadonlySet<string>;
  readonly unpackings: readonly Unpacking[];
  /** Where files belong, those that are missing and those that would be brought: no folder is made there. */
  readonly files: ReadonlySet<string>;
}

/** How many archives are looked into. */
const MOST_ARCHIVES = 20;

const pathOf = ({ args: [subject] }: Literal): string | null =>
  typeof subject === 'string' && subject.startsWith('/') ? subject : null;

/** The folders that a path is in, the nearest first, up to the home folder; none for a path that is elsewhere. */
const foldersOf = (path: string, home: string): readonly string[] => {
  const folders: string[] = [];
  for (let at = path; at.startsWith(`${home}/`);) {
    at = parentOf(at);
    folders.push(at);
  }
  return folders;
};

const namesIn = (list: Json | undefined, field: string): readonly string[] =>
  Array.isArray(list)
    ? list.flatMap((x: Json) => {
        const name = x !== null && typeof x === 'object' ? (x as Readonly<Record<string, Json>>)[field] : undefined;
        return typeof name === 'string' ? [name] : [];
      })
    : [];

/** The archives in some folders and what is in each. @throws Unseen */
const archivesIn = (folders: readonly string[], { known }: SeekGround): ReadonlyMap<string, readonly string[]> => {
  const listed = folders.map((folder) => known.look({ kind: 'files', folder, glob: '*.zip', recursive: false }));
  if (listed.includes(undefined)) throw new Unseen();
  const archives = listed.flatMap((seen) => namesIn(seen?.value?.['files'], 'path')).slice(0, MOST_ARCHIVES);
  const read = archives.map((path) => ({ path, seen: known.look({ kind: 'archive', path }) }));
  if (read.some(({ seen }) => !seen)) throw new Unseen();
  return new Map(read.map(({ path, seen }) => [path, namesIn(seen?.value?.['entries'], 'name')]));
};

/** Where archives could be unpacked so that a file comes to its place or, where just one holds such a file, near it. */
const unpackingsFor = (
  file: string,
  archives: ReadonlyMap<string, readonly string[]>,
  home: string,
): readonly Unpacking[] => {
  const name = baseOf(file);
  const found = [...archives].flatMap(([archive, entries]) =>
    entries
      .filter((entry) => entry === name || entry.endsWith(`/${name}`))
      .filter((entry) => Entries.safeParse([entry]).success)
      .map((entry) => ({ archive, entry })),
  );
  // Which of several is meant nobody can tell, unless one is called as the folder is that it would become.
  const isOnly = found.length === 1;
  return found.flatMap(({ archive, entry }) => {
    const beside = archive.replace(/\.zip$/iu, '');
    const there = file.endsWith(`/${entry}`) ? file.slice(0, -entry.length - 1) : '';
    const isNamed = baseOf(there) === baseOf(beside);
    const places = [...(isOnly || isNamed ? [there] : []), ...(isOnly ? [beside] : [])];
    return places.filter((to) => to.startsWith(`${home}/`)).map((to) => ({ archive, to, entries: [entry] }));
  });
};

/** Files out of one archive at one place are unpacked together. */
const together = (unpackings: readonly Unpacking[]): readonly Unpacking[] => {
  const merged = new Map<string, Unpacking>();
  for (const unpacking of unpackings) {
    const key = JSON.stringify([unpacking.archive, unpacking.to]);
    const entries = new Set([...(merged.get(key)?.entries ?? []), ...unpacking.entries]);
    merged.set(key, { ...unpacking, entries: [...entries] });
  }
  return [...merged.values()];
};

/**
 * The objects at hand for bringing conditions about: the paths they speak of, the folders these are in, and files that are
 * missing where archives beside or above their place hold them.
 * @throws Unseen
 */
export const objectsFor = (open: readonly Literal[], more: readonly string[], ground: SeekGround): Objects => {
  const { home } = ground.world;
  const spoken = open.flatMap((literal) => pathOf(literal) ?? []);
  const folders = [...new Set(spoken.flatMap((path) => foldersOf(path, home)))];
  const missing = open.filter((l) => l.relation === 'file' && !l.negated);
  const files = [...new Set(missing.flatMap((literal) => pathOf(literal) ?? []))];
  const state = ground.look(folders.map(R.folder));
  const near = new Set(files.flatMap((file) => foldersOf(file, home)));
  const archives = archivesIn(
    [...near].filter((folder) => state.holds(R.folder(folder))),
    ground,
  );
  const unpackings = together(files.flatMap((file) => unpackingsFor(file, archives, home)));
  const brought = new Set(unpackings.flatMap(({ to, entries }) => entries.map((entry) => inside(to, entry))));
  return {
    paths: [...new Set([...spoken, ...folders, ...brought, ...more])],
    brought,
    unpackings,
    files: new Set([...files, ...brought]),
  };
};
