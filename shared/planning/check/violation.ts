import type { Closed } from '../../protocol/closed.ts';
import type { Constraint } from '../../protocol/constraint.ts';
import type { Literal } from '../../symbolic/atom.ts';

/**
 * `shape`: not a plan at all. `argument`: a value its skill does not take. `reference`: an output that nobody gives in
 * time. `need`: a condition that does not hold in every order the plan allows. `resource`: two steps at once on one thing.
 * `place`: a step would work where Sonny may not.
 * `goal`: not what was asked. `superfluous`: nothing needs it. `constraint`: what the person wants kept to.
 */
export type ViolationKind =
  'shape' | 'argument' | 'reference' | 'place' | 'need' | 'resource' | 'goal' | 'superfluous' | 'constraint';

/** The first thing that is wrong with a plan, and where. */
export interface Violation {
  readonly kind: ViolationKind;
  /** null: it is about the plan as a whole. */
  readonly stepId: string | null;
  /** One plain sentence that names the step and the violated condition. */
  readonly say: string;
  readonly condition?: Literal;
  readonly constraint?: Constraint;
  readonly closed?: Closed;
  /** A place that is taken, and one like it that is free. */
  readonly instead?: { readonly taken: string; readonly free: string };
}

export const violation = (
  kind: ViolationKind,
  stepId: string | null,
  say: string,
  about: Pick<Violation, 'condition' | 'constraint' | 'closed' | 'instead'> = {},
): Violation => ({ kind, stepId, say, ...about });
