import type { Question } from '../protocol/run.ts';
import type { ErrorCode } from '../protocol/errors.ts';

/** Why a clause cannot become steps: thrown inside planning only and turned into a Proposal at its door. */
export class Refusal {
  readonly code: ErrorCode;
  readonly details: string;
  constructor(code: ErrorCode, details: string) {
    this.code = code;
    this.details = details;
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
