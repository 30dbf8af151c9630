import type { Constraint } from '../protocol/constraint.ts';
import type { Literal, Term } from '../symbolic/atom.ts';
import type { Trust } from '../symbolic/facts/trust.ts';

/** What speaks for a statement: who vouches for it, and how in a few words: "you said so". */
export interface Vouched {
  readonly trust: Trust;
  readonly say: string;
}

/** What is held to be so of things that a look cannot tell, or has not told now. Never throws. */
export interface HeldFacts {
  /**
   * `holds`: it was told or seen at first hand, or follows from what was, and is still good. `expired`: it was, and is too old. `denied`:
   * the contrary holds, or it was taken back.
   */
  standing(literal: Literal): 'holds' | 'expired' | 'denied' | 'unknown';
  /** What speaks for a statement now, whoever vouches for it: only what is at first hand counts. null: nothing does. */
  vouches(literal: Literal): Vouched | null;
  /**
   * What is so by a relation, at first hand alone: the arguments of each statement that holds now. null: there is no such relation.
   * Absent where nobody is asked.
   */
  statements?(relation: string): readonly (readonly Term[])[] | null;
  /** What facts at first hand want kept to by every run, as long as they hold. */
  kept(): readonly Constraint[];
}
