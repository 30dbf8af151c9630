import type { GoalContext } from '../intent.ts';
import type { Argument, Found, Slot } from '../slot.ts';
import { afterAny, type Tokens } from '../token.ts';
import { bareNames } from './bare-name.ts';
import { readChosenSet } from './chosen-set.ts';
import { readFileSet } from './file-set.ts';
import { writtenFile } from './file.ts';
import { readFolder } from './folder.ts';

const ONE = ['it', 'the file', 'that file', 'that'];

const THEM = [
  'them',
  'those files',
  'these files',
  'those',
  'these',
  'the files',
  'the results',
  'the folder',
  'the archive',
  'the zip file',
  'the zip',
  'the copy',
  'the copies',
  'the note',
  'the list',
  'that list',
  'this list',
];

/** A list is for a person to read; longer ones are patterns. */
const LONGEST_LIST = 200;

type Path = Found<string>;

const onesAt = (tokens: Tokens, at: number, context: GoalContext): readonly Path[] => {
  const files = writtenFile(tokens, at, context);
  const all = files.length > 0 ? files : readFolder(tokens, at, context);
  return [...all, ...bareNames(tokens, at, context, 'thing')];
};

const listOf = (paths: readonly Path[], next: number): Found<Argument> => {
  const [only] = paths;
  const doubt = paths.find((p) => p.doubt)?.doubt;
  return {
    value: paths.map((p) => p.value),
    next,
    say: paths.length === 1 && only ? only.say : `${paths.length} files`,
    ...(doubt ? { doubt } : {}),
    ...(paths.some((p) => p.stretched) ? { stretched: true } : {}),
  };
};

/** `~/a.txt`, `~/a.txt and ~/b.txt`, `~/a, ~/b and ~/c`: each beginning of the list is a reading, longest first. */
const listed = (tokens: Tokens, at: number, context: GoalContext): readonly Found<Argument>[] => {
  const lists: Found<Argument>[] = [];
  const open: (readonly Path[])[] = [[]];
  for (let paths = open.shift(); paths !== undefined && lists.length < LONGEST_LIST; paths = open.shift()) {
    const next = paths.at(-1)?.next ?? at;
    const start = paths.length === 0 ? next : afterAny(tokens, next, ', and', ',', 'and');
    if (paths.length > 0 && start === next) continue;
    for (const path of onesAt(tokens, start, context)) {
      const longer = [...paths, path];
      lists.push(listOf(longer, path.next));
      open.push(longer);
    }
  }
  return lists.reverse();
};

/** Files and folders that something is done to. */
export const filesSlot: Slot<Argument> = {
  chip: 'object',
  read(tokens, at, context) {
    const sets = [...readChosenSet(tokens, at, context), ...readFileSet(tokens, at, context)].map(
      (f): Found<Argument> => ({ ...f, value: { $: 'files', ...f.value } }),
    );
    const next = afterAny(tokens, at, ...ONE.toSorted((a, b) => b.length - a.length), ...THEM);
    const isOne = afterAny(tokens, at, ...ONE) === next;
    const value = { $: 'it', ...(isOne ? { one: true } : {}) } as const;
    const them = next > at ? [{ value, next, say: isOne ? 'the same file' : 'the same files' }] : [];
    if (sets.length > 0) return [...sets, ...them];
    const list = listed(tokens, at, context);
    return list.length > 0 ? list : them;
  },
};
