import type { Found, Slot } from '../slot.ts';
import type { GoalContext } from '../intent.ts';
import { afterAny, type Tokens } from '../token.ts';
import { folderFor, readFolder, writtenPath } from './folder.ts';
import { inFolder, isFileName, isPath } from './path.ts';

const JOINERS: ReadonlySet<string> = new Set(['then', 'also', 'finally', 'and', 'after', 'afterwards', 'next']);

const MOST = 100;

interface Named {
  /** A path, or a name whose folder is still to come. */
  readonly name: string;
  readonly placed: boolean;
  readonly next: number;
}

const one = (tokens: Tokens, at: number, context: GoalContext): Named | null => {
  const written = writtenPath(tokens, at, context);
  if (written) return { name: written.value, placed: true, next: written.next };
  const token = tokens[at];
  if ((token?.kind !== 'quote' && token?.kind !== 'word') || token.mended) return null;
  const name = token.kind === 'quote' ? token.value : token.text;
  if (!isFileName(name) || isPath(name) || (token.kind === 'word' && JOINERS.has(token.value))) return null;
  return { name, placed: false, next: at + 1 };
};

const listed = (tokens: Tokens, at: number, context: GoalContext): readonly Named[] => {
  const all: Named[] = [];
  for (let next = at; all.length < MOST;) {
    const start = all.length === 0 ? next : afterAny(tokens, next, ', and', ',', 'and');
    const named = all.length > 0 && start === next ? null : one(tokens, start, context);
    if (named === null) break;
    all.push(named);
    next = named.next;
  }
  return all;
};

const together = (all: readonly Named[], tokens: Tokens, context: GoalContext): Found<readonly string[]> => {
  const next = all.at(-1)?.next ?? 0;
  const place = afterAny(tokens, next, 'in', 'inside', 'on', 'under', 'into');
  const [folder] = place === next ? [] : readFolder(tokens, place, context);
  const bare = all.find(({ placed }) => !placed);
  const { folder: into, doubt } =
    folder || bare === undefined ? { folder: folder?.value ?? '' } : folderFor(bare.name, context);
  return {
    value: all.map(({ name, placed }) => (placed ? name : inFolder(into, name))),
    next: folder?.next ?? next,
    say: `${all.length} folders`,
    ...(doubt ? { doubt } : {}),
  };
};

/** Several folders to create, in one place: `Jan, Feb and Mar in Documents`. */
export const newFoldersSlot: Slot<readonly string[]> = {
  chip: 'object',
  read(tokens, at, context): readonly Found<readonly string[]>[] {
    const all = listed(tokens, afterAny(tokens, at, 'called', 'named', ':'), context);
    // Each beginning of the list is a reading: what follows "and" may be the next part of the goal.
    return all.flatMap((_, i) => (i === 0 ? [] : [together(all.slice(0, i + 1), tokens, context)])).toReversed();
  },
};
