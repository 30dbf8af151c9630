import type { GoalContext } from '../intent.ts';
import type { Argument, Found, Slot } from '../slot.ts';
import { afterAny, type Tokens } from '../token.ts';
import { readChosenSet } from './chosen-set.ts';
import { readFileSet } from './file-set.ts';
import { fileSlot } from './file.ts';
import { folderSlot } from './folder.ts';

const THEM = [
  'it',
  'them',
  'those files',
  'these files',
  'those',
  'these',
  'the file',
  'the files',
  'that file',
  'the results',
  'that',
  'the folder',
  'the archive',
  'the zip file',
  'the zip',
  'the copy',
  'the copies',
  'the note',
];

/** A list is for a person to read; longer ones are patterns. */
const LONGEST_LIST = 200;

type Path = Found<string>;

const one = (tokens: Tokens, at: number, context: GoalContext): Path | undefined =>
  fileSlot.read(tokens, at, context)[0] ?? folderSlot.read(tokens, at, context)[0];

/** `~/a.txt`, `~/a.txt and ~/b.txt`, `~/a, ~/b and ~/c`: each beginning of the list is a reading, longest first. */
const listed = (tokens: Tokens, at: number, context: GoalContext): readonly Found<Argument>[] => {
  const lists: Found<Argument>[] = [];
  const paths: Path[] = [];
  let next: number = at;
  while (paths.length < LONGEST_LIST) {
    const start = paths.length === 0 ? next : afterAny(tokens, next, ', and', ',', 'and');
    const path = paths.length > 0 && start === next ? undefined : one(tokens, start, context);
    if (path === undefined) break;
    paths.push(path);
    next = path.next;
    const doubt = paths.find((p) => p.doubt)?.doubt;
    const [only] = paths;
    const say = paths.length === 1 && only ? only.say : `${paths.length} files`;
    lists.push({ value: paths.map((p) => p.value), next, say, ...(doubt ? { doubt } : {}) });
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
    const next = afterAny(tokens, at, ...THEM);
    const them = next > at ? [{ value: { $: 'it' } as const, next, say: 'the same files' }] : [];
    if (sets.length > 0) return [...sets, ...them];
    const list = listed(tokens, at, context);
    return list.length > 0 ? list : them;
  },
};
