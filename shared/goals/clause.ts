import { matchSequence, type Match, type Reached, type Reader } from './match.ts';
import { firstWords } from './pattern.ts';
import type { Phrase } from './phrase.ts';
import { PHRASES } from './phrases.ts';

/** One part of a goal, read as one phrase. */
export interface Clause {
  readonly phrase: Phrase;
  readonly start: number;
  readonly match: Match;
}

const byFirstWord = new Map<string, Phrase[]>();
for (const phrase of PHRASES) {
  const first = firstWords(phrase.sequence);
  if (first === null) throw new Error(`A phrase for “${phrase.verb}” begins with no word.`);
  for (const word of first) byFirstWord.set(word, [...(byFirstWord.get(word) ?? []), phrase]);
}

const rank = (clause: Clause): number => (clause.match.doubts.length > 0 ? 1 : 0);

/** Every phrase that can be read from a position: sure ones first, then longer ones, then as they are declared. */
export const clausesAt = (start: number, reader: Reader, reached: Reached): readonly Clause[] => {
  const phrases = byFirstWord.get(reader.tokens[start]?.value ?? '') ?? [];
  const begin: Match = { next: start, slots: {}, spans: [], doubts: [] };
  const clauses = phrases.flatMap((phrase) =>
    matchSequence(phrase.sequence, begin, reader, reached).map((match) => ({ phrase, start, match })),
  );
  return clauses.sort((a, b) => rank(a) - rank(b) || b.match.next - a.match.next);
};
