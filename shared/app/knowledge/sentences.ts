import { isFirstHand } from '../../symbolic/facts/trust.ts';
import { PERSON, SONNY, type Source } from '../../symbolic/labels/source.ts';
import type { Mind } from './mind.ts';

/** What plans are made by: what there is, what a person told, and where like things went. Not what was asked before: that is past. */
const BEARING: ReadonlySet<string> = new Set(
  'file folder file-changed page unsaved filed downloads keep important'.split(' '),
);

/** A fact as a sentence, when it was learned, and what it is about. */
export interface Sentence {
  readonly say: string;
  readonly at: number;
  readonly names: readonly string[];
  readonly from: Source;
}

/** Every fact that holds and bears on plans, as a sentence. What no first hand vouches for is not among them. */
export const sentencesOf = ({ memory }: Mind, now: number): readonly Sentence[] =>
  [...memory.facts.asOf({ valid: now, known: now })]
    .filter(({ trust, literal }) => isFirstHand(trust) && BEARING.has(literal.relation) && literal.negated !== true)
    .map(({ literal, observedAt, trust, source }) => ({
      say: `${memory.say(literal)}.`,
      at: observedAt,
      names: literal.args.map(String),
      // A fact that was seen holds names that anyone may have given.
      from: trust === 'person' ? PERSON : source === 'sonny' ? SONNY : { kind: 'file', of: '' },
    }));
