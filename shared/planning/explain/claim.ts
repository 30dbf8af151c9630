import type { Literal } from '../../symbolic/atom.ts';

/**
 * One thing an explanation says, as data: each can be looked up in the run, the skills' declarations and the constraints,
 * and is by `explain-check.ts`. `step` and `other` are step ids.
 */
export type Claim =
  /** The person's words, by place in the goal, ask for the step. */
  | { readonly kind: 'asked'; readonly step: string; readonly start: number; readonly end: number }
  /** The other step takes what this one gives. */
  | { readonly kind: 'gives'; readonly step: string; readonly other: string; readonly output: string }
  /** This step makes true what the other needs. */
  | { readonly kind: 'enables'; readonly step: string; readonly other: string; readonly literal: Literal }
  /** The step was chosen for the other one, when that one's turn came. */
  | { readonly kind: 'chosen'; readonly step: string; readonly other: string }
  /** The step needs it, and it was so before any step. */
  | { readonly kind: 'rests'; readonly step: string; readonly literal: Literal }
  /** The step needs it, and neither the world nor a step before makes it so. */
  | { readonly kind: 'unmet'; readonly step: string; readonly literal: Literal }
  /** The step would work at this path, and that is closed to Sonny. */
  | { readonly kind: 'closed'; readonly step: string; readonly path: string }
  /** The step's own declaration gives it this risk; or, with `because`, whose its arguments are and what was read before them. */
  | { readonly kind: 'risk'; readonly step: string; readonly risk: string; readonly because?: readonly string[] }
  | { readonly kind: 'keeps'; readonly step: string; readonly constraint: string }
  | { readonly kind: 'breaks'; readonly step: string; readonly constraint: string }
  /** The step was refused when its turn came, because of the constraint. */
  | { readonly kind: 'refused-for'; readonly step: string; readonly constraint: string }
  /** The step, or with null the whole run, ended with this error. */
  | { readonly kind: 'error'; readonly step: string | null; readonly code: string }
  /** These words of the goal are not understood. */
  | { readonly kind: 'unclear'; readonly start: number; readonly end: number }
  | { readonly kind: 'in-plan'; readonly skill: string; readonly step: string }
  | { readonly kind: 'no-such-skill'; readonly skill: string }
  /** Used instead of the step, the skill would lack this parameter. */
  | { readonly kind: 'lacks'; readonly skill: string; readonly step: string; readonly parameter: string }
  /** There is no step that the skill could be used instead of. */
  | { readonly kind: 'fits-nowhere'; readonly skill: string }
  /** Used instead of the step, the skill would break the constraint. */
  | { readonly kind: 'would-break'; readonly skill: string; readonly step: string; readonly constraint: string }
  /** Used instead of the step, the skill would not bring this about, which the step does. */
  | { readonly kind: 'would-miss'; readonly skill: string; readonly step: string; readonly literal: Literal }
  /** Used instead of the step, the skill would be of this higher risk. */
  | { readonly kind: 'riskier'; readonly skill: string; readonly step: string; readonly risk: string }
  /** The step can be taken back, and what the skill does cannot. */
  | { readonly kind: 'no-way-back'; readonly skill: string; readonly step: string };

/** What is asked about. */
export type Topic =
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'skill'; readonly skill: string }
  | { readonly kind: 'run' };

/** A claim and how deep it stands under what it supports. */
export interface Placed {
  readonly depth: number;
  readonly claim: Claim;
}

/** The proof behind an explanation: what is asked, and the claims that answer it. */
export interface PlanProof {
  readonly topic: Topic;
  readonly claims: readonly Placed[];
}
