import { z } from 'zod';
import { readWindows, type SeenWindow } from '../../planning/world.ts';
import type { Observation } from '../../ports/observer.ts';
import type { Json } from '../../protocol/json.ts';
import { namedCopies } from '../../skills/named-copies.ts';
import { baseOf, parentOf } from '../../skills/path.ts';
import { R } from '../../skills/relations.ts';
import { atom, type Literal } from '../../symbolic/atom.ts';
import { WORLD, type Context } from '../../symbolic/facts/context.ts';
import type { Trust } from '../../symbolic/facts/trust.ts';
import { LISTED } from './relations.ts';

/** One thing that a look showed. */
export interface Seen {
  readonly literal: Literal;
  readonly context: Context;
  readonly trust: Trust;
}

/** What a look showed, in facts. */
export interface Sight {
  readonly source: string;
  /** The look in a sentence. */
  readonly say: string;
  /** Contexts that the facts need, outer ones first. */
  readonly contexts: readonly Context[];
  readonly seen: readonly Seen[];
  /** Of these relations nothing else holds about what the look was at: what is not among `seen` has gone. */
  readonly closed: { readonly relations: readonly string[]; readonly about: (literal: Literal) => boolean } | null;
}

/** So many files of one listing become facts; a person with more has other worries than duplicates. */
const MOST_FILES = 2000;
const LINE = 80;

const Listed = z.object({ path: z.string(), name: z.string(), size: z.number(), changed: z.number().optional() });
const Listing = z.object({ exists: z.literal(true), files: z.array(Listed) });
/** The sum of no bytes. Empty files are no copies of each other: thousands of them would be millions of pairs, and say nothing. */
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const File = z.object({ exists: z.boolean(), type: z.string().optional(), sha256: z.string().optional() });

const applicationContext = (app: string): Context => ({
  id: `application:${app}`,
  kind: 'application',
  parent: WORLD.id,
  label: app,
});
const windowContext = ({ id, app, title }: Pick<SeenWindow, 'id' | 'app' | 'title'>): Context => ({
  id: `window:${id}`,
  kind: 'window',
  parent: `application:${app}`,
  label: title || app,
});
/** The context of a window, the outer ones first. */
export const windowContexts = (window: Pick<SeenWindow, 'id' | 'app' | 'title'>): readonly [Context, Context] => [
  applicationContext(window.app),
  windowContext(window),
];
const documentContext = (path: string): Context => ({
  id: `document:${path}`,
  kind: 'document',
  parent: WORLD.id,
  label: baseOf(path),
});

const inWorld = (literal: Literal): Seen => ({ literal, context: WORLD, trust: 'observed' });

/** Editors put an asterisk or a dot before or after the title of what is not saved. */
const MARKS = /^\s*[*•●]\s*|\s*[*•●](?=\s*(?:[-–—]|$))/gu;
export const withoutMarks = (title: string): string => title.replace(MARKS, '');
const isMarked = (title: string): boolean => withoutMarks(title) !== title;

export const endingOf = (name: string): string => /[^.]\.([^.\s]{1,12})$/u.exec(name)?.[1]?.toLowerCase() ?? '';

const windowsSight = (windows: readonly SeenWindow[]): Omit<Sight, 'source'> => {
  const contexts = windows.flatMap(windowContexts);
  const seen = windows.flatMap((w): Seen[] => {
    const name = `w:${w.id}`;
    const here = { context: windowContext(w), trust: 'observed' } as const;
    return [
      inWorld(R.window(name)),
      { literal: atom('window-app', name, w.app), ...here },
      { literal: atom('window-title', name, w.title), ...here },
      ...(isMarked(w.title) ? [{ literal: atom('window-marked', name), ...here }] : []),
    ];
  });
  const closed = { relations: ['window', 'window-app', 'window-title', 'window-marked'], about: () => true };
  return { say: 'Looked at the open windows', contexts, seen, closed };
};

const listingSight = (
  { folder, glob, recursive }: Extract<Observation['query'], { kind: 'files' }>,
  files: readonly z.infer<typeof Listed>[],
): Omit<Sight, 'source'> => {
  const told = files.slice(0, MOST_FILES);
  const copies = namedCopies(told);
  const seen = told.flatMap((file): Seen[] => {
    const { path, name, size, changed } = file;
    const original = copies.get(file);
    const ending = endingOf(name);
    return [
      inWorld(atom('listed', path, parentOf(path))),
      inWorld(atom('file-name', path, name.toLowerCase())),
      inWorld(atom('file-size', path, size)),
      ...(ending === '' ? [] : [inWorld(atom('file-ending', path, ending))]),
      ...(changed === undefined ? [] : [inWorld(atom('file-changed', path, changed))]),
      ...(original === undefined || size === 0 ? [] : [inWorld(atom('named-after', path, original.path))]),
    ];
  });
  const there = new Set(files.map(({ path }) => path));
  const about = ({ relation, args: [path] }: Literal): boolean =>
    typeof path === 'string' && parentOf(path) === folder && (relation !== 'file-sum' || !there.has(path));
  return {
    say: `Listed ${folder}`,
    contexts: [],
    seen: [inWorld(R.folder(folder)), ...seen],
    closed: glob === '*' && !recursive ? { relations: LISTED, about } : null,
  };
};

const fileSight = (path: string, value: Json): Omit<Sight, 'source'> | null => {
  const parsed = File.safeParse(value);
  if (!parsed.success) return null;
  const { exists, type, sha256 } = parsed.data;
  const isEmpty = sha256 === EMPTY;
  const what = !exists ? R.free(path) : type === 'folder' ? R.folder(path) : type === 'file' ? R.file(path) : null;
  const literals = [
    ...(what ? [what] : []),
    ...(sha256 === undefined || isEmpty || type === 'link' ? [] : [atom('file-sum', path, sha256)]),
  ];
  // A sum that it had before has ended.
  const closed = isEmpty ? { relations: ['file-sum'], about: ({ args }: Literal) => args[0] === path } : null;
  return { say: `Looked at ${path}`, contexts: [], seen: literals.map(inWorld), closed };
};

const textSight = (about: string, context: Context, value: Json): Omit<Sight, 'source'> | null => {
  const text = value !== null && typeof value === 'object' && 'text' in value ? value['text'] : null;
  if (typeof text !== 'string') return null;
  const line = text.trimStart().split('\n', 1)[0]?.slice(0, LINE).trim() ?? '';
  const literal = atom('first-line', about, line);
  const seen: Seen[] = line === '' ? [] : [{ literal, context, trust: 'untrusted' }];
  return { say: `Read ${about}`, contexts: [context], seen, closed: null };
};

const sightOf = ({ query, value }: Observation, isOwn: (w: SeenWindow) => boolean, seen: Observation) => {
  switch (query.kind) {
    case 'windows':
      return windowsSight(readWindows(seen, isOwn));
    case 'files': {
      const listing = Listing.safeParse(value);
      return listing.success ? listingSight(query, listing.data.files) : null;
    }
    case 'file':
      return fileSight(query.path, value);
    case 'clipboard': {
      const holds = typeof value?.['text'] === 'string' && value['text'] !== '';
      const closed = { relations: ['clipboard-text'], about: () => true };
      return { say: 'Looked at the clipboard', contexts: [], seen: holds ? [inWorld(R.clipboardText())] : [], closed };
    }
    case 'file.text':
    case 'document.text':
      return textSight(query.path, documentContext(query.path), value);
    default:
      return null;
  }
};

/** What an observation tells, as facts; null when it tells nothing or could not be made. `isOwn` tells Sonny's own windows. */
export const readSight = (observation: Observation, isOwn: (w: SeenWindow) => boolean): Sight | null => {
  const sight = observation.value === null ? null : sightOf(observation, isOwn, observation);
  return sight && { ...sight, source: observation.path };
};
