/** The most that one batch may cost. */
export interface Budget {
  /** Facts that hold at once, told and derived, what the engine keeps for counts and moments included. */
  readonly facts: number;
  /** Rows looked at and conclusions drawn. A million takes somewhere around a tenth of a second. */
  readonly steps: number;
}

export const DEFAULT_BUDGET: Budget = { facts: 5_000_000, steps: 50_000_000 };

/** Why the engine refuses something. */
export const ENGINE_PROBLEMS = {
  FACT_UNKNOWN_RELATION: 'No relation of this name is declared.',
  FACT_ARITY: 'The relation has another number of columns.',
  FACT_TYPE: 'A value does not fit its column.',
  FACT_TIME: 'The valid time of the fact is empty or not a number.',
  ENGINE_TIME: 'The time goes backwards or is no number.',
  ENGINE_FACTS: 'The rules give more facts than are allowed. Does a rule with arithmetic go on without end?',
  ENGINE_STEPS: 'The rules take more steps than are allowed. Does a rule with arithmetic go on without end?',
  ENGINE_SUPPOSING: 'Nothing may be changed while a supposition is looked at.',
  ENGINE_STALE: 'These changes are of an earlier batch.',
} as const;
export type EngineProblemCode = keyof typeof ENGINE_PROBLEMS;

/** Thrown where the engine refuses a batch. Everything is then as it was before the batch. */
export class EngineRefused extends Error {
  readonly code: EngineProblemCode;
  readonly details: string;

  constructor(code: EngineProblemCode, details = '') {
    super(`${code}: ${ENGINE_PROBLEMS[code]}${details === '' ? '' : ` ${details}`}`);
    this.name = 'EngineRefused';
    this.code = code;
    this.details = details;
  }
}

/** Counts what a batch costs and ends it where that is too much: steps, not time, so that the same input ends the same way. */
export class Meter {
  readonly #budget: Budget;
  #steps = 0;
  facts = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  start(): void {
    this.#steps = 0;
  }

  get steps(): number {
    return this.#steps;
  }

  step(): void {
    if (++this.#steps > this.#budget.steps)
      throw new EngineRefused('ENGINE_STEPS', `The limit is ${this.#budget.steps}.`);
  }

  fact(): void {
    if (++this.facts > this.#budget.facts)
      throw new EngineRefused('ENGINE_FACTS', `The limit is ${this.#budget.facts}.`);
  }
}
