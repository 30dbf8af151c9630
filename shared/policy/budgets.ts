import type { ErrorCode } from '../protocol/errors.ts';
import type { RiskClass } from '../protocol/step.ts';

const MINUTE = 60_000;

/** How many steps of a class may begin within a time, over all runs. `per` in milliseconds. */
export const RATES: Readonly<Partial<Record<RiskClass, { readonly most: number; readonly per: number }>>> = {
  R2: { most: 60, per: MINUTE },
  R3: { most: 10, per: MINUTE },
  R4: { most: 3, per: 60 * MINUTE },
};

/** What one run may use up before a person is asked. */
export const RUN_LIMITS = {
  /** Steps begun beyond those that a person said yes to with the plan. */
  steps: 200,
  /** Milliseconds from its first act. */
  time: 60 * MINUTE,
  /** Files touched. */
  files: 500,
  /** US dollars paid for models. */
  cost: 1,
} as const;

/** After this many of a person's noes to steps of one class within `within`, the class is not asked about for `rest`. */
export const COOLDOWN = { noes: 2, within: 10 * MINUTE, rest: 10 * MINUTE } as const;

/** How often an action may have failed in a run before another step that would do the same is refused. */
export const FAILED_BEFORE = 2;

/** What a person's word raises, by the error that named it. */
export const RAISED_BY = {
  BUDGET_RATE: 'rate',
  BUDGET_STEPS: 'steps',
  BUDGET_TIME: 'time',
  BUDGET_FILES: 'files',
  BUDGET_COST: 'cost',
  LOOP_BROKEN: 'loop',
} as const satisfies Partial<Record<ErrorCode, string>>;
export type Budget = (typeof RAISED_BY)[keyof typeof RAISED_BY];

/** The budget that an error is about, or null. */
export const budgetOf = (code: ErrorCode | undefined): Budget | null =>
  code !== undefined && code in RAISED_BY ? RAISED_BY[code as keyof typeof RAISED_BY] : null;
