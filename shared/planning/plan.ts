import type { Constraint } from '../protocol/constraint.ts';
import type { PlannedStep } from '../protocol/events.ts';
import type { Asked, Forecast, Question } from '../protocol/run.ts';
import type { Query } from '../ports/observer.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { RiskClass } from '../protocol/step.ts';

/** A plan that holds: simulated from what was observed, every precondition met, in an order that can be run. */
export interface Plan {
  readonly steps: readonly PlannedStep[];
  /** Which words of the goal each asked step answers. */
  readonly asked: readonly Asked[];
  readonly risk: RiskClass;
  readonly forecast: Forecast;
  /** What facts want kept and its steps are about. */
  readonly kept?: readonly Constraint[];
}

/** What planning says next. It never acts and never waits: what it must know it asks for. */
export type Proposal =
  | { readonly kind: 'look'; readonly queries: readonly Query[] }
  | { readonly kind: 'question'; readonly question: Omit<Question, 'id'> }
  | {
      readonly kind: 'refused';
      readonly code: ErrorCode;
      readonly details: string;
      readonly draft: readonly PlannedStep[];
      /** A place that is taken, and one like it that is free: with that the goal might do. */
      readonly instead?: { readonly taken: string; readonly free: string } | undefined;
      readonly kept?: readonly Constraint[];
    }
  | { readonly kind: 'plan'; readonly plan: Plan };
