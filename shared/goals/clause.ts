import { matchSequence, type Match, type Reached, type Reader } from './match.ts';
import { firstWords } from './pattern.ts';
import type { Phrase } from './phrase.ts';
import { LIMITS, PHRASES } from './phrases.ts';

/** One part of a goal, read as one phrase. */
export interface Clause {
  readonly phrase: Phrase;
  readonly start: number;
  readonly match: Match;
}

const byFirstWord = (phrases: readonly Phrase[]): ReadonlyMap<string, readonly Phrase[]> => {
  const found = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    const first = firstWords(phrase.sequence);
    if (first === null) throw new Error(`A phrase for “${phrase.verb}” begins with no word.`);
    for (const word of first) found.set(word, [...(found.get(word) ?? []), phrase]);
  }
  return found;
};

const phrasesByWord = byFirstWord(PHRASES);
/** The words that a part of a goal can begin with. */
export const knownVerbs = (): ReadonlySet<string> => new Set(phrasesByWord.keys());

const limitsByWord = byFirstWord(LIMITS);
const isLimit = new Set(LIMITS);

/** Whether a clause only says what the goal is held to. */
export const limits = ({ phrase }: Clause): boolean => isLimit.has(phrase);

const rank = ({ match }: Clause): number => (match.doubts.length > 0 ? 2 : 0) + (match.stretched ? 1 : 0);

const readAll = (
  byWord: ReadonlyMap<string, readonly Phrase[]>,
  start: number,
  reader: Reader,
  reached: Reached,
): readonly Clause[] => {
  const phrases = byWord.get(reader.tokens[start]?.value ?? '') ?? [];
  const begin: Match = { next: start, slots: {}, spans: [], doubts: [] };
  const clauses = phrases.flatMap((phrase) =>
    matchSequence(phrase.sequence, begin, reader, reached).map((match) => ({ phrase, start, match })),
  );
  return clauses.sort((a, b) => rank(a) - rank(b) || b.match.next - a.match.next);
};

/** Every phrase that can be read from a position: sure ones first, then longer ones, then as they are declared. */
export const clausesAt = (start: number, reader: Reader, reached: Reached): readonly Clause[] =>
  readAll(phrasesByWord, start, reader, reached);

/** As `clausesAt`, for what goals are held to. Half a limit is none: its words are told apart only as a whole. */
export const limitsAt = (start: number, reader: Reader, reached: Reached): readonly Clause[] => {
  const clauses = readAll(limitsByWord, start, reader, () => {});
  for (const { match } of clauses) reached(match);
  return clauses;
};
