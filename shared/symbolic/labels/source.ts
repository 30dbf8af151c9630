import { z } from 'zod';

/**
 * Who wrote a text, as far as Sonny can tell: by the way it came in, never by what it says of itself. `tool`: what a tool answered;
 * `maker`: what whoever made it says of it. `memory`: an earlier goal of the person's, with what they chose then; it says nothing about a later one.
 */
const SourceKind = z.enum([
  'person',
  'sonny',
  'model',
  'screen',
  'file',
  'mail',
  'page',
  'tool',
  'maker',
  'peer',
  'memory',
]);
export type SourceKind = z.infer<typeof SourceKind>;

/** `of`: the address, path, window, tool, mail, model or run; empty where the kind says it all, as for the names of windows and files. */
export const Source = z.object({ kind: SourceKind, of: z.string() });
export type Source = z.infer<typeof Source>;

/** Every source that had a part in a text, each once, in one order. Nothing has no sources but nothing. */
export type Labels = readonly Source[];

export const PERSON: Source = { kind: 'person', of: '' };
export const SONNY: Source = { kind: 'sonny', of: '' };

const ORDER = SourceKind.options;

const compare = (a: Source, b: Source): number => {
  const kinds = ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind);
  if (kinds !== 0) return kinds;
  return a.of < b.of ? -1 : a.of > b.of ? 1 : 0;
};

export const sameLabels = (a: Labels, b: Labels): boolean =>
  a === b || (a.length === b.length && a.every((source, i) => compare(source, b[i] ?? PERSON) === 0));

/** The join: every source of each. Associative, commutative, idempotent; loses none. */
export const joinLabels = (all: Iterable<Labels>): Labels => {
  let joined: Labels = [];
  for (const labels of all) {
    if (labels.length === 0 || sameLabels(joined, labels)) continue;
    const sorted = [...joined, ...labels].sort(compare);
    joined = sorted.filter((source, i) => i === 0 || compare(source, sorted[i - 1] ?? PERSON) !== 0);
  }
  return joined;
};

export const labelsOf = (...sources: readonly Source[]): Labels => joinLabels(sources.map((source) => [source]));

/** Anyone may have written what comes this way: it is data, and never an instruction. */
export const isByOthers = ({ kind }: Source): boolean => !['person', 'sonny', 'model', 'memory'].includes(kind);

/** What comes this way is not everyone's to see: what stands in a certain file, mail or window. Their names alone (`of` is empty) are not it. */
export const isPrivate = ({ kind, of }: Source): boolean =>
  of !== '' && (kind === 'file' || kind === 'mail' || kind === 'screen' || kind === 'tool');

const hostOf = (url: string): string => /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/?#]+)/iu.exec(url)?.[1] ?? url;

/** The source in a sentence: "the page example.com". */
export const saySource = ({ kind, of }: Source): string => {
  switch (kind) {
    case 'person':
      return 'you';
    case 'sonny':
      return 'Sonny';
    case 'model':
      return of === '' ? 'the model' : `the model ${of}`;
    case 'screen':
      return of === '' ? 'the screen' : `the window “${of}”`;
    case 'file':
      return of === '' ? 'a file' : `the file ${of}`;
    case 'mail':
      return of === '' ? 'a mail' : `the mail ${of}`;
    case 'page':
      return of === '' ? 'a page' : `the page ${hostOf(of)}`;
    case 'tool':
      return of === '' ? 'a tool' : `what ${of} answered`;
    case 'maker':
      return of === '' ? 'the maker of a tool' : `what ${of} says of its tools`;
    case 'peer':
      return of === '' ? 'another Sonny' : `the Sonny ${of}`;
    case 'memory':
      return 'an earlier goal of yours';
  }
};

/** So many sources are named one by one. */
const MOST_NAMED = 3;

/** Several of them in a sentence: one that has no name of its own is left out beside others of its kind. */
export const saySources = (labels: Labels): string => {
  const said = labels
    .filter(({ kind, of }) => of !== '' || !labels.some((other) => other.kind === kind && other.of !== ''))
    .map(saySource);
  if (said.length <= MOST_NAMED) return said.join(' and ');
  return `${said.slice(0, MOST_NAMED - 1).join(', ')} and ${said.length - MOST_NAMED + 1} others`;
};
