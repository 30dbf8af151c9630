import type { GoalContext } from '../intent.ts';
import type { Found, Slot } from '../slot.ts';
import { afterAny, type Tokens } from '../token.ts';
import { bareNames } from './bare-name.ts';
import { DEEDS } from './deeds.ts';
import { readFileSet } from './file-set.ts';
import { writtenFile } from './file.ts';
import { hasEnding, inFolder, isPath } from './path.ts';

const MOST_WORDS = 8;

/** Things that are made or moved, not noted down. */
const NO_ITEM =
  /^(it|them|this|that|these|those|all|every|everything|files?|folders?|directory|directories|notes?|lines?|texts?|words?|windows?|tabs?|links?|copy|copies|backup|me|new)$/u;

/** Where the list follows that they go to, or are on. */
const ENDS = ['to', 'onto', 'from', 'off'];

/** A few plain words for a list, up to where they go: `eggs and milk` in `add eggs and milk to todo`. */
export const itemSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at, context) {
    if (readFileSet(tokens, at, context).length > 0) return [];
    const words: string[] = [];
    for (let next = at; next < at + MOST_WORDS; next += 1) {
      const token = tokens[next];
      if (token?.kind !== 'word' || token.mended || hasEnding(token.text)) return [];
      if (words.length > 0 && ENDS.includes(token.value)) {
        const text = words.join(' ');
        return [{ value: text, next, say: `“${text}”` }];
      }
      if (NO_ITEM.test(token.value)) return [];
      if (['and', 'then'].includes(tokens[next - 1]?.value ?? '') && DEEDS.has(token.value)) return [];
      words.push(token.text);
    }
    return [];
  },
};

/** Whether a name says that it is a list: what is added to one without quotation marks is an item of it. */
export const isList = (path: string): boolean =>
  /list|to-?do|shopping|groceries|tasks|ideas|wishes|errands/iu.test(path.slice(path.lastIndexOf('/') + 1));

const MOST_NAME = 3;

/** Several small words as a name, which only looking tells: `my shopping list`. */
const smallName = (tokens: Tokens, at: number, context: GoalContext): readonly Found<string>[] => {
  if (context.guessing === false) return [];
  const start = afterAny(tokens, at, 'my', 'the', 'our');
  const found: Found<string>[] = [];
  const words: string[] = [];
  for (let next = start; next < start + MOST_NAME; next += 1) {
    const token = tokens[next];
    if (token?.kind !== 'word' || token.mended || !/^[\p{L}\p{N}-]+$/u.test(token.text)) break;
    if (['and', 'then', 'in', 'to', 'on', 'off', 'of', 'from', 'if', 'at', 'as'].includes(token.value)) break;
    words.push(token.text);
    if (words.length < 2) continue;
    const name = words.join(' ');
    const subject = `place-of-file:${name}`;
    const answer = context.answers[subject];
    if (answer === 'no') continue;
    if (answer !== undefined && isPath(answer))
      found.unshift({ value: answer, next: next + 1, say: name, stretched: true });
    else
      found.unshift({
        value: inFolder(context.home, name),
        next: next + 1,
        say: name,
        stretched: true,
        doubt: {
          kind: 'question',
          subject,
          ask: `Where is “${name}”?`,
          candidates: [],
          sought: { kind: 'file', name, mayBeNew: false, bare: true },
          guess: 'faint',
        },
      });
  }
  return found;
};

/** A list that is to be made, by what it is of: `shopping list`. */
export const newListSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at) {
    for (let next = at + 1; next < at + MOST_NAME + 1; next += 1) {
      const words = tokens.slice(at, next).map(({ text }) => text);
      if (
        !tokens
          .slice(at, next)
          .every(({ kind, text }) => kind === 'word' && /^(?!(?:a|an|the|new|my|list)$)[\p{L}\p{N}-]+$/iu.test(text))
      )
        break;
      if (tokens[next]?.value === 'list')
        return [{ value: `${words.join(' ')} list`, next: next + 1, say: `${words.join(' ')} list` }];
    }
    return [];
  },
};

/** A file that lines are added to, by its path, its name or its stem. */
export const listFileSlot: Slot<string> = {
  chip: 'place',
  read: (tokens, at, context) => [
    ...writtenFile(tokens, at, context),
    // Without an ending it has to say that it is one.
    ...[...bareNames(tokens, at, context, 'file'), ...smallName(tokens, at, context)].filter(({ say }) => isList(say)),
  ],
};
