import type { Question } from '../protocol/run.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { State } from '../symbolic/state.ts';
import type { Draft } from './draft.ts';

interface Partial {
  readonly drafts: readonly Draft[];
  readonly initial: State;
}

/** Why a clause cannot become steps: thrown inside planning only and turned into a Proposal at its door. */
export class Refusal {
  readonly code: ErrorCode;
  readonly details: string;
  /** The beginning of a plan, as far as it went, and what was seen before it. */
  readonly partial: Partial | null;
  constructor(code: ErrorCode, details: string, partial: Partial | null = null) {
    this.code = code;
    this.details = details;
    this.partial = partial;
  }
}

/** Thrown inside planning when something must be seen first; `Known` holds what. */
export class Unseen {}

/** Thrown inside planning when the person has to choose. */
export class Choice {
  readonly question: Omit<Question, 'id'>;
  constructor(question: Omit<Question, 'id'>) {
    this.question = question;
  }
}
