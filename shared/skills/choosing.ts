import { z } from 'zod';
import { globMatcher } from './glob.ts';
import { namedCopies } from './named-copies.ts';
import { baseOf } from './path.ts';
import { sayWhenChanged } from './when-changed.ts';

const ORDER = ['newest', 'oldest', 'largest', 'smallest'] as const;

type Order = (typeof ORDER)[number];

/** Which of the files that fit a pattern are meant. Times in milliseconds since the epoch, of when their bytes last changed. */
export interface Choosing {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  /** In this order; by name where it is missing. */
  readonly sort?: Order | undefined;
  /** So many of them, the first in that order. */
  readonly most?: number | undefined;
  /** Those that hold the same as another one: each but the original. */
  readonly copies?: true | undefined;
  /** More bytes than this. */
  readonly larger?: number | undefined;
  /** Fewer bytes than this. */
  readonly smaller?: number | undefined;
  /** Not those whose names fit one of these patterns. */
  readonly except?: readonly string[] | undefined;
  /** Not the first so many in this order. */
  readonly allBut?: { readonly sort: Order; readonly most: number } | undefined;
}

/** Left to Sonny’s own planning: what of a folder is spared. */
export const AllBut = z.object({ sort: z.enum(ORDER), most: z.number().int().positive().max(10_000) }).optional();

export const CHOOSING = {
  before: z.number().optional(),
  after: z.number().optional(),
  sort: z.enum(ORDER).optional(),
  most: z.number().int().positive().max(10_000).optional(),
  copies: z.literal(true).optional(),
  larger: z.number().nonnegative().optional(),
  smaller: z.number().positive().optional(),
  except: z.array(z.string().min(1)).max(100).optional(),
  allBut: AllBut,
} as const;

/** Lenient: what is still to come of it counts as not said. */
export const Choosing: z.ZodType<Choosing> = z.object(CHOOSING);

export const NAMES_OF_CHOOSING = Object.keys(CHOOSING) as readonly (keyof Choosing)[];

interface Listed {
  readonly path: string;
  readonly size: number;
  readonly changed: number;
}

const ORDERS = {
  newest: (a: Listed, b: Listed) => b.changed - a.changed,
  oldest: (a: Listed, b: Listed) => a.changed - b.changed,
  largest: (a: Listed, b: Listed) => b.size - a.size,
  smallest: (a: Listed, b: Listed) => a.size - b.size,
} as const;

/** The files that are meant of those that are there, which come by name. Of equals the one by name first. */
export const chosen = <F extends Listed>(
  files: readonly F[],
  {
    before = Infinity,
    after = -Infinity,
    larger = -Infinity,
    smaller = Infinity,
    except = [],
    allBut,
    sort,
    most = files.length,
  }: Choosing,
): readonly F[] => {
  const excepted = except.map(globMatcher);
  const timely = files.filter(
    ({ path, size, changed }) =>
      changed < before &&
      changed >= after &&
      size > larger &&
      size < smaller &&
      !excepted.some((fits) => fits(baseOf(path))),
  );
  const spared = new Set(allBut === undefined ? [] : timely.toSorted(ORDERS[allBut.sort]).slice(0, allBut.most));
  const meant = timely.filter((file) => !spared.has(file));
  return (sort === undefined ? meant : meant.toSorted(ORDERS[sort])).slice(0, most);
};

/** Names that are to be left out and that none of the files has: a slip of the pen, most likely. */
export const exceptedNowhere = (files: readonly Listed[], { except = [] }: Choosing): readonly string[] =>
  except.filter((name) => !/[*?]/u.test(name) && !files.some(({ path }) => globMatcher(name)(baseOf(path))));

/** Those whose size another one has as well, without empty ones, which hold nothing to be the same: who may be copies. */
export const alikeInSize = <F extends Listed>(files: readonly F[]): readonly F[] => {
  const counts = new Map<number, number>();
  for (const { size } of files) counts.set(size, (counts.get(size) ?? 0) + 1);
  return files.filter(({ size }) => size > 0 && (counts.get(size) ?? 0) > 1);
};

/**
 * Each file that holds the same as its original, by the hashes of what they hold. The original of those that hold the same is not named
 * as a copy of one of them, then the oldest, then the first by its path; rules about files say the same. What has no hash is no copy.
 */
export const copiesAmong = <F extends Listed>(
  files: readonly F[],
  hashOf: (file: F) => string | undefined,
): readonly F[] => {
  const hashes = new Map(files.map((file) => [file, hashOf(file)]));
  const named = new Set(
    [...namedCopies(files)].flatMap(([file, original]) => (hashes.get(original) === hashes.get(file) ? [file] : [])),
  );
  const original = (a: F, b: F): number =>
    Number(named.has(a)) - Number(named.has(b)) || ORDERS.oldest(a, b) || (a.path < b.path ? -1 : 1);
  const seen = new Set<string>();
  const copies = new Set<F>();
  for (const file of files.toSorted(original)) {
    const hash = hashes.get(file);
    if (hash === undefined) continue;
    if (seen.has(hash)) copies.add(file);
    seen.add(hash);
  }
  return files.filter((file) => copies.has(file));
};

const UNITS = ['kB', 'MB', 'GB', 'TB'];

const bytes = (size: number): string => {
  let [n, unit] = [size, 'bytes'];
  for (const next of UNITS) if (n >= 1000) [n, unit] = [n / 1000, next];
  return `${Number(n.toFixed(2))} ${unit}`;
};

/** In words, to stand before and behind what is chosen from: "the newest" and "last changed before 1 May 2026, 10:00". */
export const sayChoosing = ({
  before,
  after,
  sort,
  most,
  copies,
  larger,
  smaller,
  except = [],
  allBut,
}: Choosing): { readonly ahead: string; readonly behind: string } => {
  const number = most === undefined || (most === 1 && sort !== undefined) ? '' : ` ${most}`;
  const ahead = [sort === undefined ? (most === undefined ? '' : 'the first') : `the ${sort}`].join('') + number;
  const behind = [
    ...sayWhenChanged(after, before),
    ...(copies ? ['that are copies of others'] : []),
    ...(larger === undefined ? [] : [`larger than ${bytes(larger)}`]),
    ...(smaller === undefined ? [] : [`smaller than ${bytes(smaller)}`]),
    ...(except.length === 0 ? [] : [`without ${new Intl.ListFormat('en').format(except)}`]),
    ...(allBut === undefined ? [] : [`but for the ${allBut.sort}${allBut.most === 1 ? '' : ` ${allBut.most}`}`]),
  ].join(', ');
  return { ahead, behind };
};
