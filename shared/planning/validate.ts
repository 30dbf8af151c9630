import type { Literal } from '../symbolic/atom.ts';
import type { State } from '../symbolic/state.ts';
import type { Draft } from './draft.ts';

/** The first condition that fails when the plan is simulated, and where. */
export interface Violation {
  readonly stepId: string;
  readonly condition: Literal;
}

/** Simulates a plan from what was observed. A checker with more to say (constraints, time) has the same shape. */
export type Validator = (drafts: readonly Draft[], initial: State) => Violation | null;

export const validate: Validator = (drafts, initial) => {
  let state = initial;
  for (const { id, skill, args } of drafts) {
    const condition = skill.needs(args).find((need) => !state.holds(need));
    if (condition) return { stepId: id, condition };
    state = state.after(skill.changes(args, id), id);
  }
  return null;
};
