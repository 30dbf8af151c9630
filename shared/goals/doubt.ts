import type { Never, Reading } from './intent.ts';
import type { Sought } from './sought.ts';

type Candidates = Extract<Reading, { kind: 'ambiguous' }>['candidates'];

/** Why a reading cannot stand as it is: a question that a person can answer, or something Sonny cannot take. */
export type Doubt =
  | {
      readonly kind: 'question';
      readonly subject: string;
      readonly ask: string;
      readonly candidates: Candidates;
      readonly sought?: Sought;
      /** What is only guessed to be a name: any other doubt goes before. A `faint` guess is worth no question, only a look. */
      readonly guess?: 'name' | 'faint';
    }
  /**
   * `late`: it was understood, and the time until which it should be done has passed. `never`: it was understood, and is not done: what it is
   * about is closed to Sonny, or it can’t be done by anybody.
   */
  | {
      readonly kind: 'trouble';
      readonly say: string;
      readonly late?: true;
      readonly never?: Never;
      /** Goals that would do, or come near it. */
      readonly near?: readonly string[];
    };

export type Question = Extract<Doubt, { readonly kind: 'question' }>;

export const trouble = (say: string, ...near: readonly string[]): Doubt => ({
  kind: 'trouble',
  say,
  ...(near.length > 0 ? { near } : {}),
});
