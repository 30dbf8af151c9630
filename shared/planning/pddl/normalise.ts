import { CLOSE_GOAL } from '../close-goal.ts';
import { TaskError } from '../task-error.ts';
import {
  type GroundAtom,
  type LiftedAction,
  type LiftedAtom,
  type LiftedEffect,
  type LiftedTask,
} from '../../ports/planning-task.ts';
import { conjunctionsOf, literalIn, scopesOver, termIn, type ObjectsOf, type Scope } from './conjunctions.ts';
import type { ActionTree, Domain, EffectTree, Problem, Typed } from './tree.ts';

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

const typesOf = ({ types }: Domain): LiftedTask['types'] =>
  types.flatMap(({ name, types: parents }) => parents.map((parent) => ({ name, parent })));

const mergedObjects = (domain: Domain, problem: Problem): LiftedTask['objects'] => {
  const merged = new Map<string, readonly string[]>();
  for (const { name, types } of [...domain.constants, ...problem.objects])
    merged.set(name, unique([...(merged.get(name) ?? []), ...types]));
  return Array.from(merged, ([name, types]) => ({ name, types }));
};

const lookup = (types: LiftedTask['types'], objects: LiftedTask['objects']): ObjectsOf => {
  const above = (type: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(type)) return seen;
    seen.add(type);
    for (const { name, parent } of types) if (name === type) above(parent, seen);
    return seen;
  };
  return (wanted) =>
    objects
      .filter((object) => {
        if (wanted.length === 0 || wanted.includes('object')) return true;
        return object.types.some((type) => [...above(type)].some((t) => wanted.includes(t)));
      })
      .map(({ name }) => name);
};

interface Effects {
  readonly effects: LiftedEffect[];
  readonly costs: (number | LiftedAtom)[];
}

const effectsOf = (effect: EffectTree, scope: Scope, objectsOf: ObjectsOf, when: LiftedEffect['when']): Effects => {
  const found: Effects = { effects: [], costs: [] };
  const walk = (e: EffectTree, inner: Scope, conditions: LiftedEffect['when']): void => {
    switch (e.kind) {
      case 'and':
        for (const part of e.parts) walk(part, inner, conditions);
        return;
      case 'forall':
        for (const bound of scopesOver(inner, e.variables, objectsOf)) walk(e.part, bound, conditions);
        return;
      case 'when':
        for (const { literals, extra } of conjunctionsOf(e.condition, inner, objectsOf, 0)) {
          if (extra.length > 0)
            throw new TaskError('PDDL_UNSUPPORTED', 'An existential condition of an effect is not supported.');
          walk(e.part, inner, [...(conditions ?? []), ...literals]);
        }
        return;
      case 'add':
      case 'delete':
        found.effects.push({
          ...literalIn(inner, e.atom, e.kind === 'delete'),
          ...(conditions && conditions.length > 0 ? { when: conditions } : {}),
        });
        return;
      case 'cost':
        if (conditions && conditions.length > 0)
          throw new TaskError('PDDL_UNSUPPORTED', 'A cost under a condition is not supported.');
        found.costs.push(
          typeof e.amount === 'number'
            ? e.amount
            : { predicate: e.amount.predicate, args: e.amount.args.map((word) => termIn(inner, word)) },
        );
    }
  };
  walk(effect, scope, when);
  return found;
};

const scopeOf = (parameters: readonly Typed[]): Scope => new Map(parameters.map(({ name }, index) => [name, index]));

const actionsOf = (action: ActionTree, objectsOf: ObjectsOf, anyCosts: boolean): LiftedAction[] => {
  const scope = scopeOf(action.parameters);
  const shown = action.parameters.length;
  const { effects, costs } = effectsOf(action.effect, scope, objectsOf, undefined);
  return conjunctionsOf(action.precondition, scope, objectsOf, shown).map(({ literals, extra }) => ({
    name: action.name,
    parameters: [...action.parameters, ...extra],
    shown,
    precondition: literals,
    effects,
    cost: anyCosts ? costs : [1],
  }));
};

const hasCosts = (effect: EffectTree): boolean =>
  effect.kind === 'cost' || (effect.kind === 'and' && effect.parts.some(hasCosts));

const groundAtom = ({ predicate, args }: GroundAtom): GroundAtom => ({ predicate, args });

/**
 * A domain and a problem as one task. Alternatives in conditions become actions of the same name; a goal with alternatives
 * gets an action that closes it.
 * @throws TaskError PDDL_UNSUPPORTED for what cannot be written out, PDDL_SYNTAX for unbound variables.
 */
export const normalise = (domain: Domain, problem: Problem): LiftedTask => {
  const types = typesOf(domain);
  const objects = mergedObjects(domain, problem);
  const objectsOf = lookup(types, objects);
  const anyCosts = domain.actions.some(({ effect }) => hasCosts(effect));
  const actions = domain.actions.flatMap((action) => actionsOf(action, objectsOf, anyCosts));
  const ways = conjunctionsOf(problem.goal, new Map(), objectsOf, 0);
  const values = problem.values.map(({ atom, value }) => ({ ...groundAtom(atom), value }));
  const init = problem.init.map(groundAtom);
  const [only] = ways;
  if (only && ways.length === 1 && only.extra.length === 0)
    return { types, objects, actions, init, goal: only.literals, values };
  const closed = { predicate: CLOSE_GOAL, args: [] };
  const closing = ways.map(({ literals, extra }) => ({
    name: CLOSE_GOAL,
    parameters: extra,
    shown: 0,
    precondition: literals,
    effects: [closed],
    cost: [0],
  }));
  return { types, objects, actions: [...actions, ...closing], init, goal: [closed], values };
};
