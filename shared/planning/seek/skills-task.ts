import { keyOf, type Literal } from '../../symbolic/atom.ts';
import type { State } from '../../symbolic/state.ts';
import type { LiftedLiteral, LiftedTask } from '../../ports/planning-task.ts';
import type { Call } from './calls.ts';

/** Costs are whole numbers in tasks: this many make one. */
const FINENESS = 10;

const inTask = ({ relation, args, negated }: Literal): LiftedLiteral => ({
  predicate: relation,
  args: args.map((term) => JSON.stringify(term)),
  ...(negated ? { negated } : {}),
});

/** A task for search: calls of skills, with all their arguments, are its actions, named by their place in the list. */
export const skillsTask = (goal: readonly Literal[], calls: readonly Call[], state: State): LiftedTask => {
  const spoken = [...goal, ...calls.flatMap(({ needs, changes }) => [...needs, ...changes])];
  const atoms = new Map(spoken.map(({ relation, args }) => [keyOf({ relation, args }), { relation, args }]));
  const names = new Set(spoken.flatMap(({ args }) => args.map((term) => JSON.stringify(term))));
  return {
    types: [],
    objects: [...names].map((name) => ({ name, types: ['object'] })),
    actions: calls.map(({ needs, changes, cost }, i) => ({
      name: String(i),
      parameters: [],
      precondition: needs.map(inTask),
      effects: changes.map(inTask),
      cost: [Math.round(cost * FINENESS)],
    })),
    init: [...atoms.values()]
      .filter((atom) => state.holds(atom))
      .map(({ relation, args }) => ({ predicate: relation, args: args.map((term) => JSON.stringify(term)) })),
    goal: goal.map(inTask),
  };
};
