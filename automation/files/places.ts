import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { sayClosed, type Closed } from '../../shared/protocol/closed.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';

/** Where Sonny may work. All absolute. */
export interface Roots {
  readonly home: string;
  readonly temp: string;
  /** Folders that may be looked into, though they are closed or hidden: where Sonny keeps the pictures it takes. */
  readonly looked?: readonly string[];
  /** The home folder's trash, where it is not `<home>/.local/share/Trash`. */
  readonly trash?: string;
  /** Folders inside the roots that stay closed, such as Sonny's own profile. */
  readonly closed?: readonly string[];
}

/** Names of what holds keys, passwords or a browser's profile, wherever it lies. */
const SECRET = new Set('.ssh .gnupg .mozilla .thunderbird .password-store .aws .kube .docker .netrc .pki'.split(' '));
/** What programs keep for themselves, directly in a root; so is everything there whose name starts with a dot. */
const PROGRAMS = new Set(['Library', 'AppData', 'snap']);
/** What looks like files and is the machine. */
const MACHINE = ['/proc', '/sys', '/dev'];

export const trashOf = (roots: Roots): string => roots.trash ?? join(roots.home, '.local', 'share', 'Trash');

const isIn = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

class Denied extends SonnyError {
  readonly closed: Closed;
  constructor(closed: Closed) {
    super('FILE_DENIED', sayClosed(closed));
    this.closed = closed;
  }
}

/** The path with its links followed, as far as it exists. A link to nothing is denied: what comes there is not known. */
const followed = (path: string): string => {
  try {
    return realpathSync.native(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    const there = lstatSync(path, { throwIfNoEntry: false });
    // It came between the two looks, and is no link.
    if (there && !there.isSymbolicLink()) return followed(path);
    if (there) throw new Denied({ path, place: path, why: 'nowhere' });
    return join(followed(dirname(path)), basename(path));
  }
};

const absolute = (path: string): string => {
  if (!isAbsolute(path) || path.includes('\0')) throw new SonnyError('FILE_DENIED', `Not an absolute path: ${path}`);
  return resolve(path);
};

/**
 * Which paths are open to Sonny, once their links are followed. `entry`, `content` and `look` give the resolved path, throw
 * FILE_DENIED when it is closed, and what the file system throws when it cannot be followed.
 */
export interface Places {
  /** The thing at the path itself: the links on the way are followed, it is not. Never a root. */
  entry(path: string): string;
  /** What the path leads to. */
  content(path: string): string;
  /** What the path leads to, where the trash and folders given for it may be looked into as well. */
  look(path: string): string;
  /** Whether a resolved path is open: for walks that start from one that is. */
  allows(resolved: string): boolean;
  /** What of the path is closed and why; null where it is open, and where nobody can say because it can't be followed. */
  closed(path: string, as: 'entry' | 'content' | 'look'): Closed | null;
}

/** Links are followed before anything is judged: what a path leads to decides, not how it is written. */
export const createPlaces = (roots: Roots): Places => {
  const open = [roots.home, roots.temp].map((root) => followed(resolve(root))).sort((a, b) => b.length - a.length);
  const closed = [...MACHINE, ...(roots.closed ?? [])].map((folder) => followed(resolve(folder)));
  const looked = [trashOf(roots), ...(roots.looked ?? [])].map((folder) => followed(resolve(folder)));

  /** What of a resolved path is closed. */
  const closedIn = (path: string, asked: string): Closed | null => {
    const because = (place: string, why: Closed['why']): Closed => ({ path: asked, place, why });
    const own = closed.find((folder) => isIn(path, folder));
    // The innermost root decides: a home folder inside the temporary one is a home folder.
    const root = open.find((candidate) => isIn(path, candidate));
    if (own !== undefined && (root === undefined || !isIn(root, own)))
      return because(own, MACHINE.includes(own) ? 'machine' : 'own');
    if (root === undefined) return because(path, 'outside');
    const names = relative(root, path).split(sep);
    const secret = names.findIndex((name) => SECRET.has(name));
    if (secret >= 0) return because(join(root, ...names.slice(0, secret + 1)), 'keys');
    const [first = ''] = names;
    return first.startsWith('.') || PROGRAMS.has(first) ? because(join(root, first), 'programs') : null;
  };
  const allowed = (path: string, asked: string): string => {
    const found = closedIn(path, asked);
    if (found) throw new Denied(found);
    return path;
  };
  const places = {
    entry(path: string): string {
      const asked = absolute(path);
      const resolved = join(followed(dirname(asked)), basename(asked));
      if (open.includes(resolved)) throw new Denied({ path: asked, place: asked, why: 'whole' });
      return allowed(resolved, asked);
    },
    content: (path: string): string => allowed(followed(absolute(path)), absolute(path)),
    look(path: string): string {
      const resolved = followed(absolute(path));
      return looked.some((folder) => isIn(resolved, folder)) ? resolved : allowed(resolved, absolute(path));
    },
  };
  return {
    ...places,
    allows: (path) => closedIn(path, path) === null,
    closed(path, as) {
      try {
        places[as](path);
      } catch (error) {
        if (error instanceof Denied) return error.closed;
      }
      return null;
    },
  };
};
