import type { LiftedAction, LiftedEffect, LiftedLiteral, LiftedTask } from '../../ports/planning-task.ts';
import { CLOSE_GOAL } from '../close-goal.ts';
import { conjunctionsOf, type Conjunction, type World } from './conjunctions.ts';
import type { Formula } from './tree.ts';

/** With more ways to meet a goal than this, its parts are closed one by one. */
const MOST_WAYS = 64;

const partsOf = (goal: Formula): readonly Formula[] => (goal.kind === 'and' ? goal.parts.flatMap(partsOf) : [goal]);

const isPlain = ([first, second]: readonly Conjunction[]): boolean =>
  second === undefined && first !== undefined && first.extra.length === 0;

const closer = (fact: LiftedLiteral, { literals, extra }: Conjunction): LiftedAction => ({
  name: CLOSE_GOAL,
  parameters: extra,
  shown: 0,
  precondition: literals,
  effects: [fact],
  cost: [0],
});

/** What opens a part again: each effect that may make one of its literals false, where it does. */
const reopening = (
  fact: LiftedLiteral,
  ways: readonly Conjunction[],
  effects: readonly LiftedEffect[],
): LiftedEffect[] =>
  effects.flatMap((effect) =>
    ways.flatMap(({ literals }) =>
      literals.flatMap((literal): LiftedEffect[] => {
        if (literal.predicate !== effect.predicate || (literal.negated ?? false) === (effect.negated ?? false))
          return [];
        const when = [...(effect.when ?? [])];
        for (const [i, wanted] of literal.args.entries()) {
          const arg = effect.args[i];
          // A number is bound by the way to close it, and may be anything.
          if (typeof wanted === 'number' || arg === undefined || arg === wanted) continue;
          if (typeof arg === 'string') return [];
          when.push({ predicate: '=', args: [arg, wanted] });
        }
        return [{ ...fact, negated: true, ...(when.length > 0 ? { when } : {}) }];
      }),
    ),
  );

/**
 * A goal as literals, with the actions that close what has alternatives (plans do not show them). A goal with many of them has its parts closed one by one: a
 * part that was closed opens again as soon as what it was closed for may have become false.
 */
export const closing = (
  goal: Formula,
  actions: readonly LiftedAction[],
  world: World,
): Pick<LiftedTask, 'actions' | 'goal'> => {
  const parts = partsOf(goal).map((part) => conjunctionsOf(part, new Map(), world, 0));
  const plain = parts.filter(isPlain).flatMap(([only]) => only?.literals ?? []);
  const rest = parts.filter((part) => !isPlain(part));
  if (rest.length === 0) return { actions, goal: plain };
  if (rest.reduce((product, ways) => product * ways.length, 1) <= MOST_WAYS) {
    const fact = { predicate: CLOSE_GOAL, args: [] };
    const ways = conjunctionsOf(goal, new Map(), world, 0);
    return { actions: [...actions, ...ways.map((way) => closer(fact, way))], goal: [fact] };
  }
  const open = rest.map((ways, i) => ({ ways, fact: { predicate: `${CLOSE_GOAL} ${i}`, args: [] } }));
  const closers = open.flatMap(({ ways, fact }) => ways.map((way) => closer(fact, way)));
  const opening = actions.map((action) => ({
    ...action,
    effects: [...action.effects, ...open.flatMap(({ ways, fact }) => reopening(fact, ways, action.effects))],
  }));
  return { actions: [...opening, ...closers], goal: [...plain, ...open.map(({ fact }) => fact)] };
};
