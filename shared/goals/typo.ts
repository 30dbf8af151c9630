import { knownVerbs } from './clause.ts';
import type { GoalContext, Reading } from './intent.ts';
import { distance } from './names.ts';
import { search } from './search.ts';
import { afterSeparator, SEPARATING_WORDS, skipPolite } from './separator.ts';
import { hasEnding } from './slots/path.ts';
import { isNear, isSwapped } from './slip.ts';
import { tokenize, type Token, type Tokens } from './token.ts';
import { understand } from './understand.ts';
import { vocabulary } from './vocabulary.ts';

/** So many slips of a goal are mended, and so many words tried for each. */
const MOST_SLIPS = 10;
const MOST_TRIED = 6;

/** How many pieces behind the one that could not be read the slip may be. */
const AHEAD = 4;
/** And how many before it. */
const BACK = 8;

/** What takes something away is never done for a slip of the pen, only offered. */
const GRAVE = new Set('delete remove trash erase wipe bin overwrite throw empty clear clean'.split(' '));

/** Whether a piece may be a word with a slip: plain letters, and no name by its capital, but for the first of a goal. */
const isMendable = (token: Token | undefined, isFirst: boolean): token is Token =>
  token?.kind === 'word' &&
  token.mended !== true &&
  !hasEnding(token.text) &&
  /^[a-z']+$/u.test(token.value) &&
  (isFirst || /^\p{Ll}/u.test(token.text));

/** The words that a piece may be meant as, nearest first. What is a word as it stands is only known with two letters swapped. */
const meantBy = (token: Token, begins: boolean): readonly string[] => {
  const words = begins ? [...knownVerbs(), ...SEPARATING_WORDS] : vocabulary();
  const isWord = vocabulary().has(token.value);
  return [...words]
    .filter((word) => word !== token.value && (isWord ? isSwapped(token.value, word) : isNear(token.value, word)))
    .sort(
      (a, b) =>
        Number(isSwapped(token.value, b)) - Number(isSwapped(token.value, a)) ||
        distance(token.value, a) - distance(token.value, b),
    )
    .slice(0, MOST_TRIED);
};

const put = (tokens: Tokens, at: number, word: string): Tokens =>
  tokens.map((token, i) => (i === at ? { ...token, value: word, text: word, mended: true as const } : token));

/** The goal as it would be written without its slips. */
const textOf = (text: string, tokens: Tokens): string => {
  let [written, at] = ['', 0];
  for (const token of tokens) {
    written += text.slice(at, token.start) + (token.mended ? token.text : text.slice(token.start, token.end));
    at = token.end;
  }
  return written + text.slice(at);
};

/** How far a goal is read: to its end, or to the piece that could not be. */
interface Read {
  readonly tokens: Tokens;
  readonly done: boolean;
  readonly at: number;
}

const readTo = (tokens: Tokens, context: GoalContext): Read | null => {
  const outcome = search(tokens, context);
  if (outcome.kind === 'stuck') return { tokens, done: false, at: outcome.at };
  if (outcome.kind === 'doubt' && outcome.doubt.kind === 'trouble') return null;
  return { tokens, done: true, at: tokens.length };
};

/** Whether a part of the goal begins with that piece. */
const beginsPart = (tokens: Tokens, i: number): boolean =>
  i === skipPolite(tokens, 0) || afterSeparator(tokens.slice(0, i), i - 1) === i;

/** So many words are tried for each of two slips at once. */
const MOST_PAIRED = 2;

/** Every way to read the goal to its end by mending two pieces that are near each other, where neither alone leads any further. */
const mendTwo = ({ tokens, at }: Read, context: GoalContext): readonly Read[] => {
  const first = skipPolite(tokens, 0);
  const meant = (i: number): readonly string[] => {
    const token = tokens[i];
    return isMendable(token, i === first) ? meantBy(token, beginsPart(tokens, i)).slice(0, MOST_PAIRED) : [];
  };
  const near = tokens.map((_, i) => i).filter((i) => i >= Math.max(first, at - 1) && i < at + 2 * AHEAD);
  return near.flatMap((i) =>
    meant(i).flatMap((word) => {
      const one = put(tokens, i, word);
      return near
        .filter((j) => j > i)
        .flatMap((j) => meant(j).flatMap((other) => readTo(put(one, j, other), context) ?? []))
        .filter(({ done }) => done);
    }),
  );
};

/** Every way to go on further by mending one piece. */
const mendOne = ({ tokens, at }: Read, context: GoalContext): readonly Read[] => {
  const first = skipPolite(tokens, 0);
  const order = tokens.map((_, i) => i);
  const near = order.filter((i) => i >= Math.max(first, at - 1) && i < at + AHEAD);
  // What was taken for a name on the way may be the slip.
  const before = order.filter((i) => i >= Math.max(first, at - 1 - BACK) && i < at - 1);
  for (const i of [...near, ...before]) {
    const token = tokens[i];
    if (!isMendable(token, i === first)) continue;
    const further = meantBy(token, beginsPart(tokens, i)).flatMap(
      (word) => readTo(put(tokens, i, word), context) ?? [],
    );
    const better = further.filter((read) => read.at > Math.max(at, i));
    const done = better.filter((read) => read.done);
    if (done.length > 0) return done;
    const most = Math.max(...better.map((read) => read.at));
    if (better.length > 0) return better.filter((read) => read.at === most);
  }
  return [];
};

/** Short words with another letter are words of their own too often: "vote" is hardly "note". */
const isCertain = ({ value }: Token, written: string): boolean =>
  value.length > 4 || written.length !== value.length || isSwapped(written.toLowerCase(), value);

/** What a reading asks for, however it was said. */
const askedIn = (reading: Reading): string =>
  reading.kind === 'understood'
    ? JSON.stringify([
        reading.intents.map(({ skill, args }) => [skill, args]),
        reading.constraints.map(({ rule }) => rule),
      ])
    : JSON.stringify([reading.kind, 'subject' in reading ? reading.subject : null]);

export interface Mended {
  readonly reading: Reading;
  /** The goal as it is read. */
  readonly text: string;
  /** The words that are read as others, as they were written. */
  readonly words: readonly string[];
}

/** What a goal is read as when its slips are mended, or the goals it could be, of which none is certain enough. */
export type Slip =
  | { readonly kind: 'mended'; readonly mended: Mended }
  | { readonly kind: 'offered'; readonly goals: readonly string[] };

const mendedWith = (text: string, context: GoalContext): Slip | null => {
  let read = readTo(tokenize(text), context);
  if (read === null || read.done) return null;
  for (let slips = 0; slips < MOST_SLIPS; slips += 1) {
    const single: readonly Read[] = mendOne(read, context);
    const ways: readonly Read[] = single.length > 0 ? single : mendTwo(read, context);
    const [only] = ways;
    if (only === undefined) return null;
    const meanings = new Set(only.done ? ways.map((way) => askedIn(understand(text, context, way.tokens))) : []);
    const goals = ways.slice(0, 3).map((way) => textOf(text, way.tokens));
    if (meanings.size > 1) return { kind: 'offered', goals };
    read = only;
    if (!read.done) continue;
    const { tokens } = read;
    const meant = textOf(text, tokens);
    const slipped = tokens.filter(({ mended }) => mended === true);
    const isSure = slipped.every(
      (token) => !GRAVE.has(token.value) && isCertain(token, text.slice(token.start, token.end)),
    );
    if (!isSure) return { kind: 'offered', goals: [meant] };
    const words = slipped.map(({ start, end }) => text.slice(start, end));
    return { kind: 'mended', mended: { reading: understand(text, context, tokens), text: meant, words } };
  }
  return null;
};

/**
 * The goal without its slips of the pen, where one word each is what it is most likely meant as. Only Sonny's own words are mended, never
 * names or texts; what would take something away, and what could be meant in two ways, is offered and not done.
 */
export const withoutSlips = (text: string, context: GoalContext): Slip | null => {
  const certain = mendedWith(text, { ...context, guessing: false });
  if (context.guessing === false) return certain;
  const guessed = mendedWith(text, context);
  if (certain?.kind !== 'mended' || guessed?.kind !== 'mended') return certain ?? guessed;
  // What has a slip may be a name all the same: that is looked for first.
  const { reading } = guessed.mended;
  const sought = reading.kind === 'ambiguous' && reading.sought ? { ...reading, sought: reading.sought } : undefined;
  const guess = reading.guess ?? (guessed.mended.text === certain.mended.text ? undefined : sought);
  return {
    ...certain,
    mended: { ...certain.mended, reading: { ...certain.mended.reading, ...(guess ? { guess } : {}) } },
  };
};
